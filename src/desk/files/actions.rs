//! What is done with files: the right is that to edit the owner, whose row is locked in the transaction of the change.

use uuid::Uuid;

use super::model::{ClientFileRow, FileFilter, FileSort};
use super::{owners, store};
use crate::crm::clients;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{FileId, Id, RequestKey};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::files;
use crate::records::files::actions::Received;
use crate::records::files::model::{FileRow, Limits};
use crate::records::files::rights::{FileRights, rights, seen};
use crate::records::files::store::StoredFile;
use crate::records::reach::actions::regarding;

/// What it takes; an object of a kind without files is not found.
fn rights_of(kind: OwnerKind) -> AppResult<FileRights> {
    rights(kind).ok_or(AppError::NotFound)
}

fn signed_in(ctx: &Ctx) -> AppResult<()> {
    if ctx.actor == Actor::Anonymous {
        Err(AppError::NotSignedIn)
    } else {
        Ok(())
    }
}

/// What may be sent to an object the actor may edit.
pub async fn limits(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Limits> {
    may_attach(ctx, kind, id).await?;
    Ok(Limits {
        megabytes: ctx.blobs.largest_megabytes(),
    })
}

/// Whether files may be added to an object: asked before a byte of them is read.
pub async fn may_attach(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<()> {
    signed_in(ctx)?;
    ctx.may(rights_of(kind)?.edit)?;
    owners::found(ctx, kind, id).await.map(|_| ())
}

/// Adds a received file to an object. The same file sent twice under one key is one file.
pub async fn attach(
    ctx: &Ctx,
    request: RequestKey,
    (kind, id): (OwnerKind, Uuid),
    file: Received,
) -> AppResult<FileId> {
    signed_in(ctx)?;
    ctx.may(rights_of(kind)?.edit)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let owner = owners::locked(&mut tx, ctx, kind, id).await?;
    let id = files::actions::add_in(&mut tx, ctx, &owner, file).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Deletes a file. It can be brought back until it is swept.
pub async fn delete(ctx: &Ctx, id: FileId) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    let (owner, file) = locked(&mut tx, ctx, id).await?;
    files::actions::delete_in(&mut tx, ctx, &owner, &file).await?;
    Ok(tx.commit().await?)
}

/// Brings a deleted file back.
pub async fn restore(ctx: &Ctx, id: FileId) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    let (owner, file) = locked(&mut tx, ctx, id).await?;
    files::actions::restore_in(&mut tx, ctx, &owner, &file).await?;
    Ok(tx.commit().await?)
}

/// Shows a file to the client in his cabinet, or hides it.
pub async fn set_visible(ctx: &Ctx, id: FileId, visible: bool) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    let (owner, file) = locked(&mut tx, ctx, id).await?;
    files::actions::set_visible_in(&mut tx, ctx, &owner, &file, visible).await?;
    Ok(tx.commit().await?)
}

/// A file whose owner the actor may edit, and which nobody else changes now.
async fn locked(tx: &mut Tx, ctx: &Ctx, id: FileId) -> AppResult<(Owner, StoredFile)> {
    let found = files::actions::find(tx, ctx, id).await?;
    ctx.may(rights_of(found.owner_kind)?.edit)?;
    let owner = owners::locked(tx, ctx, found.owner_kind, found.owner).await?;
    // As it is now that the owner is locked.
    let file = files::actions::find(tx, ctx, id).await?;
    Ok((owner, file))
}

/// The files of an object the actor may see.
pub async fn of_owner(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Vec<FileRow>> {
    signed_in(ctx)?;
    ctx.may(rights_of(kind)?.view)?;
    owners::found(ctx, kind, id).await?;
    files::actions::of_owner(ctx, kind, id).await
}

/// A file with what it belongs to, deleted or not.
pub async fn show(ctx: &Ctx, id: FileId) -> AppResult<ClientFileRow> {
    let mut conn = ctx.read();
    let found = files::actions::find(&mut conn, ctx, id).await?;
    let row = store::by_id(&mut conn, id, ctx.scope_of_kind(found.owner_kind)).await?;
    row.ok_or(AppError::NotFound)
}

/// One page of a client's files: those of his card, and those of his papers that the actor may see.
pub async fn list(ctx: &Ctx, filter: FileFilter) -> AppResult<Page<ClientFileRow>> {
    let client = filter.client.ok_or(AppError::NotFound);
    // A stranger hears that first.
    signed_in(ctx)?;
    let client = clients::actions::show(ctx, client?).await?.id;
    let mut conn = ctx.read();
    let of_him = regarding(&mut conn, ctx, client).await?;
    let kinds = seen(|right| of_him.actor.has(right));
    let rows = store::list(&mut conn, ctx.scope_of(Object::Clients), client, &kinds, &filter).await?;
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        let key = match filter.sort {
            FileSort::Added => SortKey::Int(0),
            FileSort::Name => SortKey::Text(row.sort_name.clone()),
            FileSort::Size => SortKey::Int(row.file.size),
        };
        (key, row.file.id.uuid())
    }))
}
