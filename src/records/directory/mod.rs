//! Directories: short lists of texts that people choose from, each told from the others however it is written. Groups of clients
//! are one, phrases another, types of contracts a third, with an order and with entries that are not offered any more.
//!
//! To make another:
//!
//! 1. A table `id, <text>, <folded> UNIQUE, version, created_at`; with an order also `position` and `retired`.
//! 2. A type that says where it is kept ([`actions::Directory`]); its store reads the list in its order.
//! 3. Server functions that call [`actions::save`], [`actions::delete`], and with an order [`actions::shift`] and [`actions::retire`],
//!    after the right was checked. Their forms are [`model::SaveEntry`], [`model::MoveEntry`], [`model::RetireEntry`]. What an entry has
//!    beside its text is written after [`actions::save_in`], in the same transaction.
//! 4. A page of [`pages::EntryList`], [`pages::EntryForm`] and [`pages::EntryStep`]; with an order, of [`pages::ordered`] and its steps, which
//!    [`pages::named_entry`] has all of where an entry is its name.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the forms |
//! | `store` | the tables, whichever directory is meant |
//! | `actions` | keeping, changing, deleting an entry, moving it, taking it out of use |
//! | `pages` | the entries, each with its form in a fold, and the form of a new one |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
