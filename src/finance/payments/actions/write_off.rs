//! Writing off the rest of an invoice that nobody will pay.

use std::collections::BTreeMap;

use super::super::model::{TakeBackWriteOff, WriteOff, WriteOffRest};
use super::super::store;
use super::{books, problem_of_date};
use crate::company::organization::model::Books;
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{InvoiceId, WriteOffId};
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Settles what is left of an invoice without money: a cent, a fee of the bank. All that was written off of it comes to no more than
/// its own company's limit, which is a number of units of the invoice's currency.
///
/// # Errors
/// Beside `amount`: more than the limit; beside `date` and `reason`; [`AppError::Conflict`] when somebody changed the invoice
/// meanwhile.
pub async fn write_off(ctx: &Ctx, input: WriteOffRest) -> AppResult<InvoiceId> {
    ctx.may(Right::WriteOff)?;
    let (date, reason) = input.read()?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    write_off_in(&mut tx, ctx, input.invoice, Some(input.version), date, reason).await?;
    requests::done(&mut tx, input.request, input.invoice).await?;
    tx.commit().await?;
    Ok(input.invoice)
}

/// Writes the rest off in a transaction that does more; without a version whatever the rest is.
///
/// # Errors
/// As [`write_off`].
pub async fn write_off_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: InvoiceId,
    version: Option<i64>,
    date: Date,
    reason: String,
) -> AppResult<WriteOffId> {
    ctx.may(Right::WriteOff)?;
    let invoice = invoices::store::locked(tx, id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    if version.is_some_and(|version| version != invoice.version) {
        let current = BTreeMap::from([("amount".to_owned(), invoice.balance().plain(invoice.currency))]);
        return Err(activity::actions::conflict(tx, &invoice.owner(), invoice.version, current).await?);
    }
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("invoice", invoice.stage().in_the_way()));
    }
    let rest = invoice.balance();
    if !rest.is_positive() {
        return Err(AppError::field("invoice", Problem::AlreadyPaid));
    }
    let books = books(tx, invoice.organization).await?;
    let mut wrong = FieldErrors::default();
    if date < invoice.issue_date {
        let date = invoice.issue_date;
        wrong.add("date", Problem::EarlierThan { date });
    } else if let Some(problem) = problem_of_date(ctx, &books, date) {
        wrong.add("date", problem);
    }
    let before = store::written_off(tx, id).await?;
    let limit = limit_in(&books, invoice.currency);
    let within = rest.checked_add(before).is_ok_and(|sum| sum <= limit);
    if !within {
        let limit = invoice.money(limit);
        wrong.add("amount", Problem::MoreThanWriteOffLimit { limit });
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let write_off = WriteOff {
        id: ctx.new_id(),
        invoice: id,
        date,
        amount: rest,
        reason,
        reversed: false,
        reversal_reason: String::new(),
    };
    store::insert_write_off(tx, &write_off, ctx.actor.user(), ctx.now()).await?;
    let after = invoices::actions::settle(tx, &invoice, rest).await?;
    let event = told(Verb::WrittenOff, &invoice, &after).change("written_off", "", invoice.money(rest));
    activity::record(tx, ctx, event.change("reason", "", &write_off.reason)).await?;
    Ok(write_off.id)
}

/// The limit as an amount of a currency, cut to what the currency can pay.
pub(super) fn limit_in(books: &Books, currency: Currency) -> Amount {
    let whole = books.write_off_limit.to_decimal();
    let cut = whole.trunc_with_scale(currency.minor_digits());
    Amount::from_decimal_rounded(cut, currency).unwrap_or_default()
}

/// Takes a write-off back: its sum is to be paid again. Answers of which invoice it is.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope; beside `date` when the books are closed on its day; that it was taken back already.
pub async fn take_back_write_off(ctx: &Ctx, input: TakeBackWriteOff) -> AppResult<InvoiceId> {
    ctx.may(Right::WriteOff)?;
    let reason = input.read()?;
    let mut tx = ctx.write().await?;
    let write_off = store::locked_write_off(&mut tx, input.id)
        .await?
        .ok_or(AppError::NotFound)?;
    let invoice = invoices::store::locked(&mut tx, write_off.invoice, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    if write_off.reversed {
        return Err(AppError::field("write_off", Problem::AlreadyReversed));
    }
    let books = books(&mut tx, invoice.organization).await?;
    if let Some(problem) = books.closed_on(write_off.date) {
        return Err(AppError::field("date", problem));
    }
    let less = write_off
        .amount
        .checked_neg()
        .map_err(|_| AppError::field("amount", Problem::TooLarge))?;
    store::reverse_write_off(&mut tx, write_off.id, &reason, ctx.now()).await?;
    let after = invoices::actions::settle(&mut tx, &invoice, less).await?;
    let event =
        told(Verb::WriteOffReversed, &invoice, &after).change("written_off", invoice.money(write_off.amount), "");
    activity::record(&mut tx, ctx, event.change("reason", "", &reason)).await?;
    tx.commit().await?;
    Ok(invoice.id)
}

fn told(verb: Verb, before: &Invoice, after: &Invoice) -> Event {
    Event::new(before.owner(), verb)
        .change("paid", before.money(before.paid), after.money(after.paid))
        .change("settlement", before.settlement, after.settlement)
}
