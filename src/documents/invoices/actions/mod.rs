//! The use cases of invoices.

mod settle;

pub use settle::settle;
