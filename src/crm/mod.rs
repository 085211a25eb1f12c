//! Whom we serve: `clients` and the people there (`contacts`); who may become one (`leads`).

pub mod clients;
pub mod contacts;
pub mod leads;
