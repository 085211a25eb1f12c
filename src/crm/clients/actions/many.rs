//! One thing done with several clients: with all of them or with none.

use std::collections::BTreeSet;

use super::{check_groups, check_managers, locked, names, set_archived_in};
use crate::crm::clients::parts::{ChangeClients, MOST_AT_ONCE, ManyStep};
use crate::crm::clients::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClientGroupId, ClientId, UserId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// What is done, read and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Archived(bool),
    Group(ClientGroupId, bool),
    Manager(UserId, bool),
}

/// Archives clients or brings them back, puts them into a group or takes them out, gives them to a manager or takes them away. How many were
/// changed; who is so already is not.
///
/// # Errors
/// [`AppError::NotFound`] if one of them is outside of the scope, and [`AppError::Forbidden`] for who sees anything of his own clients only
/// and gives some away: nothing is changed then. [`AppError::TooLarge`] for more than [`MOST_AT_ONCE`].
pub async fn change_many(ctx: &Ctx, input: ChangeClients) -> AppResult<usize> {
    ctx.may(input.step.right())?;
    if input.ids.len() > MOST_AT_ONCE {
        return Err(AppError::TooLarge);
    }
    let step = read(&input)?;
    if matches!(step, Step::Manager(..)) && ctx.actor.scope_of_fully_seen_clients() != Scope::All {
        return Err(AppError::Forbidden);
    }
    let mut tx = ctx.write().await?;
    match step {
        Step::Group(group, _) => check_groups(&mut tx, &BTreeSet::from([group])).await?,
        Step::Manager(user, true) => check_managers(&mut tx, &BTreeSet::from([user]), &[]).await?,
        Step::Manager(_, false) | Step::Archived(_) => {}
    }
    // Two who change some of the same clients lock them in the same order.
    let ids: BTreeSet<ClientId> = input.ids.into_iter().collect();
    let mut changed = 0;
    for id in ids {
        let is_changed = match step {
            Step::Archived(archived) => set_archived_in(&mut tx, ctx, id, archived).await?,
            Step::Group(group, into) => regroup(&mut tx, ctx, id, group, into).await?,
            Step::Manager(user, to) => reassign(&mut tx, ctx, id, user, to).await?,
        };
        changed += usize::from(is_changed);
    }
    tx.commit().await?;
    Ok(changed)
}

fn read(input: &ChangeClients) -> AppResult<Step> {
    let unknown = || AppError::field("of", Problem::UnknownChoice);
    let group = || input.of.parse().map_err(|_| unknown());
    let user = || input.of.parse().map_err(|_| unknown());
    Ok(match input.step {
        ManyStep::Archive => Step::Archived(true),
        ManyStep::Restore => Step::Archived(false),
        ManyStep::IntoGroup => Step::Group(group()?, true),
        ManyStep::OutOfGroup => Step::Group(group()?, false),
        ManyStep::GiveTo => Step::Manager(user()?, true),
        ManyStep::TakeFrom => Step::Manager(user()?, false),
    })
}

async fn regroup(tx: &mut Tx, ctx: &Ctx, id: ClientId, group: ClientGroupId, into: bool) -> AppResult<bool> {
    locked(tx, ctx, id).await?;
    let before = store::groups_of(tx, id).await?;
    let Some(after) = changed(&before, group, into) else {
        return Ok(false);
    };
    store::set_groups(tx, id, &after).await?;
    let after = store::groups_of(tx, id).await?;
    told(tx, ctx, id, ("groups", &names(&before), &names(&after))).await
}

async fn reassign(tx: &mut Tx, ctx: &Ctx, id: ClientId, user: UserId, to: bool) -> AppResult<bool> {
    locked(tx, ctx, id).await?;
    let before = store::managers(tx, id).await?;
    let Some(after) = changed(&before, user, to) else {
        return Ok(false);
    };
    store::set_managers(tx, id, &after).await?;
    let after = store::managers(tx, id).await?;
    told(tx, ctx, id, ("managers", &names(&before), &names(&after))).await
}

/// The set with one more or one less; `None` if it is so already.
fn changed<I: Copy + Ord>(before: &[(I, String)], one: I, there: bool) -> Option<BTreeSet<I>> {
    let mut after: BTreeSet<I> = before.iter().map(|(id, _)| *id).collect();
    let is_new = if there { after.insert(one) } else { after.remove(&one) };
    is_new.then_some(after)
}

async fn told(tx: &mut Tx, ctx: &Ctx, id: ClientId, (field, old, new): (&str, &str, &str)) -> AppResult<bool> {
    store::touch(tx, id).await?;
    let event = Event::new(Owner::client(id), Verb::Changed).change(field, old, new);
    activity::record(tx, ctx, event).await?;
    Ok(true)
}
