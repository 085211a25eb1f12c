//! The directory of departments that requests go to: accounting, sales, whatever people at the company call themselves.
//!
//! A client chooses one when he asks, the staff narrows its list by them and hands requests over. Who belongs to which is not kept.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Department`], its forms |
//! | `store` | the table `departments`, as it is read |
//! | `actions` | keeping, renaming, moving, putting out of use, deleting |
//! | `api` | server functions |
//! | `pages` | the directory |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
