//! The money: `payments`.

pub mod payments;
