//! Who we are: the staff, the own companies, what they sell.

pub mod accounts;
pub mod catalog;
pub mod organization;
