//! Payments: money that has come in, and the invoices it settles.
//!
//! A payment is written once and never changed. It is *allocated* to an invoice of the same own company and client; an
//! allocation keeps the sum in the currency of both. An invoice is paid exactly when its allocations equal its total.
//!
//! ```text
//! record ──► payment ──allocation──► invoice: unpaid → partially paid → paid
//! ```
//!
//! For now a payment is recorded on one invoice, in its currency, and never beyond its balance: advances are not kept yet.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Payment`], its rows, the filter of the list, the form |
//! | `store` | the tables `payments` and `allocations` |
//! | `actions` | recording, reading |
//! | `api` | the server functions |
//! | `pages` | the list, the form, the page of a payment, the panel of an invoice |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
