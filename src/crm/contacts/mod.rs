//! Contacts: the people at a client.
//!
//! ```text
//! create ──▶ active ◀──▶ deactivated
//! ```
//!
//! A client with contacts has exactly one primary contact, who is active as long as any of them is: the first one becomes
//! primary, making another one primary moves it, and the primary one can't leave while others stay. A contact to whom nothing
//! refers may be deleted.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Contact`], what is mailed to him, rows of lists, the filter |
//! | `forms` | what the form sends, and how it is checked |
//! | `store` | the table `contacts` |
//! | `actions` | saving, the primary one, putting out of use, deleting, finding |
//! | `api` | server functions |
//! | `pages` | the list (a client's tab is the same list), a contact's page, the form |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod forms;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
