//! The directory of types.

use super::super::model::{ContractType, MoveContractType, RetireContractType, SaveContractType, TYPE_NAME};
use super::super::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::ContractTypeId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of types.
struct Types;

impl directory::Directory for Types {
    type Id = ContractTypeId;

    const TABLE: Table = Table {
        name: "contract_types",
        text: "name",
        folded: "sort_text",
        ordered: true,
    };

    const MOST: usize = 100;

    fn owner(id: ContractTypeId) -> Owner {
        Owner::contract_type(id)
    }
}

/// All types in their order, also those that are not offered any more.
pub async fn all_types(ctx: &Ctx) -> AppResult<Vec<ContractType>> {
    ctx.may(Right::ManageCompany)?;
    Ok(store::all_types(&mut ctx.read()).await?)
}

/// The types by which contracts can be told apart, for a list.
pub async fn offered_types(ctx: &Ctx) -> AppResult<Vec<ContractType>> {
    ctx.may(Right::ViewContracts)?;
    Ok(store::all_types(&mut ctx.read()).await?)
}

/// Adds a type, or renames one. Two never have one name, however it is written.
///
/// # Errors
/// Beside `name`: what is wrong with it, that there is one already, or that there are enough.
pub async fn save_type(ctx: &Ctx, input: SaveContractType) -> AppResult<ContractTypeId> {
    ctx.may(Right::ManageCompany)?;
    directory::save::<Types>(ctx, input.validated(TYPE_NAME)?).await
}

/// Deletes a type that no contract has.
///
/// # Errors
/// [`crate::kernel::problem::Problem::InUse`] beside `name`.
pub async fn delete_type(ctx: &Ctx, id: ContractTypeId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Types>(ctx, id).await
}

/// A type is offered no longer, or again. Contracts keep it.
pub async fn retire_type(ctx: &Ctx, input: RetireContractType) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::retire::<Types>(ctx, input).await
}

/// A type changes its place with its neighbour; the last one stays where it is.
pub async fn move_type(ctx: &Ctx, input: MoveContractType) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::shift::<Types>(ctx, input).await
}
