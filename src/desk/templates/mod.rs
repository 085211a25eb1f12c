//! Templates tried on papers: the page of a template with its preview, the choice of a sample, the reference of shortcodes. Here, and not in
//! `documents::templates`, because samples are papers of other rooms.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | what the pages get |
//! | `actions` | a sample by its key, preview, all samples at once |
//! | `api` | server functions |
//! | `page` | the pages |

#[cfg(feature = "ssr")]
mod actions;
pub mod api;
pub mod model;
pub mod page;
