//! What payments and write-offs do to an invoice.

use super::super::model::{Invoice, Stage, settlement};
use super::super::store::{self, Due};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::problem::Problem;
use crate::platform::db::Tx;

/// Adds to what is paid on an invoice (takes from it, when `paid_more` is negative), derives its settlement anew and keeps
/// the client's balance. `invoice` was read under its lock in this transaction; the caller has checked the right, and records
/// the event.
///
/// # Errors
/// Beside `amount`: the invoice is not issued, or more would be paid than is left.
pub async fn settle(tx: &mut Tx, invoice: &Invoice, paid_more: Amount) -> AppResult<Invoice> {
    let mut settled = settle_all(tx, vec![(invoice.clone(), paid_more)]).await?;
    settled
        .pop()
        .ok_or_else(|| internal("an invoice was settled and is gone"))
}

/// [`settle`] for several invoices of one client and one own company, in their order: the balances are kept once per currency.
///
/// # Errors
/// As [`settle`].
pub async fn settle_all(tx: &mut Tx, changes: Vec<(Invoice, Amount)>) -> AppResult<Vec<Invoice>> {
    let mut settled: Vec<Invoice> = Vec::with_capacity(changes.len());
    let mut sums: Vec<(Invoice, Amount)> = Vec::new();
    let mut dues = Vec::with_capacity(changes.len());
    for (invoice, more) in changes {
        let due = Due::of(&invoice);
        let after = with_paid(invoice, more)?;
        dues.push((due, Due::of(&after)));
        store::set_paid(tx, &after).await?;
        match sums.iter_mut().find(|(other, _)| other.currency == after.currency) {
            Some((_, sum)) => *sum = sum.checked_add(more).map_err(too_large)?,
            None => sums.push((after.clone(), more)),
        }
        settled.push(after);
    }
    // Whoever keeps several balances of a client locks them in one order.
    sums.sort_by_key(|(of, _)| of.currency.code());
    for (of, sum) in sums.iter().filter(|(_, sum)| !sum.is_zero()) {
        store::add_to_balance(tx, of, 0, Amount::ZERO, *sum).await?;
    }
    store::keep_dues(tx, dues).await?;
    Ok(settled)
}

fn with_paid(invoice: Invoice, more: Amount) -> AppResult<Invoice> {
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("amount", invoice.stage().in_the_way()));
    }
    let paid = invoice.paid.checked_add(more).map_err(too_large)?;
    if paid > invoice.total {
        let balance = invoice.money(invoice.balance());
        return Err(AppError::field("amount", Problem::MoreThanBalance { balance }));
    }
    if paid.is_negative() {
        return Err(AppError::field("amount", Problem::MustNotBeNegative));
    }
    Ok(Invoice {
        paid,
        settlement: settlement(invoice.stage(), invoice.total, paid),
        version: invoice.version + 1,
        ..invoice
    })
}

fn too_large(_: Overflow) -> AppError {
    AppError::field("amount", Problem::TooLarge)
}
