//! The catalogue: what the company sells, ready to be put on a line.
//!
//! ```text
//! create ──▶ active ◀──▶ archived
//! ```
//!
//! A line copies what it needs from an item; changing or archiving the item changes no paper. The VAT of an item is a category
//! and a percentage: rates are dated and belong to own companies, so an editor looks for the rate of its company that fits.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::CatalogItem`], rows of the list, what an editor is offered, the filter |
//! | `forms` | what the form sends, and how it is checked |
//! | `units` | the usual units with their codes |
//! | `store` | the tables `catalog_items`, `catalog_words` |
//! | `actions` | saving, archiving, finding |
//! | `api` | server functions |
//! | `pages` | the list, an item, its form |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod forms;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
pub mod units;
