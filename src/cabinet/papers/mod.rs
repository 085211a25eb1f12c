//! The papers of the visitor's company: contracts, invoices, acts and delivery notes as they were issued. Drafts are none of them.
//!
//! ```text
//!  issued ──▶ listed, read, saved ──▶ viewed: noted once for each revision, with an event       cancelled ──▶ still there, marked
//! ```
//!
//! All kinds are one list, of one statement, narrowed to those that the visitor's rights allow; the list of one kind is the same list. A paper that
//! is not his, or is a draft, is not found, like one that does not exist.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::CabinetPaper`]: the kinds; rows, their filter, a paper with what belongs to it |
//! | `store` | the list of all kinds; there is no table of its own |
//! | `actions` | the list, one paper, its file |
//! | `viewing` | that a paper was looked at |
//! | `api` | server functions |
//! | `pages` | lists and pages |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod viewing;
