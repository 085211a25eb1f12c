//! What people see of invoices.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`InvoicesPage`], [`InvoiceList`] |
//! | `beside` | an invoice beside its list |
//! | `many` | what is done with several of them at once |
//! | `edit` | [`NewInvoicePage`], [`EditInvoicePage`], [`CorrectInvoicePage`] |
//! | `revisions` | the revisions of a paper |
//! | `words` | words for states and fields |

mod beside;
mod edit;
pub mod list;
pub mod many;
mod revisions;
pub mod words;

pub use edit::{CorrectInvoicePage, EditInvoicePage, NewInvoicePage};
pub use list::{InvoiceList, InvoicesPage, invoice_columns};
pub use revisions::revision_tabs;
