//! Client cards: whom we serve.
//!
//! ```text
//! create ──▶ active ◀──▶ archived
//! ```
//!
//! A client with documents is archived and never deleted. An archived one is left out of lists and pickers; its papers stay.
//!
//! The list is narrowed to those who ask for other requisites: for that it reads the table of their requests, which belongs to
//! `cabinet/access`.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Client`], [`model::ClientProfile`], rows of lists, the filter |
//! | `forms`, `accounts`, `parts` | what the forms send, and how it is checked: the card; the accounts of a new one; accounts, groups and note of a stored one; what is done with several |
//! | `settings` | visible tabs of a card, what a card must say, what two must not have in common |
//! | `store` | the tables of clients |
//! | `actions` | saving, archiving, finding; accounts and groups |
//! | `api` | server functions |
//! | `pages` | the list and the form; the card is composed in `desk/client_card` |

mod accounts;
#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod forms;
pub mod model;
pub mod pages;
pub mod parts;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use store::CLIENT_SCOPE;
