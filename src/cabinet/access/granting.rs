//! What the staff does: says what a contact sees in the cabinet, invites him, looks as him. All of it takes one right, which no other form
//! of a contact asks for: whoever only edits contacts lets nobody in.

use leptos_i18n::td_string;
use uuid::Uuid;

use super::model::{AccessRow, ContactAccess, Entrance, SaveAccess};
use super::store::{self, Listed, StoredAccess};
use super::visits;
use crate::company::accounts::access::Purpose;
use crate::company::accounts::links;
use crate::company::accounts::sessions::Token;
use crate::company::accounts::store::links::Subject;
use crate::company::mailbox;
use crate::crm::clients;
use crate::crm::contacts;
use crate::crm::contacts::model::Contact;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::web::cookie::Door;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::brief::Brief;
use crate::records::mail::letter::NewLetter;
use crate::records::reach::actions::regarding;
use crate::records::{activity, mail};
use crate::text::locale_of;

/// Contacts whose access is shown on a card: a client with more is looked through in the list.
const MOST: i64 = 50;

fn may(ctx: &Ctx) -> AppResult<()> {
    ctx.may(Right::InviteContacts)?;
    ctx.may(Right::ViewClients)
}

/// Whether the actor lets this client's contacts in: a cabinet shows everything of a client's, so whoever sees it must see as much.
async fn may_for(conn: &mut Conn, ctx: &Ctx, client: ClientId) -> AppResult<()> {
    regarding(conn, ctx, client).await?.may(Right::InviteContacts)
}

/// A contact's access.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's scope.
pub async fn show(ctx: &Ctx, id: ContactId) -> AppResult<ContactAccess> {
    may(ctx)?;
    let mut conn = ctx.read();
    let contact = contacts::store::by_id(&mut conn, id, ctx.scope_of(Object::Clients)).await?;
    let contact = contact.ok_or(AppError::NotFound)?;
    may_for(&mut conn, ctx, contact.client).await?;
    let archived = clients::actions::show(ctx, contact.client).await?.archived;
    let stored = store::access(&mut conn, id).await?;
    let may_hand_over = hides_nobody(&mut conn, ctx, &contact).await?;
    Ok(ContactAccess {
        contact: id,
        can_enter: contact.active && !contact.email.is_empty() && !archived,
        granted: stored.as_ref().is_some_and(|stored| holds(stored, &contact)),
        rights: stored.as_ref().map_or_else(CabinetRights::all, |stored| stored.rights),
        version: stored.map_or(0, |stored| stored.version),
        has_password: store::password_hash(&mut conn, &contact.email).await?.is_some(),
        by_mail: mailbox::actions::is_ready(ctx).await?,
        links: links::open_of(ctx, &mut conn, Door::Cabinet, Subject::contact(id), may_hand_over).await?,
    })
}

/// Whether what was granted still holds: for another e-mail it has to be granted again.
pub(super) fn holds(stored: &StoredAccess, contact: &Contact) -> bool {
    stored.granted && stored.email == contact.email
}

/// The active contacts of a client and who of them is let in.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's scope.
pub async fn of_client(ctx: &Ctx, client: ClientId) -> AppResult<Vec<AccessRow>> {
    may(ctx)?;
    clients::actions::show(ctx, client).await?;
    let mut conn = ctx.read();
    if !regarding(&mut conn, ctx, client)
        .await?
        .actor
        .has(Right::InviteContacts)
    {
        return Ok(Vec::new());
    }
    let row = |listed: Listed| AccessRow {
        contact: listed.contact,
        name: listed.name,
        email: listed.email,
        granted: listed.granted,
        has_password: listed.has_password,
    };
    let listed = store::of_client(&mut conn, client, MOST).await?;
    Ok(listed.into_iter().map(row).collect())
}

