//! What payments do to an invoice.

use super::super::model::{Invoice, Stage, settlement};
use super::super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Adds to what is paid on an invoice (takes from it, when `paid_more` is negative), derives its settlement anew and keeps
/// the client's balance. `invoice` was read under its lock in this transaction; the event is recorded by the payment.
///
/// # Errors
/// Beside `amount`: the invoice is not issued, or more would be paid than is left.
pub async fn settle(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice, paid_more: Amount) -> AppResult<Invoice> {
    ctx.may(Right::RecordPayments)?;
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("amount", Problem::WrongState));
    }
    let paid = invoice
        .paid
        .checked_add(paid_more)
        .map_err(|Overflow| AppError::field("amount", Problem::TooLarge))?;
    if paid > invoice.total {
        let balance = invoice.money(invoice.balance());
        return Err(AppError::field("amount", Problem::MoreThanBalance { balance }));
    }
    if paid.is_negative() {
        return Err(AppError::field("amount", Problem::MustNotBeNegative));
    }
    let settled = Invoice {
        paid,
        settlement: settlement(invoice.stage(), invoice.total, paid),
        version: invoice.version + 1,
        ..invoice.clone()
    };
    store::set_paid(tx, &settled).await?;
    store::add_to_balance(tx, &settled, 0, Amount::ZERO, paid_more).await?;
    Ok(settled)
}
