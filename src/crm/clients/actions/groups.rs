//! The directory of groups that clients are put into.

use crate::crm::clients::model::ClientGroup;
use crate::crm::clients::parts::{GROUP_NAME, SaveClientGroup};
use crate::crm::clients::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientGroupId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of groups.
struct Groups;

impl directory::Directory for Groups {
    type Id = ClientGroupId;

    const TABLE: Table = Table {
        name: "client_groups",
        text: "name",
        folded: "sort_name",
        ordered: false,
    };

    const MOST: usize = 1000;

    fn owner(id: ClientGroupId) -> Owner {
        Owner::client_group(id)
    }
}

/// All groups by name.
pub async fn all_groups(ctx: &Ctx) -> AppResult<Vec<ClientGroup>> {
    ctx.may(Right::ViewClients)?;
    Ok(store::groups(&mut ctx.read()).await?)
}

/// Adds a group, or renames one. Two groups never have one name, however it is written.
pub async fn save_group(ctx: &Ctx, input: SaveClientGroup) -> AppResult<ClientGroupId> {
    ctx.may(Right::ManageCompany)?;
    directory::save::<Groups>(ctx, input.validated(GROUP_NAME)?).await
}

/// Deletes a group in which there is nobody.
pub async fn delete_group(ctx: &Ctx, id: ClientGroupId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Groups>(ctx, id).await
}