/// Says whether a contact is let in, and what he sees. Switched off, his sessions end at once and his links hold no longer; what is taken
/// from his rights is gone with his next request.
///
/// # Errors
/// [`Problem::WrongState`] beside `granted` for a contact who can't be let in; [`AppError::Conflict`] if somebody saved it meanwhile.
pub async fn save(ctx: &Ctx, input: SaveAccess) -> AppResult<()> {
    may(ctx)?;
    let mut tx = ctx.write().await?;
    let contact = contacts::actions::locked(&mut tx, ctx, input.id).await?;
    may_for(&mut tx, ctx, contact.client).await?;
    let stored = store::access(&mut tx, input.id).await?;
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    if version != input.version {
        return Err(conflict(&mut tx, &contact, version, stored).await?);
    }
    if input.granted {
        can_enter(&mut tx, &contact).await?;
    }
    write(&mut tx, ctx, &contact, stored, (input.granted, input.rights())).await?;
    tx.commit().await?;
    Ok(())
}

/// What of a contact and his client lets him in.
async fn can_enter(conn: &mut Conn, contact: &Contact) -> AppResult<()> {
    let client = clients::store::by_id(conn, contact.client, Scope::All).await?;
    let archived = client.is_none_or(|client| client.archived);
    if contact.active && !contact.email.is_empty() && !archived {
        Ok(())
    } else {
        Err(AppError::field("granted", Problem::WrongState))
    }
}

async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    contact: &Contact,
    old: Option<StoredAccess>,
    (granted, rights): (bool, CabinetRights),
) -> AppResult<()> {
    let was = old.as_ref().is_some_and(|old| holds(old, contact));
    let had = old.map_or(CabinetRights::NONE, |old| old.rights);
    let event = Event::new(owner(contact), Verb::Changed)
        .change("cabinet_access", was, granted)
        .change("cabinet_rights", listed(had), listed(rights));
    if contact.email.is_empty() || event.changes.is_empty() {
        return Ok(());
    }
    if !granted {
        contacts::actions::put_out(tx, contact.id).await?;
    }
    store::put_access(tx, contact.id, &contact.email, granted, rights).await?;
    Ok(activity::record(tx, ctx, event).await?)
}

fn owner(contact: &Contact) -> Owner {
    Owner::contact(contact.id, contact.client)
}

