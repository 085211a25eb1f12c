//! Files with their owners: the panel of a paper's page, the tab of the client's card, what both do. What a file is, and how a further
//! kind of object gets files, is told in [`crate::records::files`].
//!
//! | file | what it holds |
//! |---|---|
//! | `owners` | how an owner is found and locked, and which page is its own |
//! | `model` | [`model::ClientFileRow`], the filter of the tab |
//! | `store` | the tab's list: files with the numbers of what they belong to |
//! | `actions` | attaching, deleting, bringing back, showing to the client, lists |
//! | `api` | server functions |
//! | `pages` | [`pages::FilesPanel`], [`pages::ClientFiles`] |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod owners;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
