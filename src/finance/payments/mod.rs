//! Payments: money that has come in and was given back, and the invoices it settles.
//!
//! ```text
//! record ──► payment ──allocation──► invoice: unpaid → partially paid → paid ◄── write-off (no money)
//!              │  └─ advance ──use──► another invoice; ──refund──► a payment of its own, back to the client
//!              └─ reverse (entered by mistake): its allocations are taken back, it counts nowhere
//! ```
//!
//! A payment is never deleted, and its date, sum and account never change. It is *allocated* to invoices of the same own company and
//! client; an allocation keeps the sum in the currency of both. What is neither allocated nor given back is the client's *advance*. An
//! invoice is paid exactly when its allocations and write-offs equal its total.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Payment`], its rows, the filter of the list, the forms |
//! | `store` | the tables `payments`, `payment_totals`, `allocations`, `write_offs` |
//! | `actions` | recording, allocating, giving back, reversing, writing off, cancelling an invoice with payments; reading |
//! | `api` | the server functions |
//! | `pages` | the list, the form, the page of a payment, the panel of an invoice |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
