//! What is done with files. The rooms above know their owners: they check the right to edit one, lock its row, and hand it in with the
//! transaction.

use std::time::Duration;

use super::judge::{self, judged};
use super::model::{FIELD, FileRow, FileType, MOST_FROM_CLIENT, MOST_OF_OWNER, Shown};
use super::names::cleaned;
use super::rights::{rights, seen};
use super::store::{self, StoredFile};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Scope};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ClientId, FileId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::blobs::{BlobError, Blobs, Incoming, Outgoing};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::web::disposition::{Disposition, file_name};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// A deleted file can be brought back for so long.
pub const KEPT_DELETED: Duration = Duration::from_hours(30 * 24);

/// A file whose bytes are on the disk and which belongs to nobody yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    name: String,
    kind: FileType,
    size: i64,
    sha256: Vec<u8>,
    picture: Option<Vec<u8>>,
}

/// What is said beside the field of files.
#[must_use]
pub fn problem(problem: Problem) -> AppError {
    AppError::field(FIELD, problem)
}

/// Judges what was received under a name and keeps its bytes.
///
/// # Errors
/// Beside the field [`FIELD`]: that it is empty, of a kind that is not taken, or not what its name says.
pub async fn receive(ctx: &Ctx, sent_name: &str, mut incoming: Incoming) -> AppResult<Received> {
    // By the name as it was sent: what is cleaned out of it must not make an ending.
    judged(sent_name, incoming.head()).map_err(problem)?;
    let name = cleaned(sent_name);
    let kind = judged(&name, incoming.head()).map_err(problem)?;
    let picture = judge::picture(kind, incoming.readable().await?)
        .await
        .map_err(problem)?;
    let picture = match picture {
        Some(bytes) => Some(ctx.blobs.keep(bytes).await?),
        None => None,
    };
    let kept = incoming.keep().await?;
    Ok(Received {
        name,
        kind,
        size: i64::try_from(kept.size).unwrap_or(i64::MAX),
        sha256: kept.sha256,
        picture,
    })
}

/// Adds a file to its owner, whose row is locked.
///
/// # Errors
/// [`Problem::Full`] once there are [`MOST_OF_OWNER`].
pub async fn add_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: Received) -> AppResult<FileId> {
    add_as_in(tx, ctx, owner, file, Origin::default()).await
}

/// Adds a file that a client's contact hands over to the card of his company, whose row is locked. He sees it in his cabinet.
///
/// # Errors
/// As [`add_in`], and once there are [`MOST_FROM_CLIENT`] of them.
pub async fn add_from_client_in(tx: &mut Tx, ctx: &Ctx, client: ClientId, file: Received) -> AppResult<FileId> {
    takes_more_from(tx, client).await?;
    let owner = Owner::client(client);
    let origin = Origin {
        from_client: true,
        ..Origin::default()
    };
    add_as_in(tx, ctx, &owner, file, origin).await
}

/// Adds a file that the client sees at once, since it goes to him or comes from him; its owner's row is locked.
///
/// # Errors
/// As [`add_in`].
pub async fn add_shown_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: Received) -> AppResult<FileId> {
    let origin = Origin {
        shown: true,
        ..Origin::default()
    };
    add_as_in(tx, ctx, owner, file, origin).await
}

/// Whether a client may hand over one more file.
///
/// # Errors
/// [`Problem::Full`] once there are [`MOST_FROM_CLIENT`] of them.
pub async fn takes_more_from(conn: &mut Conn, client: ClientId) -> AppResult<()> {
    let there = store::count_from_client(conn, &Owner::client(client)).await?;
    if usize::try_from(there).is_ok_and(|there| there < MOST_FROM_CLIENT) {
        Ok(())
    } else {
        Err(problem(Problem::Full { max: MOST_FROM_CLIENT }))
    }
}

/// Adds the scan of a signed original to its paper, whose row is locked; `revision` is what of the paper was signed.
///
/// # Errors
/// As [`add_in`].
pub async fn add_original_in(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: &Owner,
    file: Received,
    revision: i64,
) -> AppResult<FileId> {
    let origin = Origin {
        signed_revision: Some(revision),
        ..Origin::default()
    };
    add_as_in(tx, ctx, owner, file, origin).await
}

