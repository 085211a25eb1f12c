//! The list of contacts, which is also the tab of a client's card; a contact's page; the form.

mod form;
mod list;
mod show;
pub mod words;

pub use form::NewContactPage;
pub use list::{ContactList, ContactsPage, contact_columns, mail_link, phone_link};
pub use show::ContactPage;
