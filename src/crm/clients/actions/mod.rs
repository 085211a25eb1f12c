//! Clients: what can be done with them.
//!
//! | file | what it holds |
//! |---|---|
//! | here | saving a card, its note, the archive |
//! | `accounts` | the client's bank accounts |
//! | `groups` | the directory of groups |
//! | `judging` | which cards have requisites to check |
//! | `mailing` | who may say where papers of a client go |
//! | `many` | one thing done with several clients |
//! | `settings` | how the whole company works with clients |
//! | `reading` | one client, lists, pickers, clients that look alike, the form |

mod accounts;
mod groups;
mod judging;
mod mailing;
mod many;
mod reading;
mod settings;

use std::collections::BTreeSet;

pub use accounts::{delete_account, save_account};
pub use groups::{all_groups, delete_group, save_group};
use judging::judge;
pub use judging::judge_earlier;
pub(in crate::crm) use mailing::SeenMail;
pub use many::change_many;
pub use reading::{asking, directories, find, form, list, managers_in_cabinet, profile, profile_of, show, similar};
pub(in crate::crm) use settings::{PersonSaid, mirror_person_in};
pub use settings::{arrange_tab, save_settings, settings, visible_tabs};

use super::forms::{ClientPart, SaveClient, ValidClient};
use super::model::{Client, ClientChoice, ClientProfile};
use super::parts::SaveClientNotes;
use super::store;
use crate::company::accounts::sessions;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientGroupId, ClientId, UserId};
use crate::kernel::owner::Owner;
use crate::kernel::phone;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{TaxIdKind, TaxIds};
use crate::kernel::rights::Object;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Creates a client, or changes one.
///
/// A tax id or an account whose control digit is wrong is accepted, and listed among the requisites to check. A client that
/// looks like another one (tax id, name, e-mail, phone) is accepted only with a tick. With a part named, nothing but its fields changes.
///
/// # Errors
/// The form's problems; [`Problem::AddressOfUnseenPapers`] beside another e-mail of a stored card where the actor does not see all that is
/// mailed to this client.
pub async fn save(ctx: &Ctx, input: SaveClient) -> AppResult<ClientId> {
    ctx.may(Writing::CLIENTS.of(input.id))?;
    match (input.id, input.part.as_str()) {
        (Some(id), "") => change(ctx, id, &input, Changed::Whole(Box::new(input.validated()?))).await,
        (Some(id), part) => {
            let unknown = |_| AppError::field("part", Problem::UnknownChoice);
            change(ctx, id, &input, Changed::Part(part.parse().map_err(unknown)?)).await
        }
        (None, _) => create(ctx, &input, input.validated()?).await,
    }
}

/// What of a card is changed.
enum Changed {
    Whole(Box<ValidClient>),
    /// The rest stays as it is stored, and so is known only then.
    Part(ClientPart),
}

