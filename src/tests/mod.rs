//! Tests that need more than one file: actions on both databases, the house's own rules, the rights table.
//!
//! | file or folder | what it tests |
//! |---|---|
//! | `architecture` | the rules of the house, read from its files |
//! | `texts` | the keys of the interface's texts |
//! | `rights` | every page and server function, asked by everybody |
//! | `web` | the layers around them: odd requests, failed forms, transactions that meet |
//! | `accounts`, `organization`, `own_companies`, `start_balances`, `catalog` | who we are |
//! | `clients`, `contacts`, `invoices`, `closing`, `payments`, `activity` | the rooms of these names |
//! | `cabinet` | what a client's contacts see and do |
//! | `expenses` | expenses, and the invoices that charge them |
//! | `payment_modes` | how money comes and goes: the directory, own modes in payments, expenses and the report |
//! | `leads` | leads, their board and directories, what becomes of them |
//! | `contracts` | contracts, their text, what goes back to them |
//! | `files` | files of objects: what is refused, lists, what lies on the disk or in a bucket |
//! | `papers` | papers as files: what is stored, who gets it, the jobs behind it |
//! | `templates` | templates: versions, serving, what issuing keeps of them |
//! | `modules` | what the installation does without |
//! | `mail` | the outbox against a mail server that plays everything; papers that are sent, letters by rules |
//! | `reports` | statements, the report of received payments, the first page |
//! | `pwa` | what browsers read to install Akta, and the worker of its pages |
//! | `signing` | what each side answers to papers electronically |
//! | `search` | the search over everything |
//! | `support` | requests of clients: states, who sees what, letters, lists |
//! | `check`, `demo` | the two commands |
//! | `engines` | one body, two databases |
//! | `writer` | transactions of SQLite that share a commit |
//!
//! Every test of a store or an action runs from one body on SQLite and on PostgreSQL ([`on_both_engines`]). PostgreSQL is
//! the server of `AKTA_TEST_POSTGRES_URL` (`make test` starts a throw-away one); without it the half is skipped, and with
//! `CI=true` a skip is a failure.

mod accounts;
mod activity;
mod architecture;
mod cabinet;
mod catalog;
mod check;
mod clients;
pub mod closing;
pub mod contacts;
pub mod contracts;
mod demo;
mod engines;
pub mod expenses;
pub mod files;
mod invoices;
pub mod leads;
mod mail;
mod memo;
mod modules;
mod organization;
mod own_companies;
mod papers;
mod payment_modes;
mod payments;
mod phrases;
mod pwa;
mod reports;
mod rights;
mod search;
mod signing;
mod start_balances;
pub mod support;
pub mod templates;
mod texts;
mod web;
mod writer;

pub use engines::{TestEnv, gather_statistics, on_both_engines, on_sqlite, scans};
