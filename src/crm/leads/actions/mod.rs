//! Leads: what can be done with them.
//!
//! | file | what it holds |
//! |---|---|
//! | here | saving a lead, its notes, its status; giving up, deleting |
//! | `converting` | a lead becomes a client |
//! | `reading` | one lead, the list, the board, the form |
//! | `choices` | the directories of sources and statuses |

mod choices;
mod converting;
mod reading;

pub use choices::{
    add_usual, all_choices, choices, color_status, delete_choice, make_default, move_choice, save_choice,
};
pub use converting::{connect, conversion, convert};
pub use reading::{board, form, list, of_client, show};

use super::forms::{GiveUpLead, MoveLead, SaveLead, SaveLeadNotes, ValidLead};
use super::model::{ChoiceKind, GivenUp, Lead, LeadState};
use super::store;
use crate::company::accounts;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{LeadChoiceId, LeadId, UserId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity::model::{Event, Verb};
use crate::records::{activity, files};

/// Creates a lead, or changes an open one or one that was given up. Who sees only his own leads gives none away.
pub async fn save(ctx: &Ctx, input: SaveLead) -> AppResult<LeadId> {
    ctx.may(Writing::LEADS.of(input.id))?;
    let new = input.validated()?;
    match input.id {
        Some(id) => change(ctx, id, input.version, new).await,
        None => create(ctx, &input, new).await,
    }
}

async fn create(ctx: &Ctx, input: &SaveLead, mut new: ValidLead) -> AppResult<LeadId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    if let Scope::OwnedBy(user) = ctx.scope_of(Object::Leads) {
        new.assigned = Some(user);
    }
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    check(&mut tx, &new, None).await?;
    let id: LeadId = ctx.new_id();
    store::insert(&mut tx, id, &new, ctx.now()).await?;
    let lead = stored(&mut tx, id).await?;
    let event = Event::new(lead.owner(), Verb::Created).change("name", "", &lead.name);
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, id: LeadId, version: i64, mut new: ValidLead) -> AppResult<LeadId> {
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, id).await?;
    must_be_unconverted(&old)?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    if ctx.scope_of(Object::Leads) != Scope::All {
        new.assigned = old.assigned;
    }
    check(&mut tx, &new, Some(&old)).await?;
    store::update(&mut tx, id, &new).await?;
    let after = stored(&mut tx, id).await?;
    let event = changes(&mut tx, &old, &after).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes the notes of a lead and nothing else, and gives its version after that.
pub async fn save_notes(ctx: &Ctx, input: SaveLeadNotes) -> AppResult<i64> {
    ctx.may(Right::EditLeads)?;
    let notes = input.validated()?;
    let mut tx = ctx.write().await?;
    let lead = locked(&mut tx, ctx, input.id.ok_or(AppError::NotFound)?).await?;
    must_be_unconverted(&lead)?;
    if lead.version != input.version {
        let current = [("notes".to_owned(), lead.notes.clone())].into();
        return Err(activity::actions::conflict(&mut tx, &lead.owner(), lead.version, current).await?);
    }
    let event = Event::new(lead.owner(), Verb::Changed).change("notes", &lead.notes, &notes);
    if event.changes.is_empty() {
        return Ok(lead.version);
    }
    store::set_notes(&mut tx, lead.id, &notes).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(lead.version + 1)
}

/// Gives an open lead another status, or none. Whoever moved it last is right: nothing else of the lead is touched.
///
/// # Errors
/// [`Problem::WrongState`] and [`Problem::AlreadyConverted`] beside `status` unless it is open.
pub async fn move_to(ctx: &Ctx, input: MoveLead) -> AppResult<()> {
    ctx.may(Right::EditLeads)?;
    let mut tx = ctx.write().await?;
    let lead = locked(&mut tx, ctx, input.id.ok_or(AppError::NotFound)?).await?;
    match lead.state {
        LeadState::Open => {}
        LeadState::Customer { .. } => return Err(AppError::field("status", Problem::AlreadyConverted)),
        LeadState::Lost { .. } | LeadState::Junk { .. } => {
            return Err(AppError::field("status", Problem::WrongState));
        }
    }
    let unknown = || AppError::field("status", Problem::UnknownChoice);
    let status: Option<LeadChoiceId> = match input.status.trim() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| unknown())?),
    };
    if status == lead.status {
        return Ok(());
    }
    let before = choice_name(&mut tx, ChoiceKind::Status, lead.status).await?;
    let after = choice_name(&mut tx, ChoiceKind::Status, status).await?;
    if status.is_some() && after.is_empty() {
        return Err(unknown());
    }
    store::set_status(&mut tx, lead.id, status).await?;
    let event = Event::new(lead.owner(), Verb::Changed).change("status", before, after);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// An open lead is lost, or was none, for a reason.
