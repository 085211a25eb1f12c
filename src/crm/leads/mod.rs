//! Leads: who may become a client.
//!
//! ```text
//! create ──▶ open ◀──▶ lost, junk (with a reason)
//!              │
//!              └──▶ customer: the client it has become; locked
//! ```
//!
//! How far an open lead is, its status says: an entry of a directory with a colour and a place, which is a column of the board. *Customer*
//! is the last column and no entry: nothing but conversion leads there. Conversion makes a client with his primary contact, or takes one who
//! is there already; notes and files go along, and lead and client name each other from then on.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Lead`], its state, rows of the list and the board, the filter, the directories |
//! | `forms` | what the forms send, and how it is checked |
//! | `conversion` | what the form of a conversion sends, and how it is checked |
//! | `store` | the tables `leads` and `lead_choices` |
//! | `actions` | saving, moving, giving up, converting, finding; the directories |
//! | `api` | server functions |
//! | `pages` | the list, the board, a lead, its form, its conversion, the directories |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod conversion;
pub mod forms;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
