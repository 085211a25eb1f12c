//! What becomes of an issued contract: it is terminated or cancelled, and people sign it.

use super::super::model::{Contract, EndContract, InvalidTransition, Lifecycle, Stage};
use super::super::store;
use super::paper::frozen;
use crate::company::organization::store as organizations;
use crate::documents::signatures::model::{SignPaper, SignedPaper};
use crate::documents::{papers, signatures};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::ContractId;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Terminates an issued contract: it holds until that day, itself included.
///
/// # Errors
/// The state in the way, a day before the contract's own, [`AppError::Conflict`] when somebody was faster.
pub async fn terminate(ctx: &Ctx, input: EndContract) -> AppResult<()> {
    end(ctx, &input, Lifecycle::terminate, Verb::Terminated).await
}

/// Cancels an issued contract: it counts as never concluded. Its number stays.
///
/// # Errors
/// As [`terminate`].
pub async fn cancel(ctx: &Ctx, input: EndContract) -> AppResult<()> {
    end(ctx, &input, Lifecycle::cancel, Verb::Cancelled).await
}

type Transition = fn(Lifecycle, Date, String) -> Result<Lifecycle, InvalidTransition>;

async fn end(ctx: &Ctx, input: &EndContract, step: Transition, verb: Verb) -> AppResult<()> {
    ctx.may(Right::CancelContracts)?;
    let (on, reason) = input.read()?;
    let mut tx = ctx.write().await?;
    let contract = locked(&mut tx, ctx, input.id).await?;
    let lifecycle = step(contract.lifecycle.clone(), on, reason.clone())
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    if contract.version != input.version {
        let current = [("on", String::new()), ("reason", String::new())];
        let current = current.into_iter().map(|(field, value)| (field.to_owned(), value));
        let owner = contract.owner();
        return Err(activity::actions::conflict(&mut tx, &owner, contract.version, current.collect()).await?);
    }
    if on < contract.date {
        return Err(AppError::field("on", Problem::EarlierThan { date: contract.date }));
    }
    store::mark_ended(&mut tx, contract.id, &lifecycle).await?;
    if lifecycle.stage() == Stage::Cancelled {
        papers::actions::cancelled(&mut tx, ctx, &frozen(&contract)).await?;
    }
    let event = Event::new(contract.owner(), verb)
        .change("on", "", on)
        .change("reason", "", reason);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &mut Tx, ctx: &Ctx, id: ContractId) -> AppResult<Contract> {
    store::locked(tx, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)
}

/// Records who has signed, or that the client refused, or when the original came in. A contract may be signed before its date.
///
/// # Errors
/// Problems beside their fields; a draft and a cancelled contract are signed by nobody; [`AppError::Conflict`] when somebody was faster.
pub async fn sign_in(tx: &mut Tx, ctx: &Ctx, input: &SignPaper) -> AppResult<SignedPaper> {
    ctx.may(Right::EditContracts)?;
    let contract = locked(tx, ctx, input.id.into()).await?;
    if matches!(contract.stage(), Stage::Draft | Stage::Cancelled) {
        return Err(AppError::field("lifecycle", contract.stage().in_the_way()));
    }
    let company = organizations::by_id(tx, contract.organization).await?;
    let today = ctx.clock.today(&company.ok_or(AppError::NotFound)?.time_zone);
    signatures::actions::record_in(tx, ctx, "contracts", contract.signed(), input, (None, today)).await
}
