//! What every object has, whatever it is: its activity. A record knows its owner as [`crate::kernel::owner::Owner`] and
//! nothing more of it.

pub mod activity;
