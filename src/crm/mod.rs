//! Whom we serve.

pub mod clients;
pub mod contacts;
