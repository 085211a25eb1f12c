//! What this installation does without: modules, switched off and on for everybody.
//!
//! A module that is off is nowhere in the interface, because none of its rights is granted: the rights of a session are those of the
//! role less those of modules that are off ([`crate::kernel::actor::Rights::without`]). Whoever has its address is told that it is switched
//! off. Its data stays, and what Akta does by itself goes on: papers are made with published templates, though nobody can change them.
//!
//! To add a module: a variant of [`crate::kernel::module::Module`] with its rights, its words in `locales/*/modules.json` and in `pages`.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | a module with its state |
//! | `store` | the table `modules_off` |
//! | `actions` | listing, switching |
//! | `api` | server functions |
//! | `pages` | the settings page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
