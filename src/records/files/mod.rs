//! Files of objects: attachments of papers, files of a client's card.
//!
//! ```text
//!  received ──▶ kept under its sha-256 ──▶ row + event ◀──▶ deleted ──▶ swept after 30 days
//!  piece by piece, beside the others       one transaction
//! ```
//!
//! A file belongs to an owner ([`crate::kernel::owner::Owner`]) and to the client whose card shows it. It is never trusted: it is taken by
//! its ending **and** its content, its name is made one that every file system takes, and a browser shows nothing of it but a picture
//! written anew, a PDF or plain text. Several rows may name the same bytes; those that no row names are swept.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::FileType`]: what is taken; [`model::FileRow`] |
//! | `rights` | which kinds of objects have files, and what it takes to see and to change them |
//! | `names` | the name a file is kept under |
//! | `judge` | whether the content is what the name says; the picture to look at |
//! | `store` | the table `files` |
//! | `actions` | receiving, adding, deleting, bringing back, opening, the sweep, the check |
//! | `pages` | the field that sends files, with progress; words |
//!
//! # How a kind of object gets files
//!
//! 1. A row in [`rights::rights`].
//! 2. In `desk::files::owners`: how its row is found and locked, and which page is its own; in `desk::files::store` where its number is.
//! 3. Its words in [`pages::words`].
//! 4. On its page: `<FilesPanel kind=OwnerKind::Contract id=contract.id.uuid() changed />` (`desk::files::pages`).
//!
//! The tab of the client's card, the routes and the check follow. An owner whose row can be deleted takes its files along
//! ([`actions::delete_all_of`]).

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod judge;
pub mod model;
#[cfg(feature = "ssr")]
pub mod names;
pub mod pages;
pub mod rights;
#[cfg(feature = "ssr")]
pub mod store;
