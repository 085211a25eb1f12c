//! What people see of invoices.

pub mod paper;
