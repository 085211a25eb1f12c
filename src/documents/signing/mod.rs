//! Answers to papers: what a side of a contract, an act or a delivery note has signed or refused by itself, with a *simple electronic signature*.
//!
//! ```text
//!  an issued paper ──▶ read to its end ──▶ signed    by the client in the cabinet, by the own company on the page of the paper
//!                                     └──▶ refused   by the client, with a reason; he may still sign afterwards
//! ```
//!
//! A simple electronic signature is worth what people have agreed about it. So there is none until the own company has recorded the agreement it
//! rests on: a clause of its contracts or of its public offer ([`model::Agreement`]). It can be put out of force again; what was signed before stays.
//!
//! An answer is evidence: a row that is written once ([`model::Answer`]). It holds who answered and for whom, the text that was agreed to as it
//! was shown, the agreement as it was, when and from where, and the sha-256 of the very file that was answered: the stored one of the revision
//! that the client gets. What is not stored yet is made first, and nothing else is ever signed. The day of the answer goes into the paper's own
//! columns ([`super::signatures`]) in the same transaction, so that lists and states know of one signature only. A correction begins anew: its
//! revision has no answers. What somebody has answered by himself nobody takes back for him.
//!
//! A drawn signature will be a picture beside the name and a public link another way to the same form: both end in [`actions::sign`]. A page
//! of evidence will print what the row holds.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | agreements, answers, the forms |
//! | `store` | the tables: answers here, agreements in `agreements` |
//! | `actions` | the agreement of a company; answering; who is told of it; what is shown |
//! | `words` | the texts people agree to |
//! | `api`, `pages` | server functions of the staff; the agreement among a company's settings, answers as they are shown |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
pub mod words;
