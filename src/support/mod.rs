//! Requests of clients: `departments` they go to ← `tickets`. What a contact sees of them in the cabinet is in [`crate::cabinet`].

pub mod departments;
pub mod tickets;
