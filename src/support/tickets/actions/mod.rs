//! Requests: what can be done with them. Locks are taken in one order: the request, the counter of numbers.
//!
//! | file | what it holds |
//! |---|---|
//! | here | what the staff does: opening, answering, deciding |
//! | `thread` | a message with its files, whoever writes it |
//! | `reading` | one request, the list, its counts, forms |
//! | `visiting` | what a contact does and sees in the cabinet |
//! | `notices` | the letters that tell the other side |

mod notices;
mod reading;
mod thread;
mod visiting;

pub use reading::{counts, form, list, narrow, show};
pub use visiting::{ask, close, mark_own_read, may_ask, open_file, own, own_form, own_open, own_sheet, reopen, reply};

use super::forms::{NewTicket, Reply, SaveTicket, SetTicketStatus, ValidDecision};
use super::model::{MessageKind, PaperKey, Ticket, TicketStatus};
use super::store;
use super::store::people;
use crate::company::{accounts, mailbox};
use crate::crm::{clients, contacts};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, ContactId, Id, TicketId, TicketMessageId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::files::actions::Received;
use crate::records::reach::actions::regarding;
use crate::support::departments;

use thread::{Written, written};

/// Whether files may come with a message of the staff: asked before a byte of them is read. Without a request, for a new one.
pub async fn may_answer(ctx: &Ctx, id: Option<TicketId>) -> AppResult<()> {
    ctx.may(Writing::TICKETS.of(id))?;
    match id {
        Some(id) => seen(&mut ctx.read(), ctx, id).await.map(|_| ()),
        None => Ok(()),
    }
}

async fn seen(conn: &mut Conn, ctx: &Ctx, id: TicketId) -> AppResult<Ticket> {
    store::by_id(conn, id, ctx.scope_of(Object::Tickets))
        .await?
        .ok_or(AppError::NotFound)
}

async fn locked(tx: &mut Tx, ctx: &Ctx, id: TicketId) -> AppResult<Ticket> {
    store::locked(tx, id, ctx.scope_of(Object::Tickets))
        .await?
        .ok_or(AppError::NotFound)
}