/// As events keep several things.
fn listed(rights: CabinetRights) -> String {
    let held = CabinetRight::ALL.iter().filter(|right| rights.holds(**right));
    held.map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

async fn conflict(tx: &mut Tx, contact: &Contact, version: i64, stored: Option<StoredAccess>) -> AppResult<AppError> {
    let rights = stored.as_ref().map_or(CabinetRights::NONE, |stored| stored.rights);
    let ticked = |yes: bool| if yes { "true" } else { "" }.to_owned();
    let boxes = CabinetRight::ALL
        .iter()
        .map(|right| (right.to_string(), ticked(rights.holds(*right))));
    let granted = stored.is_some_and(|stored| holds(&stored, contact));
    let current = boxes.chain([("granted".to_owned(), ticked(granted))]).collect();
    Ok(activity::actions::conflict(tx, &owner(contact), version, current).await?)
}

/// Whether a link in the actor's hands opens nothing that he could not see: its owner is let in at no client outside his scope. What is
/// sent by e-mail reaches the owner only.
async fn hides_nobody(conn: &mut Conn, ctx: &Ctx, contact: &Contact) -> AppResult<bool> {
    let all = store::granted(conn, &contact.email, Scope::All).await?;
    Ok(all == store::granted(conn, &contact.email, ctx.actor.scope_of_fully_seen_clients()).await?)
}

/// Lets a contact in and tells him so: by a link to choose his password, as long as he has none; who has one already, from another
/// client, gets a letter with the way to the sign-in. Somebody who was let in before gets a link to a new password. Without a mail
/// server the link is handed over.
///
/// # Errors
/// [`Problem::WrongState`] beside `granted` for a contact who can't be let in; [`AppError::Forbidden`] if a link in the actor's hands
/// would open papers of clients that he does not see.
pub async fn invite(ctx: &Ctx, id: ContactId) -> AppResult<()> {
    may(ctx)?;
    let mut conn = ctx.read();
    let contact = contacts::store::by_id(&mut conn, id, ctx.scope_of(Object::Clients)).await?;
    let contact = contact.ok_or(AppError::NotFound)?;
    may_for(&mut conn, ctx, contact.client).await?;
    can_enter(&mut conn, &contact).await?;
    let client = clients::actions::show(ctx, contact.client).await?;
    let stored = store::access(&mut conn, id).await?;
    let entrance = Entrance {
        contact: id,
        client: contact.client,
        client_name: client.name,
        name: contact.name(),
        email: contact.email.clone(),
        lang: contact.lang,
        rights: stored.as_ref().map_or_else(CabinetRights::all, |stored| stored.rights),
    };
    let let_in = stored.as_ref().is_some_and(|stored| holds(stored, &contact));
    let has_password = store::password_hash(&mut conn, &contact.email).await?.is_some();
    let by_mail = mailbox::actions::is_ready(ctx).await?;
    let told = match (has_password, let_in) {
        // He knows his password, and learns of the other client.
        (true, false) => Told::Letter(by_mail.then(|| Box::new(notice(ctx, &entrance)))),
        (true, true) => Told::Link(links::prepare_for(ctx, Purpose::Reset, &entrance).await?),
        (false, _) => Told::Link(links::prepare_for(ctx, Purpose::Invitation, &entrance).await?),
    };

    let mut tx = ctx.write().await?;
    let now = contacts::actions::locked(&mut tx, ctx, id).await?;
    // It goes to the address it was made for.
    if now.email != contact.email {
        return Err(AppError::field("granted", Problem::WrongState));
    }
    can_enter(&mut tx, &now).await?;
    if !by_mail && matches!(told, Told::Link(_)) && !hides_nobody(&mut tx, ctx, &now).await? {
        return Err(AppError::Forbidden);
    }
    let stored = store::access(&mut tx, id).await?;
    let rights = stored.as_ref().map_or_else(CabinetRights::all, |stored| stored.rights);
    write(&mut tx, ctx, &now, stored, (true, rights)).await?;
    match told {
        Told::Link(prepared) => links::put_for(&mut tx, ctx, &entrance, prepared).await?,
        Told::Letter(Some(letter)) => {
            mail::actions::post(&mut tx, ctx, &letter).await?;
        }
        Told::Letter(None) => {}
    }
    tx.commit().await?;
    Ok(())
}

/// How a contact learns that he is let in.
enum Told {
    Link(links::Prepared),
    /// Without a mail server whoever let him in tells him.
    Letter(Option<Box<NewLetter>>),
}

/// The letter to somebody who has a password already.
fn notice(ctx: &Ctx, entrance: &Entrance) -> NewLetter {
    let locale = locale_of(entrance.lang);
    let (name, client) = (entrance.name.clone(), entrance.client_name.clone());
    let id: Uuid = ctx.new_id();
    let brief = Brief {
        dedupe: format!("access/{id}"),
        client: Some(entrance.client),
        lang: entrance.lang,
        to: links::recipient(entrance),
        subject: td_string!(locale, access.invite_subject).to_owned(),
        sentence: td_string!(locale, access.notice_letter, name = name, client = client),
        typed: String::new(),
        before_link: String::new(),
        link: format!("{}/cabinet/sign-in", ctx.base_url),
    };
    brief.letter()
}

/// Opens a short session of the cabinet in which a member of the staff sees what the contact sees, and changes nothing.
///
/// # Errors
/// [`Problem::WrongState`] beside `id` for a contact who is not let in.
pub async fn look(ctx: &Ctx, id: ContactId) -> AppResult<Token> {
    may(ctx)?;
    let user = ctx.actor.user().ok_or(AppError::Forbidden)?;
    let mut tx = ctx.write().await?;
    let contact = contacts::actions::locked(&mut tx, ctx, id).await?;
    may_for(&mut tx, ctx, contact.client).await?;
    let entrance = store::entrance(&mut tx, id).await?;
    let entrance = entrance.ok_or_else(|| AppError::field("id", Problem::WrongState))?;
    let token = visits::open_look(&mut tx, ctx, &entrance, user).await?;
    activity::record(&mut tx, ctx, Event::new(owner(&contact), Verb::LookedAs)).await?;
    tx.commit().await?;
    Ok(token)
}
