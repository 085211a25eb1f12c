//! The settings as a whole: a page that lists all of them, and finds them by the words people would type.
//!
//! | file | what it holds |
//! |---|---|
//! | `list` | [`list::SETTINGS`]: every page of the settings, its right, its words |
//! | `page` | `/settings` |
//!
//! To add a page of the settings: a line of [`list::SETTINGS`]. The page of settings, the navigation and both searches are made of it; a
//! test holds the routes and their rights against it.

pub mod list;
pub mod page;
