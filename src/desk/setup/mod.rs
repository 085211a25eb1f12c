//! The first run: with the code from the console somebody becomes the administrator and names the own company. Works only
//! while there is no administrator; administrator and company are one transaction.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the form, and whose fields are which |
//! | `actions` | the transaction |
//! | `api`, `page` | server function and page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod page;
