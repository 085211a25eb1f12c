//! Several invoices at once.

use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::kernel::ids::InvoiceId;

/// The most invoices that are taken at once: some pages of a list.
pub const MOST_AT_ONCE: usize = 200;

/// What became of one of several invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub id: InvoiceId,
    /// Its number, if it has one now.
    pub number: Option<String>,
    /// Why it was not done; of this invoice nothing was written then.
    pub refused: Option<AppError>,
}
