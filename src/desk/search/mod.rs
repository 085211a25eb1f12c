//! The search over everything: clients, contacts, leads, invoices, acts, delivery notes, contracts, payments, expenses, requests and the catalogue,
//! each within what the reader may see.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Found`] by the rules of the lists, [`model::Suggested`] while one types; how a typed text is read |
//! | `actions`, `api` | asking the rooms side by side |
//! | `commands` | the places, the settings and what can be made, found by their names |
//! | `pages` | the field of the top bar; `/search`; what of a row people recognise it by |
//!
//! The page asks what the lists ask. The field asks only what is quick among a hundred thousand papers: a number, the beginning of
//! one, a sum, a name.

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod commands;
pub mod model;
pub mod pages;
