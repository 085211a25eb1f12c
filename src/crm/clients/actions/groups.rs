//! The directory of groups that clients are put into.

use crate::crm::clients::model::ClientGroup;
use crate::crm::clients::parts::SaveClientGroup;
use crate::crm::clients::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientGroupId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbError, DbResult};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// All groups by name.
pub async fn all_groups(ctx: &Ctx) -> AppResult<Vec<ClientGroup>> {
    ctx.may(Right::ViewClients)?;
    Ok(store::groups(&mut ctx.read()).await?)
}

/// Adds a group, or renames one. Two groups never have one name, however it is written.
pub async fn save_group(ctx: &Ctx, input: SaveClientGroup) -> AppResult<ClientGroupId> {
    ctx.may(Right::ManageCompany)?;
    let (name, folded) = input.validated()?;
    let mut tx = ctx.write().await?;
    let id = match input.id {
        None => {
            let request = input.request.ok_or(AppError::Outdated)?;
            if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
                return Ok(earlier);
            }
            let id: ClientGroupId = ctx.new_id();
            unique(store::insert_group(&mut tx, id, &name, &folded, ctx.now()).await)?;
            let event = Event::new(Owner::client_group(id), Verb::Created).change("name", "", &name);
            activity::record(&mut tx, ctx, event).await?;
            requests::done(&mut tx, request, id).await?;
            id
        }
        Some(id) => {
            let old = store::locked_group(&mut tx, id).await?.ok_or(AppError::NotFound)?;
            let owner = Owner::client_group(id);
            if old.version != input.version {
                let current = [("name".to_owned(), old.name)].into();
                return Err(activity::actions::conflict(&mut tx, &owner, old.version, current).await?);
            }
            unique(store::rename_group(&mut tx, id, &name, &folded).await)?;
            let event = Event::new(owner, Verb::Changed).change("name", &old.name, &name);
            activity::record(&mut tx, ctx, event).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

/// Deletes a group in which there is nobody.
pub async fn delete_group(ctx: &Ctx, id: ClientGroupId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let group = store::locked_group(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    match store::delete_group(&mut tx, id).await {
        Err(DbError::ForeignKey) => return Err(AppError::field("name", Problem::InUse)),
        other => other?,
    }
    let event = Event::new(Owner::client_group(id), Verb::Deleted).change("name", &group.name, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn unique(written: DbResult<()>) -> AppResult<()> {
    match written {
        Err(DbError::Unique(_)) => Err(AppError::field("name", Problem::AlreadyTaken)),
        other => Ok(other?),
    }
}
