//! Requests of clients (tickets): a client asks something, the staff answers, until the matter is closed.
//!
//! ```text
//!                  the staff answers
//!   open ⇄ in progress ─────────▶ answered        whoever works on it may put it into any state;
//!    ▲          on hold                           the client closes, and opens again what is closed
//!    └────────────────────────────── closed
//!      the client writes: what is answered, on hold or closed is open again
//! ```
//!
//! A request is a thread of messages: of the client's contacts, of the staff, and notes of the staff that no client ever sees. What the client sees
//! is decided in SQL ([`store::messages`]), and once more by the flag of each file. Its number is of a counter of its own, which may have gaps.
//!
//! Who hears of what by e-mail, once there is a mail server: of a client's message the executor; where there is none, those managers of the client
//! who may answer, or else everybody who may answer and sees the client. Of an answer the request's contact. Each in his own language.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Ticket`], its states, its thread, rows of the list |
//! | `cabinet` | what a contact sees of requests |
//! | `forms` | what the forms send, and how it is checked |
//! | `store` | the tables `tickets`, `ticket_messages`, `ticket_files`, `ticket_reads` |
//! | `actions` | opening, answering, deciding; what a contact does; letters |
//! | `api` | server functions of the staff |
//! | `pages` | the list, a request, its thread |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod cabinet;
pub mod forms;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
