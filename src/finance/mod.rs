//! The money: `payments`, what they and the invoices come to in `statements` and `reports`.

pub mod payments;
pub mod reports;
pub mod statements;
