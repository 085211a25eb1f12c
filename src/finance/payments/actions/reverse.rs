//! What was entered by mistake.

use std::collections::BTreeSet;

use super::super::model::{Payment, PaymentKind, ReversePayment};
use super::super::store;
use super::shares::{self, Step};
use super::{books, conflict};
use crate::documents::invoices;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::ids::PaymentId;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Reverses a payment that was entered by mistake: what it settled is taken back and its invoices are open again; it counts in no
/// period, and stays readable with its number and the reason. One of which something was given back is reversed after its refunds; a
/// reversed refund gives its sum back to the advance.
///
/// # Errors
/// Beside `reason`; beside `date` when the books are closed on the payment's day; [`AppError::Conflict`] when somebody changed the
/// payment meanwhile.
pub async fn reverse(ctx: &Ctx, input: ReversePayment) -> AppResult<()> {
    ctx.may(Right::ReversePayments)?;
    let reason = input.read()?;
    let mut tx = ctx.write().await?;
    reverse_in(&mut tx, ctx, input.id, input.version, &reason).await?;
    tx.commit().await?;
    Ok(())
}

/// Reverses a payment in a transaction that does more.
///
/// # Errors
/// As [`reverse`].
pub async fn reverse_in(tx: &mut Tx, ctx: &Ctx, id: PaymentId, version: i64, reason: &str) -> AppResult<()> {
    ctx.may(Right::ReversePayments)?;
    let seen = store::by_id(tx, id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    // Of which payment a refund is, never changes; that one is locked first.
    let parent = match seen.refund_of {
        Some(parent) => store::locked(tx, parent, ctx.scope_of(Object::Payments)).await?,
        None => None,
    };
    let payment = store::locked(tx, id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    if payment.reversed {
        return Err(AppError::field("payment", Problem::AlreadyReversed));
    }
    if payment.version != version {
        return Err(conflict(tx, &payment, &[]).await?);
    }
    if payment.refunded.is_positive() {
        let refunded = payment.money(payment.refunded);
        return Err(AppError::field("payment", Problem::HasRefunds { refunded }));
    }
    let kept = store::of_payment(tx, id).await?;
    let ids: BTreeSet<_> = kept.iter().map(|kept| kept.invoice).collect();
    let invoices = invoices::store::locked_all(tx, &ids, ctx.scope_of(Object::Payments)).await?;
    let books = books(tx, payment.organization).await?;
    if let Some(problem) = books.closed_on(payment.date) {
        return Err(AppError::field("date", problem));
    }

    let steps: Vec<Step> = invoices
        .into_iter()
        .filter_map(|invoice| {
            let kept = kept.iter().find(|kept| kept.invoice == invoice.id)?;
            Some(Step::back(invoice, kept))
        })
        .collect();
    if steps.len() != kept.len() {
        return Err(internal(&format!("payment {id} settles invoices that are not there")));
    }
    let settled = shares::settle(tx, &steps).await?;
    shares::write(tx, ctx, &payment, &steps, payment.date).await?;
    store::set_reversed(tx, &payment, reason, ctx.actor.user(), ctx.now()).await?;
    store::add_to_totals(tx, &payment, false).await?;
    shares::tell_invoices(tx, ctx, Verb::PaymentReversed, &payment, &steps, &settled).await?;
    let event = Event::new(payment.owner(), Verb::Reversed).change("reason", "", reason);
    activity::record(tx, ctx, shares::note_steps(event, &payment, &steps)).await?;
    if payment.kind == PaymentKind::Refund {
        let parent = parent.ok_or_else(|| internal(&format!("refund {id} is of no payment")))?;
        give_back(tx, ctx, parent, &payment).await?;
    }
    Ok(())
}

/// The sum of a reversed refund is an advance of its payment again.
async fn give_back(tx: &mut Tx, ctx: &Ctx, parent: Payment, refund: &Payment) -> AppResult<()> {
    let less = parent.refunded.checked_sub(refund.amount);
    let after = less.and_then(|refunded| parent.clone().with_refunded(refunded));
    let after = after.map_err(|_| internal(&format!("more was given back of payment {} than was kept", parent.id)))?;
    store::set_sums(tx, &after).await?;
    let event = Event::new(parent.owner(), Verb::PaymentReversed)
        .change("refund", "", &refund.number)
        .change("refunded", parent.money(parent.refunded), after.money(after.refunded))
        .change("advance", parent.money(parent.advance), after.money(after.advance));
    activity::record(tx, ctx, event).await?;
    Ok(())
}