/// What sets a file apart from those that the staff adds.
#[derive(Default)]
struct Origin {
    signed_revision: Option<i64>,
    from_client: bool,
    /// The client sees it from the beginning.
    shown: bool,
}

async fn add_as_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: Received, origin: Origin) -> AppResult<FileId> {
    has_room(tx, owner).await?;
    let file = StoredFile {
        id: ctx.new_id(),
        owner_kind: owner.kind,
        owner: owner.id,
        client: owner.client,
        name: file.name,
        kind: file.kind,
        size: file.size,
        sha256: file.sha256,
        picture: file.picture,
        visible: origin.shown || origin.from_client,
        added_by: ctx.actor_name.clone(),
        added_at: ctx.now(),
        deleted: false,
        signed_revision: origin.signed_revision,
        from_client: origin.from_client,
    };
    store::insert(tx, &file).await?;
    let event = Event::new(*owner, Verb::FileAdded).change(FIELD, "", &file.name);
    activity::record(tx, ctx, event).await?;
    Ok(file.id)
}

async fn has_room(tx: &mut Tx, owner: &Owner) -> AppResult<()> {
    let there = store::count_of_owner(tx, owner).await?;
    if usize::try_from(there).is_ok_and(|there| there < MOST_OF_OWNER) {
        Ok(())
    } else {
        Err(problem(Problem::Full { max: MOST_OF_OWNER }))
    }
}

/// Deletes a file of a locked owner; it can be brought back for [`KEPT_DELETED`].
pub async fn delete_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: &StoredFile) -> AppResult<()> {
    if file.deleted {
        return Ok(());
    }
    store::set_deleted(tx, file.id, Some(ctx.now())).await?;
    let event = Event::new(*owner, Verb::FileDeleted).change(FIELD, &file.name, "");
    Ok(activity::record(tx, ctx, event).await?)
}

/// Brings a deleted file of a locked owner back.
pub async fn restore_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: &StoredFile) -> AppResult<()> {
    if !file.deleted {
        return Ok(());
    }
    has_room(tx, owner).await?;
    store::set_deleted(tx, file.id, None).await?;
    let event = Event::new(*owner, Verb::FileRestored).change(FIELD, "", &file.name);
    Ok(activity::record(tx, ctx, event).await?)
}

/// Shows a file of a locked owner to his client, or hides it.
pub async fn set_visible_in(tx: &mut Tx, ctx: &Ctx, owner: &Owner, file: &StoredFile, visible: bool) -> AppResult<()> {
    if file.visible == visible {
        return Ok(());
    }
    store::set_visible(tx, file.id, visible).await?;
    let verb = if visible { Verb::FileShown } else { Verb::FileHidden };
    let event = Event::new(*owner, verb).change(FIELD, "", &file.name);
    Ok(activity::record(tx, ctx, event).await?)
}

/// Deletes the files of an owner that is deleted itself. Its own event tells of it.
pub async fn delete_all_of(tx: &mut Tx, ctx: &Ctx, owner: &Owner) -> DbResult<()> {
    store::delete_all_of(tx, owner, ctx.now()).await
}

/// Hands the files of one locked owner over to another: those of a lead go along to the client it becomes. His own events tell of it.
pub async fn move_all_of(tx: &mut Tx, from: &Owner, to: &Owner) -> DbResult<()> {
    store::move_all_of(tx, from, to).await
}

/// A file the actor may see, deleted or not.
pub async fn find(conn: &mut Conn, ctx: &Ctx, id: FileId) -> AppResult<StoredFile> {
    if ctx.actor == Actor::Anonymous {
        return Err(AppError::NotSignedIn);
    }
    let file = store::by_id(conn, id, Scope::All).await?.ok_or(AppError::NotFound)?;
    // A file is seen as far as what it belongs to.
    let file = match ctx.scope_of_kind(file.owner_kind) {
        Scope::All => file,
        scope => store::by_id(conn, id, scope).await?.ok_or(AppError::NotFound)?,
    };
    ctx.may(rights(file.owner_kind).ok_or(AppError::NotFound)?.view)?;
    Ok(file)
}

