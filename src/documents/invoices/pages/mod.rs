//! What people see of invoices.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`InvoicesPage`], [`InvoiceList`] |
//! | `beside` | an invoice beside its list |
//! | `many` | what is done with several of them at once |
//! | `edit` | [`NewInvoicePage`], [`EditInvoicePage`], [`CorrectInvoicePage`] |
//! | `words` | words for states and fields |

mod beside;
mod edit;
pub mod list;
pub mod many;
pub mod words;

/// Behind the address of an invoice: it was issued to be printed.
pub const PRINT: &str = "#print";

pub use edit::{CorrectInvoicePage, EditInvoicePage, NewInvoicePage};
pub use list::{InvoiceList, InvoicesPage, invoice_columns};
pub use words::rendition_choice;
