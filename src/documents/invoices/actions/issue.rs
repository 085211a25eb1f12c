//! Issuing: the draft gets its number and is frozen. Cancelling: the number stays.

use super::super::model::{
    Cancellation, Extent, Invoice, IssueDraft, IssuedInvoice, Line, SaveInvoice, Stage, closing, has_closings,
    settlement,
};
use super::super::store::{self, Due, Place};
use super::compose::{Composed, compose};
use super::draft::{locked_draft, write_new, written};
use super::expenses;
use super::paper::{freeze, frozen};
use super::parties::Parties;
use crate::company::organization::model::{DocumentKind, TakenNumber};
use crate::company::organization::{numbering, store as organizations};
use crate::documents::papers;
use crate::documents::papers::drafts::{claimed, finish, resent};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::kernel::tax::PriceMode;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Issues a draft as it was on the page.
pub async fn issue(ctx: &Ctx, input: IssueDraft) -> AppResult<IssuedInvoice> {
    let mut tx = ctx.write().await?;
    if let Some(id) = requests::claim(&mut tx, ctx, input.request).await? {
        return issued_before(&mut tx, ctx, id).await?.ok_or(AppError::Outdated);
    }
    let issued = issue_in(&mut tx, ctx, input.id, input.version).await?;
    requests::done(&mut tx, input.request, issued.id).await?;
    tx.commit().await?;
    Ok(issued)
}

/// Saves what is in the editor and issues it, both or neither.
pub async fn issue_now(ctx: &Ctx, input: SaveInvoice) -> AppResult<IssuedInvoice> {
    ctx.may(Writing::INVOICES.of(input.id))?;
    ctx.may(Right::IssueInvoices)?;
    let mut tx = ctx.write().await?;
    let made = claimed(&mut tx, ctx, &input).await?;
    if let Some(made) = made
        && let Some(issued) = issued_before(&mut tx, ctx, made).await?
    {
        return Ok(issued);
    }
    let wanted = resent(&input, made);
    let issued = if wanted.id.is_none() {
        let new = compose(&mut tx, ctx, wanted.ready_to_issue()?, None, None).await?;
        issue_new(&mut tx, ctx, new).await?
    } else {
        let draft = written(&mut tx, ctx, &wanted).await?;
        issue_written(&mut tx, ctx, draft).await?
    };
    finish(&mut tx, &input, made, issued.id).await?;
    tx.commit().await?;
    Ok(issued)
}

