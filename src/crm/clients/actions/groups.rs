//! The directory of groups that clients are put into.

use crate::crm::clients::model::ClientGroup;
use crate::crm::clients::parts::SaveClientGroup;
use crate::crm::clients::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::ClientGroupId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbResult, Tx};
use crate::records::directory::actions as directory;

/// All groups by name.
pub async fn all_groups(ctx: &Ctx) -> AppResult<Vec<ClientGroup>> {
    ctx.may(Right::ViewClients)?;
    Ok(store::groups(&mut ctx.read()).await?)
}

/// Adds a group, or renames one. Two groups never have one name, however it is written.
pub async fn save_group(ctx: &Ctx, input: SaveClientGroup) -> AppResult<ClientGroupId> {
    ctx.may(Right::ManageCompany)?;
    let (text, folded) = input.validated()?;
    let entry = directory::Entry {
        request: input.request,
        id: input.id,
        version: input.version,
        text,
        folded,
    };
    directory::save::<Groups>(ctx, entry).await
}

/// Deletes a group in which there is nobody.
pub async fn delete_group(ctx: &Ctx, id: ClientGroupId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Groups>(ctx, id).await
}

/// The directory of groups.
struct Groups;

impl directory::Directory for Groups {
    type Id = ClientGroupId;

    const FIELD: &'static str = "name";

    fn owner(id: ClientGroupId) -> Owner {
        Owner::client_group(id)
    }

    async fn locked(tx: &mut Tx, id: ClientGroupId) -> DbResult<Option<(String, i64)>> {
        let group = store::locked_group(tx, id).await?;
        Ok(group.map(|group| (group.name, group.version)))
    }

    async fn insert(tx: &mut Tx, id: ClientGroupId, text: &str, folded: &str, at: Timestamp) -> DbResult<()> {
        store::insert_group(tx, id, text, folded, at).await
    }

    async fn update(tx: &mut Tx, id: ClientGroupId, text: &str, folded: &str) -> DbResult<()> {
        store::rename_group(tx, id, text, folded).await
    }

    async fn delete(tx: &mut Tx, id: ClientGroupId) -> DbResult<()> {
        store::delete_group(tx, id).await
    }
}
