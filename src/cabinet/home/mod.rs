//! The first page of the cabinet: what is to be done, what is owed, whom to turn to; and all papers.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Home`] |
//! | `actions` | everything it shows, side by side |
//! | `api` | the server function |
//! | `pages` | [`pages::HomePage`] |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
