//! Correcting: an issued paper that the client has not signed gets its next revision under the same number. What was issued before stays readable as
//! it was frozen; nobody has signed the new one yet.

use super::super::model::{Closing, CorrectClosing, IssuedClosing, Signing};
use super::super::store;
use super::compose::{Composed, Parties, compose, locked_invoice};
use super::draft::{conflict, content_changes};
use super::issue::{check, issued_before};
use super::paper::freeze;
use crate::documents::invoices;
use crate::error::{AppError, AppResult};
use crate::kernel::lifecycle::Stage;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::Reader;
use crate::platform::ctx::Ctx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::Verb;

/// Issues the next revision of a paper. Number and invoice stay; the date stays in the period of the number.
///
/// # Errors
/// Problems beside their fields ([`Problem::SignedByClient`] beside `signature`), [`AppError::Conflict`] with the stored values when somebody was
/// faster.
pub async fn correct(ctx: &Ctx, input: CorrectClosing) -> AppResult<IssuedClosing> {
    let CorrectClosing { form, reason } = input;
    ctx.may(form.kind.edit())?;
    ctx.may(form.kind.issue())?;
    let (Some(id), Some(key)) = (form.id, form.request) else {
        return Err(AppError::Outdated);
    };
    let mut read = Reader::default();
    let reason = read.line("reason", &reason, 500);
    let reason = read.finish(Some(reason))?;

    let mut tx = ctx.write().await?;
    if let Some(id) = requests::claim(&mut tx, ctx, key).await? {
        return issued_before(&mut tx, ctx, form.kind, id)
            .await?
            .ok_or(AppError::Outdated);
    }
    let before = store::locked(&mut tx, form.kind, id, ctx.scope_of(form.kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    if before.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", before.stage().in_the_way()));
    }
    if before.signature().is_by_client() {
        return Err(AppError::field("signature", Problem::SignedByClient));
    }
    if before.version != form.version {
        return Err(conflict(&mut tx, &before).await?);
    }
    let invoice = locked_invoice(&mut tx, ctx, before.kind, before.invoice).await?;
    let parties = Parties::kept(&mut tx, ctx, &invoice).await?;
    let mut new = Box::pin(compose(&mut tx, ctx, &form, invoice, parties, Some(id))).await?;
    new.closing = Closing {
        id,
        lifecycle: before.lifecycle.clone(),
        revision: before.revision + 1,
        signing: Signing::default(),
        version: before.version + 1,
        ..new.closing
    };
    let period = store::series_period(&mut tx, id).await?;
    let period = period.unwrap_or_else(|| format!("{:04}", before.date.year()));
    refuse_other_books(&new, &before, period)?;
    check(&new)?;

    let Composed {
        closing,
        lines,
        invoice,
        parties,
        after,
    } = new;
    let old_lines = store::lines(&mut tx, id).await?;
    store::update_content(&mut tx, &closing).await?;
    store::replace_lines(&mut tx, id, &lines).await?;
    invoices::actions::close(&mut tx, &invoice, after.closed, after.extent).await?;
    freeze(&mut tx, ctx, &closing, &lines, &invoice, &parties).await?;
    let event = content_changes(Verb::Corrected, &before, &closing, &old_lines, &lines)
        .change("reason", "", &reason)
        .change("revision", before.revision, closing.revision);
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, key, id).await?;
    tx.commit().await?;
    Ok(IssuedClosing {
        id,
        number: closing.number().unwrap_or_default().to_owned(),
        newest: None,
    })
}

/// The period of a number (`2026`, `2026-11` or nothing) is how the date begins; neither the old date nor the new one lies in closed books.
fn refuse_other_books(new: &Composed, before: &Closing, period: String) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if !new.closing.date.to_string().starts_with(&period) {
        errors.add("date", Problem::OtherPeriod { period });
    }
    if let Some(problem) = new.parties.seller.closed_on(before.date) {
        errors.add("date", problem);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}
