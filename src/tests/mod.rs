//! Tests that need more than one file: actions on both databases, the house's own rules, the rights table.
//!
//! Every test of a store or an action runs from one body on SQLite and on PostgreSQL ([`on_both_engines`]). PostgreSQL is
//! the server of `AKTA_TEST_POSTGRES_URL` (`make test` starts a throw-away one); without it the half is skipped, and with
//! `CI=true` a skip is a failure.

mod accounts;
mod activity;
mod architecture;
mod catalog;
mod check;
mod clients;
pub mod contacts;
mod demo;
mod engines;
mod invoices;
mod organization;
mod own_companies;
mod payments;
mod rights;
mod start_balances;
mod web;

pub use engines::{TestEnv, on_both_engines};
