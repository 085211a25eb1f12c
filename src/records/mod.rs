//! What every object has, whatever it is: its activity, its files, the letters about it, and how far they are seen; what directories have in common.
//! A record knows its owner as [`crate::kernel::owner::Owner`] and nothing more of it.

pub mod activity;
pub mod directory;
pub mod files;
pub mod mail;
pub mod reach;
