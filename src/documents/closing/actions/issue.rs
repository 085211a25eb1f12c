//! Issuing: the draft is measured once more, gets its number, closes its part of the invoice and is frozen.

use super::super::model::{Closing, ClosingKind, IssueClosing, IssuedClosing, SaveClosing};
use super::super::store::{self, Place};
use super::compose::{Composed, Parties, after, basis, compose, lines, locked_invoice, wanted_again};
use super::draft::{change, locked_draft, write_new};
use super::paper::freeze;
use crate::company::organization::model::TakenNumber;
use crate::company::organization::numbering;
use crate::documents::invoices;
use crate::documents::invoices::model::Invoice;
use crate::documents::papers::drafts::{claimed, finish, resent};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Date;
use crate::kernel::ids::ClosingId;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Issues a draft as it was on the page.
pub async fn issue(ctx: &Ctx, input: IssueClosing) -> AppResult<IssuedClosing> {
    let mut tx = ctx.write().await?;
    if let Some(id) = requests::claim(&mut tx, ctx, input.request).await? {
        return issued_before(&mut tx, ctx, input.kind, id)
            .await?
            .ok_or(AppError::Outdated);
    }
    let issued = issue_in(&mut tx, ctx, input.kind, input.id, input.version).await?;
    requests::done(&mut tx, input.request, issued.id).await?;
    tx.commit().await?;
    Ok(issued)
}

/// Saves what is in the form and issues it, both or neither.
pub async fn issue_now(ctx: &Ctx, input: SaveClosing) -> AppResult<IssuedClosing> {
    ctx.may(input.kind.writing().of(input.id))?;
    ctx.may(input.kind.issue())?;
    let mut tx = ctx.write().await?;
    let made = claimed(&mut tx, ctx, &input).await?;
    if let Some(made) = made
        && let Some(issued) = issued_before(&mut tx, ctx, input.kind, made).await?
    {
        return Ok(issued);
    }
    let wanted = resent(&input, made);
    let issued = issue_now_in(&mut tx, ctx, &wanted).await?;
    finish(&mut tx, &input, made, issued.id).await?;
    tx.commit().await?;
    Ok(issued)
}

/// [`issue_now`] within a transaction, without its end.
///
/// # Errors
/// As [`issue_in`].
pub async fn issue_now_in(tx: &mut Tx, ctx: &Ctx, input: &SaveClosing) -> AppResult<IssuedClosing> {
    ctx.may_write(input.kind.writing())?;
    ctx.may(input.kind.issue())?;
    match input.id {
        None => {
            let invoice = locked_invoice(tx, ctx, input.kind, input.invoice).await?;
            let parties = Parties::kept(tx, ctx, &invoice).await?;
            let new = Box::pin(compose(tx, ctx, input, invoice, parties, None)).await?;
            issue_new(tx, ctx, new).await
        }
        Some(id) => {
            let draft = change(tx, ctx, id, input).await?;
            issue_in(tx, ctx, draft.kind, draft.id, draft.version).await
        }
    }
}

