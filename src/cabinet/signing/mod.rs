//! Signing and refusing in the cabinet: a card beside the paper, and the page on which the paper is read to its end and answered. What an answer
//! is, is told in [`crate::documents::signing`].
//!
//! | file | what it holds |
//! |---|---|
//! | `api` | server functions of contacts |
//! | `pages` | [`pages::AnswerPanel`], [`pages::AnswerPage`] |

pub mod api;
pub mod pages;

pub use pages::{AnswerPage, AnswerPanel};
