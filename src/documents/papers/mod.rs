//! The frozen content of issued papers. Issuing stores a snapshot: the paper's view ([`super::templates::views`]) as canonical
//! JSON (keys sorted, no white space) and its sha-256. It is written once per owner and revision and never changed; every
//! later print, file and page of the paper is made from it.
//!
//! | file | what it holds |
//! |---|---|
//! | `store` | the table |
//! | `actions` | freezing, reading, and the check of the hashes |

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod store;
