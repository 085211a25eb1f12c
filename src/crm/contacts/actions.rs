//! Contacts: what can be done with them. Every write locks the client first, so that of two writes on his contacts one waits.

use super::forms::{SaveContact, TypedMailing, ValidContact};
use super::model::{
    Contact, ContactFilter, ContactForm, ContactRow, ContactSheet, ContactSort, MailedAs, MailedKind, Mailing,
};
use super::store;
use crate::company::accounts;
use crate::company::accounts::store::links::Subject;
use crate::crm::clients;
use crate::crm::clients::actions::{PersonSaid, SeenMail};
use crate::crm::clients::model::Client;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, ContactId, Id};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx, unless_in_use};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::reach::actions::regarding;

/// Events on a contact's page.
const EVENTS: i64 = 50;

/// Creates a contact, or changes one. The client's first active contact becomes the primary one; making another one primary
/// moves it.
///
/// # Errors
/// The form's problems; [`Problem::UnseenPapers`] beside papers that are newly mailed to him and that the actor doesn't see himself,
/// [`Problem::AddressOfUnseenPapers`] beside another e-mail where such papers go to him.
pub async fn save(ctx: &Ctx, input: SaveContact) -> AppResult<ContactId> {
    ctx.may(Right::EditClients)?;
    let new = input.validated()?;
    match input.id {
        Some(id) => change(ctx, id, input.version, new).await,
        None => create(ctx, &input, new).await,
    }
}

async fn create(ctx: &Ctx, input: &SaveContact, new: ValidContact) -> AppResult<ContactId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    let client = new.client.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let client = locked_client(&mut tx, ctx, client).await?;
    if client.archived {
        return Err(AppError::field("client", Problem::Archived));
    }
    must_be_seen(&mut tx, ctx, client.id, None, &new).await?;
    let id = create_in(&mut tx, ctx, client.id, new).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a new contact of a locked client. The caller has checked the right to write the client down.
pub(in crate::crm) async fn create_in(
    tx: &mut Tx,
    ctx: &Ctx,
    client: ClientId,
    new: ValidContact,
) -> AppResult<ContactId> {
    let before = store::primary(tx, client).await?;
    let takes_over = new.primary || before.as_ref().is_none_or(|primary| !primary.active);
    if takes_over {
        step_down(tx, ctx, before).await?;
    }
    let id: ContactId = ctx.new_id();
    let new = ValidContact {
        primary: takes_over,
        ..new
    };
    store::insert(tx, id, client, &new, ctx.now()).await?;
    let contact = store::by_id(tx, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    let event = Event::new(owner(&contact), Verb::Created)
        .change("name", "", contact.name())
        .change("primary", "", ticked(contact.primary));
    activity::record(tx, ctx, event).await?;
    mirror(tx, ctx, &contact, true).await?;
    Ok(id)
}

async fn change(ctx: &Ctx, id: ContactId, version: i64, new: ValidContact) -> AppResult<ContactId> {
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, id).await?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    must_be_seen(&mut tx, ctx, old.client, Some(&old), &new).await?;
    if new.primary && !old.primary {
        must_be_active(&old)?;
        let before = store::primary(&mut tx, old.client).await?;
        step_down(&mut tx, ctx, before).await?;
    }
    let new = ValidContact {
        primary: new.primary || old.primary,
        ..new
    };
    let stored = write(&mut tx, ctx, &old, &new).await?;
    let goes_elsewhere = stored.email != old.email;
    if goes_elsewhere {
        // Whoever reads the new address has still to be let in.
        put_out(&mut tx, id).await?;
    }
    mirror(&mut tx, ctx, &stored, goes_elsewhere || !old.primary).await?;
    tx.commit().await?;
    Ok(id)
}

/// Of what is mailed, the papers of a client that the actor sees himself: the address may be his own.
pub(in crate::crm) async fn seen(conn: &mut Conn, ctx: &Ctx, client: ClientId, mail: &Mailing) -> DbResult<Mailing> {
    let seen = SeenMail::of(conn, ctx, client).await?;
    let kinds = MailedKind::ALL.iter().filter(|kind| seen.may_mail(**kind));
    Ok(kinds.filter_map(|kind| Some((*kind, mail.of(*kind)?))).collect())
}

