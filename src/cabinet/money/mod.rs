//! Money between the client and the company: his payments, and the statement, which is the staff's.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::CabinetPayment`], the days that are asked for |
//! | `actions` | payments over some days, the last one, what is owed today |
//! | `api` | server functions |
//! | `pages` | [`pages::PaymentsPage`], [`pages::StatementPage`] |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
