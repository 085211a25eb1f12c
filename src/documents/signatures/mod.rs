//! Signatures under papers: what the staff knows of them. A contract, an act and a delivery note are signed in the same way: by the own
//! company, by the client or not at all because he refuses, and at last the original with his signature comes back, with a scan of it
//! ([`crate::records::files`]).
//!
//! ```text
//!  none ──▶ ours ──▶ both        refused ──▶ client    whoever has the original has the client's signature
//!    └────▶ client ──▶ both
//! ```
//!
//! The facts stand in the row of their paper and belong to its current revision: a correction begins anew. They can be taken back, since people
//! make mistakes. Each room of papers decides who may record them and in which states; the form and the card are in `desk::signing`.
//!
//! What a side answers by itself is evidence and no fact of the staff: a row of its own ([`super::signing`]), written once. The day of such a
//! row comes here by [`actions::answered_in`], so that lists, states and what follows from them know of one signature only.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Signing`] as recorded, [`model::Signature`] with its one function, the form that records it |
//! | `store` | the columns that every table of signed papers has |
//! | `actions` | recording, with its event |
//! | `words` | states and facts in words |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
pub mod words;
