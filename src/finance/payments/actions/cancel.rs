//! Cancelling an invoice that something was paid on: its payments return to the advance, or move to another invoice.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{CancelWithPayments, Payment};
use super::super::store::{self, Kept};
use super::allocate::{added, after_settling};
use super::books;
use super::shares::{self, Step};
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Cancels an invoice that something was paid on. Its payments return to the client's advance, or settle the replacement: an open
/// invoice of the same client, own company and currency whose balance is large enough. What was written off is taken back: it was
/// this invoice's.
///
/// # Errors
/// Problems beside their fields; [`AppError::Conflict`] when somebody changed the invoice meanwhile.
pub async fn cancel_with_payments(ctx: &Ctx, input: CancelWithPayments) -> AppResult<()> {
    ctx.may(Right::CancelInvoices)?;
    ctx.may(Right::AllocatePayments)?;
    let (reason, replacement) = input.read()?;
    let mut tx = ctx.write().await?;
    cancel_in(&mut tx, ctx, input.id, Some(input.version), &reason, replacement).await?;
    tx.commit().await?;
    Ok(())
}

/// Cancels in a transaction that does more; without a version whatever was paid.
///
/// # Errors
/// As [`cancel_with_payments`].
pub async fn cancel_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: InvoiceId,
    version: Option<i64>,
    reason: &str,
    replacement: Option<InvoiceId>,
) -> AppResult<()> {
    ctx.may(Right::CancelInvoices)?;
    ctx.may(Right::AllocatePayments)?;
    let (payments, invoice, mut other) = locked(tx, ctx, id, replacement).await?;
    if version.is_some_and(|version| version != invoice.version) {
        let owner = invoice.owner();
        return Err(activity::actions::conflict(tx, &owner, invoice.version, BTreeMap::new()).await?);
    }
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", invoice.stage().in_the_way()));
    }
    let books = books(tx, invoice.organization).await?;
    if let Some(problem) = books.closed_on(invoice.issue_date) {
        return Err(AppError::field("issue_date", problem));
    }

    let mut event = Event::new(invoice.owner(), Verb::Cancelled);
    let mut left = invoice.clone();
    for payment in payments {
        let kept = store::of_payment(tx, payment.id).await?;
        let Some(back) = kept.iter().find(|kept| kept.invoice == id) else {
            continue;
        };
        let settled = back.share.settled;
        let mut steps = vec![Step::back(left.clone(), back)];
        if let Some(target) = &other {
            steps.push(moved(target, back, &kept)?);
        }
        steps.sort_by_key(|step| step.invoice.id);
        event = event.change("payment", "", &payment.number);
        shares::rearrange(tx, ctx, payment, &books, &steps).await?;
        left = after_settling(left, settled.checked_neg().unwrap_or_default());
        other = other.map(|target| after_settling(target, settled));
    }
    let left = without_write_offs(tx, ctx, left, reason).await?;
    if let Some(target) = &other {
        event = event.change("replacement", "", target.number().unwrap_or_default());
    }
    event = event.change("paid", invoice.money(invoice.paid), left.money(left.paid));
    invoices::actions::cancel_in(tx, ctx, left, reason, replacement, event).await
}

/// The payments of the invoice, the invoice and its replacement, locked in this order.
async fn locked(
    tx: &mut Tx,
    ctx: &Ctx,
    id: InvoiceId,
    replacement: Option<InvoiceId>,
) -> AppResult<(Vec<Payment>, Invoice, Option<Invoice>)> {
    let mut known: BTreeSet<PaymentId> = store::payments_of(tx, id).await?.into_iter().collect();
    let mut payments = store::locked_all(tx, &known, ctx.scope_of(Object::Payments)).await?;
    let ids: BTreeSet<InvoiceId> = [Some(id), replacement].into_iter().flatten().collect();
    let mut found = invoices::store::locked_all(tx, &ids, ctx.scope_of(Object::Payments)).await?;
    let at = found.iter().position(|invoice| invoice.id == id);
    let invoice = found.remove(at.ok_or(AppError::NotFound)?);
    // One that was recorded while the invoice was waited for.
    let now: BTreeSet<PaymentId> = store::payments_of(tx, id).await?.into_iter().collect();
    known = now.difference(&known).copied().collect();
    payments.extend(store::locked_all(tx, &known, ctx.scope_of(Object::Payments)).await?);

    let Some(wanted) = replacement else {
        return Ok((payments, invoice, None));
    };
    let same = |other: &Invoice| {
        other.client == invoice.client
            && other.organization == invoice.organization
            && other.currency == invoice.currency
    };
    let other = found.pop().filter(|other| other.id == wanted && same(other));
    let other = other.ok_or_else(|| AppError::field("replacement", Problem::UnknownChoice))?;
    if other.stage() != Stage::Issued {
        return Err(AppError::field("replacement", other.stage().in_the_way()));
    }
    // What was written off does not move.
    let money = invoice.paid.checked_sub(store::written_off(tx, id).await?);
    if money.unwrap_or_default() > other.balance() {
        let balance = other.money(other.balance());
        return Err(AppError::field("replacement", Problem::MoreThanBalance { balance }));
    }
    Ok((payments, invoice, Some(other)))
}

/// What a payment settled of one invoice settles another one, beside what it settles of that yet; at the same rate, since both are
/// in one currency.
fn moved(target: &Invoice, back: &Kept, kept: &[Kept]) -> AppResult<Step> {
    let there = kept.iter().find(|kept| kept.invoice == target.id);
    let mut step = added(target, Amount::ZERO, there)?;
    let sum = |before: Amount, more: Amount| {
        let sum = before.checked_add(more);
        sum.map_err(|_| AppError::field("replacement", Problem::TooLarge))
    };
    step.after.paid = sum(step.before.paid, back.share.paid)?;
    step.after.settled = sum(step.before.settled, back.share.settled)?;
    Ok(step)
}

/// Takes back what was written off of the invoice.
async fn without_write_offs(tx: &mut Tx, ctx: &Ctx, mut invoice: Invoice, reason: &str) -> AppResult<Invoice> {
    for write_off in store::write_offs_of(tx, invoice.id).await? {
        if write_off.reversed {
            continue;
        }
        store::reverse_write_off(tx, write_off.id, reason, ctx.now()).await?;
        let less = write_off.amount.checked_neg().unwrap_or_default();
        invoice = invoices::actions::settle(tx, &invoice, less).await?;
    }
    Ok(invoice)
}
