//! Correcting: an issued invoice gets its next revision under the same number. What was issued before stays readable as it
//! was frozen.

use super::super::model::{Correction, Invoice, IssuedInvoice, SaveInvoice, Stage, has_closings, settlement};
use super::super::store::{self, Due};
use super::compose::{Composed, compose};
use super::draft::{conflict, content_changes, name_contract};
use super::expenses;
use super::issue::{check, issued_before};
use super::paper::freeze;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::kernel::validate::Reader;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::Verb;

/// Issues the next revision of an invoice. Number, own company, client and currency stay; the date stays in the period of the
/// number; the total is not less than what was paid; no act or note is issued for it.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] with the stored values when somebody was faster.
pub async fn correct(ctx: &Ctx, input: Correction) -> AppResult<IssuedInvoice> {
    ctx.may(Right::EditInvoices)?;
    ctx.may(Right::IssueInvoices)?;
    let Correction { form, reason } = input;
    let (Some(id), Some(key)) = (form.id, form.request) else {
        return Err(AppError::Outdated);
    };
    let mut read = Reader::default();
    let reason = read.line("reason", &reason, 500);
    let reason = read.finish(Some(reason))?;

    let mut tx = ctx.write().await?;
    if let Some(id) = requests::claim(&mut tx, ctx, key).await? {
        return issued_before(&mut tx, ctx, id).await?.ok_or(AppError::Outdated);
    }
    let before = store::locked(&mut tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    if before.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", before.stage().in_the_way()));
    }
    if before.closing.is_begun() {
        return Err(AppError::field("closing", has_closings(ctx.actor.rights())));
    }
    if before.version != form.version {
        return Err(conflict(&mut tx, &before).await?);
    }
    let after = revise(&mut tx, ctx, &before, &form, &reason).await?;
    requests::done(&mut tx, key, id).await?;
    tx.commit().await?;
    Ok(IssuedInvoice {
        id,
        number: after.number().unwrap_or_default().to_owned(),
        newest: None,
    })
}

async fn revise(tx: &mut Tx, ctx: &Ctx, before: &Invoice, form: &SaveInvoice, reason: &str) -> AppResult<Invoice> {
    let Composed {
        invoice,
        lines,
        parties,
    } = compose(tx, ctx, form.validated()?, Some(before.vat_rounding), before.contract).await?;
    let after = Invoice {
        id: before.id,
        lifecycle: before.lifecycle.clone(),
        revision: before.revision + 1,
        paid: before.paid,
        settlement: settlement(before.stage(), invoice.total, before.paid),
        closing: before.closing,
        version: before.version + 1,
        ..invoice
    };
    let period = store::series_period(tx, before.id).await?.unwrap_or_default();
    let mut errors = differences(before, &after, &period);
    // Another own company is refused already.
    if let Some(problem) = parties.seller.closed_on(before.issue_date) {
        errors.add("issue_date", problem);
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    check(&after, &parties, &lines)?;

    let old_lines = store::lines(tx, before.id).await?;
    expenses::keep(tx, ctx, &after, &old_lines, &lines).await?;
    store::update_content(tx, &after).await?;
    store::replace_lines(tx, after.id, &lines).await?;
    name_contract(tx, &after).await?;
    let more = after
        .total
        .checked_sub(before.total)
        .map_err(|overflow| internal(&overflow.to_string()))?;
    store::add_to_balance(tx, &after, 0, more, Amount::ZERO).await?;
    store::keep_dues(tx, [(Due::of(before), Due::of(&after))]).await?;
    freeze(tx, ctx, &after, &lines, &parties).await?;
    let event = content_changes(Verb::Corrected, before, &after, &old_lines, &lines)
        .change("reason", "", reason)
        .change("revision", before.revision, after.revision);
    activity::record(tx, ctx, event).await?;
    Ok(after)
}

/// What of an issued invoice can't become otherwise. The period of a number (`2026`, `2026-11` or nothing) is how the date
/// begins.
fn differences(before: &Invoice, after: &Invoice, period: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if after.organization != before.organization {
        errors.add("organization", Problem::Fixed);
    }
    if after.client != before.client {
        errors.add("client", Problem::Fixed);
    }
    if after.currency != before.currency {
        errors.add("currency", Problem::Fixed);
    }
    if !after.issue_date.to_string().starts_with(period) {
        let period = period.to_owned();
        errors.add("issue_date", Problem::OtherPeriod { period });
    }
    if after.total < before.paid {
        let paid = before.money(before.paid);
        errors.add("total", Problem::LessThanPaid { paid });
    }
    errors
}
