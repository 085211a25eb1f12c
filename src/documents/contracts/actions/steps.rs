//! What becomes of an issued contract: it is terminated or cancelled, and people sign it.

use super::super::model::{Contract, EndContract, InvalidTransition, Lifecycle, SaveSignatures, Stage};
use super::super::store;
use super::paper::frozen;
use crate::company::organization::store as organizations;
use crate::documents::papers;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::ContractId;
use crate::kernel::problem::Problem;
use crate::kernel::validate::typed;
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
    store::locked(tx, id, ctx.scope()).await?.ok_or(AppError::NotFound)
}

/// Records who has signed, or that the client refused, or when the original came in. What follows from it is derived.
///
/// # Errors
/// Problems beside their fields; a draft and a cancelled contract are signed by nobody; [`AppError::Conflict`] when somebody was faster.
pub async fn save_signatures(ctx: &Ctx, input: SaveSignatures) -> AppResult<i64> {
    ctx.may(Right::EditContracts)?;
    let id = input.id.ok_or(AppError::NotFound)?;
    let mut tx = ctx.write().await?;
    let contract = locked(&mut tx, ctx, id).await?;
    if matches!(contract.stage(), Stage::Draft | Stage::Cancelled) {
        return Err(AppError::field("lifecycle", contract.stage().in_the_way()));
    }
    let company = organizations::by_id(&mut tx, contract.organization).await?;
    let company = company.ok_or(AppError::NotFound)?;
    let facts = input.validated(ctx.clock.today(&company.time_zone))?;
    let before = &contract.signatures;
    if contract.version != input.version {
        let current = SaveSignatures::of(id, contract.version, before).flattened();
        return Err(activity::actions::conflict(&mut tx, &contract.owner(), contract.version, current).await?);
    }
    if *before == facts {
        return Ok(contract.version);
    }
    store::set_signatures(&mut tx, id, &facts).await?;
    let (old_refusal, new_refusal) = (before.refused.clone().unzip(), facts.refused.clone().unzip());
    let event = Event::new(contract.owner(), Verb::SignaturesRecorded)
        .change("signature", before.state(), facts.state())
        .change("by_us", typed(before.by_us), typed(facts.by_us))
        .change("by_client", typed(before.by_client), typed(facts.by_client))
        .change("refused_on", typed(old_refusal.0), typed(new_refusal.0))
        .change("refusal", typed(old_refusal.1), typed(new_refusal.1))
        .change("original", typed(before.original), typed(facts.original));
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.version + 1)
}
