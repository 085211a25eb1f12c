//! What can be done with an entry of a directory. The caller has checked the right.

use std::fmt::Display;
use std::str::FromStr;

use uuid::Uuid;

use super::model::{Entry, MoveEntry, RetireEntry};
use super::store::Table;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::Id;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Tx, unless_in_use, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// A directory: where its entries are kept, and what they are called.
pub(crate) trait Directory {
    type Id: Id + Display + FromStr + From<Uuid>;

    const TABLE: Table;

    /// More than anybody chooses from.
    const MOST: usize;

    fn owner(id: Self::Id) -> Owner;
}

/// Keeps an entry, or changes one. No text is kept twice, however it is written.
///
/// # Errors
/// Beside the column of the text: that it is kept already, or that there are enough entries; [`AppError::Conflict`] when somebody was
/// faster.
pub(crate) async fn save<D: Directory>(ctx: &Ctx, entry: Entry<D::Id>) -> AppResult<D::Id> {
    let mut tx = ctx.write().await?;
    let id = save_in::<D>(&mut tx, ctx, &entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// [`save`] within a transaction, without its end: whoever keeps more of an entry than its text writes that then.
///
/// # Errors
/// As [`save`].
pub(crate) async fn save_in<D: Directory>(tx: &mut Tx, ctx: &Ctx, entry: &Entry<D::Id>) -> AppResult<D::Id> {
    if let Some(id) = entry.id {
        change::<D>(tx, ctx, id, entry).await?;
        return Ok(id);
    }
    let request = entry.request.ok_or(AppError::Outdated)?;
    if let Some(earlier) = requests::claim(tx, ctx, request).await? {
        return Ok(earlier);
    }
    let id = keep::<D>(tx, ctx, entry).await?;
    requests::done(tx, request, id).await?;
    Ok(id)
}

async fn keep<D: Directory>(tx: &mut Tx, ctx: &Ctx, entry: &Entry<D::Id>) -> AppResult<D::Id> {
    if D::TABLE.count(tx).await? >= D::MOST {
        return Err(AppError::field(D::TABLE.text, Problem::Full { max: D::MOST }));
    }
    let id: D::Id = ctx.new_id();
    let written = D::TABLE.insert(tx, id.uuid(), &entry.text, &entry.folded, ctx.now());
    unless_taken(D::TABLE.text, written.await)?;
    let event = Event::new(D::owner(id), Verb::Created).change(D::TABLE.text, "", &entry.text);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

async fn change<D: Directory>(tx: &mut Tx, ctx: &Ctx, id: D::Id, entry: &Entry<D::Id>) -> AppResult<()> {
    let stored = D::TABLE.locked(tx, id.uuid()).await?.ok_or(AppError::NotFound)?;
    let owner = D::owner(id);
    if stored.version != entry.version {
        let current = [(D::TABLE.text.to_owned(), stored.text)].into();
        return Err(activity::actions::conflict(tx, &owner, stored.version, current).await?);
    }
    let written = D::TABLE.update(tx, id.uuid(), &entry.text, &entry.folded);
    unless_taken(D::TABLE.text, written.await)?;
    let event = Event::new(owner, Verb::Changed).change(D::TABLE.text, &stored.text, &entry.text);
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// Deletes an entry that nothing names.
///
/// # Errors
/// [`Problem::InUse`] beside the column of the text.
pub(crate) async fn delete<D: Directory>(ctx: &Ctx, id: D::Id) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    delete_in::<D>(&mut tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// [`delete`] within a transaction, without its end.
///
/// # Errors
/// As [`delete`].
pub(crate) async fn delete_in<D: Directory>(tx: &mut Tx, ctx: &Ctx, id: D::Id) -> AppResult<()> {
    let stored = D::TABLE.locked(tx, id.uuid()).await?.ok_or(AppError::NotFound)?;
    unless_in_use(D::TABLE.text, D::TABLE.delete(tx, id.uuid()).await)?;
    let event = Event::new(D::owner(id), Verb::Deleted).change(D::TABLE.text, &stored.text, "");
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// An entry of an ordered directory is offered no longer, or again. What names it keeps it.
pub(crate) async fn retire<D: Directory>(ctx: &Ctx, input: RetireEntry<D::Id>) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    retire_in::<D>(&mut tx, ctx, input).await?;
    tx.commit().await?;
    Ok(())
}

/// [`retire`] within a transaction, without its end.
pub(crate) async fn retire_in<D: Directory>(tx: &mut Tx, ctx: &Ctx, input: RetireEntry<D::Id>) -> AppResult<()> {
    let RetireEntry { id, retired } = input;
    D::TABLE.locked(tx, id.uuid()).await?.ok_or(AppError::NotFound)?;
    let before = D::TABLE.is_retired(tx, id.uuid()).await?;
    if before == retired {
        return Ok(());
    }
    D::TABLE.set_retired(tx, id.uuid(), retired).await?;
    let verb = if retired { Verb::Archived } else { Verb::Restored };
    let event = Event::new(D::owner(id), verb).change("retired", before, retired);
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// An entry of an ordered directory changes its place with its neighbour; the last one stays where it is.
pub(crate) async fn shift<D: Directory>(ctx: &Ctx, input: MoveEntry<D::Id>) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    // One order of all: whoever moves another one at the same time waits here.
    tx.alone_with(D::TABLE.name).await?;
    let id = input.id.uuid();
    D::TABLE.locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let Some((here, there)) = D::TABLE.neighbour(&mut tx, id, input.down).await? else {
        return Ok(());
    };
    D::TABLE.set_position(&mut tx, here.id, there.position).await?;
    D::TABLE.set_position(&mut tx, there.id, here.position).await?;
    let event = Event::new(D::owner(input.id), Verb::Changed).change("position", here.position, there.position);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
