//! Giving money back.

use super::super::model::{Payment, PaymentKind, RefundPayment, ValidRefund};
use super::super::store;
use super::{books, locked_incoming, problem_of_date, shares, today};
use crate::company::organization::model::DocumentKind;
use crate::company::organization::numbering;
use crate::company::payment_modes;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::PaymentId;
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Records money that was given back: a part of one incoming payment, at most its advance, on a day of its own that is not before
/// that of the payment, under a number of its own.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] when somebody changed the payment meanwhile.
pub async fn refund(ctx: &Ctx, input: RefundPayment) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let seen = store::by_id(&mut ctx.read(), input.id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    let wanted = input.validated(seen.currency)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    let id = refund_in(&mut tx, ctx, input.id, input.version, wanted).await?;
    requests::done(&mut tx, input.request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Records a refund in a transaction that does more.
///
/// # Errors
/// As [`refund`].
pub async fn refund_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: PaymentId,
    version: i64,
    wanted: ValidRefund,
) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let payment = locked_incoming(tx, ctx, id, version, &[]).await?;
    let books = books(tx, payment.organization).await?;
    let mode = payment_modes::store::named(tx, wanted.mode).await?;
    let mut wrong = FieldErrors::default();
    if mode.is_none() {
        wrong.add("mode", Problem::UnknownChoice);
    }
    if wanted.date < payment.date {
        wrong.add("date", Problem::EarlierThan { date: payment.date });
    } else if let Some(problem) = problem_of_date(ctx, &books, wanted.date) {
        wrong.add("date", problem);
    }
    if wanted.amount > payment.advance {
        let advance = payment.money(payment.advance);
        wrong.add("amount", Problem::MoreThanAdvance { advance });
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let refunded = payment.refunded.checked_add(wanted.amount);
    let after = refunded.and_then(|refunded| payment.clone().with_refunded(refunded));
    let after = after.map_err(|Overflow| AppError::field("amount", Problem::TooLarge))?;
    store::set_sums(tx, &after).await?;

    let refund = Payment {
        id: ctx.new_id(),
        number: String::new(),
        kind: PaymentKind::Refund,
        refund_of: Some(payment.id),
        date: wanted.date,
        amount: wanted.amount,
        allocated: Amount::ZERO,
        refunded: Amount::ZERO,
        advance: Amount::ZERO,
        mode: wanted.mode,
        transaction_id: wanted.transaction_id,
        purpose: wanted.purpose,
        note: wanted.note,
        notify: wanted.notify,
        entered_on: today(ctx, &books),
        created_by: ctx.actor.user(),
        created_at: ctx.now(),
        version: 1,
        ..payment.clone()
    };
    store::add_to_totals(tx, &refund, true).await?;
    let number = numbering::take(tx, refund.organization, DocumentKind::Payment, refund.date).await?;
    let refund = Payment {
        number: number.number.clone(),
        ..refund
    };
    let search = shares::search_text(&refund, std::slice::from_ref(&payment.number));
    store::insert(tx, &refund, number, &search).await?;
    let created = Event::new(refund.owner(), Verb::Created)
        .change("number", "", &refund.number)
        .change("refund_of", "", &payment.number)
        .change("amount", "", refund.money(refund.amount))
        .change("date", "", refund.date)
        .change("mode", "", mode.map(|mode| mode.to_string()).unwrap_or_default());
    activity::record(tx, ctx, created).await?;
    let given = Event::new(payment.owner(), Verb::Refunded)
        .change("refund", "", &refund.number)
        .change("refunded", payment.money(payment.refunded), after.money(after.refunded))
        .change("advance", payment.money(payment.advance), after.money(after.advance));
    activity::record(tx, ctx, given).await?;
    Ok(refund.id)
}
