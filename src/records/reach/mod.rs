//! What of a client's objects the actor sees who sees all clients, but of some kinds of their objects only those of his own
//! ([`crate::kernel::reach`]). Lists have that in their SQL; this is for what is decided about one client: figures on his card, the kinds
//! of events and files, what a paper names beside itself.
//!
//! | file | what it holds |
//! |---|---|
//! | `store` | which clients are assigned to somebody |
//! | `actions` | [`actions::regarding`], [`actions::Regarded`] |

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
mod store;
