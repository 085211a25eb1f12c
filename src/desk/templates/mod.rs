//! Templates tried on papers: the page of a template with its preview, the choice of a sample, the reference of shortcodes. Here, and not in
//! `documents::templates`, because samples are papers of other rooms.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | what the pages get |
//! | `actions` | a sample by its key, preview, all samples at once |
//! | `api` | server functions |
//! | `page` | the pages |
//! | `workshop` | where a template is written: shortcodes, text, paper |
//! | `trial` | what is typed, tried after a pause |
//! | `tried` | the paper on a sample, and the choice of the sample |
//! | `words` | what the editor in the browser says |

#[cfg(feature = "ssr")]
mod actions;
pub mod api;
pub mod model;
pub mod page;
mod trial;
mod tried;
mod words;
mod workshop;

pub(super) use trial::held;
pub(super) use words::{codes as studio_codes, words as studio_words};
pub(super) use workshop::load_studio;
