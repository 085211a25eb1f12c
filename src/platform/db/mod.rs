//! One facade over SQLite and PostgreSQL.
//!
//! A statement is one SQL text for both engines with `$1` … or `?` parameters and typed values, bound natively per engine
//! ([`Sql`]). A [`Row`] decodes natively. Stores read through a [`Conn`] and write through a [`Tx`].
//!
//! | file | what it holds |
//! |---|---|
//! | `value` | typed parameters and columns |
//! | `sql`, `locks` | the statement builder, what narrows a statement, and how it runs; rows that hold until a transaction ends |
//! | `conn` | opening, pools, transactions |
//! | `memo` | what the parts of one page have read |
//! | `writer` | the one connection that writes a SQLite database |
//! | `error` | what a database can answer besides rows |
//! | `parts` | maintained totals that many transactions change |
//! | `migrate` | the embedded migrations |
//!
//! Portable SQL: `INSERT … ON CONFLICT … RETURNING`, CTEs, window functions, row values, `NULLS LAST`. Not: `ILIKE`, arrays,
//! JSON operators, `now()`, `FOR UPDATE`. `SUM` of a BIGINT is cast to BIGINT.

mod conn;
mod error;
mod locks;
mod memo;
pub mod migrate;
mod parts;
mod sql;
mod value;
mod writer;

pub use conn::{Conn, Db, Engine, Tx, sqlite_path};
pub use error::{DbError, DbResult, ensure_one_row, unless_in_use, unless_taken};
pub use memo::Memo;
pub use parts::part_of;
pub use sql::{FromRow, ScopeColumns, SortColumn, Sql};
pub use value::{Column, Kind, Row, Value};