async fn create(ctx: &Ctx, input: &SaveClient, mut new: ValidClient) -> AppResult<ClientId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    if let Scope::OwnedBy(user) = ctx.actor.scope_of_fully_seen_clients() {
        // Who sees anything of his own clients only gives none away, and makes none his own.
        new.managers = BTreeSet::from([user]);
    }
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let id = create_in(&mut tx, ctx, input, new).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a new client in a transaction of another step, by the same rules as [`save`]. The caller has checked the right to create clients,
/// and decided who looks after this one.
pub(in crate::crm) async fn create_in(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &SaveClient,
    new: ValidClient,
) -> AppResult<ClientId> {
    let settings = store::settings(tx).await?;
    settings::demanded(&settings, input, &new)?;
    check_managers(tx, &new.managers, &[]).await?;
    check_groups(tx, &new.groups).await?;
    let id: ClientId = ctx.new_id();
    settings::must_be_unique(tx, &settings, &compared(&new), id).await?;
    must_be_new(tx, ctx, input, &compared(&new), id).await?;
    store::insert(tx, id, &new, ctx.now()).await?;
    for (place, account) in new.accounts.iter().enumerate() {
        let before = new.accounts.iter().take(place);
        let is_default = before.into_iter().all(|other| other.currency != account.currency);
        store::insert_account(tx, ctx.new_id(), id, account, is_default).await?;
    }
    write_parts(tx, id, &new).await?;
    let event = Event::new(Owner::client(id), Verb::Created).change("name", "", &new.name);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

/// Puts what a lead knew into the note of a client he turned out to be: locked here, within the actor's scope. `written` makes the new
/// note of the one before. The caller has checked the right to edit clients.
///
/// # Errors
/// Beside `client`: that he is archived, or that the note would be too long.
pub(in crate::crm) async fn take_over_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: ClientId,
    lead: &str,
    written: impl FnOnce(&str) -> String,
) -> AppResult<Client> {
    let client = locked(tx, ctx, id).await?;
    if client.archived {
        return Err(AppError::field("client", Problem::Archived));
    }
    let notes = written(&client.notes);
    let notes = SaveClientNotes {
        notes,
        ..SaveClientNotes::default()
    };
    let notes = notes.validated().map_err(|errors| match errors.get("notes") {
        Some(problem) => AppError::field("client", problem.clone()),
        None => AppError::Invalid(errors),
    })?;
    let event = Event::new(Owner::client(id), Verb::Changed)
        .change("lead", "", lead)
        .change("notes", &client.notes, &notes);
    if notes != client.notes {
        store::set_notes(tx, id, &notes).await?;
    }
    activity::record(tx, ctx, event).await?;
    Ok(client)
}

async fn change(ctx: &Ctx, id: ClientId, input: &SaveClient, changed: Changed) -> AppResult<ClientId> {
    let mut tx = ctx.write().await?;
    let stored = locked(&mut tx, ctx, id).await?;
    let old = store::profile(&mut tx, stored).await?;
    if old.client.version != input.version {
        return Err(conflict(&mut tx, &old).await?);
    }
    let mut new = match changed {
        Changed::Whole(new) => *new,
        Changed::Part(part) => SaveClient::of(&old).with_part(part, input).validated()?,
    };
    if !matches!(ctx.actor.scope_of_fully_seen_clients(), Scope::All) {
        // Who sees anything of his own clients only can neither give one away, nor lose it by a slip, nor make another one his own.
        new.managers = old.managers.iter().map(|(id, _)| *id).collect();
    }
    let goes_elsewhere = !new.email.is_empty() && new.email != old.client.email;
    if goes_elsewhere && !SeenMail::of(&mut tx, ctx, id).await?.may_readdress_client() {
        return Err(AppError::field("email", Problem::AddressOfUnseenPapers));
    }
    write(&mut tx, ctx, &old, input, &new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes what has changed of a locked card, by the rules of every card.
async fn write(tx: &mut Tx, ctx: &Ctx, old: &ClientProfile, input: &SaveClient, new: &ValidClient) -> AppResult<()> {
    let id = old.client.id;
    let settings = store::settings(tx).await?;
    settings::demanded(&settings, input, new)?;
    check_managers(tx, &new.managers, &old.managers).await?;
    check_groups(tx, &new.groups).await?;
    let compared = newly_compared(new, old);
    settings::must_be_unique(tx, &settings, &compared, id).await?;
    must_be_new(tx, ctx, input, &compared, id).await?;
    store::update(tx, id, new).await?;
    write_parts(tx, id, new).await?;
    let after = store::by_id(tx, id, Scope::All).await?.ok_or(AppError::NotFound)?;
    let after = store::profile(tx, after).await?;
    activity::record(tx, ctx, changes(old, &after)).await?;
    Ok(())
}

/// The card of the visitor's company, for the cabinet.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn own_card(ctx: &Ctx) -> AppResult<ClientProfile> {
    own_card_in(&mut ctx.read(), ctx).await
}

/// As [`own_card`], in the transaction of another step.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn own_card_in(conn: &mut Conn, ctx: &Ctx) -> AppResult<ClientProfile> {
    let visitor = ctx.any_visitor()?;
    let client = store::by_id(conn, visitor.client, ctx.scope_of(Object::Clients)).await?;
    Ok(store::profile(conn, client.ok_or(AppError::NotFound)?).await?)
}

