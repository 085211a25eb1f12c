//! What can be done with roles.

use std::collections::BTreeMap;

use super::model::{Bar, RoleCard, RoleRow, SaveRole, StaffRole, ValidRole, field_of, spelled};
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Rights, Role};
use crate::kernel::folding::fold;
use crate::kernel::ids::RoleId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::rights::{Entry, Object, RIGHTS};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx, unless_in_use, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events on a role's page.
const EVENTS: i64 = 50;

/// All roles, with how many have each.
pub async fn list(ctx: &Ctx) -> AppResult<Vec<RoleRow>> {
    ctx.may(Right::ManageUsers)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// The roles that the actor may give to somebody, if need be to see his own only.
pub async fn offered(ctx: &Ctx) -> AppResult<Vec<StaffRole>> {
    let roles = list(ctx).await?.into_iter().map(|row| row.role);
    Ok(roles
        .filter(|role| may_grant(ctx, role.rights.seeing_all_own()).is_ok())
        .collect())
}

/// A role by its code or its name, for the command line.
pub async fn named(ctx: &Ctx, text: &str) -> AppResult<Option<StaffRole>> {
    let (code, name) = (text.parse::<Role>().ok(), fold(text));
    let is_meant = |role: &StaffRole| match code {
        Some(_) => role.code == code,
        None => role.code.is_none() && fold(&role.name) == name,
    };
    let mut roles = list(ctx).await?.into_iter().map(|row| row.role);
    Ok(roles.find(is_meant))
}

/// A role with its history.
pub async fn show(ctx: &Ctx, id: RoleId) -> AppResult<RoleCard> {
    ctx.may(Right::ManageUsers)?;
    let mut conn = ctx.read();
    let RoleRow { role, users } = store::row(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    Ok(RoleCard {
        bar: bar(&mut conn, ctx, &role).await?,
        events: activity::actions::of_owner(ctx, &Owner::role(id), EVENTS).await?,
        role,
        users,
    })
}

/// What the form of a new role begins with: nothing, or what another role may do, as far as the actor may give that.
pub async fn form(ctx: &Ctx, copy: Option<RoleId>) -> AppResult<SaveRole> {
    ctx.may(Right::ManageUsers)?;
    let Some(id) = copy else {
        return Ok(SaveRole::default());
    };
    let role = store::by_id(&mut ctx.read(), id).await?.ok_or(AppError::NotFound)?;
    Ok(SaveRole {
        // A name belongs to one role.
        name: String::new(),
        ..SaveRole::copy_of(&role, ctx.actor.rights())
    })
}

/// Nobody hands out, or changes what belongs to somebody who has, more than he may himself.
///
/// # Errors
/// [`AppError::Forbidden`] for a right the actor doesn't have, and for seeing all of what he sees only his own of.
pub fn may_grant(ctx: &Ctx, rights: Rights) -> AppResult<()> {
    if rights.are_within(ctx.actor.rights()) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

/// What keeps the actor from changing a role.
async fn bar(conn: &mut Conn, ctx: &Ctx, role: &StaffRole) -> DbResult<Option<Bar>> {
    if role.is_administrator() {
        return Ok(Some(Bar::Administrator));
    }
    if let Some(user) = ctx.actor.user()
        && store::is_held_by(conn, role.id, user).await?
    {
        return Ok(Some(Bar::Yours));
    }
    Ok(may_grant(ctx, role.rights).err().map(|_| Bar::Beyond))
}

/// Makes a role, or changes one. Whoever has it may do what it says now from his next request on.
///
/// # Errors
/// The form's problems, [`Problem::AlreadyTaken`] beside a name that another role has; [`Problem::Yourself`] beside `id` for the actor's
/// own role; [`AppError::Forbidden`] for the administrator's, for one that may do more than the actor, and for a right that he doesn't
/// have; [`AppError::Conflict`] when somebody was faster.
pub async fn save(ctx: &Ctx, input: SaveRole) -> AppResult<RoleId> {
    ctx.may(Right::ManageUsers)?;
    let valid = input.validated()?;
    may_grant(ctx, valid.rights)?;
    let mut tx = ctx.write().await?;
    let id = if let Some(id) = input.id {
        change(&mut tx, ctx, (id, input.version), &valid).await?;
        id
    } else {
        let request = input.request.ok_or(AppError::Outdated)?;
        if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
            return Ok(earlier);
        }
        let id = make(&mut tx, ctx, &valid).await?;
        requests::done(&mut tx, request, id).await?;
        id
    };
    tx.commit().await?;
    Ok(id)
}

async fn make(tx: &mut Tx, ctx: &Ctx, valid: &ValidRole) -> AppResult<RoleId> {
    let id: RoleId = ctx.new_id();
    unless_taken("name", store::insert(tx, id, valid).await)?;
    let event = Event::new(Owner::role(id), Verb::Created);
    let event = changes(event, ("", Rights::NONE), valid);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

async fn change(tx: &mut Tx, ctx: &Ctx, (id, version): (RoleId, i64), valid: &ValidRole) -> AppResult<()> {
    let role = changeable(tx, ctx, id).await?;
    if role.version != version {
        return Err(conflict(tx, &role).await?);
    }
    let event = Event::new(Owner::role(id), Verb::Changed);
    let event = changes(event, (&role.name, role.rights), valid);
    if event.changes.is_empty() {
        return Ok(());
    }
    unless_taken("name", store::update(tx, id, valid).await)?;
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// A role, locked, that the actor may change.
async fn changeable(tx: &mut Tx, ctx: &Ctx, id: RoleId) -> AppResult<StaffRole> {
    let role = store::locked(tx, id).await?.ok_or(AppError::NotFound)?;
    match bar(tx, ctx, &role).await? {
        None => Ok(role),
        Some(Bar::Yours) => Err(AppError::field("id", Problem::Yourself)),
        Some(Bar::Administrator | Bar::Beyond) => Err(AppError::Forbidden),
    }
}

fn changes(event: Event, (name, rights): (&str, Rights), valid: &ValidRole) -> Event {
    event
        .change("name", name, &valid.name)
        .change("own", own(rights), own(valid.rights))
        .change("rights_given", "", codes(valid.rights.beyond(rights)))
        .change("rights_taken", codes(rights.beyond(valid.rights)), "")
}

/// Of what one's own only are seen.
fn own(rights: Rights) -> String {
    rights.own_objects().map(Object::as_str).collect::<Vec<_>>().join("; ")
}

fn codes(entries: impl Iterator<Item = &'static Entry>) -> String {
    entries.map(|entry| entry.code).collect::<Vec<_>>().join("; ")
}

/// Deletes an own role that nobody has.
///
/// # Errors
/// [`Problem::InUse`] beside `id` while somebody has it, be it somebody who may not sign in any more; [`AppError::Forbidden`] for what
/// Akta brings along, and for a role that may do more than the actor.
pub async fn delete(ctx: &Ctx, id: RoleId) -> AppResult<()> {
    ctx.may(Right::ManageUsers)?;
    let mut tx = ctx.write().await?;
    let role = changeable(&mut tx, ctx, id).await?;
    if role.code.is_some() {
        return Err(AppError::Forbidden);
    }
    unless_in_use("id", store::delete(&mut tx, id).await)?;
    let event = Event::new(Owner::role(id), Verb::Deleted).change("name", &role.name, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// What stands there now, for somebody whose form was opened before it was saved.
async fn conflict(conn: &mut Conn, role: &StaffRole) -> DbResult<AppError> {
    let ticked = |entry: &Entry| {
        let value = if entry.has_reach() {
            spelled(role.rights, entry).to_owned()
        } else {
            role.rights.holds(entry.right).to_string()
        };
        (field_of(entry), value)
    };
    let mut current: BTreeMap<String, String> = RIGHTS.iter().map(ticked).collect();
    current.insert("name".to_owned(), role.name.clone());
    activity::actions::conflict(conn, &Owner::role(role.id), role.version, current).await
}
