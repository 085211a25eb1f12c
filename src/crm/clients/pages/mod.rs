//! The list of clients and their form, and the words other rooms share with them.

mod form;
mod list;
pub mod words;

pub use form::{EditClientPage, NewClientPage, SameTaxId};
pub use list::ClientsPage;