/// Takes over to a card what its client has asked for, in the transaction of the decision: `wanted` puts it into the card's form. The
/// caller has checked the right to edit clients.
///
/// # Errors
/// The problems of the card's form.
pub async fn take_requisites_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: ClientId,
    wanted: impl FnOnce(&mut SaveClient),
) -> AppResult<()> {
    let stored = locked(tx, ctx, id).await?;
    let old = store::profile(tx, stored).await?;
    let mut form = SaveClient::of(&old);
    // Whoever decides has looked at the card.
    form.save_anyway = true;
    wanted(&mut form);
    let new = form.validated()?;
    write(tx, ctx, &old, &form, &new).await
}

/// Writes what belongs to the card, and whether something of it has to be checked.
async fn write_parts(tx: &mut Tx, id: ClientId, new: &ValidClient) -> AppResult<()> {
    store::set_tax_ids(tx, id, &new.tax_ids).await?;
    store::set_managers(tx, id, &new.managers).await?;
    store::set_groups(tx, id, &new.groups).await?;
    judge(tx, id, &new.tax_ids).await
}

/// Changes the note of a card and nothing else, since it is written beside any tab, and gives the card's version after that.
pub async fn save_notes(ctx: &Ctx, input: SaveClientNotes) -> AppResult<i64> {
    ctx.may(Right::EditClients)?;
    let notes = input.validated()?;
    let id = input.id.ok_or(AppError::NotFound)?;
    let mut tx = ctx.write().await?;
    let stored = locked(&mut tx, ctx, id).await?;
    if stored.version != input.version {
        let current = [("notes".to_owned(), stored.notes)].into();
        return Err(activity::actions::conflict(&mut tx, &Owner::client(id), stored.version, current).await?);
    }
    let event = Event::new(Owner::client(id), Verb::Changed).change("notes", &stored.notes, &notes);
    if event.changes.is_empty() {
        return Ok(stored.version);
    }
    store::set_notes(&mut tx, id, &notes).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(stored.version + 1)
}

/// Creates a client, for whoever goes on with it at once.
///
/// # Errors
/// As [`save`] of a new client.
pub async fn add(ctx: &Ctx, input: SaveClient) -> AppResult<ClientChoice> {
    let id = save(ctx, SaveClient { id: None, ..input }).await?;
    let client = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Clients)).await?;
    Ok(client.ok_or(AppError::NotFound)?.choice())
}

/// Takes a client out of lists and pickers; its papers stay.
pub async fn archive(ctx: &Ctx, id: ClientId) -> AppResult<()> {
    set_archived(ctx, id, true).await
}

/// Brings a client back from the archive.
pub async fn restore(ctx: &Ctx, id: ClientId) -> AppResult<()> {
    set_archived(ctx, id, false).await
}

