//! Technical services that know nothing of the business.
//!
//! | room | what it gives |
//! |---|---|
//! | `config` | the settings of the environment, checked at start |
//! | `clock`, `random` | time and randomness, so that tests decide them |
//! | `blobs` | files by their content, in the data folder or in a bucket |
//! | `pictures` | sent pictures, judged by their head and decoded within limits |
//! | `db` | one facade over SQLite and PostgreSQL: statements, rows, transactions, migrations |
//! | `elements` | the HTML of papers as a tree |
//! | `ctx` | what a use case gets: database, clock, randomness, the actor |
//! | `requests` | the same form sent twice is one write |
//! | `again` | a transaction that met another one is run again |
//! | `attempts` | limits on guessing, kept in the database |
//! | `secrets` | what is kept so that the database alone does not tell it |
//! | `sheet` | lists as CSV and XLSX |
//! | `typeset` | papers as PDF |
//! | `sweep` | takes out rows that have served |
//! | `store` | SQL of the three above and of plain forms that failed |
//! | `web` | cookies, cross-site protection, headers, status codes, plain forms |

pub mod again;
pub mod attempts;
pub mod blobs;
pub mod clock;
pub mod config;
pub mod ctx;
pub mod db;
pub mod elements;
pub mod pictures;
pub mod random;
pub mod requests;
pub mod secrets;
pub mod sheet;
mod store;
pub mod sweep;
pub mod typeset;
pub mod web;
