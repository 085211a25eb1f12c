//! The settings page of an own company, with the agreement its electronic signatures rest on and with what its clients owed when its books
//! began: companies know neither papers nor clients, so they meet here.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | a start balance with the client's name, the filter |
//! | `store` | one query over start balances and clients |
//! | `actions`, `api` | the list |
//! | `page` | the page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod page;
#[cfg(feature = "ssr")]
pub mod store;
