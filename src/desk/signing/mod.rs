//! Signatures under papers as the staff records them: one form and one card for contracts, acts and delivery notes. What is known of a
//! signature is told in [`crate::documents::signatures`].
//!
//! The signed original that has come back is recorded together with a scan of it, in one transaction; a scan can be added later. The form
//! carries a file, so it goes to a route (`server::originals`) and not to a server function.
//!
//! | file | what it holds |
//! |---|---|
//! | `actions` | recording, with and without a scan |
//! | `api` | the server function |
//! | `electronic` | what was answered electronically ([`crate::documents::signing`]), and the form that signs for the own company |
//! | `pages` | [`pages::SigningCard`]; [`pages::beside_closing`] for the page of an act or a note |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod electronic;
pub mod pages;