/// The answer to the second send of a form: what the first one did. `None` if that only saved a draft.
pub(super) async fn issued_before(tx: &mut Tx, ctx: &Ctx, id: InvoiceId) -> AppResult<Option<IssuedInvoice>> {
    let invoice = store::by_id(tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(invoice.number().map(|number| IssuedInvoice {
        id,
        number: number.to_owned(),
        newest: None,
    }))
}

/// Issues a draft within a transaction: checks it once more, takes the number, derives the settlement, keeps the client's
/// balance, freezes the paper. Dropping the transaction leaves no trace, not even a gap in the numbers.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] when the draft is not in `version` any more.
pub async fn issue_in(tx: &mut Tx, ctx: &Ctx, id: InvoiceId, version: i64) -> AppResult<IssuedInvoice> {
    ctx.may(Right::IssueInvoices)?;
    let invoice = locked_draft(tx, ctx, id, version).await?;
    let parties = Parties::of(tx, ctx, &invoice).await?;
    let lines = store::lines(tx, id).await?;
    let draft = Composed {
        invoice,
        lines,
        parties,
    };
    issue_written(tx, ctx, draft).await
}

/// Issues a draft as it is stored, under its lock.
async fn issue_written(tx: &mut Tx, ctx: &Ctx, draft: Composed) -> AppResult<IssuedInvoice> {
    let (issued, place) = numbered(tx, draft).await?;
    store::mark_issued(tx, &issued.invoice, place).await?;
    issued.keep(tx, ctx).await
}

/// Issues what was no draft before: its row is written once, with the number in it.
async fn issue_new(tx: &mut Tx, ctx: &Ctx, new: Composed) -> AppResult<IssuedInvoice> {
    let (mut issued, place) = numbered(tx, new).await?;
    issued.invoice.version += 1;
    write_new(tx, ctx, &issued.invoice, Some(place), &issued.lines).await?;
    issued.keep(tx, ctx).await
}

/// An invoice that has taken its number.
struct Numbered {
    invoice: Invoice,
    lines: Vec<Line>,
    parties: Parties,
    number: String,
    /// The newest date of invoices that the same counter has numbered, where the numbers will not follow the dates.
    newest: Option<Date>,
}

/// Checks a draft once more and takes its number.
async fn numbered(tx: &mut Tx, draft: Composed) -> AppResult<(Numbered, Place)> {
    let Composed {
        invoice: draft,
        lines,
        parties,
    } = draft;
    check(&draft, &parties, &lines)?;
    let TakenNumber {
        series,
        period,
        n,
        number,
    } = numbering::take(tx, draft.organization, DocumentKind::Invoice, draft.issue_date).await?;
    let newest = store::newest_after(tx, draft.organization, series, &period, draft.issue_date).await?;
    if store::is_number_used(tx, draft.organization, &number, draft.issue_date).await? {
        return Err(AppError::field("organization", Problem::NumberRepeated { number }));
    }
    let lifecycle = draft
        .lifecycle
        .clone()
        .issue(number.clone())
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    let invoice = Invoice {
        settlement: settlement(lifecycle.stage(), draft.total, draft.paid),
        closing: closing(lifecycle.stage(), Extent::Nothing),
        lifecycle,
        ..draft
    };
    let issued = Numbered {
        invoice,
        lines,
        parties,
        number,
        newest,
    };
    Ok((issued, Place { series, period, n }))
}

impl Numbered {
    /// Keeps the balances, the paper and the event of an issued invoice, whose row is written.
    async fn keep(self, tx: &mut Tx, ctx: &Ctx) -> AppResult<IssuedInvoice> {
        let Self {
            invoice,
            lines,
            parties,
            number,
            newest,
        } = self;
        store::add_to_balance(tx, &invoice, 1, invoice.total, Amount::ZERO).await?;
        store::keep_dues(tx, [(None, Due::of(&invoice))]).await?;
        freeze(tx, ctx, &invoice, &lines, &parties).await?;
        let event = Event::new(invoice.owner(), Verb::Issued)
            .change("number", "", &number)
            .change("total", "", invoice.money(invoice.total));
        activity::record(tx, ctx, event).await?;
        Ok(IssuedInvoice {
            id: invoice.id,
            number,
            newest,
        })
    }
}

/// What has to be right on the day of issue, whatever it was when the draft was saved.
pub(super) fn check(draft: &Invoice, parties: &Parties, lines: &[Line]) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if lines.is_empty() {
        errors.add("lines", Problem::NoLines);
    }
    parties.check(draft.account, draft.currency, &mut errors);
    if let Some(problem) = parties.seller.closed_on(draft.issue_date) {
        errors.add("issue_date", problem);
    }
    if draft.price_mode != PriceMode::WithoutVat {
        let date = draft.issue_date;
        let rates = &parties.rates;
        for (place, line) in lines.iter().enumerate() {
            if !rates.iter().any(|rate| rate.rate == line.vat && rate.is_valid_on(date)) {
                errors.add(format!("lines.{place}.vat"), Problem::NotInForce { date });
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    check_sums(draft, lines)
}

/// The stored sums are what the arithmetic says: nothing else may be frozen.
fn check_sums(draft: &Invoice, lines: &[Line]) -> AppResult<()> {
    let wrong = draft.wrong_sums(lines).map_err(FieldErrors::from)?;
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(internal(&format!(
            "the sums of draft {} are not those of its lines: {wrong:?}",
            draft.id
        )))
    }
}

/// Cancels an issued invoice; its number stays and tells why. What was paid on it has to be moved or returned first, and acts and notes that were
/// issued for it have to be cancelled.
pub async fn cancel(ctx: &Ctx, input: Cancellation) -> AppResult<()> {
    ctx.may(Right::CancelInvoices)?;
    let reason = input.read()?;
    let mut tx = ctx.write().await?;
    let invoice = store::locked(&mut tx, input.id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let event = Event::new(invoice.owner(), Verb::Cancelled);
    cancel_in(&mut tx, ctx, invoice, &reason, None, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Cancels an invoice in a transaction that does more. It was read under its lock, with nothing paid on it any more, and so was
/// what replaces it; the event gets the reason.
///
/// # Errors
/// As [`cancel`].
pub async fn cancel_in(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: Invoice,
    reason: &str,
    replacement: Option<InvoiceId>,
    event: Event,
) -> AppResult<()> {
    ctx.may(Right::CancelInvoices)?;
    let books = organizations::books(tx, invoice.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    if invoice.stage() == Stage::Issued && invoice.paid.is_positive() {
        let paid = invoice.money(invoice.paid);
        return Err(AppError::field("paid", Problem::HasPayments { paid }));
    }
    if invoice.closing.is_begun() {
        return Err(AppError::field("closing", has_closings(ctx.actor.rights())));
    }
    let lifecycle = invoice
        .lifecycle
        .clone()
        .cancel(reason.to_owned())
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    if let Some(problem) = books.closed_on(invoice.issue_date) {
        return Err(AppError::field("issue_date", problem));
    }
    let due = Due::of(&invoice);
    let cancelled = Invoice {
        settlement: settlement(lifecycle.stage(), invoice.total, invoice.paid),
        closing: closing(lifecycle.stage(), Extent::Nothing),
        lifecycle,
        ..invoice
    };
    store::mark_cancelled(tx, &cancelled, reason, replacement).await?;
    expenses::free(tx, ctx, &cancelled).await?;
    let less = Amount::ZERO
        .checked_sub(cancelled.total)
        .map_err(|overflow| internal(&overflow.to_string()))?;
    store::add_to_balance(tx, &cancelled, -1, less, Amount::ZERO).await?;
    store::keep_dues(tx, [(due, None)]).await?;
    papers::actions::cancelled(tx, ctx, &frozen(&cancelled)).await?;
    activity::record(tx, ctx, event.change("reason", "", reason)).await?;
    Ok(())
}
