//! From where Akta writes: the mail server, and the name and address of each own company.
//!
//! The password is sealed with the installation's key ([`crate::platform::secrets`]) and never shown again. As long as there is no server, or
//! a company has no sender, letters wait in the outbox, visibly; saving either sends them on their way.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the settings as pages show them, what forms send |
//! | `store` | the tables `mail_server` and `mail_senders` |
//! | `actions` | saving, trying out; what the worker of the outbox is given |
//! | `api`, `pages` | *Settings → E-mail* |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
