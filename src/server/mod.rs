//! Wiring, and nothing else: what is put together here is made in the rooms.

pub mod session;
pub mod state;
