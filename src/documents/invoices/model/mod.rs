//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | [`Settlement`] and [`Closing`], each with its one function, lateness; the life cycle is in `kernel` |
//! | `invoice` | [`Invoice`] and [`Line`] as stored |
//! | `filter` | rows of lists, their filter and totals |
//! | `input` | [`SaveInvoice`]: what the editor sends |
//! | `form` | a stored draft as the editor spells it |
//! | `preview` | the sums of what is being typed |
//! | `paste` | rows pasted from a spreadsheet |
//! | `expense` | expenses that an invoice can charge, [`BillExpense`] |
//! | `editor` | what pages are given, and their small forms |
//! | `note` | the internal note, written beside an invoice |
//! | `many` | [`Outcome`]: what became of each of several invoices |

mod editor;
mod expense;
mod filter;
mod form;
mod input;
mod invoice;
mod many;
mod note;
mod paste;
mod preview;
mod state;

pub use crate::kernel::lifecycle::{InvalidTransition, Lifecycle, Stage};
pub use crate::kernel::line_kind::LineKind;
pub use editor::{
    Cancellation, CopyOf, Corrected, Correction, InvoiceEditor, InvoiceSheet, IssueDraft, IssuedInvoice, NextNumber,
    Replacement, Revision, SavedDraft, Usual,
};
pub use expense::{BillExpense, DraftChoice, ExpenseChoice};
pub use filter::{ClosingQueue, InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, InvoiceTotalsRow};
pub use input::{MAX_LINES, SaveInvoice, TypedLine, ValidInvoice, ValidLine};
pub use invoice::{Invoice, Line, WrongSum};
pub use many::{MOST_AT_ONCE, Outcome};
pub use note::SaveInternalNote;
pub use paste::{PasteColumn, Pasted, read_pasted};
pub use preview::{Preview, preview};
pub use state::{
    Closing, Extent, SEE_CLOSING, Settlement, closing, days_overdue, has_closings, is_closing_off, settlement,
};
