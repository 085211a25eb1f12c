//! Reports: what payments come to.
//!
//! **Received payments** (`/reports/received`) adds up all payments of some days, by the day of the payment or by the day it was
//! entered, and divides the sums by day, month, mode or client. Refunds count as minus; a reversed payment is listed, struck out,
//! and counts nowhere. Whatever narrows the report narrows the list of payments in the same way ([`model::ReceivedFilter::payments`]), so
//! that each sum leads to the payments it counts, and they come to it.
//!
//! No right of its own: a report says nothing that the list of payments does not say to the same reader, so it needs the right to
//! view payments and sees those of the clients within his scope.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the filter, the sums, their groups |
//! | `store` | the sums of payments; there is no table of its own |
//! | `actions` | reading the report; what was received in the last months, for the first page |
//! | `api` | the server function |
//! | `pages` | the page of the report, its file |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
