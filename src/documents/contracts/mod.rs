//! Contracts.
//!
//! ```text
//!            issue: snapshot            terminate: last day, reason
//!   draft ───────────────────▶ issued ─────────────────────────────▶ terminated
//!   edit, delete                 │      cancel: reason
//!                                └─────────────────────────────────▶ cancelled
//! ```
//!
//! A contract has its number from the beginning: free text, often the partner's, proposed from a series of the own company. *Expired* follows from
//! the last day and the calendar. Who has signed is recorded beside an issued contract, in any order. What changes after issue is an annex:
//! a contract of its own that names this one.
//!
//! The text is a template's, with shortcodes in it: it is copied into the draft, changed there as people like, and resolved when the paper is
//! looked at; so a changed subject or date stands everywhere at once. Issuing checks it once more, and freezes the text together with the values.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | states, the contract, the filter of lists, what forms send |
//! | `store` | the tables |
//! | `actions` | the use cases |
//! | `api` | server functions |
//! | `pages` | the list, new contracts, the directory of types; page and editor of a contract are composed in `desk` |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
