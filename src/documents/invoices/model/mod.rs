//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | [`Lifecycle`] with its transitions, [`Settlement`] with its one function, lateness |
//! | `invoice` | [`Invoice`] and [`Line`] as stored |
//! | `filter` | rows of lists, their filter and totals |
//! | `input` | [`SaveInvoice`]: what the editor sends |

mod filter;
mod input;
mod invoice;
mod state;

pub use filter::{InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, InvoiceTotalsRow};
pub use input::{MAX_LINES, SaveInvoice, TypedLine, ValidInvoice, ValidLine};
pub use invoice::{Invoice, Line, LineKind};
pub use state::{InvalidTransition, Lifecycle, Settlement, Stage, days_overdue, settlement};
