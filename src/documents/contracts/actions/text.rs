//! The text of a draft.

use super::super::model::{BY_HAND, Contract, SERVING, SavedContract, TakeText};
use super::compose::Composed;
use super::draft::{locked_draft, write_change};
use super::paper::KIND;
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::documents::templates::actions::as_stored;
use crate::documents::templates::texts;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Puts the text of a template into a draft: in the language of the own company, and beside it in the client's where that is another one.
pub(super) async fn put_text(tx: &mut Tx, composed: &mut Composed, key: &str) -> AppResult<()> {
    let (lang, second) = composed.langs();
    let contract = &mut composed.contract;
    if key == BY_HAND {
        contract.template = None;
        contract.lang = lang;
        contract.second_lang = None;
        contract.body.clear();
        contract.second_body.clear();
        return Ok(());
    }
    let key = if key == SERVING { "" } else { key };
    let text = texts::take(tx, KIND, contract.organization, key, lang, second).await?;
    contract.template = Some(text.reference);
    contract.lang = text.lang;
    contract.second_lang = text.second_lang;
    // As a form would send it back: saved unchanged it is the same text.
    contract.body = as_stored(KIND, "", &text.body).1;
    contract.second_body = as_stored(KIND, "", &text.second_body).1;
    Ok(())
}

/// Takes the text of a draft anew, in place of what stands there.
///
/// # Errors
/// [`AppError::Conflict`] with the stored values when somebody saved meanwhile.
pub async fn take_text(ctx: &Ctx, input: TakeText) -> AppResult<SavedContract> {
    ctx.may(Right::EditContracts)?;
    let mut tx = ctx.write().await?;
    let before = locked_draft(&mut tx, ctx, input.id, input.version).await?;
    let seller = organizations::kept(&mut tx, before.organization).await?;
    let buyer = clients::by_id(&mut tx, before.client, ctx.scope_of(Object::Contracts)).await?;
    let mut composed = Composed {
        contract: before.clone(),
        seller: seller.ok_or(AppError::NotFound)?,
        buyer: buyer.ok_or(AppError::NotFound)?,
    };
    put_text(&mut tx, &mut composed, input.template.trim()).await?;
    let Contract {
        id, number, version, ..
    } = write_change(&mut tx, ctx, &before, composed.contract).await?;
    tx.commit().await?;
    Ok(SavedContract { id, number, version })
}
