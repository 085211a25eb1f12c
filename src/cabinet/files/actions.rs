//! What a contact does with files.

use uuid::Uuid;

use super::model::{CabinetFile, CabinetFileFilter};
use super::store;
use crate::crm::clients;
use crate::error::{AppError, AppResult};
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::{FileId, Id, RequestKey};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::requests;
use crate::records::files::actions::{Opened, Received, add_from_client_in, opened, takes_more_from};
use crate::records::files::model::Limits;

/// What it takes to see the shown files of each kind of objects; those of others are never shown.
const KINDS: [(OwnerKind, CabinetRight); 6] = [
    (OwnerKind::Client, CabinetRight::Files),
    (OwnerKind::Expense, CabinetRight::Files),
    (OwnerKind::Invoice, CabinetRight::Invoices),
    (OwnerKind::Contract, CabinetRight::Contracts),
    (OwnerKind::Act, CabinetRight::Acts),
    (OwnerKind::DeliveryNote, CabinetRight::DeliveryNotes),
];

/// The kinds of objects whose files the visitor sees.
fn kinds(ctx: &Ctx) -> Vec<OwnerKind> {
    let seen = KINDS.into_iter().filter(|(_, right)| ctx.actor.has_in_cabinet(*right));
    seen.map(|(kind, _)| kind).collect()
}

/// One page of the files that are shown to the visitor's company: those of its card, and those of the papers that he may see.
pub async fn list(ctx: &Ctx, filter: &CabinetFileFilter) -> AppResult<Page<CabinetFile>> {
    let visitor = ctx.visitor(CabinetRight::Files)?;
    let rows: Vec<CabinetFile> = store::list(visitor.client, &kinds(ctx), filter)
        .all(&mut ctx.read())
        .await?;
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (SortKey::Int(0), row.id.uuid())
    }))
}

/// The attachments of a paper that its client may see. The caller has found the paper within the visitor's scope.
pub async fn of_paper(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Vec<CabinetFile>> {
    let visitor = ctx.any_visitor()?;
    Ok(store::of_owner(&mut ctx.read(), visitor.client, kind, id).await?)
}

/// Opens a file: to be saved, or to be looked at where that does no harm.
///
/// # Errors
/// [`AppError::NotFound`] for one that the visitor does not see.
pub async fn open(ctx: &Ctx, id: FileId, inline: bool) -> AppResult<Opened> {
    let visitor = ctx.any_visitor()?;
    let file = store::stored(&mut ctx.read(), visitor.client, &kinds(ctx), id).await?;
    opened(ctx, file.ok_or(AppError::NotFound)?, inline).await
}

/// Whether the visitor may hand files over: asked before a byte of them is read.
pub fn may_hand_over(ctx: &Ctx) -> AppResult<()> {
    ctx.acting_visitor(CabinetRight::Files).map(|_| ())
}

/// What may be sent.
///
/// # Errors
/// As [`takes_more_from`].
pub async fn limits(ctx: &Ctx) -> AppResult<Limits> {
    let visitor = ctx.acting_visitor(CabinetRight::Files)?;
    takes_more_from(&mut ctx.read(), visitor.client).await?;
    Ok(Limits {
        megabytes: ctx.blobs.largest_megabytes(),
    })
}

/// Hands a received file over: it stands on the card of the visitor's company. The same file sent twice under one key is one file.
///
/// # Errors
/// As [`add_from_client_in`].
pub async fn hand_over(ctx: &Ctx, request: RequestKey, file: Received) -> AppResult<FileId> {
    let visitor = ctx.acting_visitor(CabinetRight::Files)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let client = clients::store::locked(&mut tx, visitor.client, ctx.scope_of(Object::Clients)).await?;
    let client = client.ok_or(AppError::NotFound)?;
    let id = add_from_client_in(&mut tx, ctx, client.id, file).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}
