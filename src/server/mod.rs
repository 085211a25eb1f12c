//! Wiring: state, router, sessions, commands.