pub async fn give_up(ctx: &Ctx, input: GiveUpLead) -> AppResult<()> {
    ctx.may(Right::EditLeads)?;
    let (how, reason) = input.validated()?;
    let mut tx = ctx.write().await?;
    let lead = locked(&mut tx, ctx, input.id.ok_or(AppError::NotFound)?).await?;
    let state = lead.state.clone().give_up(how, reason);
    let state = state.map_err(|problem| AppError::field("how", problem))?;
    if lead.version != input.version {
        return Err(conflict(&mut tx, &lead).await?);
    }
    store::set_state(&mut tx, lead.id, &state).await?;
    let verb = match how {
        GivenUp::Lost => Verb::Lost,
        GivenUp::Junk => Verb::Junked,
    };
    let event = Event::new(lead.owner(), verb).change("reason", "", state.reason());
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// A lead that was given up is open again.
pub async fn reopen(ctx: &Ctx, id: LeadId) -> AppResult<()> {
    ctx.may(Right::EditLeads)?;
    let mut tx = ctx.write().await?;
    let lead = locked(&mut tx, ctx, id).await?;
    if lead.state == LeadState::Open {
        return Ok(());
    }
    let reason = lead.state.reason().to_owned();
    let state = lead.state.clone().reopen();
    let state = state.map_err(|problem| AppError::field("id", problem))?;
    store::set_state(&mut tx, id, &state).await?;
    let event = Event::new(lead.owner(), Verb::Reopened).change("reason", reason, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a lead with its files. One that has become a client stays.
///
/// # Errors
/// [`Problem::AlreadyConverted`] beside `id`.
pub async fn delete(ctx: &Ctx, id: LeadId) -> AppResult<()> {
    ctx.may(Right::DeleteLeads)?;
    let mut tx = ctx.write().await?;
    let lead = locked(&mut tx, ctx, id).await?;
    must_be_unconverted(&lead)?;
    files::actions::delete_all_of(&mut tx, ctx, &lead.owner()).await?;
    store::delete(&mut tx, id).await?;
    let event = Event::new(lead.owner(), Verb::Deleted).change("name", &lead.name, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &mut Tx, ctx: &Ctx, id: LeadId) -> AppResult<Lead> {
    store::locked(tx, id, ctx.scope_of(Object::Leads))
        .await?
        .ok_or(AppError::NotFound)
}

/// A lead that was locked within the scope, as it is now.
async fn stored(tx: &mut Tx, id: LeadId) -> AppResult<Lead> {
    store::by_id(tx, id, Scope::All).await?.ok_or(AppError::NotFound)
}

fn must_be_unconverted(lead: &Lead) -> AppResult<()> {
    if lead.is_converted() {
        Err(AppError::field("id", Problem::AlreadyConverted))
    } else {
        Ok(())
    }
}

/// What a form names has to be there. Who has the lead already may stay, although he has left.
async fn check(tx: &mut Tx, new: &ValidLead, old: Option<&Lead>) -> AppResult<()> {
    for (field, kind, id) in [
        ("source", ChoiceKind::Source, new.source),
        ("status", ChoiceKind::Status, new.status),
    ] {
        if id.is_some() && choice_name(tx, kind, id).await?.is_empty() {
            return Err(AppError::field(field, Problem::UnknownChoice));
        }
    }
    let Some(user) = new.assigned else { return Ok(()) };
    let stays = old.is_some_and(|old| old.assigned == Some(user));
    if stays || is_active(tx, user).await? {
        Ok(())
    } else {
        Err(AppError::field("assigned", Problem::UnknownChoice))
    }
}

async fn is_active(conn: &mut Conn, user: UserId) -> AppResult<bool> {
    let staff = accounts::store::choices(conn).await?;
    Ok(staff.iter().any(|(id, _)| *id == user))
}

/// What an entry of a directory is called; empty for none.
async fn choice_name(conn: &mut Conn, kind: ChoiceKind, id: Option<LeadChoiceId>) -> AppResult<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let found = store::choice(conn, kind, id).await?;
    Ok(found.map(|found| found.name).unwrap_or_default())
}

/// Name of who looks after a lead; empty for nobody.
async fn staff_name(conn: &mut Conn, user: Option<UserId>) -> AppResult<String> {
    let Some(user) = user else { return Ok(String::new()) };
    Ok(accounts::store::name(conn, user).await?.unwrap_or_default())
}

/// Names of what a lead says by ids: source, status, who looks after it.
async fn names(conn: &mut Conn, lead: &Lead) -> AppResult<[(&'static str, String); 3]> {
    Ok([
        ("source", choice_name(conn, ChoiceKind::Source, lead.source).await?),
        ("status", choice_name(conn, ChoiceKind::Status, lead.status).await?),
        ("assigned", staff_name(conn, lead.assigned).await?),
    ])
}

/// The changed fields; what is an id is named.
async fn changes(tx: &mut Tx, old: &Lead, new: &Lead) -> AppResult<Event> {
    let (before, after) = (SaveLead::of(old), SaveLead::of(new));
    let pairs = before.fields().into_iter().zip(after.fields());
    let event = Event::new(old.owner(), Verb::Changed);
    let event = pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    let named = names(tx, old).await?.into_iter().zip(names(tx, new).await?);
    Ok(named.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new)))
}

async fn conflict(tx: &mut Tx, stored: &Lead) -> AppResult<AppError> {
    let form = SaveLead::of(stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let ids = [
        ("source", form.source.clone()),
        ("status", form.status.clone()),
        ("assigned", form.assigned.clone()),
    ];
    let ids = ids.map(|(field, id)| (field.to_owned(), id));
    let labels = names(tx, stored).await?;
    let labels = labels.map(|(field, name)| (format!("{field}.label"), name));
    let current = fields.into_iter().chain(ids).chain(labels).collect();
    Ok(activity::actions::conflict(tx, &stored.owner(), stored.version, current).await?)
}