/// What was mailed before stays, whoever saves the form, as long as it goes where it went.
async fn must_be_seen(
    conn: &mut Conn,
    ctx: &Ctx,
    client: ClientId,
    old: Option<&Contact>,
    new: &ValidContact,
) -> AppResult<()> {
    let seen = SeenMail::of(conn, ctx, client).await?;
    let was_mailed = |kind: MailedKind| old.is_some_and(|old| old.mail.of(kind).is_some());
    let goes_elsewhere = !new.email.is_empty() && old.is_some_and(|old| old.email != new.email);
    let mut errors = FieldErrors::default();
    for kind in MailedKind::ALL.iter().filter(|kind| new.mail.of(**kind).is_some()) {
        if !was_mailed(*kind) && !seen.may_mail(*kind) {
            errors.add(format!("mail.{kind}"), Problem::UnseenPapers);
        } else if was_mailed(*kind) && goes_elsewhere && !seen.may_readdress(*kind) {
            errors.add("email", Problem::AddressOfUnseenPapers);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// Writes what has changed of a contact whose client is locked, and gives him as he is then.
async fn write(tx: &mut Tx, ctx: &Ctx, old: &Contact, new: &ValidContact) -> AppResult<Contact> {
    store::update(tx, old.id, new).await?;
    let stored = store::by_id(tx, old.id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    let (before, after) = (SaveContact::of(old), SaveContact::of(&stored));
    let pairs = before.fields().into_iter().zip(after.fields());
    let event = Event::new(owner(old), Verb::Changed);
    let event = pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    activity::record(tx, ctx, event).await?;
    Ok(stored)
}

/// The visitor of the cabinet in his own card.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn own(ctx: &Ctx) -> AppResult<Contact> {
    let visitor = ctx.any_visitor()?;
    let contact = store::by_id(&mut ctx.read(), visitor.contact, ctx.scope_of(Object::Clients)).await?;
    contact.ok_or(AppError::NotFound)
}

/// Changes what the visitor says of himself: name, phone, language of letters. The card of the client stays as it is, also where it
/// follows this contact: what stands on papers is changed by the staff.
///
/// # Errors
/// [`AppError::Conflict`] if somebody saved the contact meanwhile; as [`Ctx::any_acting_visitor`].
pub async fn change_own(ctx: &Ctx, version: i64, say: impl FnOnce(&mut ValidContact)) -> AppResult<()> {
    let visitor = ctx.any_acting_visitor()?;
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, visitor.contact).await?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    let mut new = ValidContact::of(&old);
    say(&mut new);
    if new != ValidContact::of(&old) {
        write(&mut tx, ctx, &old, &new).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Makes an active contact the primary one of his client, in place of the one before.
pub async fn make_primary(ctx: &Ctx, id: ContactId) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let contact = locked(&mut tx, ctx, id).await?;
    if contact.primary {
        return Ok(());
    }
    must_be_active(&contact)?;
    take_over(&mut tx, ctx, &contact).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a contact out of use. The primary one stays while there is another active one who could take over.
pub async fn deactivate(ctx: &Ctx, id: ContactId) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let contact = locked(&mut tx, ctx, id).await?;
    if !contact.active {
        return Ok(());
    }
    if contact.primary && store::others(&mut tx, &contact).await?.active > 0 {
        return Err(AppError::field("primary", Problem::PrimaryContact));
    }
    store::set_active(&mut tx, id, false).await?;
    put_out(&mut tx, id).await?;
    activity::record(&mut tx, ctx, Event::new(owner(&contact), Verb::Deactivated)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a contact back into use. He becomes the primary one if the primary one is out of use.
pub async fn reactivate(ctx: &Ctx, id: ContactId) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let contact = locked(&mut tx, ctx, id).await?;
    if contact.active {
        return Ok(());
    }
    store::set_active(&mut tx, id, true).await?;
    activity::record(&mut tx, ctx, Event::new(owner(&contact), Verb::Reactivated)).await?;
    let primary = store::primary(&mut tx, contact.client).await?;
    if primary.is_none_or(|primary| !primary.active) {
        take_over(&mut tx, ctx, &contact).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes a contact to whom nothing refers. The primary one goes last.
pub async fn delete(ctx: &Ctx, id: ContactId) -> AppResult<ClientId> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let contact = locked(&mut tx, ctx, id).await?;
    if contact.primary && store::others(&mut tx, &contact).await?.all > 0 {
        return Err(AppError::field("primary", Problem::PrimaryContact));
    }
    unless_in_use("id", store::delete(&mut tx, id).await)?;
    put_out(&mut tx, id).await?;
    let event = Event::new(owner(&contact), Verb::Deleted).change("name", contact.name(), "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contact.client)
}

/// His sessions in the cabinet end, and his links hold no longer.
pub async fn put_out(tx: &mut Tx, id: ContactId) -> AppResult<()> {
    accounts::sessions::end_all(tx, Subject::contact(id), None).await?;
    Ok(accounts::links::end_of(tx, Subject::contact(id)).await?)
}

/// The primary one hands his place over; two would be one too many even for a moment.
async fn step_down(tx: &mut Tx, ctx: &Ctx, primary: Option<Contact>) -> AppResult<()> {
    if let Some(primary) = primary {
        store::set_primary(tx, primary.id, false).await?;
        record_primary(tx, ctx, &primary, false).await?;
    }
    Ok(())
}

async fn take_over(tx: &mut Tx, ctx: &Ctx, contact: &Contact) -> AppResult<()> {
    let before = store::primary(tx, contact.client).await?;
    step_down(tx, ctx, before.filter(|before| before.id != contact.id)).await?;
    if !contact.primary {
        store::set_primary(tx, contact.id, true).await?;
        record_primary(tx, ctx, contact, true).await?;
        let contact = Contact {
            primary: true,
            ..contact.clone()
        };
        mirror(tx, ctx, &contact, true).await?;
    }
    Ok(())
}

/// The primary contact of a person is his profile, where the settings say so. His e-mail is so only in the step that makes it the primary
/// one's: the card may have been kept from an earlier one, whose step would not have been enough to say where the client is written to.
async fn mirror(tx: &mut Tx, ctx: &Ctx, contact: &Contact, is_new_email: bool) -> AppResult<()> {
    if !contact.primary {
        return Ok(());
    }
    let said = PersonSaid {
        name: contact.name(),
        email: is_new_email.then(|| contact.email.clone()),
        phone: contact.phone.clone(),
    };
    clients::actions::mirror_person_in(tx, ctx, contact.client, said).await
}

async fn record_primary(tx: &mut Tx, ctx: &Ctx, contact: &Contact, primary: bool) -> AppResult<()> {
    let event = Event::new(owner(contact), Verb::Changed).change("primary", ticked(!primary), ticked(primary));
    activity::record(tx, ctx, event).await?;
    Ok(())
}

const fn ticked(yes: bool) -> &'static str {
    if yes { "true" } else { "" }
}

fn must_be_active(contact: &Contact) -> AppResult<()> {
    if contact.active {
        Ok(())
    } else {
        Err(AppError::field("primary", Problem::WrongState))
    }
}

fn owner(contact: &Contact) -> Owner {
    Owner::contact(contact.id, contact.client)
}

async fn locked_client(tx: &mut Tx, ctx: &Ctx, client: ClientId) -> AppResult<Client> {
    clients::store::locked(tx, client, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)
}

/// A contact whose client is locked.
pub async fn locked(tx: &mut Tx, ctx: &Ctx, id: ContactId) -> AppResult<Contact> {
    let found = store::by_id(tx, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    locked_client(tx, ctx, found.client).await?;
    // As it is now that nobody else writes.
    store::by_id(tx, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)
}

/// A contact the actor can see, with his history.
pub async fn show(ctx: &Ctx, id: ContactId) -> AppResult<ContactSheet> {
    ctx.may(Right::ViewClients)?;
    let mut conn = ctx.read();
    let contact = store::by_id(&mut conn, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(ContactSheet {
        rights: regarding(&mut conn, ctx, contact.client).await?.actor.rights(),
        client_name: clients::actions::show(ctx, contact.client).await?.name,
        events: activity::actions::of_owner(ctx, &owner(&contact), EVENTS).await?,
        contact,
    })
}

/// One page of the contacts the actor can see.
pub async fn list(ctx: &Ctx, filter: ContactFilter) -> AppResult<Page<ContactRow>> {
    ctx.may(Right::ViewClients)?;
    if let Some(client) = filter.client {
        clients::actions::show(ctx, client).await?;
    }
    let mut rows = store::list(&mut ctx.read(), ctx.scope_of(Object::Clients), &filter).await?;
    for row in &mut rows {
        row.added = filter.added == Some(row.id);
    }
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        let key = match filter.sort {
            ContactSort::Name => SortKey::Text(row.sort_name.clone()),
            ContactSort::Email => SortKey::Text(row.email.clone()),
            ContactSort::Created => SortKey::Int(0),
        };
        (key, row.id.uuid())
    }))
}

/// What the form of a new contact begins with: the client's language, and for his first contact everything mailed that the actor sees.
pub async fn form(ctx: &Ctx, client: Option<ClientId>) -> AppResult<ContactForm> {
    ctx.may(Right::EditClients)?;
    let Some(id) = client else {
        let lang = crate::platform::ctx::current_viewer().map_or_else(Default::default, |viewer| viewer.lang);
        return Ok(ContactForm {
            input: SaveContact::blank(ctx.new_id(), None, lang, false),
            client: None,
            clients: clients::actions::find(ctx, "", OwnerKind::Client).await?,
        });
    };
    let client = clients::actions::show(ctx, id).await?;
    let mut conn = ctx.read();
    let first = store::primary(&mut conn, id)
        .await?
        .is_none_or(|primary| !primary.active);
    let mut input = SaveContact::blank(ctx.new_id(), Some(id), client.lang, first);
    if first {
        let everything = MailedKind::ALL.iter().map(|kind| (*kind, MailedAs::To)).collect();
        input.mail = TypedMailing::of(&seen(&mut conn, ctx, id, &everything).await?);
    }
    Ok(ContactForm {
        input,
        client: Some(client.choice()),
        clients: Vec::new(),
    })
}

async fn conflict(tx: &mut Tx, stored: &Contact) -> AppResult<AppError> {
    let form = SaveContact::of(stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let current = fields.into_iter().collect();
    Ok(activity::actions::conflict(tx, &owner(stored), stored.version, current).await?)
}
