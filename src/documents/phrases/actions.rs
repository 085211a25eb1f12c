//! What can be done with phrases.

use super::model::{Phrase, SavePhrase};
use super::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::PhraseId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbResult, Tx};
use crate::records::directory::actions as directory;

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
    let entry = directory::Entry {
        request: input.request,
        id: input.id,
        version: input.version,
        text,
        folded,
    };
    directory::save::<Phrases>(ctx, entry).await
}

/// Deletes a phrase; papers keep what was written with it.
pub async fn delete(ctx: &Ctx, id: PhraseId) -> AppResult<()> {
    ctx.may(Right::EditInvoices)?;
    directory::delete::<Phrases>(ctx, id).await
}

/// The directory of phrases.
struct Phrases;

impl directory::Directory for Phrases {
    type Id = PhraseId;

    const FIELD: &'static str = "text";

    fn owner(id: PhraseId) -> Owner {
        Owner::phrase(id)
    }

    async fn locked(tx: &mut Tx, id: PhraseId) -> DbResult<Option<(String, i64)>> {
        let phrase = store::locked(tx, id).await?;
        Ok(phrase.map(|phrase| (phrase.text, phrase.version)))
    }

    async fn insert(tx: &mut Tx, id: PhraseId, text: &str, folded: &str, at: Timestamp) -> DbResult<()> {
        store::insert(tx, id, text, folded, at).await
    }

    async fn update(tx: &mut Tx, id: PhraseId, text: &str, folded: &str) -> DbResult<()> {
        store::update(tx, id, text, folded).await
    }

    async fn delete(tx: &mut Tx, id: PhraseId) -> DbResult<()> {
        store::delete(tx, id).await
    }

    async fn is_full(tx: &mut Tx) -> DbResult<Option<Problem>> {
        let full = store::count(tx).await? >= MOST;
        Ok(full.then_some(Problem::Full { max: MOST }))
    }
}
