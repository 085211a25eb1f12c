//! The list of requests, a request with its thread, the form of a new one, and the words other rooms share with them.

mod form;
mod list;
mod narrow;
mod show;
mod thread;
pub mod words;

pub use form::NewTicketPage;
pub use list::{TicketList, TicketsPage, ticket_columns};
pub use show::TicketPage;
