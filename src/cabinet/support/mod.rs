//! Requests to the company: a contact asks, reads the answers, goes on, closes and opens again. What a request is, and what a contact may see of it, is in
//! [`crate::support::tickets`].
//!
//! | file | what it holds |
//! |---|---|
//! | `api` | server functions of the cabinet; what carries files is sent to routes (`server::tickets`) |
//! | `pages` | the list, a request, a new one; [`pages::OpenRequests`] for the first page |

pub mod api;
pub mod pages;
