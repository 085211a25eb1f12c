//! What people see of invoices.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`InvoicesPage`], [`InvoiceList`] |
//! | `paper` | the paper, in its own language |
//! | `words` | words for states and fields |

pub mod list;
pub mod paper;
pub mod words;

pub use list::{InvoiceList, InvoicesPage};
