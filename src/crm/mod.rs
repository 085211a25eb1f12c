//! Whom we serve.

pub mod clients;
