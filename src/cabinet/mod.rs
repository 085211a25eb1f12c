//! The cabinet: what a client's contacts see, behind a sign-in of its own.
//!
//! | room | what it holds |
//! |---|---|
//! | `frame` | what stands around every page, with the places that a contact's rights allow |
//! | `access` | who is let in: invitation, sign-in, changing over between clients, the profile; what the staff grants |
//! | `home` | the first page: what is to be done, what is owed, all papers; the logo |
//! | `papers` | contracts, invoices, acts and delivery notes: lists, pages, files; that they were viewed |
//! | `money` | payments, the statement |
//! | `files` | files that are shown to the client, and those he hands over |
//! | `signing` | signing and refusing: the card of a paper's signatures, the page on which it is answered |
//! | `support` | requests to the company |
//!
//! Addresses and server functions of the cabinet begin with `/cabinet` and `/api/cabinet`: only the cabinet's session counts there, and
//! nowhere else ([`crate::platform::web::cookie::Door`]). Actions ask for the contact by `Ctx::visitor` and `Ctx::acting_visitor`; what he
//! sees is narrowed to his client in SQL (`Scope::Client`).

pub mod access;
pub mod files;
pub mod frame;
pub mod home;
pub mod money;
pub mod papers;
pub mod signing;
pub mod support;
