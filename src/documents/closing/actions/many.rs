//! Several papers, or several invoices, at once: one after the other by the action for one, each in a transaction of its own. What is wrong with one of
//! them does not touch the others, and its number goes to the next.

use super::super::model::{
    Basis, CloseInvoice, CloseInvoices, ClosedInvoice, ClosingKind, IssueClosing, Outcome, SaveClosing, TriedInvoice,
};
use super::super::store;
use super::compose::{Composed, Parties, basis, compose, locked_invoice, open_invoice};
use super::draft::{delete_draft, write_new};
use super::issue::{issue, issue_new};
use super::usual;
use crate::documents::invoices;
use crate::documents::invoices::model::Invoice;
use crate::documents::papers::files::{done, within_limit};
use crate::error::{AppError, AppResult};
use crate::kernel::date::Date;
use crate::kernel::ids::{ClosingId, InvoiceId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::validate::Reader;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;
use crate::platform::requests;

/// Issues drafts of a kind, each as it was in the list. The numbers follow the order in which the drafts are sent. Sent again, what was issued answers
/// with its number.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than are taken at once. What is wrong with one draft is told by its
/// outcome.
pub async fn issue_many(ctx: &Ctx, kind: ClosingKind, drafts: Vec<IssueClosing>) -> AppResult<Vec<Outcome>> {
    ctx.may(kind.issue())?;
    let drafts = within_limit(drafts, |draft| draft.id)?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let draft = IssueClosing { kind, ..draft };
        let issued = unless_busy(|| issue(ctx, draft.clone())).await;
        outcomes.push(match issued {
            Ok(issued) => done(draft.id, Some(issued.number)),
            Err(error) => refused(ctx, kind, draft.id, error).await,
        });
    }
    Ok(outcomes)
}

/// Deletes drafts of a kind. Sent again, what was deleted is not found.
///
/// # Errors
/// As for [`issue_many`].
pub async fn delete_many(ctx: &Ctx, kind: ClosingKind, ids: Vec<ClosingId>) -> AppResult<Vec<Outcome>> {
    ctx.may(kind.delete())?;
    let ids = within_limit(ids, |id| *id)?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let deleted = unless_busy(|| delete_draft(ctx, kind, id)).await;
        outcomes.push(match deleted {
            Ok(()) => done(id, None),
            Err(error) => refused(ctx, kind, id, error).await,
        });
    }
    Ok(outcomes)
}

/// Tells the number of what was not done, so that people know which one it was. Where it can't be read it is left out: the reason counts.
pub(super) async fn refused(ctx: &Ctx, kind: ClosingKind, id: ClosingId, error: AppError) -> Outcome {
    let closing = store::by_id(&mut ctx.read(), kind, id, ctx.scope_of(kind.object()))
        .await
        .ok()
        .flatten();
    Outcome {
        id,
        number: closing.and_then(|closing| closing.number().map(ToOwned::to_owned)),
        refused: Some(error),
    }
}

/// Closes many invoices, each by a paper of its own with all the rest of what usually goes to such a paper: an act with services and works, a note with
/// goods. One that has a draft of such a paper is left to it.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than are taken at once, a problem beside `date`. What is wrong with one
/// invoice is told by its outcome.
pub async fn close_many(ctx: &Ctx, input: CloseInvoices) -> AppResult<Vec<ClosedInvoice>> {
    let kind = input.kind;
    ctx.may(kind.create())?;
    if input.issue {
        ctx.may(kind.issue())?;
    }
    let mut read = Reader::default();
    let date = read.optional_date("date", &input.date);
    let date = read.finish(Some(date))?;
    let wanted = within_limit(input.invoices, |one| one.invoice)?;
    let mut closed = Vec::with_capacity(wanted.len());
    for one in wanted {
        let made = unless_busy(|| close_one(ctx, kind, one, date, input.issue)).await;
        let invoice = invoices::store::by_id(&mut ctx.read(), one.invoice, ctx.scope_of(Object::Invoices)).await;
        let invoice_number = invoice
            .ok()
            .flatten()
            .and_then(|invoice| invoice.number().map(str::to_owned));
        let (made, number, refused) = match made {
            Ok((id, number)) => (Some(id), number, None),
            Err(error) => (None, None, Some(error)),
        };
        closed.push(ClosedInvoice {
            invoice: one.invoice,
            invoice_number: invoice_number.unwrap_or_default(),
            made,
            number,
            refused,
        });
    }
    Ok(closed)
}

