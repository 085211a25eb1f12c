//! Own companies: who issues the papers and receives the money.
//!
//! ```text
//! create ──▶ company with VAT rates of its country, one number series per kind of document, maybe an account
//!              │ save requisites · add and change accounts · add and end VAT rates · change series
//!              ▼
//!            every paper copies what it needs when it is issued; nothing here changes an issued paper
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Organization`], accounts, rates, series |
//! | `forms`, `parts` | what the forms send, and how it is checked: the company, its accounts, rates and series |
//! | `presets` | VAT rates and rounding of a country on the first day |
//! | `pattern` | patterns of document numbers |
//! | `numbering` | the next number of a series, taken in the issuing transaction |
//! | `store` | the tables `organizations`, `bank_accounts`, `vat_rates`, `number_series`, `number_counters` |
//! | `actions` | creating and changing; today in the company's time zone |
//! | `api` | server functions |
//! | `pages` | the settings page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod forms;
pub mod model;
#[cfg(feature = "ssr")]
pub mod numbering;
pub mod pages;
pub mod parts;
pub mod pattern;
pub mod presets;
#[cfg(feature = "ssr")]
pub mod store;
