//! The page of an invoice: the paper in the middle, money and history beside it, above both what can be done now.
//!
//! | file | what it holds |
//! |---|---|
//! | `list` | the list with what is done with several of them at once |
//! | `page` | the page: head, paper, side column |
//! | `note` | the internal note |
//! | `steps` | what can be done with the invoice, as plain forms |

mod list;
mod note;
pub mod page;
mod steps;

pub use list::{InvoicesPage, provide_sending};
pub use page::InvoicePage;
