//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `kind` | [`ClosingKind`]: act or delivery note, with the rights, paths and names of each |
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

pub use crate::documents::signatures::model::{Signature, Signing};
pub use basis::{Basis, BasisLine, Computed, ComputedLine};
pub use closing::{Annulment, Closing, ClosingLine, Delivery};
pub use editor::{
    CancelClosing, CloseInvoice, CloseInvoices, ClosedInvoice, ClosingEditor, ClosingSheet, ClosingsOfInvoice,
    CorrectClosing, Corrected, HiddenPart, IssueClosing, IssuedClosing, MOST_AT_ONCE, NextNumber, OpenRest, Outcome,
    SavedClosing, SentClosing, ServingTemplate, Then, TriedInvoice,
};
pub use filter::{ClosingFilter, ClosingRow, ClosingSort, ClosingState, ClosingTotalsRow};
pub use input::{SaveClosing, TypedClosingLine, ValidClosing, ValidLine};
pub use kind::ClosingKind;
