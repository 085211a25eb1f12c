//! What can be done with phrases.

use super::model::{Phrase, SavePhrase};
use super::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::PhraseId;
use crate::kernel::owner::Owner;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of phrases.
struct Phrases;

impl directory::Directory for Phrases {
    type Id = PhraseId;

    const TABLE: Table = Table {
        name: "phrases",
        text: "text",
        folded: "sort_text",
        ordered: false,
    };

    const MOST: usize = 200;

    fn owner(id: PhraseId) -> Owner {
        Owner::phrase(id)
    }
}

/// All phrases in the order of their words.
pub async fn all(ctx: &Ctx) -> AppResult<Vec<Phrase>> {
    ctx.may_write(Writing::INVOICES)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// Keeps a phrase, for whoever writes an invoice, or changes one. No text is kept twice, however it is written.
///
/// # Errors
/// Beside `text`: what is wrong with it, that it is kept already, or that there are enough phrases.
pub async fn save(ctx: &Ctx, input: SavePhrase) -> AppResult<PhraseId> {
    match input.id {
        None => ctx.may_write(Writing::INVOICES)?,
        Some(_) => ctx.may(Right::EditInvoices)?,
    }
    directory::save::<Phrases>(ctx, input.validated()?).await
}

/// Deletes a phrase; papers keep what was written with it.
pub async fn delete(ctx: &Ctx, id: PhraseId) -> AppResult<()> {
    ctx.may(Right::EditInvoices)?;
    directory::delete::<Phrases>(ctx, id).await
}
