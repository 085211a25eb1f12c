//! The field of the top bar and the page of results.

mod field;
mod hits;
mod results;

pub use field::SearchEverywhere;
pub use results::SearchPage;