/// Opens a request for a client, who has called or written otherwise. Whoever writes it down works on it, if he may; its contact
/// hears of it.
///
/// # Errors
/// All problems of the form.
pub async fn open(ctx: &Ctx, input: &NewTicket, files: Vec<Received>) -> AppResult<TicketId> {
    ctx.may(Right::CreateTickets)?;
    let new = input.validated()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let by_mail = mailbox::actions::is_ready(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let mut errors = FieldErrors::default();
    match clients::store::by_id(&mut tx, new.client, ctx.scope_of(Object::Tickets)).await? {
        None => return Err(AppError::field("client", Problem::UnknownChoice)),
        Some(client) if client.archived => errors.add("client", Problem::Archived),
        Some(_) => {}
    }
    let contact = match new.contact {
        Some(contact) => Some(contact),
        None => contacts::store::primary(&mut tx, new.client)
            .await?
            .filter(|contact| contact.active)
            .map(|contact| contact.id),
    };
    let ticket = Ticket {
        id: ctx.new_id(),
        number: 0,
        subject: new.request.subject,
        client: new.client,
        contact,
        department: new.request.department,
        priority: new.request.priority,
        status: TicketStatus::Open,
        executor: ctx.actor.user().filter(|_| ctx.actor.has(Right::EditTickets)),
        paper: new.request.paper,
        last_seq: 0,
        last_shown_seq: 0,
        version: 1,
    };
    let of_him = regarding(&mut tx, ctx, ticket.client).await?;
    check(&mut tx, &ticket, None, |kind| sees(&of_him, kind), &mut errors).await?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let mut ticket = created(&mut tx, ctx, ticket).await?;
    let message = Written {
        kind: MessageKind::Staff,
        body: &new.request.body,
        author: ctx.actor.user().map(Id::uuid),
        files,
    };
    let status = ticket.status;
    let message = written(&mut tx, ctx, &mut ticket, message, status).await?;
    if by_mail {
        notices::tell_contact(&mut tx, ctx, &ticket, message, &new.request.body).await?;
    }
    requests::done(&mut tx, request, ticket.id).await?;
    tx.commit().await?;
    Ok(ticket.id)
}

/// Writes a new request down, under the next number.
async fn created(tx: &mut Tx, ctx: &Ctx, ticket: Ticket) -> AppResult<Ticket> {
    let ticket = Ticket {
        number: store::next_number(tx).await?,
        ..ticket
    };
    store::insert(tx, &ticket, ctx.now()).await?;
    let event = Event::new(ticket.owner(), Verb::Created).change("subject", "", &ticket.subject);
    activity::record(tx, ctx, event).await?;
    Ok(ticket)
}

/// Answers a request, or notes something in it that the client never sees. After an answer the client has the word; a note changes no state.
///
/// # Errors
/// All problems of the form.
pub async fn answer(ctx: &Ctx, id: TicketId, input: &Reply, files: Vec<Received>) -> AppResult<TicketMessageId> {
    ctx.may(Right::EditTickets)?;
    let body = input.validated()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let by_mail = mailbox::actions::is_ready(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let mut ticket = locked(&mut tx, ctx, id).await?;
    let before = ticket.status;
    let (kind, verb, after) = if input.note {
        (MessageKind::Note, Verb::Noted, before)
    } else {
        (MessageKind::Staff, Verb::Answered, before.answered())
    };
    let event = Event::new(ticket.owner(), verb).change("status", before, after);
    activity::record(&mut tx, ctx, event).await?;
    let message = Written {
        kind,
        body: &body,
        author: ctx.actor.user().map(Id::uuid),
        files,
    };
    let message = written(&mut tx, ctx, &mut ticket, message, after).await?;
    if by_mail && kind.is_shown() {
        notices::tell_contact(&mut tx, ctx, &ticket, message, &body).await?;
    }
    requests::done(&mut tx, request, message).await?;
    tx.commit().await?;
    Ok(message)
}

/// Changes what was decided about a request.
///
/// # Errors
/// All problems of the form; [`AppError::Conflict`] when somebody was faster.
pub async fn save(ctx: &Ctx, input: SaveTicket) -> AppResult<()> {
    ctx.may(Right::EditTickets)?;
    let new = input.validated()?;
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, input.id).await?;
    if old.version != input.version {
        return Err(conflict(&mut tx, ctx, &old).await?);
    }
    let mut ticket = decided(old.clone(), new);
    let of_him = regarding(&mut tx, ctx, old.client).await?;
    if old.paper.is_some_and(|paper| !sees(&of_him, paper.kind)) {
        // It was not offered.
        ticket.paper = old.paper;
    }
    let mut errors = FieldErrors::default();
    check(&mut tx, &ticket, Some(&old), |kind| sees(&of_him, kind), &mut errors).await?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::update(&mut tx, &ticket).await?;
    let event = changes(&mut tx, &old, &ticket).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn decided(ticket: Ticket, new: ValidDecision) -> Ticket {
    Ticket {
        subject: new.subject,
        status: new.status,
        priority: new.priority,
        department: new.department,
        executor: new.executor,
        contact: new.contact,
        paper: new.paper,
        ..ticket
    }
}

/// Takes a request into another state.
pub async fn set_status(ctx: &Ctx, input: SetTicketStatus) -> AppResult<()> {
    ctx.may(Right::EditTickets)?;
    let mut tx = ctx.write().await?;
    let ticket = locked(&mut tx, ctx, input.id).await?;
    moved(&mut tx, ctx, ticket, input.status).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a locked request another state, if it is another one.
async fn moved(tx: &mut Tx, ctx: &Ctx, ticket: Ticket, status: TicketStatus) -> AppResult<()> {
    if ticket.status == status {
        return Ok(());
    }
    let event = Event::new(ticket.owner(), Verb::Changed).change("status", ticket.status, status);
    store::update(tx, &Ticket { status, ..ticket }).await?;
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// Whoever asks works on it from now on.
pub async fn take(ctx: &Ctx, id: TicketId) -> AppResult<()> {
    ctx.may(Right::EditTickets)?;
    let user = ctx.actor.user().ok_or(AppError::Forbidden)?;
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, id).await?;
    let status = match old.status {
        TicketStatus::Open => TicketStatus::InProgress,
        other => other,
    };
    let ticket = Ticket {
        executor: Some(user),
        status,
        ..old.clone()
    };
    if ticket != old {
        store::update(&mut tx, &ticket).await?;
        let event = changes(&mut tx, &old, &ticket).await?;
        activity::record(&mut tx, ctx, event).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Notes that the reader has read all there is.
pub async fn mark_read(ctx: &Ctx, id: TicketId) -> AppResult<()> {
    ctx.may(Right::ViewTickets)?;
    let user = ctx.actor.user().ok_or(AppError::Forbidden)?;
    let mut tx = ctx.write().await?;
    let ticket = seen(&mut tx, ctx, id).await?;
    store::mark_read(&mut tx, id, user.uuid(), ticket.last_seq).await?;
    tx.commit().await?;
    Ok(())
}

/// What a request names has to be there, and to belong to its client. What it had already may stay.
async fn check(
    tx: &mut Tx,
    new: &Ticket,
    old: Option<&Ticket>,
    sees: impl Fn(OwnerKind) -> bool,
    errors: &mut FieldErrors,
) -> AppResult<()> {
    let had = |same: fn(&Ticket, &Ticket) -> bool| old.is_some_and(|old| same(old, new));
    if let Some(contact) = new.contact.filter(|_| !had(|old, new| old.contact == new.contact)) {
        let found = contacts::store::by_id(tx, contact, Scope::Client(new.client)).await?;
        if found.is_none_or(|contact| !contact.active) {
            errors.add("contact", Problem::UnknownChoice);
        }
    }
    if new.department.is_some() && !had(|old, new| old.department == new.department) {
        let offered = departments::store::offered(tx, None).await?;
        if !offered.iter().any(|one| Some(one.id) == new.department) {
            errors.add("department", Problem::UnknownChoice);
        }
    }
    if let Some(executor) = new
        .executor
        .filter(|_| old.is_some() && !had(|old, new| old.executor == new.executor))
    {
        let staff = people::answerers(tx, new.client).await?;
        if !staff.iter().any(|one| one.id == executor) {
            errors.add("executor", Problem::UnknownChoice);
        }
    }
    if let Some(paper) = new.paper.filter(|_| !had(|old, new| old.paper == new.paper))
        && (!sees(paper.kind) || store::papers::one(tx, new.client, paper).await?.is_none())
    {
        errors.add("paper", Problem::UnknownChoice);
    }
    Ok(())
}

/// Whether a member of the staff may see papers of a kind: of a client, with the rights he has for him.
fn sees(ctx: &Ctx, kind: OwnerKind) -> bool {
    PaperKey::right(kind).is_some_and(|right| ctx.actor.has(right))
}

/// Names of what a request says by ids, but for its paper.
async fn names(conn: &mut Conn, ticket: &Ticket) -> AppResult<[(&'static str, String); 3]> {
    let executor = match ticket.executor {
        Some(user) => accounts::store::name(conn, user).await?.unwrap_or_default(),
        None => String::new(),
    };
    Ok([
        ("department", departments::store::name(conn, ticket.department).await?),
        ("executor", executor),
        ("contact", contact_name(conn, ticket.client, ticket.contact).await?),
    ])
}

/// The number of the paper a request is about; empty for none.
async fn paper_number(conn: &mut Conn, ticket: &Ticket) -> AppResult<String> {
    let Some(key) = ticket.paper else {
        return Ok(String::new());
    };
    let paper = store::papers::one(conn, ticket.client, key).await?;
    Ok(paper.map(|paper| paper.number).unwrap_or_default())
}

async fn contact_name(conn: &mut Conn, client: ClientId, contact: Option<ContactId>) -> AppResult<String> {
    let Some(contact) = contact else {
        return Ok(String::new());
    };
    let found = contacts::store::by_id(conn, contact, Scope::Client(client)).await?;
    Ok(found.map(|contact| contact.name()).unwrap_or_default())
}

/// The changed fields; what is an id is named. A paper is noted under its kind: who may not see papers of that kind does not read of it.
async fn changes(tx: &mut Tx, old: &Ticket, new: &Ticket) -> AppResult<Event> {
    let event = Event::new(new.owner(), Verb::Changed)
        .change("subject", &old.subject, &new.subject)
        .change("status", old.status, new.status)
        .change("priority", old.priority, new.priority);
    let named = names(tx, old).await?.into_iter().zip(names(tx, new).await?);
    let mut event = named.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    if old.paper != new.paper {
        if let Some(paper) = old.paper {
            event = event.change(paper.kind.as_str(), paper_number(tx, old).await?, "");
        }
        if let Some(paper) = new.paper {
            event = event.change(paper.kind.as_str(), "", paper_number(tx, new).await?);
        }
    }
    Ok(event)
}

async fn conflict(tx: &mut Tx, ctx: &Ctx, stored: &Ticket) -> AppResult<AppError> {
    let form = SaveTicket::of(stored);
    let of_him = regarding(tx, ctx, stored.client).await?;
    let seen = stored.paper.filter(|paper| sees(&of_him, paper.kind));
    let fields = [
        ("subject", form.subject),
        ("status", form.status),
        ("priority", form.priority),
        ("department", form.department),
        ("executor", form.executor),
        ("contact", form.contact),
        ("paper", typed(seen)),
    ];
    let paper = match seen {
        Some(_) => paper_number(tx, stored).await?,
        None => String::new(),
    };
    let labels = names(tx, stored).await?.into_iter().chain([("paper", paper)]);
    let labels = labels.map(|(field, name)| (format!("{field}.label"), name));
    let current = fields.into_iter().map(|(field, value)| (field.to_owned(), value));
    let current = current.chain(labels).collect();
    Ok(activity::actions::conflict(tx, &stored.owner(), stored.version, current).await?)
}
