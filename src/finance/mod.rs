//! The money: `payments`, what own companies spend (`expenses`), what payments and invoices come to in `statements` and `reports`.

pub mod expenses;
pub mod payments;
pub mod reports;
pub mod statements;
