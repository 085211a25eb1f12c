//! Who we are: the staff (`accounts`), the own companies (`organization`), what they sell (`catalog`).

pub mod accounts;
pub mod catalog;
pub mod organization;
