//! Directories: short lists of texts that people choose from, each told from the others however it is written. Groups of clients
//! are one, phrases another.
//!
//! To make another: a table `id, <text>, sort_text, version, created_at`; a type that says how it is stored
//! ([`actions::Directory`]); two server functions that call [`actions::save`] and [`actions::delete`] after the right was checked;
//! a page of [`pages::EntryList`] and [`pages::EntryForm`].
//!
//! | file | what it holds |
//! |---|---|
//! | `actions` | keeping, changing and deleting an entry |
//! | `pages` | the entries, each with its form in a fold, and the form of a new one |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod pages;