/// What closing each of many invoices would come to, as [`close_many`] does it. Nothing is kept.
///
/// # Errors
/// As [`close_many`].
pub async fn try_many(
    ctx: &Ctx,
    kind: ClosingKind,
    invoices: Vec<InvoiceId>,
    date: &str,
) -> AppResult<Vec<TriedInvoice>> {
    ctx.may(kind.create())?;
    let mut read = Reader::default();
    let date = read.optional_date("date", date);
    let date = read.finish(Some(date))?;
    let wanted = within_limit(invoices, |id| *id)?;
    let mut tried = Vec::with_capacity(wanted.len());
    for invoice in wanted {
        tried.push(match try_one(ctx, kind, invoice, date).await {
            Ok((composed, draft)) => TriedInvoice {
                invoice,
                date: Some(composed.closing.date),
                total: Some(composed.invoice.money(composed.closing.total)),
                draft,
                refused: draft.map(|_| draft_exists()),
            },
            Err(error) => TriedInvoice {
                invoice,
                date,
                total: None,
                draft: None,
                refused: Some(error),
            },
        });
    }
    Ok(tried)
}

/// Whoever closes many does not look at each of them: a second paper beside a draft would close the same once more.
fn draft_exists() -> AppError {
    AppError::field("invoice", Problem::DraftExists)
}

/// The paper an invoice would be closed by, and the draft of such a paper that it has.
async fn try_one(
    ctx: &Ctx,
    kind: ClosingKind,
    invoice: InvoiceId,
    date: Option<Date>,
) -> AppResult<(Composed, Option<ClosingId>)> {
    let mut conn = ctx.read();
    let invoice = open_invoice(&mut conn, ctx, kind, invoice).await?;
    let parties = Parties::of(&mut conn, ctx, &invoice).await?;
    let open = basis(&mut conn, &invoice, &parties.rates, None).await?;
    let form = form_of_usual(ctx, kind, &invoice, &parties, &open, date)?;
    let draft = store::draft_of(&mut conn, invoice.id, kind).await?;
    let composed = Box::pin(compose(&mut conn, ctx, &form, invoice, parties, None)).await?;
    match composed.parties.seller.closed_on(composed.closing.date) {
        Some(problem) => Err(AppError::field("date", problem)),
        None => Ok((composed, draft)),
    }
}

/// All the rest of an invoice that usually goes to a paper of the kind, on a date or on its usual one.
fn form_of_usual(
    ctx: &Ctx,
    kind: ClosingKind,
    invoice: &Invoice,
    parties: &Parties,
    open: &Basis,
    date: Option<Date>,
) -> AppResult<SaveClosing> {
    let lines = open.usual(kind);
    if lines.is_empty() {
        return Err(AppError::field("invoice", Problem::AlreadyClosed));
    }
    let form = usual::form(kind, invoice, parties, parties.today(ctx), &lines);
    Ok(SaveClosing {
        date: date.map_or(form.date, |date| date.to_string()),
        ..form
    })
}

/// The paper that was made, and its number if it was issued.
async fn close_one(
    ctx: &Ctx,
    kind: ClosingKind,
    wanted: CloseInvoice,
    date: Option<Date>,
    is_issued: bool,
) -> AppResult<(ClosingId, Option<String>)> {
    let mut tx = ctx.write().await?;
    if let Some(made) = requests::claim::<ClosingId>(&mut tx, ctx, wanted.request).await? {
        let made = store::by_id(&mut tx, kind, made, ctx.scope_of(kind.object())).await?;
        let made = made.ok_or(AppError::Outdated)?;
        return Ok((made.id, made.number().map(str::to_owned)));
    }
    let invoice = locked_invoice(&mut tx, ctx, kind, wanted.invoice).await?;
    let parties = Parties::kept(&mut tx, ctx, &invoice).await?;
    let open = basis(&mut tx, &invoice, &parties.rates, None).await?;
    let form = form_of_usual(ctx, kind, &invoice, &parties, &open, date)?;
    if store::draft_of(&mut tx, invoice.id, kind).await?.is_some() {
        return Err(draft_exists());
    }
    let new = Box::pin(compose(&mut tx, ctx, &form, invoice, parties, None)).await?;
    let (id, number) = if is_issued {
        let issued = issue_new(&mut tx, ctx, new).await?;
        (issued.id, Some(issued.number))
    } else {
        write_new(&mut tx, ctx, &new, None).await?;
        (new.closing.id, None)
    };
    requests::done(&mut tx, wanted.request, id).await?;
    tx.commit().await?;
    Ok((id, number))
}
