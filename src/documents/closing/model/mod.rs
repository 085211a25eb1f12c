//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `kind` | [`ClosingKind`]: act or delivery note, with the rights, paths and names of each |
//! | `signing` | [`Signing`] as recorded, [`Signature`] with its one function, the form that records it |
//! | `closing` | [`Closing`] and [`ClosingLine`] as stored |
//! | `basis` | [`Basis`]: the invoice that is closed, and what wanted lines come to |
//! | `input` | [`SaveClosing`]: what the form sends |
//! | `filter` | rows of lists, their filter and totals |
//! | `editor` | what pages are given, and their small forms |

mod basis;
mod closing;
mod editor;
mod filter;
mod input;
mod kind;
mod signing;

pub use basis::{Basis, BasisLine, Computed, ComputedLine};
pub use closing::{Annulment, Closing, ClosingLine, Delivery};
pub use editor::{
    CancelClosing, CloseInvoice, CloseInvoices, ClosedInvoice, ClosingEditor, ClosingSheet, ClosingsOfInvoice,
    CorrectClosing, Corrected, IssueClosing, IssuedClosing, MOST_AT_ONCE, MakeOfRest, NextNumber, Outcome,
    SavedClosing, ServingTemplate,
};
pub use filter::{ClosingFilter, ClosingRow, ClosingSort, ClosingState, ClosingTotalsRow};
pub use input::{SaveClosing, TypedClosingLine, ValidClosing, ValidLine};
pub use kind::ClosingKind;
pub use signing::{Refusal, SignClosing, Signature, Signing, SigningStep};
