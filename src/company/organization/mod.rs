//! Own companies: who issues the papers and receives the money.
//!
//! ```text
//! create ──▶ company with VAT rates of its country, one number series per kind of document, maybe an account
//!              │ save requisites · pictures · accounts · VAT statuses and rates · series · start balances
//!              ▼
//!            every paper copies what it needs when it is issued; nothing here changes an issued paper
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Organization`], accounts, statuses, rates, series, pictures, start balances |
//! | `forms`, `parts`, `balances` | what the forms send, and how it is checked: the company, its parts, its start balances |
//! | `presets` | VAT rates and rounding of a country on the first day |
//! | `pattern` | patterns of document numbers |
//! | `numbering` | the next number of a series, taken in the issuing transaction |
//! | `store` | the tables `organizations`, `organization_tax_ids`, `organization_images`, `organization_pictures`, `bank_accounts`, `vat_statuses`, |
//! | | `vat_rates`, `number_series`, `number_counters`, `start_balances` |
//! | `actions` | creating and changing; today in the company's time zone |
//! | `vat_status`, `start` | whether it pays VAT over time; what clients owed when its books began |
//! | `images`, `picture` | logo, stamp and facsimile; how a sent picture is judged and written anew |
//! | `api` | server functions |
//! | `pages` | the settings page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod balances;
pub mod forms;
#[cfg(feature = "ssr")]
pub mod images;
pub mod model;
#[cfg(feature = "ssr")]
pub mod numbering;
pub mod pages;
pub mod parts;
pub mod pattern;
#[cfg(feature = "ssr")]
pub mod picture;
pub mod presets;
#[cfg(feature = "ssr")]
pub mod start;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod vat_status;
