//! The use cases of invoices: the right is checked, the invoice is looked up within the actor's scope, and every write is one
//! transaction with its event.
//!
//! | file | what it does |
//! |---|---|
//! | `compose` | from what was typed to what is stored |
//! | `draft` | drafts are made, changed, copied, deleted |
//! | `issue` | issuing and cancelling |
//! | `many` | several drafts are issued or deleted |
//! | `correct` | the next revision of an issued invoice |
//! | `note` | the internal note is written beside an invoice |
//! | `expenses` | the expenses that invoices charge |
//! | `settle` | what payments do to an invoice |
//! | `close` | what acts and delivery notes do to it |
//! | `parties` | own company and client of an invoice |
//! | `paper` | everything the paper prints |
//! | `file` | papers as files, one and many |
//! | `history` | what events of invoices are about, by name |
//! | `list` | lists, one invoice, the editor's start |
//! | `cabinet` | what the client sees of his own |

mod cabinet;
mod close;
mod compose;
mod correct;
mod draft;
mod expenses;
mod file;
mod history;
mod issue;
mod list;
mod many;
mod note;
mod paper;
mod parties;
mod settle;

pub use cabinet::{ClientsInvoice, file_in_cabinet, show_in_cabinet};
pub use close::close;
pub use compose::LARGEST_TOTAL;
pub use correct::correct;
pub use draft::{copy, delete_draft, new_request, save_draft, save_in};
pub use expenses::{bill_expense, drafts_for, expenses_to_bill};
pub use file::{InvoiceFile, file, files, prepare};
pub use history::named;
pub use issue::{cancel, cancel_in, issue, issue_in, issue_now};
pub use list::{any, correction, editor, list, list_within, next_number, owed, paper, sheet, suggest, totals};
pub use many::{delete_many, issue_many};
pub use note::save_note;
pub use settle::{settle, settle_all};
