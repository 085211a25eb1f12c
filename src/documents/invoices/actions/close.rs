//! What acts and delivery notes do to an invoice.

use super::super::model::{Extent, Invoice, Stage, closing};
use super::super::store;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::money::Amount;
use crate::platform::db::Tx;

/// Writes how much of an invoice issued papers have closed, and the state that follows. `invoice` was read under its lock in this transaction;
/// whoever closes it has measured that, checked the right, and records the event.
///
/// # Errors
/// Beside `invoice`: it is not issued. An internal error if more is closed than there is.
pub async fn close(tx: &mut Tx, invoice: &Invoice, closed: Amount, extent: Extent) -> AppResult<Invoice> {
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("invoice", invoice.stage().in_the_way()));
    }
    if closed.is_negative() || closed > invoice.total {
        return Err(internal(&format!(
            "{} of invoice {} would be closed",
            closed.minor(),
            invoice.id
        )));
    }
    let after = Invoice {
        closed,
        closing: closing(invoice.stage(), extent),
        version: invoice.version + 1,
        ..invoice.clone()
    };
    store::set_closed(tx, &after).await?;
    Ok(after)
}
