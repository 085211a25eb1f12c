//! The internal note, written beside an invoice.

use super::super::model::SaveInternalNote;
use super::super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Changes the internal note of an invoice in any state and nothing else, and gives the version after that.
///
/// # Errors
/// [`AppError::Conflict`] with the stored note when somebody was faster.
pub async fn save_note(ctx: &Ctx, input: SaveInternalNote) -> AppResult<i64> {
    ctx.may(Right::EditInvoices)?;
    let note = input.validated()?;
    let id = input.id.ok_or(AppError::NotFound)?;
    let mut tx = ctx.write().await?;
    let stored = store::locked(&mut tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let owner = stored.owner();
    if stored.version != input.version {
        let current = [("internal_note".to_owned(), stored.internal_note)].into();
        return Err(activity::actions::conflict(&mut tx, &owner, stored.version, current).await?);
    }
    let event = Event::new(owner, Verb::Changed).change("internal_note", &stored.internal_note, &note);
    if event.changes.is_empty() {
        return Ok(stored.version);
    }
    store::set_internal_note(&mut tx, id, &note).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(stored.version + 1)
}