async fn set_archived(ctx: &Ctx, id: ClientId, archived: bool) -> AppResult<()> {
    ctx.may(Right::DeleteClients)?;
    let mut tx = ctx.write().await?;
    if set_archived_in(&mut tx, ctx, id, archived).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Whether that changed anything.
async fn set_archived_in(tx: &mut Tx, ctx: &Ctx, id: ClientId, archived: bool) -> AppResult<bool> {
    let client = locked(tx, ctx, id).await?;
    if client.archived == archived {
        return Ok(false);
    }
    store::set_archived(tx, id, archived).await?;
    if archived {
        // His contacts see the cabinet no longer.
        sessions::end_of_client(tx, id).await?;
    }
    let verb = if archived { Verb::Archived } else { Verb::Restored };
    activity::record(tx, ctx, Event::new(Owner::client(id), verb)).await?;
    Ok(true)
}

async fn locked(tx: &mut Tx, ctx: &Ctx, id: ClientId) -> AppResult<Client> {
    store::locked(tx, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)
}

/// A manager is an active member of the staff; one who already has the client may stay.
async fn check_managers(conn: &mut Conn, new: &BTreeSet<UserId>, old: &[(UserId, String)]) -> AppResult<()> {
    for user in new {
        let stays = old.iter().any(|(id, _)| id == user);
        if !stays && !store::is_active_user(conn, *user).await? {
            return Err(AppError::field("managers", Problem::UnknownChoice));
        }
    }
    Ok(())
}

async fn check_groups(conn: &mut Conn, new: &BTreeSet<ClientGroupId>) -> AppResult<()> {
    if new.is_empty() {
        return Ok(());
    }
    let known: BTreeSet<_> = store::groups(conn).await?.into_iter().map(|group| group.id).collect();
    if new.is_subset(&known) {
        Ok(())
    } else {
        Err(AppError::field("groups", Problem::UnknownChoice))
    }
}

/// Refuses a client that looks like another one, unless it was told that this is meant.
async fn must_be_new(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &SaveClient,
    with: &store::Compared,
    but: ClientId,
) -> AppResult<()> {
    if input.save_anyway
        || with.is_empty()
        || store::similar(tx, ctx.scope_of(Object::Clients), with, Some(but))
            .await?
            .is_empty()
    {
        return Ok(());
    }
    Err(AppError::field("save_anyway", Problem::LooksAlike))
}

fn compared(new: &ValidClient) -> store::Compared {
    store::Compared {
        tax_ids: new.tax_ids.clone(),
        name: fold(&new.name),
        email: new.email.clone(),
        phone: phone::key(&new.phone),
    }
}

/// What a change makes new: a likeness that was accepted once is not asked about again.
fn newly_compared(new: &ValidClient, old: &ClientProfile) -> store::Compared {
    let mut tax_ids = TaxIds::default();
    for id in new.tax_ids.known() {
        if old.tax_ids.value(id.kind) != id.value {
            tax_ids.add(id.clone(), "", "");
        }
    }
    let other = new.tax_ids.value(TaxIdKind::Other);
    if !other.is_empty() && other != old.tax_ids.value(TaxIdKind::Other) {
        let id = crate::kernel::requisites::TaxId {
            kind: TaxIdKind::Other,
            value: other.to_owned(),
        };
        tax_ids.add(id, "", "");
    }
    let name = fold(&new.name);
    store::Compared {
        tax_ids,
        name: if name == fold(&old.client.name) {
            String::new()
        } else {
            name
        },
        email: if new.email == old.client.email {
            String::new()
        } else {
            new.email.clone()
        },
        phone: Some(phone::key(&new.phone))
            .filter(|key| *key != phone::key(&old.client.phone))
            .unwrap_or_default(),
    }
}

async fn conflict(tx: &mut Tx, stored: &ClientProfile) -> AppResult<AppError> {
    let form = SaveClient::of(stored);
    let fields = form.fields().into_iter();
    let fields = fields.map(|(field, value)| (field.to_owned(), value.to_owned()));
    let boxes = |list: &str, ticks: &super::forms::Ticks| {
        let boxes = ticks.keys().map(|id| (format!("{list}.{id}"), "true".to_owned()));
        boxes.collect::<Vec<_>>()
    };
    let current = fields
        .chain(boxes("managers", &form.managers))
        .chain(boxes("groups", &form.groups))
        .collect();
    let (owner, version) = (Owner::client(stored.client.id), stored.client.version);
    Ok(activity::actions::conflict(tx, &owner, version, current).await?)
}

/// The changed fields; managers and groups are named, since an id tells people nothing.
fn changes(old: &ClientProfile, new: &ClientProfile) -> Event {
    let (before, after) = (SaveClient::of(old), SaveClient::of(new));
    let event = Event::new(Owner::client(old.client.id), Verb::Changed);
    let pairs = before.fields().into_iter().zip(after.fields());
    pairs
        .fold(event, |event, ((field, old), (_, new))| event.change(field, old, new))
        .change("managers", names(&old.managers), names(&new.managers))
        .change("groups", names(&old.groups), names(&new.groups))
}

fn names<T>(all: &[(T, String)]) -> String {
    let names: Vec<_> = all.iter().map(|(_, name)| name.as_str()).collect();
    names.join(", ")
}
