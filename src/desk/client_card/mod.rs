//! The client card: one client with everything that concerns him, in tabs that each have their address.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::ClientCard`]: what the card's head and side column show |
//! | `store` | the counts on the tabs |
//! | `actions`, `api` | reading a card |
//! | `pages` | the frame with head, tabs and side column; the profile; the lists of the other rooms narrowed to the client |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
