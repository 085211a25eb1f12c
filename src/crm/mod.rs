//! Whom we serve: `clients` and the people there (`contacts`).

pub mod clients;
pub mod contacts;
