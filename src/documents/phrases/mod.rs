//! What is written on papers again and again: phrases that a note is put together from. They belong to the whole company.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Phrase`], what the form sends, how a phrase is asked for while one types |
//! | `store` | the table `phrases` |
//! | `actions` | keeping, changing, deleting, listing |
//! | `api` | server functions |
//! | `pages` | the directory in the settings, the field that offers them |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
