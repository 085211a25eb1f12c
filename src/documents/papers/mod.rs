//! The frozen content of issued papers, and the files made of it.
//!
//! ```text
//!  issue ──▶ snapshot ──▶ render job ──▶ renditions: clean, stamped       cancel ──▶ render job ──▶ rendition: cancelled
//!  one transaction                       after the commit, once
//! ```
//!
//! Issuing stores a snapshot: the paper's view ([`super::templates::views`]) as canonical JSON (keys sorted, no white space) and its
//! sha-256. It is written once per owner and revision and never changed; every later print, file and page of the paper is made from it.
//! The same transaction writes a render job. The server takes it up when the transaction is over; a reader who comes earlier runs the same
//! job, or waits for whoever is at it. A rendition that is stored is never rendered again and never changes. Papers that were issued before
//! there were renditions get theirs when somebody asks for them. A draft has none: its file is made anew each time.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Rendition`], [`model::Outcome`]: what became of one of many papers |
//! | `store` | the tables |
//! | `actions` | freezing, reading, and the check of the hashes |
//! | `drafts` | what saving a draft is for all that are issued out of their form |
//! | `renditions` | the door to the files, the jobs behind it |
//! | `files` | which of its files is meant by what is asked, and many at once |
//! | `pages` | what lists and pages of issued papers have in common |
//! | `parties` | own company and client as papers print them |
//! | `manuscript` | a snapshot and the own company's pictures as what is typeset |

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod drafts;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod manuscript;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parties;
#[cfg(feature = "ssr")]
pub mod renditions;
#[cfg(feature = "ssr")]
pub mod store;
