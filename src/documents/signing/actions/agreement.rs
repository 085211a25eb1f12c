//! On what the simple electronic signatures of an own company rest.

use super::super::model::{Agreement, EndAgreement, SaveAgreement, StoredAgreement};
use super::super::store::agreements as store;
use crate::company::organization::model::Organization;
use crate::company::organization::store as organizations;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// What a company has recorded, in force or not.
pub async fn agreement(ctx: &Ctx, organization: OrganizationId) -> AppResult<Option<StoredAgreement>> {
    ctx.may(Right::ManageCompany)?;
    let mut conn = ctx.read();
    organizations::by_id(&mut conn, organization)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(store::agreement(&mut conn, organization).await?)
}

/// Records an agreement in place of what was recorded before, and puts it in force. Earlier answers keep the one they were given under.
///
/// # Errors
/// The form's problems; [`AppError::Conflict`] when somebody was faster.
pub async fn save_agreement(ctx: &Ctx, input: SaveAgreement) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let company = locked(&mut tx, input.organization).await?;
    let new = input.validated(ctx.clock.today(&company.time_zone))?;
    let before = stored(&mut tx, company.id, input.version).await?;
    match &before {
        None => store::insert(&mut tx, company.id, &new).await?,
        Some(before) if before.in_force && before.agreement == new => return Ok(()),
        Some(_) => store::update(&mut tx, company.id, &new, true).await?,
    }
    record(&mut tx, ctx, company.id, before.as_ref(), (&new, true)).await?;
    Ok(tx.commit().await?)
}

/// Puts an agreement out of force: papers can't be answered any more. What was answered stays.
///
/// # Errors
/// [`AppError::NotFound`] where nothing is recorded; [`AppError::Conflict`] when somebody was faster.
pub async fn end_agreement(ctx: &Ctx, input: EndAgreement) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let company = locked(&mut tx, input.organization).await?;
    let before = stored(&mut tx, company.id, input.version).await?;
    let before = before.ok_or(AppError::NotFound)?;
    if !before.in_force {
        return Ok(());
    }
    store::update(&mut tx, company.id, &before.agreement, false).await?;
    let after = (&before.agreement, false);
    record(&mut tx, ctx, company.id, Some(&before), after).await?;
    Ok(tx.commit().await?)
}

async fn locked(tx: &mut Tx, id: OrganizationId) -> AppResult<Organization> {
    organizations::locked(tx, id).await?.ok_or(AppError::NotFound)
}

/// What is stored, if it is what the form was opened with.
async fn stored(conn: &mut Conn, id: OrganizationId, version: i64) -> AppResult<Option<StoredAgreement>> {
    let stored = store::agreement(conn, id).await?;
    let current = stored.as_ref().map_or(0, |stored| stored.version);
    if current == version {
        return Ok(stored);
    }
    let fields = told(stored.as_ref().map(|stored| (&stored.agreement, stored.in_force)));
    let fields = fields.into_iter().map(|(field, value)| {
        let name = field.strip_prefix("agreement_").unwrap_or(field);
        (name.to_owned(), value)
    });
    let owner = Owner::organization(id);
    Err(activity::actions::conflict(conn, &owner, current, fields.collect()).await?)
}

/// The parts of an agreement by the names under which the history tells of them.
fn told(agreement: Option<(&Agreement, bool)>) -> [(&'static str, String); 5] {
    let text = |part: fn(&Agreement) -> String| agreement.map(|(agreement, _)| part(agreement)).unwrap_or_default();
    let in_force = agreement.map(|(_, in_force)| in_force.to_string()).unwrap_or_default();
    [
        ("agreement_kind", text(|agreement| agreement.kind.to_string())),
        ("agreement_clause", text(|agreement| agreement.clause.clone())),
        ("agreement_number", text(|agreement| agreement.number.clone())),
        ("agreement_date", text(|agreement| agreement.date.to_string())),
        ("agreement_in_force", in_force),
    ]
}

async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    id: OrganizationId,
    before: Option<&StoredAgreement>,
    after: (&Agreement, bool),
) -> DbResult<()> {
    let before = told(before.map(|before| (&before.agreement, before.in_force)));
    let changes = before.into_iter().zip(told(Some(after)));
    let event = Event::new(Owner::organization(id), Verb::Changed);
    let event = changes.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    activity::record(tx, ctx, event).await
}
