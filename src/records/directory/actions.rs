//! What can be done with an entry of a directory. The caller has checked the right.

use std::fmt::Display;
use std::str::FromStr;

use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::RequestKey;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbError, DbResult, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// How the entries of a directory are stored, and what they are called.
pub(crate) trait Directory {
    type Id: Copy + Display + FromStr + From<Uuid>;

    /// The form's field with the text of an entry.
    const FIELD: &'static str;

    fn owner(id: Self::Id) -> Owner;

    /// An entry's text and version, its row locked until the transaction ends.
    async fn locked(tx: &mut Tx, id: Self::Id) -> DbResult<Option<(String, i64)>>;

    async fn insert(tx: &mut Tx, id: Self::Id, text: &str, folded: &str, at: Timestamp) -> DbResult<()>;

    async fn update(tx: &mut Tx, id: Self::Id, text: &str, folded: &str) -> DbResult<()>;

    async fn delete(tx: &mut Tx, id: Self::Id) -> DbResult<()>;

    /// What stands in the way of one more entry.
    async fn is_full(_tx: &mut Tx) -> DbResult<Option<Problem>> {
        Ok(None)
    }
}

/// A checked form: `text` as it was typed, `folded` as it is sorted and told from others.
pub(crate) struct Entry<I> {
    /// Of a new entry: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new entry.
    pub id: Option<I>,
    pub version: i64,
    pub text: String,
    pub folded: String,
}

/// Keeps an entry, or changes one. No text is kept twice, however it is written.
///
/// # Errors
/// Beside [`Directory::FIELD`]: that the text is kept already, or that there are enough entries; [`AppError::Conflict`] when
/// somebody was faster.
pub(crate) async fn save<D: Directory>(ctx: &Ctx, entry: Entry<D::Id>) -> AppResult<D::Id> {
    let mut tx = ctx.write().await?;
    let id = match entry.id {
        None => {
            let request = entry.request.ok_or(AppError::Outdated)?;
            if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
                return Ok(earlier);
            }
            let id = keep::<D>(&mut tx, ctx, &entry).await?;
            requests::done(&mut tx, request, id).await?;
            id
        }
        Some(id) => {
            change::<D>(&mut tx, ctx, id, &entry).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

async fn keep<D: Directory>(tx: &mut Tx, ctx: &Ctx, entry: &Entry<D::Id>) -> AppResult<D::Id> {
    if let Some(problem) = D::is_full(tx).await? {
        return Err(AppError::field(D::FIELD, problem));
    }
    let id: D::Id = ctx.new_id();
    unless_kept::<D>(D::insert(tx, id, &entry.text, &entry.folded, ctx.now()).await)?;
    let event = Event::new(D::owner(id), Verb::Created).change(D::FIELD, "", &entry.text);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

async fn change<D: Directory>(tx: &mut Tx, ctx: &Ctx, id: D::Id, entry: &Entry<D::Id>) -> AppResult<()> {
    let (old, version) = D::locked(tx, id).await?.ok_or(AppError::NotFound)?;
    let owner = D::owner(id);
    if version != entry.version {
        let current = [(D::FIELD.to_owned(), old)].into();
        return Err(activity::actions::conflict(tx, &owner, version, current).await?);
    }
    unless_kept::<D>(D::update(tx, id, &entry.text, &entry.folded).await)?;
    let event = Event::new(owner, Verb::Changed).change(D::FIELD, &old, &entry.text);
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// Deletes an entry that nothing names.
///
/// # Errors
/// [`Problem::InUse`] beside [`Directory::FIELD`].
pub(crate) async fn delete<D: Directory>(ctx: &Ctx, id: D::Id) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    let (old, _) = D::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    match D::delete(&mut tx, id).await {
        Err(DbError::ForeignKey) => return Err(AppError::field(D::FIELD, Problem::InUse)),
        other => other?,
    }
    let event = Event::new(D::owner(id), Verb::Deleted).change(D::FIELD, &old, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn unless_kept<D: Directory>(written: DbResult<()>) -> AppResult<()> {
    match written {
        Err(DbError::Unique(_)) => Err(AppError::field(D::FIELD, Problem::AlreadyTaken)),
        other => Ok(other?),
    }
}
