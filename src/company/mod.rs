//! Who we are: the staff and the own companies.

pub mod accounts;
pub mod organization;
