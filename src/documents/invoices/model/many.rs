//! Several invoices at once.

use crate::documents::papers;
use crate::kernel::ids::InvoiceId;

pub use papers::model::MOST_AT_ONCE;

/// What became of one of several invoices.
pub type Outcome = papers::model::Outcome<InvoiceId>;
