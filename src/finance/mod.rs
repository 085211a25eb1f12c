//! The money.

pub mod payments;
