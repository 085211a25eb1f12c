//! Drafts: made, changed, copied, deleted. Their sums are computed here; what the editor showed does not count.

use uuid::Uuid;

use super::super::model::{
    CopyOf, Extent, Invoice, Lifecycle, Line, SaveInvoice, SavedDraft, Stage, closing, settlement,
};
use super::super::store::{self, Place};
use super::compose::{Composed, compose};
use super::expenses;
use crate::company::organization::actions as organization;
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::documents::contracts;
use crate::documents::papers::drafts::{DraftForm, FIRST_VERSION, claimed, finish, resent, same_lines, still_draft};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::{InvoiceId, InvoiceLineId, RequestKey};
use crate::kernel::money::Amount;
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity::model::{Event, Verb};
use crate::records::{activity, files};

impl DraftForm for SaveInvoice {
    type Id = InvoiceId;

    fn draft(&self) -> Option<InvoiceId> {
        self.id
    }

    fn request(&self) -> Option<RequestKey> {
        self.request
    }

    fn changing(self, draft: InvoiceId, version: i64) -> Self {
        Self {
            id: Some(draft),
            version,
            ..self
        }
    }
}

/// Makes a draft or changes one.
pub async fn save_draft(ctx: &Ctx, input: SaveInvoice) -> AppResult<SavedDraft> {
    ctx.may(Writing::INVOICES.of(input.id))?;
    let mut tx = ctx.write().await?;
    let made = claimed(&mut tx, ctx, &input).await?;
    let saved = save_in(&mut tx, ctx, &resent(&input, made)).await?;
    finish(&mut tx, &input, made, saved.id).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Saves within a transaction, without its end.
pub async fn save_in(tx: &mut Tx, ctx: &Ctx, input: &SaveInvoice) -> AppResult<SavedDraft> {
    let Composed { invoice, .. } = written(tx, ctx, input).await?;
    Ok(SavedDraft {
        id: invoice.id,
        version: invoice.version,
    })
}

/// The draft as it is stored after that, locked until the transaction ends.
pub(super) async fn written(tx: &mut Tx, ctx: &Ctx, input: &SaveInvoice) -> AppResult<Composed> {
    match input.id {
        None => create(tx, ctx, input).await,
        Some(id) => change(tx, ctx, id, input).await,
    }
}

async fn create(tx: &mut Tx, ctx: &Ctx, input: &SaveInvoice) -> AppResult<Composed> {
    let draft = compose(tx, ctx, input.validated()?, None, None).await?;
    write_new(tx, ctx, &draft.invoice, None, &draft.lines).await?;
    Ok(draft)
}

/// Writes a new invoice, a draft or one that has its number.
pub(super) async fn write_new(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    place: Option<Place>,
    lines: &[Line],
) -> AppResult<()> {
    store::insert(tx, invoice, place, ctx.actor.user(), ctx.now()).await?;
    expenses::keep(tx, ctx, invoice, &[], lines).await?;
    store::insert_lines(tx, invoice.id, lines).await?;
    name_contract(tx, invoice).await?;
    let event = Event::new(invoice.owner(), Verb::Created).change("total", "", invoice.money(invoice.total));
    Ok(activity::record(tx, ctx, event).await?)
}

/// The contract knows from now on that an invoice goes back to it.
pub(super) async fn name_contract(tx: &mut Tx, invoice: &Invoice) -> AppResult<()> {
    if let Some(contract) = invoice.contract {
        contracts::actions::name(tx, contract).await?;
    }
    Ok(())
}

async fn change(tx: &mut Tx, ctx: &Ctx, id: InvoiceId, input: &SaveInvoice) -> AppResult<Composed> {
    let before = locked_draft(tx, ctx, id, input.version).await?;
    let Composed {
        invoice,
        lines,
        parties,
    } = compose(tx, ctx, input.validated()?, None, before.contract).await?;
    let old_lines = store::lines(tx, id).await?;
    let after = Invoice {
        id,
        version: before.version,
        revision: before.revision,
        ..invoice
    };
    if after == before && same_content(&old_lines, &lines) {
        return Ok(Composed {
            invoice: before,
            lines: old_lines,
            parties,
        });
    }
    expenses::keep(tx, ctx, &after, &old_lines, &lines).await?;
    store::update_content(tx, &after).await?;
    store::replace_lines(tx, id, &lines).await?;
    name_contract(tx, &after).await?;
    activity::record(
        tx,
        ctx,
        content_changes(Verb::Changed, &before, &after, &old_lines, &lines),
    )
    .await?;
    Ok(Composed {
        invoice: Invoice {
            version: before.version + 1,
            ..after
        },
        lines,
        parties,
    })
}

fn same_content(old: &[Line], new: &[Line]) -> bool {
    same_lines(old, new, |line| Line {
        id: InvoiceLineId::from(Uuid::nil()),
        ..line.clone()
    })
}

/// What a person would want to know of a change.
pub(super) fn content_changes(verb: Verb, before: &Invoice, after: &Invoice, old: &[Line], new: &[Line]) -> Event {
    let summary = |lines: &[Line]| {
        lines
            .iter()
            .map(|line| format!("{} × {} × {}", line.name, line.quantity, line.price))
            .collect::<Vec<_>>()
            .join("; ")
    };
    Event::new(after.owner(), verb)
        .change("client", before.client, after.client)
        .change("contract", typed(before.contract), typed(after.contract))
        .change("manager", typed(before.manager), typed(after.manager))
        .change("organization", before.organization, after.organization)
        .change("account", before.account, after.account)
        .change("issue_date", before.issue_date, after.issue_date)
        .change("due_date", before.due_date, after.due_date)
        .change("currency", before.currency, after.currency)
        .change("price_mode", before.price_mode, after.price_mode)
        .change("lines", summary(old), summary(new))
        .change(
            "discount",
            before.money(before.discounted),
            after.money(after.discounted),
        )
        .change("note", &before.note, &after.note)
        .change("terms", &before.terms, &after.terms)
        .change("purpose", &before.purpose, &after.purpose)
        .change("internal_note", &before.internal_note, &after.internal_note)
        .change("total", before.money(before.total), after.money(after.total))
}

/// A draft under its lock, in the version that was on the screen.
///
/// # Errors
/// [`AppError::NotFound`] outside the scope, the state in the way when it is no draft any more, [`AppError::Conflict`]
/// with the stored values when somebody saved meanwhile.
pub(super) async fn locked_draft(tx: &mut Tx, ctx: &Ctx, id: InvoiceId, version: i64) -> AppResult<Invoice> {
    let draft = store::locked(tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(draft.stage())?;
    if draft.version == version {
        Ok(draft)
    } else {
        Err(conflict(tx, &draft).await?)
    }
}

pub(super) async fn conflict(tx: &mut Tx, draft: &Invoice) -> AppResult<AppError> {
    let lines = store::lines(tx, draft.id).await?;
    let rates = organizations::vat_rates(tx, draft.organization).await?;
    let current = SaveInvoice::of(draft, &lines, &rates).flattened();
    Ok(activity::actions::conflict(tx, &draft.owner(), draft.version, current).await?)
}

/// Deletes a draft. It had no number, so nothing is missing afterwards; the event stays on the client's timeline.
pub async fn delete_draft(ctx: &Ctx, id: InvoiceId) -> AppResult<()> {
    ctx.may(Right::DeleteInvoices)?;
    let mut tx = ctx.write().await?;
    let draft = store::locked(&mut tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(draft.stage())?;
    expenses::free(&mut tx, ctx, &draft).await?;
    store::delete_draft(&mut tx, id).await?;
    let event = Event::new(draft.owner(), Verb::Deleted).change("total", draft.money(draft.total), "");
    activity::record(&mut tx, ctx, event).await?;
    files::actions::delete_all_of(&mut tx, ctx, &draft.owner()).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a draft with the content of any invoice, dated today.
pub async fn copy(ctx: &Ctx, input: CopyOf) -> AppResult<InvoiceId> {
    ctx.may(Right::CreateInvoices)?;
    let today = organization::today(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(made) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(made);
    }
    let id = copy_in(&mut tx, ctx, &input, today).await?;
    requests::done(&mut tx, input.request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn copy_in(tx: &mut Tx, ctx: &Ctx, input: &CopyOf, today: Date) -> AppResult<InvoiceId> {
    let source = store::by_id(tx, input.id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let client = clients::by_id(tx, source.client, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let lines = store::lines(tx, source.id).await?;
    // What was cancelled meanwhile is nothing to go back to.
    let contract = match source.contract {
        Some(id) => {
            let found = contracts::actions::basis(tx, id, source.organization, source.client).await?;
            found
                .filter(|(stage, _)| *stage != contracts::model::Stage::Cancelled)
                .map(|_| id)
        }
        None => None,
    };
    let draft = Invoice {
        id: ctx.new_id(),
        contract,
        lifecycle: Lifecycle::Draft,
        revision: 1,
        issue_date: today,
        due_date: client.term.due(today),
        paid: Amount::ZERO,
        settlement: settlement(Stage::Draft, source.total, Amount::ZERO),
        closed: Amount::ZERO,
        closing: closing(Stage::Draft, Extent::Nothing),
        version: FIRST_VERSION,
        // It may name the number of the source.
        purpose: String::new(),
        ..source
    };
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|line| Line {
            id: ctx.new_id(),
            // An expense is charged once.
            expense: None,
            ..line
        })
        .collect();
    write_new(tx, ctx, &draft, None, &lines).await?;
    Ok(draft.id)
}

/// A key for a form that makes something.
#[must_use]
pub fn new_request(ctx: &Ctx) -> RequestKey {
    ctx.new_id()
}
