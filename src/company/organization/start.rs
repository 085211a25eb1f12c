//! Start balances: what clients owed, or had paid in advance, on the day a company's books begin here.

use super::balances::{RemoveStartBalance, SaveStartBalance};
use super::model::{Organization, StartBalance};
use super::{actions, store};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::StartBalanceId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::DbError;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Enters or changes a start balance. There is one per client and currency, and none in closed books. The history of company
/// and client tells it.
pub async fn save(ctx: &Ctx, input: SaveStartBalance) -> AppResult<StartBalanceId> {
    ctx.may(Right::ManageCompany)?;
    let new = input.validated()?;
    let mut tx = ctx.write().await?;
    if input.id.is_none() {
        let request = input.request.ok_or(AppError::Outdated)?;
        if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
            return Ok(earlier);
        }
    }
    let organization = actions::locked(&mut tx, input.organization).await?;
    must_be_open(&organization, new.as_of)?;
    let old = match input.id {
        Some(id) => Some(
            store::start_balance(&mut tx, organization.id, id)
                .await?
                .ok_or(AppError::NotFound)?,
        ),
        None => None,
    };
    let id = old.as_ref().map_or_else(|| ctx.new_id(), |old| old.id);
    if let Some(old) = &old {
        if old.version != input.version {
            let form = SaveStartBalance::of(old);
            let current = [("as_of", form.as_of), ("amount", form.amount)];
            let current = current.into_iter().map(|(field, value)| (field.to_owned(), value));
            let owner = Owner::organization(organization.id);
            return Err(activity::actions::conflict(&mut tx, &owner, old.version, current.collect()).await?);
        }
        if (old.client, old.currency) != (new.client, new.currency) {
            return Err(AppError::field("client", Problem::Fixed));
        }
        must_be_open(&organization, old.as_of)?;
        store::update_start_balance(&mut tx, id, &new).await?;
    } else {
        match store::insert_start_balance(&mut tx, id, organization.id, &new).await {
            Err(DbError::Unique(_)) => return Err(AppError::field("client", Problem::AlreadyTaken)),
            Err(DbError::ForeignKey) => return Err(AppError::field("client", Problem::UnknownChoice)),
            other => other?,
        }
    }
    let after = store::start_balance(&mut tx, organization.id, id)
        .await?
        .ok_or(AppError::NotFound)?;
    record(&mut tx, ctx, old.as_ref(), Some(&after)).await?;
    if let (None, Some(request)) = (input.id, input.request) {
        requests::done(&mut tx, request, id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Takes away a start balance that was entered by mistake.
pub async fn remove(ctx: &Ctx, input: RemoveStartBalance) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let organization = actions::locked(&mut tx, input.organization).await?;
    let id = input.id.ok_or(AppError::NotFound)?;
    let old = store::start_balance(&mut tx, organization.id, id)
        .await?
        .ok_or(AppError::NotFound)?;
    must_be_open(&organization, old.as_of)?;
    store::delete_start_balance(&mut tx, id).await?;
    record(&mut tx, ctx, Some(&old), None).await?;
    tx.commit().await?;
    Ok(())
}

fn must_be_open(organization: &Organization, as_of: Date) -> AppResult<()> {
    match organization.closed_on(as_of) {
        Some(problem) => Err(AppError::field("as_of", problem)),
        None => Ok(()),
    }
}

async fn record(
    tx: &mut crate::platform::db::Tx,
    ctx: &Ctx,
    old: Option<&StartBalance>,
    new: Option<&StartBalance>,
) -> AppResult<()> {
    let Some(balance) = new.or(old) else { return Ok(()) };
    let told = |balance: &StartBalance| {
        format!(
            "{} {} · {}",
            balance.amount.plain(balance.currency),
            balance.currency,
            balance.as_of
        )
    };
    let owner = Owner {
        client: Some(balance.client),
        ..Owner::organization(balance.organization)
    };
    let event = Event::new(owner, Verb::Changed).change(
        "start_balance",
        old.map(told).unwrap_or_default(),
        new.map(told).unwrap_or_default(),
    );
    activity::record(tx, ctx, event).await?;
    Ok(())
}
