//! Letters and their way out: the envelope and the outbox. What a letter says is made in other rooms.
//!
//! ```text
//!  a room's action ──▶ letter, a row per recipient ──▶ worker: claim ─▶ server ─▶ "begun" ─▶ content ─▶ answer
//!  one transaction      waiting                                 lease             committed            committed
//! ```
//!
//! | state | what it means |
//! |---|---|
//! | waiting | it will be sent, or tried again: after 1 and 5 and 30 minutes, 2 and 12 hours |
//! | sent | the server has accepted it, in these words |
//! | failed | the server refuses it for good, or nothing helped |
//! | unclear | possibly sent: the content was being handed over when the server or Akta went away. It is never sent again by itself |
//! | cancelled | somebody has taken it out |
//!
//! The worker commits that the handing over has begun before the server gets the content, and the answer after it. So whatever dies
//! whenever, a row was not sent (and will be), was sent, or is marked. A lease says whose the row is; it is prolonged while a slow server
//! takes its time, and when it ends the row is anybody's again. Nobody but the worker says that something was sent or has failed
//! (`src/tests/architecture.rs`). How far a *paper* has come is derived from its rows by one function, [`model::dispatch`].
//!
//! What only the reader of a letter may see (a link that lets him in) stands in it as a mark, and sealed beside it; the worker puts it in.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the kinds of documents that are mailed, states, the filter and the rows of the outbox |
//! | `letter` | what a room hands in |
//! | `brief` | letters of a sentence and a link; what somebody has typed, as a letter says it |
//! | `store` | the tables: letters and papers here, the queue in `queue` |
//! | `actions` | putting a letter into the outbox; the list; once more, and not at all |
//! | `message` | a letter as the lines that are sent (RFC 5322, MIME) |
//! | `smtp` | the talk with the server, step by step |
//! | `worker` | one row after the other |
//! | `trial` | one letter at once, to see what the server says |
//! | `api`, `pages` | the page of the outbox; the mails of a paper |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
#[cfg(feature = "ssr")]
pub mod brief;
#[cfg(feature = "ssr")]
pub mod letter;
#[cfg(feature = "ssr")]
pub mod message;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod smtp;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod trial;
#[cfg(feature = "ssr")]
pub mod worker;
