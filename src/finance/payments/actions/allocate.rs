//! Allocating later: an advance is used, an allocation is changed or taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Allocate, Payment, Release, UseAdvance};
use super::super::store;
use super::shares::{self, Payer, Step};
use super::{books, locked_incoming};
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::validate::Reader;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;

/// Payments whose advance settles one invoice at most.
const MOST_ADVANCES: i64 = 50;

/// Says what of a payment settles which invoices. Those that are named get what is typed, in place of what they had; the others keep
/// what they have.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] when somebody changed the payment meanwhile.
pub async fn allocate(ctx: &Ctx, input: Allocate) -> AppResult<()> {
    ctx.may(Right::AllocatePayments)?;
    let mut tx = ctx.write().await?;
    let payment = locked_incoming(&mut tx, ctx, input.id, input.version, &input.parts).await?;
    let parts = input.read(payment.currency)?;
    let kept = store::of_payment(&mut tx, payment.id).await?;
    let ids = parts.iter().map(|part| part.invoice).collect();
    let invoices = by_id(invoices::store::locked_all(&mut tx, &ids, ctx.scope_of(Object::Payments)).await?);
    let books = books(&mut tx, payment.organization).await?;
    let steps = shares::steps(Payer::of(&payment), &parts, invoices, &kept)?;
    shares::rearrange(&mut tx, ctx, payment, &books, &steps).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back what a payment settles of one invoice: it is an advance again.
///
/// # Errors
/// As [`allocate`]; [`AppError::NotFound`] if it settles nothing of the invoice.
pub async fn release(ctx: &Ctx, input: Release) -> AppResult<()> {
    ctx.may(Right::AllocatePayments)?;
    let mut tx = ctx.write().await?;
    let payment = locked_incoming(&mut tx, ctx, input.id, input.version, &[]).await?;
    let kept = store::of_payment(&mut tx, payment.id).await?;
    let kept = kept.into_iter().find(|kept| kept.invoice == input.invoice);
    let kept = kept.ok_or(AppError::NotFound)?;
    let invoice = invoices::store::locked(&mut tx, input.invoice, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    let books = books(&mut tx, payment.organization).await?;
    shares::rearrange(&mut tx, ctx, payment, &books, &[Step::back(invoice, &kept)]).await?;
    tx.commit().await?;
    Ok(())
}

/// Settles an invoice out of the client's advances in its currency, the oldest first.
///
/// # Errors
/// Beside `amount`: more than is left of the invoice or of the advances; [`AppError::Conflict`] when somebody changed the invoice
/// meanwhile.
pub async fn use_advance(ctx: &Ctx, input: UseAdvance) -> AppResult<()> {
    ctx.may(Right::AllocatePayments)?;
    let seen = invoices::store::by_id(&mut ctx.read(), input.invoice, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    let mut form = Reader::default();
    let amount = form.amount("amount", &input.amount, seen.currency);
    if amount.is_some_and(|amount| !amount.is_positive()) {
        form.problem("amount", Problem::MustBePositive);
    }
    let amount = form.finish(amount)?;

    let mut tx = ctx.write().await?;
    use_advance_in(&mut tx, ctx, &seen, Some(input.version), amount).await?;
    tx.commit().await?;
    Ok(())
}

/// Uses advances in a transaction that does more; without a version whatever is left of the invoice, which was seen within the scope.
///
/// # Errors
/// As [`use_advance`].
pub async fn use_advance_in(
    tx: &mut Tx,
    ctx: &Ctx,
    seen: &Invoice,
    version: Option<i64>,
    amount: Amount,
) -> AppResult<()> {
    ctx.may(Right::AllocatePayments)?;
    let payments = locked_advances(tx, ctx, seen).await?;
    let mut invoice = invoices::store::locked(tx, seen.id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    if version.is_some_and(|version| version != invoice.version) {
        let current = BTreeMap::from([("amount".to_owned(), invoice.balance().plain(invoice.currency))]);
        return Err(activity::actions::conflict(tx, &invoice.owner(), invoice.version, current).await?);
    }
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("invoice", invoice.stage().in_the_way()));
    }
    if amount > invoice.balance() {
        let balance = invoice.money(invoice.balance());
        return Err(AppError::field("amount", Problem::MoreThanBalance { balance }));
    }
    let there = Amount::sum(payments.iter().map(|payment| payment.advance)).unwrap_or_default();
    if amount > there {
        let advance = invoice.money(there);
        return Err(AppError::field("amount", Problem::MoreThanAdvance { advance }));
    }
    let books = books(tx, invoice.organization).await?;
    let mut left = amount;
    for payment in payments {
        let part = left.min(payment.advance);
        if !part.is_positive() {
            break;
        }
        left = left.checked_sub(part).unwrap_or_default();
        let kept = store::of_payment(tx, payment.id).await?;
        let step = added(&invoice, part, kept.iter().find(|kept| kept.invoice == invoice.id))?;
        shares::rearrange(tx, ctx, payment, &books, &[step]).await?;
        // As it is stored now: the next payment goes on from there.
        invoice = after_settling(invoice, part);
    }
    Ok(())
}

/// Another part of a payment for an invoice in its currency, beside what it settles yet.
pub(super) fn added(invoice: &Invoice, part: Amount, kept: Option<&store::Kept>) -> AppResult<Step> {
    let mut step = match kept {
        Some(kept) => Step::back(invoice.clone(), kept),
        None => Step::first(invoice.clone()),
    };
    let sum = |before: Amount| before.checked_add(part);
    let (paid, settled) = sum(step.before.paid)
        .and_then(|paid| Ok((paid, sum(step.before.settled)?)))
        .map_err(|_| AppError::field("amount", Problem::TooLarge))?;
    step.after.paid = paid;
    step.after.settled = settled;
    Ok(step)
}

/// An invoice after something more was paid on it, as [`invoices::actions::settle`] has written it.
pub(super) fn after_settling(invoice: Invoice, more: Amount) -> Invoice {
    let paid = invoice.paid.checked_add(more).unwrap_or(invoice.paid);
    Invoice {
        settlement: invoices::model::settlement(invoice.stage(), invoice.total, paid),
        paid,
        version: invoice.version + 1,
        ..invoice
    }
}

/// The payments of the invoice's client of which something is left in its currency, locked, the oldest first.
async fn locked_advances(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> AppResult<Vec<Payment>> {
    let of = (invoice.client, invoice.organization, invoice.currency);
    let found = store::with_advance(tx, of, MOST_ADVANCES).await?;
    let ids: BTreeSet<PaymentId> = found.into_iter().map(|payment| payment.id).collect();
    let mut payments = store::locked_all(tx, &ids, ctx.scope_of(Object::Payments)).await?;
    payments.retain(|payment| payment.advance.is_positive());
    payments.sort_by_key(|payment| (payment.date, payment.id));
    Ok(payments)
}

fn by_id(invoices: Vec<Invoice>) -> BTreeMap<InvoiceId, Invoice> {
    invoices.into_iter().map(|invoice| (invoice.id, invoice)).collect()
}
