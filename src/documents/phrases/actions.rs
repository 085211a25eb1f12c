//! What can be done with phrases.

use super::model::{Phrase, SavePhrase};
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::PhraseId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbError, DbResult, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// More than anybody looks through.
const MOST: usize = 200;

/// All phrases in the order of their words.
pub async fn all(ctx: &Ctx) -> AppResult<Vec<Phrase>> {
    ctx.may(Right::EditInvoices)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// Keeps a phrase, or changes one. No text is kept twice, however it is written.
///
/// # Errors
/// Beside `text`: what is wrong with it, that it is kept already, or that there are enough phrases.
pub async fn save(ctx: &Ctx, input: SavePhrase) -> AppResult<PhraseId> {
    ctx.may(Right::EditInvoices)?;
    let (text, folded) = input.validated()?;
    let mut tx = ctx.write().await?;
    let id = match input.id {
        None => {
            let request = input.request.ok_or(AppError::Outdated)?;
            if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
                return Ok(earlier);
            }
            let id = keep(&mut tx, ctx, &text, &folded).await?;
            requests::done(&mut tx, request, id).await?;
            id
        }
        Some(id) => {
            let old = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
            let owner = Owner::phrase(id);
            if old.version != input.version {
                let current = [("text".to_owned(), old.text)].into();
                return Err(activity::actions::conflict(&mut tx, &owner, old.version, current).await?);
            }
            unless_kept(store::update(&mut tx, id, &text, &folded).await)?;
            let event = Event::new(owner, Verb::Changed).change("text", &old.text, &text);
            activity::record(&mut tx, ctx, event).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

async fn keep(tx: &mut Tx, ctx: &Ctx, text: &str, folded: &str) -> AppResult<PhraseId> {
    if store::count(tx).await? >= MOST {
        return Err(AppError::field("text", Problem::Full { max: MOST }));
    }
    let id: PhraseId = ctx.new_id();
    unless_kept(store::insert(tx, id, text, folded, ctx.now()).await)?;
    let event = Event::new(Owner::phrase(id), Verb::Created).change("text", "", text);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

/// Deletes a phrase; papers keep what was written with it.
pub async fn delete(ctx: &Ctx, id: PhraseId) -> AppResult<()> {
    ctx.may(Right::EditInvoices)?;
    let mut tx = ctx.write().await?;
    let phrase = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    store::delete(&mut tx, id).await?;
    let event = Event::new(Owner::phrase(id), Verb::Deleted).change("text", &phrase.text, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn unless_kept(written: DbResult<()>) -> AppResult<()> {
    match written {
        Err(DbError::Unique(_)) => Err(AppError::field("text", Problem::AlreadyTaken)),
        other => Ok(other?),
    }
}