/// The files of an object, the newest first. The caller has checked that the actor may see it.
pub async fn of_owner(ctx: &Ctx, kind: OwnerKind, id: uuid::Uuid) -> AppResult<Vec<FileRow>> {
    Ok(store::of_owner(&mut ctx.read(), kind, id).await?)
}

/// How many files a client's card shows to the actor. The caller has checked that he may see the client.
pub async fn count_of_client(ctx: &Ctx, client: ClientId) -> AppResult<u64> {
    let kinds = seen(|right| ctx.actor.has(right));
    let count = store::count_of_client(&mut ctx.read(), client, &kinds).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// A file on its way to a browser.
pub struct Opened {
    pub how: Disposition,
    pub name: String,
    pub media_type: String,
    pub content: Outgoing,
}

/// Opens a file: to be saved, or to be looked at where that does no harm.
///
/// # Errors
/// [`AppError::NotFound`] also for a deleted file, and for one that is not looked at.
pub async fn open(ctx: &Ctx, id: FileId, inline: bool) -> AppResult<Opened> {
    let file = find(&mut ctx.read(), ctx, id).await?;
    if file.deleted {
        return Err(AppError::NotFound);
    }
    opened(ctx, file, inline).await
}

/// Opens a file that is there. The caller has checked that the actor may see it.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not looked at.
pub async fn opened(ctx: &Ctx, file: StoredFile, inline: bool) -> AppResult<Opened> {
    if !inline {
        return Ok(Opened {
            how: Disposition::Attachment,
            media_type: "application/octet-stream".to_owned(),
            content: ctx.blobs.outgoing(&file.sha256).await?,
            name: file.name,
        });
    }
    let (media_type, name, sha256) = match (file.kind.shown(), file.picture) {
        (Shown::Itself, _) if file.kind == FileType::Text => {
            let head = ctx.blobs.head(&file.sha256).await?;
            let media_type = format!("text/plain; charset={}", judge::charset(&head));
            (media_type, file.name, file.sha256)
        }
        (Shown::Itself, _) => ("application/pdf".to_owned(), file.name, file.sha256),
        (Shown::Picture, Some(picture)) => {
            let stem = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
            ("image/jpeg".to_owned(), file_name(stem, "jpg"), picture)
        }
        (Shown::Picture, None) | (Shown::Nothing, _) => return Err(AppError::NotFound),
    };
    Ok(Opened {
        how: Disposition::Inline,
        name,
        media_type,
        content: ctx.blobs.outgoing(&sha256).await?,
    })
}

/// Takes out what was deleted long ago. Its bytes go with the sweep of the blobs.
pub async fn sweep(ctx: &Ctx) -> DbResult<u64> {
    let before = ctx.now().checked_sub(KEPT_DELETED).unwrap_or(Timestamp::MIN);
    let mut tx = ctx.write().await?;
    let swept = store::sweep(&mut tx, before).await?;
    tx.commit().await?;
    Ok(swept)
}

/// A file that can't be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Its bytes, or those of its picture, are not there.
    Missing(FileId),
    /// They have changed.
    Changed(FileId),
}

/// All files held against their bytes.
pub async fn broken(conn: &mut Conn, blobs: &Blobs) -> AppResult<Vec<Broken>> {
    let mut broken = Vec::new();
    let mut after = None;
    loop {
        let slice = store::slice(conn, after, 500).await?;
        let Some(last) = slice.last() else { return Ok(broken) };
        after = Some(last.id);
        for file in slice {
            for sha256 in [Some(file.sha256), file.picture].into_iter().flatten() {
                match blobs.holds(&sha256).await {
                    Ok(()) => {}
                    Err(BlobError::Missing(_)) => broken.push(Broken::Missing(file.id)),
                    Err(BlobError::Changed(_)) => broken.push(Broken::Changed(file.id)),
                    Err(error @ BlobError::Io(_)) => return Err(error.into()),
                }
            }
        }
    }
}
