//! The directory of types.

use super::super::model::{ContractType, MoveContractType, RetireContractType, SaveContractType};
use super::super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::ContractTypeId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{DbResult, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::directory::actions as directory;

/// More than anybody chooses from.
const MOST: usize = 100;

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
    let (text, folded) = input.validated()?;
    let entry = directory::Entry {
        request: input.request,
        id: input.id,
        version: input.version,
        text,
        folded,
    };
    directory::save::<Types>(ctx, entry).await
}

/// Deletes a type that no contract has.
///
/// # Errors
/// [`Problem::InUse`] beside `name`.
pub async fn delete_type(ctx: &Ctx, id: ContractTypeId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Types>(ctx, id).await
}

/// A type is offered no longer, or again. Contracts keep it.
pub async fn retire_type(ctx: &Ctx, input: RetireContractType) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let stored = store::locked_type(&mut tx, input.id).await?.ok_or(AppError::NotFound)?;
    if stored.retired == input.retired {
        return Ok(());
    }
    store::set_retired(&mut tx, stored.id, input.retired).await?;
    let verb = if input.retired { Verb::Archived } else { Verb::Restored };
    let event = Event::new(Owner::contract_type(stored.id), verb).change("retired", stored.retired, input.retired);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// A type changes its place with its neighbour; the last one stays where it is.
pub async fn move_type(ctx: &Ctx, input: MoveContractType) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    // One order of all: whoever moves another one at the same time waits here.
    tx.alone_with("contract types").await?;
    store::locked_type(&mut tx, input.id).await?.ok_or(AppError::NotFound)?;
    let Some((here, there)) = store::neighbour(&mut tx, input.id, input.down).await? else {
        return Ok(());
    };
    store::set_position(&mut tx, here.id, there.position).await?;
    store::set_position(&mut tx, there.id, here.position).await?;
    let event =
        Event::new(Owner::contract_type(here.id), Verb::Changed).change("position", here.position, there.position);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// How types are stored.
struct Types;

impl directory::Directory for Types {
    type Id = ContractTypeId;

    const FIELD: &'static str = "name";

    fn owner(id: ContractTypeId) -> Owner {
        Owner::contract_type(id)
    }

    async fn locked(tx: &mut Tx, id: ContractTypeId) -> DbResult<Option<(String, i64)>> {
        let stored = store::locked_type(tx, id).await?;
        Ok(stored.map(|stored| (stored.name, stored.version)))
    }

    async fn insert(tx: &mut Tx, id: ContractTypeId, text: &str, folded: &str, at: Timestamp) -> DbResult<()> {
        store::insert_type(tx, id, text, folded, at).await
    }

    async fn update(tx: &mut Tx, id: ContractTypeId, text: &str, folded: &str) -> DbResult<()> {
        store::update_type(tx, id, text, folded).await
    }

    async fn delete(tx: &mut Tx, id: ContractTypeId) -> DbResult<()> {
        store::delete_type(tx, id).await
    }

    async fn is_full(tx: &mut Tx) -> DbResult<Option<Problem>> {
        let full = store::all_types(tx).await?.len() >= MOST;
        Ok(full.then_some(Problem::Full { max: MOST }))
    }
}
