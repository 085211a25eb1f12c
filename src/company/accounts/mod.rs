//! The staff: accounts, sign-in, sessions. What each may do is said by his role ([`super::roles`]).
//!
//! ```text
//! account:  new ──► active ◄──► deactivated          (one active administrator always stays)
//! session:  sign-in ──► open ──► ended                by sign-out, by its owner, by 14 idle or 90 whole days,
//!                                                     at once when the account is deactivated, changes its role or password
//! link:     invitation (72 hours), reset (1 hour) ──► a password is chosen ──► the link is gone, its owner signed in
//! set-up:   one-time code on the console ──► first administrator ──► the code is gone for good
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::User`], rows of lists, what the forms carry |
//! | `filters` | [`filters::SavedFilter`], the lists that have them, the form that saves one |
//! | `access` | what the forms and pages of links carry that let somebody choose a password |
//! | `store` | tables `users`, `sessions`, `setup_codes`, `saved_filters`, `access_links`; what a role may do is read with the session |
//! | `actions` | the administrator's work: create, change, deactivate; who can be chosen as a manager |
//! | `entering` | what is the same behind both doors: sign-in, another password, the way to one by a link, the end of one's own sessions |
//! | `signing` | the staff as those whom their door lets in; sign-out |
//! | `sessions` | opening, finding by token, listing, ending; the cabinet opens and ends those of contacts with the same functions |
//! | `profile` | a person's own name, language, theme, password |
//! | `saved_filters` | a person's own filters of lists: save, find again, delete |
//! | `links` | inviting, and a way to a new password: links that are used once; those of contacts are made with the same functions |
//! | `setup` | the one-time code and the first administrator |
//! | `password` | argon2id, the list of passwords that are tried first, generated passwords |
//! | `device` | browser and system out of a User-Agent |
//! | `api`, `pages` | server functions; sign-in, users, profile; the saved filters above a list |

pub mod access;
#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
#[cfg(feature = "ssr")]
mod device;
#[cfg(feature = "ssr")]
pub mod entering;
pub mod filters;
#[cfg(feature = "ssr")]
pub mod links;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
pub mod profile;
#[cfg(feature = "ssr")]
pub mod saved_filters;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod setup;
#[cfg(feature = "ssr")]
pub mod signing;
#[cfg(feature = "ssr")]
pub mod store;
