//! Files between the client and the company: those that the staff shows him, and what he hands over.
//!
//! ```text
//!  shown by the staff ──▶ listed, saved, looked at        handed over ──▶ on the client's card, seen by both sides ──▶ event
//! ```
//!
//! Whoever may see a paper sees those of its attachments that are shown; the files of the card take the right to files. What belongs to a draft is
//! none of the client's. What he hands over is judged like every other file ([`crate::records::files`]).
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::CabinetFile`], the filter of the list |
//! | `store` | files with what they belong to; there is no table of its own |
//! | `actions` | the list, opening one, handing one over |
//! | `api` | server functions |
//! | `pages` | the list with the field that hands files over; attachments |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
