//! Invoices.
//!
//! ```text
//!            issue: number, snapshot, balance          cancel: reason
//!   draft ──────────────────────────────────▶ issued ───────────────────────────────▶ cancelled
//!   edit, delete                              unpaid → partially paid → paid           keeps its number
//! ```
//!
//! Settlement follows from total and paid by one function, overdue from settlement and today. An issued invoice is never
//! edited: *correct* issues its next revision under the same number, and what was issued before stays as it was frozen. A
//! copy of it is a new draft.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | states, the invoice and its lines, the filter of lists, what the editor sends |
//! | `store` | the tables |
//! | `actions` | the use cases, with one invoice and with many at once |
//! | `api` | server functions |
//! | `pages` | the list, the editor; the page of an invoice is composed in `desk` |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
