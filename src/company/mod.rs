//! Who we are: what the staff may do (`roles`), the staff (`accounts`), the own companies (`organization`), what they sell (`catalog`), what the installation does
//! without (`modules`), and from where we write letters (`mailbox`).

pub mod accounts;
pub mod catalog;
pub mod mailbox;
pub mod modules;
pub mod organization;
pub mod roles;
