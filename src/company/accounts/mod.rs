//! The staff: accounts, roles, sessions.
