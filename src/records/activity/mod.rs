//! The history of every object: who did what and when, with old and new values.
//!
//! The events of one object form a chain: each carries the hash of the one before and its own, so that a row changed or
//! removed by hand is found (`akta check`). An event is written in the transaction of the change it tells of.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Event`], [`model::Verb`], the rows of a timeline |
//! | `store` | the table |
//! | `actions` | recording and reading; the chain |
//! | `pages` | the timeline of an object; its room checks who may see it and reads the rows |
//! | `words` | recorded values as people read them: dates, sums, ticks |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
pub mod words;

#[cfg(feature = "ssr")]
pub use actions::record;
