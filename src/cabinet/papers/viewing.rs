//! That a contact has looked at a paper: noted once for each revision, for the staff to see.

use super::model::CabinetPaper;
use crate::documents::{closing, contracts, invoices};
use crate::error::AppResult;
use crate::kernel::cabinet::Visitor;
use crate::kernel::owner::Owner;
use crate::kernel::rights::Object;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbResult, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::actions::{viewed, was_viewed};

/// Notes that the visitor reads a revision of a paper. A member of the staff who looks as him leaves no trace. What can't be noted is read all the
/// same.
pub(super) async fn note(ctx: &Ctx, visitor: Visitor, kind: CabinetPaper, owner: &Owner, revision: i64) {
    if visitor.shown_to.is_some() {
        return;
    }
    if let Err(error) = unless_busy(|| noted(ctx, kind, owner, revision)).await {
        tracing::warn!(%error, paper = %owner.id, "that a paper was viewed is not noted");
    }
}

async fn noted(ctx: &Ctx, kind: CabinetPaper, owner: &Owner, revision: i64) -> AppResult<()> {
    if was_viewed(&mut ctx.read(), owner, revision).await? {
        return Ok(());
    }
    let mut tx = ctx.write().await?;
    // Its events follow one another. It may be gone meanwhile, or somebody else was faster.
    if !is_locked(&mut tx, ctx, kind, owner).await? || was_viewed(&mut tx, owner, revision).await? {
        return Ok(());
    }
    viewed(&mut tx, ctx, owner, revision).await?;
    activity::record(&mut tx, ctx, Event::new(*owner, Verb::Viewed)).await?;
    Ok(tx.commit().await?)
}

/// Locks the row of a paper until the transaction ends, if it is within the visitor's scope.
async fn is_locked(tx: &mut Tx, ctx: &Ctx, kind: CabinetPaper, owner: &Owner) -> DbResult<bool> {
    let (id, scope) = (owner.id, ctx.scope_of(Object::Clients));
    Ok(match kind {
        CabinetPaper::Contract => contracts::store::locked(tx, id.into(), scope).await?.is_some(),
        CabinetPaper::Invoice => invoices::store::locked(tx, id.into(), scope).await?.is_some(),
        CabinetPaper::Act | CabinetPaper::DeliveryNote => match kind.closing() {
            Some(closing) => closing::store::locked(tx, closing, id.into(), scope).await?.is_some(),
            None => false,
        },
    })
}
