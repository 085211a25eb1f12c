//! The use cases of acts and delivery notes: each is told the kind and checks its right, the paper is looked up within the actor's scope, and every
//! write is one transaction with its event. Locks are taken in one order: the paper, its invoice, the own company, the counter of numbers.
//!
//! | file | what it does |
//! |---|---|
//! | `compose` | from what was typed to what is stored: the invoice with what is open, both parties, the sums |
//! | `draft` | drafts are made, changed, deleted |
//! | `issue` | issuing: number, snapshot, what it closes of the invoice |
//! | `correct` | the next revision of an issued paper |
//! | `cancel` | cancelling, also of what the client has signed |
//! | `sign` | signatures and returned originals are recorded |
//! | `many` | several drafts are issued or deleted; many invoices are closed |
//! | `usual` | what a new form begins with |
//! | `send` | what the form sends, saved, issued or issued as a correction |
//! | `paper` | everything the paper prints |
//! | `file` | papers as files, one and many |
//! | `list` | lists, one paper, what the form opens with |
//! | `cabinet` | what the client sees of his own |

mod cabinet;
mod cancel;
mod compose;
mod correct;
mod draft;
mod file;
mod issue;
mod list;
mod many;
mod paper;
mod send;
mod sign;
mod usual;

pub use cabinet::{ClientsClosing, file_in_cabinet, show_in_cabinet};
pub use cancel::cancel;
pub use correct::correct;
pub use draft::{delete_draft, save_draft, save_in};
pub use file::{file, files, prepare};
pub use issue::{issue, issue_in, issue_now, issue_now_in};
pub use list::{
    any, correction, editor, invoices_for, list, new_editor, next_number, of_invoice, paper, preview, sheet, suggest,
    totals,
};
pub use many::{close_many, delete_many, issue_many, try_many};
pub use send::send;
pub use sign::sign_in;
pub use usual::start;
