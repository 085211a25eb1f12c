//! The bank accounts of a client.

use super::{judge, locked};
use crate::crm::clients::model::ClientAccount;
use crate::crm::clients::parts::SaveClientAccount;
use crate::crm::clients::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientAccountId, ClientId};
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Tx, unless_in_use, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Adds or changes a bank account. The first account in a currency becomes its default, and a new default takes the place of
/// the one before. An account whose control digit is wrong is accepted, and the card is listed among those to check.
pub async fn save_account(ctx: &Ctx, input: SaveClientAccount) -> AppResult<ClientAccountId> {
    ctx.may(Right::EditClients)?;
    let account = input.validated()?;
    let mut tx = ctx.write().await?;
    if input.id.is_none() {
        let request = input.request.ok_or(AppError::Outdated)?;
        if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
            return Ok(earlier);
        }
    }
    let client = locked(&mut tx, ctx, input.client.ok_or(AppError::NotFound)?).await?.id;
    let old = match input.id {
        Some(id) => Some(stored(&mut tx, client, id).await?),
        None => None,
    };
    if let Some(old) = old.as_ref().filter(|old| old.version != input.version) {
        return Err(conflict(&mut tx, client, old).await?);
    }
    let default = store::default_account(&mut tx, client, account.currency).await?;
    let is_first = default.is_none_or(|default| old.as_ref().is_some_and(|old| old.id == default.id));
    let is_default = input.is_default || is_first;
    if is_default {
        store::clear_default(&mut tx, client, account.currency).await?;
    }
    let id = old.as_ref().map_or_else(|| ctx.new_id(), |old| old.id);
    let written = match &old {
        Some(_) => store::update_account(&mut tx, id, &account, is_default).await,
        None => store::insert_account(&mut tx, id, client, &account, is_default).await,
    };
    unless_taken("number", written)?;
    let after = stored(&mut tx, client, id).await?;
    record(&mut tx, ctx, client, old.as_ref(), Some(&after)).await?;
    if let (None, Some(request)) = (input.id, input.request) {
        requests::done(&mut tx, request, id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Takes an account off the card.
pub async fn delete_account(ctx: &Ctx, client: ClientId, id: ClientAccountId) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let client = locked(&mut tx, ctx, client).await?.id;
    let old = stored(&mut tx, client, id).await?;
    unless_in_use("number", store::delete_account(&mut tx, id).await)?;
    record(&mut tx, ctx, client, Some(&old), None).await?;
    tx.commit().await?;
    Ok(())
}

async fn stored(tx: &mut Tx, client: ClientId, id: ClientAccountId) -> AppResult<ClientAccount> {
    store::account(tx, client, id).await?.ok_or(AppError::NotFound)
}

/// Tells the card's history of the account, and judges the card anew.
async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    client: ClientId,
    old: Option<&ClientAccount>,
    new: Option<&ClientAccount>,
) -> AppResult<()> {
    let spelled = |account: Option<&ClientAccount>| {
        let details = account.map(|account| &account.details);
        details.map_or_else(String::new, |account| format!("{} {}", account.number, account.bank))
    };
    let event = Event::new(Owner::client(client), Verb::Changed).change("account", spelled(old), spelled(new));
    activity::record(tx, ctx, event).await?;
    let tax_ids = store::tax_ids(tx, client).await?;
    judge(tx, client, &tax_ids).await
}

async fn conflict(tx: &mut Tx, client: ClientId, stored: &ClientAccount) -> AppResult<AppError> {
    let form = SaveClientAccount::of(client, stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let current = fields.into_iter().collect();
    Ok(activity::actions::conflict(tx, &Owner::client(client), stored.version, current).await?)
}
