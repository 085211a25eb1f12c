//! What can be done with modules. [`Right::ManageCompany`] belongs to none of them, so that what was switched off can be switched on.

use super::model::ModuleRow;
use super::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::module::Module;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events shown of each.
const EVENTS: i64 = 3;

/// All modules with their states.
pub async fn list(ctx: &Ctx) -> AppResult<Vec<ModuleRow>> {
    ctx.may(Right::ManageCompany)?;
    let off = store::off(&mut ctx.read()).await?;
    let mut rows = Vec::with_capacity(Module::ALL.len());
    for module in Module::ALL {
        rows.push(ModuleRow {
            module: *module,
            on: !off.contains(module),
            events: activity::actions::of_owner(ctx, &Owner::module(*module), EVENTS).await?,
        });
    }
    Ok(rows)
}

/// Switches a module on or off for the whole installation; one that is so already stays so, and nothing is recorded.
pub async fn switch(ctx: &Ctx, module: Module, on: bool) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let (has_changed, verb) = if on {
        (store::switch_on(&mut tx, module).await?, Verb::Reactivated)
    } else {
        (store::switch_off(&mut tx, module).await?, Verb::Deactivated)
    };
    if has_changed {
        activity::record(&mut tx, ctx, Event::new(Owner::module(module), verb)).await?;
        tx.commit().await?;
    }
    Ok(())
}
