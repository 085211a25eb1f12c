//! Drafts: made, changed, deleted. Their sums are computed here; what the form showed does not count. A draft closes nothing.

use uuid::Uuid;

use super::super::model::{Closing, ClosingKind, ClosingLine, SaveClosing, SavedClosing};
use super::super::store::{self, Place};
use super::compose::{Composed, Parties, compose, locked_invoice, open_invoice, rate_of};
use crate::company::organization::store as organizations;
use crate::documents::papers::drafts::{DraftForm, claimed, finish, resent, same_lines, still_draft};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::{ClosingId, ClosingLineId, RequestKey};
use crate::kernel::signatory::Signatory;
use crate::kernel::totals::closing::Measure;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

impl DraftForm for SaveClosing {
    type Id = ClosingId;

    fn draft(&self) -> Option<ClosingId> {
        self.id
    }

    fn request(&self) -> Option<RequestKey> {
        self.request
    }

    fn changing(self, draft: ClosingId, version: i64) -> Self {
        Self {
            id: Some(draft),
            version,
            ..self
        }
    }
}

/// Makes a draft or changes one.
pub async fn save_draft(ctx: &Ctx, input: SaveClosing) -> AppResult<SavedClosing> {
    ctx.may(input.kind.writing().of(input.id))?;
    let mut tx = ctx.write().await?;
    let made = claimed(&mut tx, ctx, &input).await?;
    let saved = save_in(&mut tx, ctx, &resent(&input, made)).await?;
    finish(&mut tx, &input, made, saved.id).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Saves within a transaction, without its end.
pub async fn save_in(tx: &mut Tx, ctx: &Ctx, input: &SaveClosing) -> AppResult<SavedClosing> {
    // A new form that was sent again names what it has made.
    ctx.may_write(input.kind.writing())?;
    let closing = match input.id {
        None => {
            let invoice = open_invoice(tx, ctx, input.kind, input.invoice).await?;
            let parties = Parties::kept(tx, ctx, &invoice).await?;
            let draft = Box::pin(compose(tx, ctx, input, invoice, parties, None)).await?;
            write_new(tx, ctx, &draft, None).await?;
            draft.closing
        }
        Some(id) => change(tx, ctx, id, input).await?,
    };
    Ok(SavedClosing {
        id: closing.id,
        version: closing.version,
    })
}

/// Writes a new paper, a draft or one that has its number.
pub(super) async fn write_new(tx: &mut Tx, ctx: &Ctx, new: &Composed, place: Option<Place>) -> AppResult<()> {
    let number = new.invoice.number().unwrap_or_default();
    let (closing, at) = (&new.closing, ctx.now());
    store::insert(tx, closing, number, place, ctx.actor.user(), at).await?;
    store::insert_lines(tx, closing.id, &new.lines).await?;
    let event = Event::new(closing.owner(), Verb::Created)
        .change("invoice", "", number)
        .change("total", "", closing.money(closing.total));
    Ok(activity::record(tx, ctx, event).await?)
}

/// Changes a draft, which stays locked until the transaction ends.
pub(super) async fn change(tx: &mut Tx, ctx: &Ctx, id: ClosingId, input: &SaveClosing) -> AppResult<Closing> {
    let before = locked_draft(tx, ctx, input.kind, id, input.version).await?;
    // It may be issued in the same transaction, and locks are taken in one order.
    let invoice = locked_invoice(tx, ctx, before.kind, before.invoice).await?;
    let parties = Parties::kept(tx, ctx, &invoice).await?;
    let new = Box::pin(compose(tx, ctx, input, invoice, parties, None)).await?;
    let old_lines = store::lines(tx, id).await?;
    let after = Closing {
        id,
        version: before.version,
        revision: before.revision,
        ..new.closing
    };
    if after == before && same_content(&old_lines, &new.lines) {
        return Ok(before);
    }
    store::update_content(tx, &after).await?;
    store::replace_lines(tx, id, &new.lines).await?;
    let event = content_changes(Verb::Changed, &before, &after, &old_lines, &new.lines);
    activity::record(tx, ctx, event).await?;
    Ok(Closing {
        version: before.version + 1,
        ..after
    })
}

pub(super) fn same_content(old: &[ClosingLine], new: &[ClosingLine]) -> bool {
    same_lines(old, new, |line| ClosingLine {
        id: ClosingLineId::from(Uuid::nil()),
        ..line.clone()
    })
}

/// What a person would want to know of a change.
pub(super) fn content_changes(
    verb: Verb,
    before: &Closing,
    after: &Closing,
    old: &[ClosingLine],
    new: &[ClosingLine],
) -> Event {
    let summary = |lines: &[ClosingLine]| {
        let line = |line: &ClosingLine| match line.measure {
            Measure::Quantity(quantity) => format!("{} × {quantity}", line.name),
            Measure::Amount(amount) => format!("{}: {}", line.name, after.money(amount)),
        };
        lines.iter().map(line).collect::<Vec<_>>().join("; ")
    };
    let signs = |signatory: &Option<Signatory>| {
        let text = signatory
            .as_ref()
            .map(|one| format!("{} {}", one.position, one.initials));
        text.unwrap_or_default().trim().to_owned()
    };
    let (delivery, delivered) = (&before.delivery, &after.delivery);
    Event::new(after.owner(), verb)
        .change("date", before.date, after.date)
        .change("period_from", typed(before.period_from), typed(after.period_from))
        .change("period_until", typed(before.period_until), typed(after.period_until))
        .change("place", &before.place, &after.place)
        .change(
            "seller",
            signs(&before.seller_signatory),
            signs(&after.seller_signatory),
        )
        .change("buyer", signs(&before.buyer_signatory), signs(&after.buyer_signatory))
        .change("consignee", &delivery.consignee, &delivered.consignee)
        .change(
            "consignee_address",
            &delivery.consignee_address,
            &delivered.consignee_address,
        )
        .change("delivery_address", &delivery.address, &delivered.address)
        .change("attorney_number", &delivery.attorney_number, &delivered.attorney_number)
        .change(
            "attorney_date",
            typed(delivery.attorney_date),
            typed(delivered.attorney_date),
        )
        .change("attorney_person", &delivery.attorney_person, &delivered.attorney_person)
        .change("lines", summary(old), summary(new))
        .change("note", &before.note, &after.note)
        .change("template", &before.template, &after.template)
        .change("total", before.money(before.total), after.money(after.total))
}

/// A draft under its lock, in the version that was on the screen.
///
/// # Errors
/// [`AppError::NotFound`] outside the scope, the state in the way when it is no draft any more, [`AppError::Conflict`] with the stored values when
/// somebody saved meanwhile.
pub(super) async fn locked_draft(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: ClosingKind,
    id: ClosingId,
    version: i64,
) -> AppResult<Closing> {
    let draft = store::locked(tx, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(draft.stage())?;
    if draft.version == version {
        Ok(draft)
    } else {
        Err(conflict(tx, &draft).await?)
    }
}

pub(super) async fn conflict(tx: &mut Tx, closing: &Closing) -> AppResult<AppError> {
    let lines = store::lines(tx, closing.id).await?;
    let rates = organizations::vat_rates(tx, closing.organization).await?;
    let current = SaveClosing::of(closing, &lines, |line| rate_of(line, &rates, closing.date)).flattened();
    Ok(activity::actions::conflict(tx, &closing.owner(), closing.version, current).await?)
}

/// Deletes a draft. It had no number, so nothing is missing afterwards; the event stays on the client's timeline.
pub async fn delete_draft(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<()> {
    ctx.may(kind.delete())?;
    let mut tx = ctx.write().await?;
    let draft = store::locked(&mut tx, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(draft.stage())?;
    store::delete_draft(&mut tx, id).await?;
    let event = Event::new(draft.owner(), Verb::Deleted).change("total", draft.money(draft.total), "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
