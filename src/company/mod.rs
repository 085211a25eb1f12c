//! Who we are: what the staff may do (`roles`), the staff (`accounts`), the own companies (`organization`), what they sell (`catalog`), how money comes and goes
//! (`payment_modes`), what the installation does without (`modules`), and from where we write letters (`mailbox`).

pub mod accounts;
pub mod catalog;
pub mod mailbox;
pub mod modules;
pub mod organization;
pub mod payment_modes;
pub mod roles;
