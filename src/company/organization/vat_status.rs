//! Whether a company pays VAT, over time.

use super::model::VatStatus;
use super::parts::{RemoveVatStatus, SaveVatStatus, ValidVatStatus};
use super::{actions, store};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::VatStatusId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::unless_taken;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Adds a status from a date on, or changes one. Issued papers keep the ground they were issued with.
pub async fn save(ctx: &Ctx, input: SaveVatStatus) -> AppResult<VatStatusId> {
    ctx.may(Right::ManageCompany)?;
    let new = input.validated()?;
    let mut tx = ctx.write().await?;
    if input.id.is_none() {
        let request = input.request.ok_or(AppError::Outdated)?;
        if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
            return Ok(earlier);
        }
    }
    let organization = actions::locked(&mut tx, input.organization).await?.id;
    let statuses = store::vat_statuses(&mut tx, organization).await?;
    let old = match input.id {
        Some(id) => Some(statuses.iter().find(|one| one.id == id).ok_or(AppError::NotFound)?),
        None => None,
    };
    if let Some(old) = old
        && old.valid_from.is_none() != new.valid_from.is_none()
    {
        // One status holds from the beginning, and no other.
        let problem = if new.valid_from.is_none() {
            Problem::Required
        } else {
            Problem::Fixed
        };
        return Err(AppError::field("valid_from", problem));
    }
    let id = old.map_or_else(|| ctx.new_id(), |old| old.id);
    let written = match old {
        Some(_) => store::update_vat_status(&mut tx, id, &new).await,
        None => store::insert_vat_status(&mut tx, id, organization, &new).await,
    };
    unless_taken("valid_from", written)?;
    let event = Event::new(Owner::organization(organization), Verb::Changed);
    let event = event.change("vat_status", old.map(told).unwrap_or_default(), told_new(&new));
    activity::record(&mut tx, ctx, event).await?;
    if let (None, Some(request)) = (input.id, input.request) {
        requests::done(&mut tx, request, id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Takes away a status that was entered by mistake. The one that holds from the beginning stays.
pub async fn remove(ctx: &Ctx, input: RemoveVatStatus) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let organization = actions::locked(&mut tx, input.organization).await?.id;
    let statuses = store::vat_statuses(&mut tx, organization).await?;
    let old = statuses
        .iter()
        .find(|one| Some(one.id) == input.id)
        .ok_or(AppError::NotFound)?;
    if old.valid_from.is_none() {
        return Err(AppError::field("valid_from", Problem::Fixed));
    }
    store::delete_vat_status(&mut tx, old.id).await?;
    let event = Event::new(Owner::organization(organization), Verb::Changed).change("vat_status", told(old), "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn told(status: &VatStatus) -> String {
    told_new(&ValidVatStatus {
        valid_from: status.valid_from,
        payer: status.payer,
        ground: status.ground.clone(),
    })
}

/// `2026-01-01: − ст. 145 НК РФ`: a plus for a payer, a minus for who is none.
fn told_new(status: &ValidVatStatus) -> String {
    let from = status.valid_from.map(|from| format!("{from}: ")).unwrap_or_default();
    let payer = if status.payer { '+' } else { '\u{2212}' };
    format!("{from}{payer} {}", status.ground).trim_end().to_owned()
}
