//! The internal note of an invoice, written beside it.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::InvoiceId;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;

/// Most characters of a note, internal or printed.
pub(super) const LONGEST_NOTE: usize = 4000;

/// The internal note alone. It is no part of the document: issued invoices, which are not edited, can have it changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveInternalNote {
    pub id: Option<InvoiceId>,
    pub version: i64,
    pub internal_note: String,
}

impl SaveInternalNote {
    /// # Errors
    /// What is wrong with the text.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let note = form.optional_lines("internal_note", &self.internal_note, LONGEST_NOTE);
        form.finish(Some(note))
    }
}