/// The answer to the second send of a form: what the first one did. `None` if that only saved a draft.
pub(super) async fn issued_before(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: ClosingKind,
    id: ClosingId,
) -> AppResult<Option<IssuedClosing>> {
    let closing = store::by_id(tx, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(closing.number().map(|number| IssuedClosing {
        id,
        number: number.to_owned(),
        newest: None,
    }))
}

/// Issues a draft within a transaction. What it takes of the invoice is measured anew, under the invoice's lock: others may have closed a part of it
/// since. Dropping the transaction leaves no trace, not even a gap in the numbers.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] when the draft is not in `version` any more.
pub async fn issue_in(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: ClosingKind,
    id: ClosingId,
    version: i64,
) -> AppResult<IssuedClosing> {
    ctx.may(kind.issue())?;
    let draft = locked_draft(tx, ctx, kind, id, version).await?;
    let invoice = locked_invoice(tx, ctx, kind, draft.invoice).await?;
    let parties = Parties::kept(tx, ctx, &invoice).await?;
    let stored = store::lines(tx, id).await?;
    let wanted = wanted_again(&stored, &parties.rates, draft.date)?;
    let basis = basis(tx, &invoice, &parties.rates, None).await?;
    let computed = basis.compute(&wanted, draft.date)?;
    let mut draft = Composed {
        closing: Closing {
            net: computed.totals.net,
            vat: computed.totals.vat,
            total: computed.totals.total,
            ..draft
        },
        lines: lines(ctx, &computed),
        after: after(&basis, &computed)?,
        invoice,
        parties,
    };
    let numbered = numbered(tx, &mut draft).await?;
    store::mark_issued(
        tx,
        &draft.closing,
        draft.invoice.number().unwrap_or_default(),
        numbered.place,
    )
    .await?;
    if !super::draft::same_content(&stored, &draft.lines) {
        store::replace_lines(tx, id, &draft.lines).await?;
    }
    Box::pin(keep(tx, ctx, draft, numbered.newest)).await
}

/// Issues what was no draft before: its row is written once, with the number in it. The caller has locked the invoice.
pub(super) async fn issue_new(tx: &mut Tx, ctx: &Ctx, mut new: Composed) -> AppResult<IssuedClosing> {
    let numbered = numbered(tx, &mut new).await?;
    new.closing.version += 1;
    write_new(tx, ctx, &new, Some(numbered.place)).await?;
    Box::pin(keep(tx, ctx, new, numbered.newest)).await
}

/// A number that was taken.
struct Numbered {
    place: Place,
    /// The newest date of such papers that the same counter has numbered, where the numbers will not follow the dates.
    newest: Option<Date>,
}

/// Checks a draft once more and takes its number.
async fn numbered(tx: &mut Tx, draft: &mut Composed) -> AppResult<Numbered> {
    check(draft)?;
    let Composed { closing, invoice, .. } = draft;
    let (organization, kind, date) = (closing.organization, closing.kind, closing.date);
    let (place, number, newest) = if numbering::is_after_invoice(tx, organization, kind.document()).await? {
        let (suffix, number) = after_invoice(tx, invoice, kind, date).await?;
        (Place::AfterInvoice { suffix }, number, None)
    } else {
        let TakenNumber {
            series,
            period,
            n,
            number,
        } = numbering::take(tx, organization, kind.document(), date).await?;
        let newest = store::newest_after(tx, organization, kind, series, &period, date).await?;
        (Place::Series { series, period, n }, number, newest)
    };
    if store::is_number_used(tx, organization, kind, &number, date).await? {
        return Err(AppError::field("organization", Problem::NumberRepeated { number }));
    }
    closing.lifecycle = closing
        .lifecycle
        .clone()
        .issue(number)
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    Ok(Numbered { place, newest })
}

/// Suffixes that are tried.
const MOST_SUFFIXES: i64 = 1000;

/// `00126-1`: the invoice's number with the next suffix. The invoice of another year may have had the same number, and a paper of that one in the year of
/// the date this one: then the suffix after it.
pub(super) async fn after_invoice(
    conn: &mut Conn,
    invoice: &Invoice,
    kind: ClosingKind,
    date: Date,
) -> AppResult<(i64, String)> {
    let last = store::last_suffix(conn, invoice.id, kind).await?;
    for suffix in last + 1..=last + MOST_SUFFIXES {
        let number = format!("{}-{suffix}", invoice.number().unwrap_or_default());
        if !store::is_number_used(conn, invoice.organization, kind, &number, date).await? {
            return Ok((suffix, number));
        }
    }
    Err(internal(&format!(
        "there is no number after that of invoice {}",
        invoice.id
    )))
}

/// What has to be right on the day of issue, whatever it was when the draft was saved.
pub(super) fn check(draft: &Composed) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if draft.lines.is_empty() {
        errors.add("lines", Problem::NoLines);
    }
    if let Some(problem) = draft.parties.seller.closed_on(draft.closing.date) {
        errors.add("date", problem);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// Keeps what follows from a paper that was issued and whose row is written: what it closes, the snapshot, the event.
async fn keep(tx: &mut Tx, ctx: &Ctx, issued: Composed, newest: Option<Date>) -> AppResult<IssuedClosing> {
    let Composed {
        closing,
        lines,
        invoice,
        parties,
        after,
    } = issued;
    let number = closing.number().unwrap_or_default().to_owned();
    invoices::actions::close(tx, &invoice, after.closed, after.extent).await?;
    freeze(tx, ctx, &closing, &lines, &invoice, &parties).await?;
    let event = Event::new(closing.owner(), Verb::Issued)
        .change("number", "", &number)
        .change("total", "", closing.money(closing.total));
    activity::record(tx, ctx, event).await?;
    Ok(IssuedClosing {
        id: closing.id,
        number,
        newest,
    })
}
