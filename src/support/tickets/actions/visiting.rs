//! What a contact does and sees in the cabinet: the requests of his client, and of each what is meant for him.

use std::time::Duration;

use super::reading::with_files;
use super::thread::{Written, written};
use super::{check, created, moved, notices};
use crate::company::mailbox;
use crate::error::{AppError, AppResult};
use crate::kernel::cabinet::{CabinetRight, Visitor};
use crate::kernel::ids::{FileId, Id, TicketId, TicketMessageId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::attempts::{self, Limit};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity::model::{Event, Verb};
use crate::records::files::actions::{Opened, Received};
use crate::records::files::model::FileRow;
use crate::records::{activity, files};
use crate::support::departments;
use crate::support::tickets::cabinet::{
    OpenTickets, OwnFile, OwnMessage, OwnTicketFilter, OwnTicketForm, OwnTicketRow, OwnTicketSheet,
};
use crate::support::tickets::forms::{AskTicket, Reply};
use crate::support::tickets::model::{MessageKind, PaperKey, Ticket, TicketPriority, TicketStatus};
use crate::support::tickets::store;
use crate::support::tickets::store::{lists, messages, papers};

/// Requests on the first page of the cabinet.
const ON_HOME: i64 = 5;
/// Papers of each kind that are offered.
const OFFERED: i64 = 30;
/// Messages of one contact: each writes letters to several people.
const WRITES: Limit = Limit {
    max: 60,
    window: Duration::from_hours(1),
};

/// Whether files may come with a message of the contact: asked before a byte of them is read. Without a request, for a new one.
pub async fn may_ask(ctx: &Ctx, id: Option<TicketId>) -> AppResult<()> {
    let visitor = ctx.acting_visitor(CabinetRight::Support)?;
    match id {
        Some(id) => seen(&mut ctx.read(), ctx, visitor, id).await.map(|_| ()),
        None => Ok(()),
    }
}

/// A request of the visitor's client.
async fn seen(conn: &mut Conn, ctx: &Ctx, visitor: Visitor, id: TicketId) -> AppResult<Ticket> {
    let ticket = store::by_id(conn, id, ctx.scope_of(Object::Tickets)).await?;
    ticket
        .filter(|ticket| ticket.client == visitor.client)
        .ok_or(AppError::NotFound)
}

async fn locked(tx: &mut Tx, ctx: &Ctx, visitor: Visitor, id: TicketId) -> AppResult<Ticket> {
    let ticket = store::locked(tx, id, ctx.scope_of(Object::Tickets)).await?;
    ticket
        .filter(|ticket| ticket.client == visitor.client)
        .ok_or(AppError::NotFound)
}

/// Nobody floods the staff.
async fn take_breath(ctx: &Ctx, visitor: Visitor) -> AppResult<()> {
    attempts::take(ctx, &format!("ticket/{}", visitor.contact), WRITES).await?;
    Ok(())
}

/// Opens a request. The staff hears of it.
///
/// # Errors
/// All problems of the form.
pub async fn ask(ctx: &Ctx, input: &AskTicket, files: Vec<Received>) -> AppResult<TicketId> {
    let visitor = ctx.acting_visitor(CabinetRight::Support)?;
    let new = input.validated()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    take_breath(ctx, visitor).await?;
    let by_mail = mailbox::actions::is_ready(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let ticket = Ticket {
        id: ctx.new_id(),
        number: 0,
        subject: new.subject,
        client: visitor.client,
        contact: Some(visitor.contact),
        department: new.department,
        priority: new.priority,
        status: TicketStatus::Open,
        executor: None,
        paper: new.paper,
        last_seq: 0,
        last_shown_seq: 0,
        version: 1,
    };
    let mut errors = FieldErrors::default();
    check(&mut tx, &ticket, None, |kind| sees(ctx, kind), &mut errors).await?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let mut ticket = created(&mut tx, ctx, ticket).await?;
    let message = Written {
        kind: MessageKind::Client,
        body: &new.body,
        author: Some(visitor.contact.uuid()),
        files,
    };
    let message = written(&mut tx, ctx, &mut ticket, message, TicketStatus::Open).await?;
    if by_mail {
        notices::tell_staff(&mut tx, ctx, &ticket, message, &new.body).await?;
    }
    requests::done(&mut tx, request, ticket.id).await?;
    tx.commit().await?;
    Ok(ticket.id)
}

/// Writes a further message. What rested is open again, and the staff hears of it.
///
/// # Errors
/// All problems of the form.
pub async fn reply(ctx: &Ctx, id: TicketId, input: &Reply, files: Vec<Received>) -> AppResult<TicketMessageId> {
    let visitor = ctx.acting_visitor(CabinetRight::Support)?;
    let body = input.validated()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    take_breath(ctx, visitor).await?;
    let by_mail = mailbox::actions::is_ready(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let mut ticket = locked(&mut tx, ctx, visitor, id).await?;
    let (before, after) = (ticket.status, ticket.status.asked());
    let event = Event::new(ticket.owner(), Verb::Asked).change("status", before, after);
    activity::record(&mut tx, ctx, event).await?;
    let message = Written {
        kind: MessageKind::Client,
        body: &body,
        author: Some(visitor.contact.uuid()),
        files,
    };
    let message = written(&mut tx, ctx, &mut ticket, message, after).await?;
    if by_mail {
        notices::tell_staff(&mut tx, ctx, &ticket, message, &body).await?;
    }
    requests::done(&mut tx, request, message).await?;
    tx.commit().await?;
    Ok(message)
}

/// The contact needs no more.
///
/// # Errors
/// [`Problem::WrongState`] beside `id` if it is closed already.
pub async fn close(ctx: &Ctx, id: TicketId) -> AppResult<()> {
    step(ctx, id, TicketStatus::close).await
}

/// The contact comes back to a closed request.
///
/// # Errors
/// [`Problem::WrongState`] beside `id` unless it is closed.
pub async fn reopen(ctx: &Ctx, id: TicketId) -> AppResult<()> {
    step(ctx, id, TicketStatus::reopen).await
}

async fn step(ctx: &Ctx, id: TicketId, to: fn(TicketStatus) -> Result<TicketStatus, Problem>) -> AppResult<()> {
    let visitor = ctx.acting_visitor(CabinetRight::Support)?;
    let mut tx = ctx.write().await?;
    let ticket = locked(&mut tx, ctx, visitor, id).await?;
    let status = to(ticket.status).map_err(|problem| AppError::field("id", problem))?;
    moved(&mut tx, ctx, ticket, status).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that the contact has read all that is meant for him.
pub async fn mark_own_read(ctx: &Ctx, id: TicketId) -> AppResult<()> {
    let visitor = ctx.acting_visitor(CabinetRight::Support)?;
    let mut tx = ctx.write().await?;
    let ticket = seen(&mut tx, ctx, visitor, id).await?;
    store::mark_read(&mut tx, id, visitor.contact.uuid(), ticket.last_shown_seq).await?;
    tx.commit().await?;
    Ok(())
}

/// One page of the client's requests, those written in last first.
pub async fn own(ctx: &Ctx, filter: OwnTicketFilter) -> AppResult<Page<OwnTicketRow>> {
    let visitor = ctx.visitor(CabinetRight::Support)?;
    let after = filter.after.as_ref();
    let rows = lists::own(&mut ctx.read(), visitor.client, visitor.contact.uuid(), after).await?;
    Ok(Page::cut(rows, after, |row| (SortKey::Int(row.moment), row.id.uuid())))
}

/// What is still open, for the first page of the cabinet.
pub async fn own_open(ctx: &Ctx) -> AppResult<OpenTickets> {
    let visitor = ctx.visitor(CabinetRight::Support)?;
    let mut conn = ctx.read();
    let rows = lists::own_open(&mut conn, visitor.client, visitor.contact.uuid(), ON_HOME).await?;
    let shown = i64::try_from(rows.len()).unwrap_or(ON_HOME);
    // Where all of them are shown there is nothing more to count.
    let count = if shown < ON_HOME {
        shown
    } else {
        lists::count_open(&mut conn, visitor.client).await?
    };
    Ok(OpenTickets { rows, count })
}

/// One of the client's requests, without what the staff notes for itself.
pub async fn own_sheet(ctx: &Ctx, id: TicketId) -> AppResult<OwnTicketSheet> {
    let visitor = ctx.visitor(CabinetRight::Support)?;
    let mut conn = ctx.read();
    let ticket = seen(&mut conn, ctx, visitor, id).await?;
    let paper = match ticket.paper.filter(|paper| sees(ctx, paper.kind)) {
        Some(paper) => papers::one(&mut conn, ticket.client, paper).await?,
        None => None,
    };
    let read = store::read_until(&mut conn, id, visitor.contact.uuid()).await?;
    let mut shown = files::actions::of_owner(ctx, OwnerKind::Ticket, id.uuid()).await?;
    let noted = messages::noted_files(&mut conn, id).await?;
    shown.retain(|file| file.visible && !noted.contains(&file.id));
    let thread = messages::shown(&mut conn, id).await?;
    let (messages, others) = with_files(&mut conn, id, thread, shown).await?;
    Ok(OwnTicketSheet {
        id,
        number: ticket.number,
        department: departments::store::name(&mut conn, ticket.department).await?,
        subject: ticket.subject,
        status: ticket.status,
        priority: ticket.priority,
        paper,
        messages: messages
            .into_iter()
            .map(|message| OwnMessage {
                own: message.kind == MessageKind::Client,
                author: message.author,
                at: message.at,
                body: message.body,
                files: message.files.into_iter().map(own_file).collect(),
            })
            .collect(),
        files: others.into_iter().map(own_file).collect(),
        unread: ticket.last_shown_seq > read,
        megabytes: ctx.blobs.largest_megabytes(),
    })
}

fn own_file(file: FileRow) -> OwnFile {
    OwnFile {
        id: file.id,
        name: file.name,
        kind: file.kind,
        size: file.size,
        has_picture: file.has_picture,
    }
}

/// What the form of a new request begins with.
pub async fn own_form(ctx: &Ctx) -> AppResult<OwnTicketForm> {
    let visitor = ctx.visitor(CabinetRight::Support)?;
    let mut conn = ctx.read();
    let departments = departments::store::offered(&mut conn, None).await?;
    let kinds: Vec<_> = PaperKey::KINDS.into_iter().filter(|kind| sees(ctx, *kind)).collect();
    Ok(OwnTicketForm {
        input: AskTicket {
            request: Some(ctx.new_id()),
            department: departments.first().map(|one| one.id.to_string()).unwrap_or_default(),
            priority: TicketPriority::default().to_string(),
            ..AskTicket::default()
        },
        departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
        papers: papers::newest(&mut conn, visitor.client, &kinds, OFFERED).await?,
        megabytes: ctx.blobs.largest_megabytes(),
    })
}

/// Whether the contact may see papers of a kind.
fn sees(ctx: &Ctx, kind: OwnerKind) -> bool {
    PaperKey::cabinet_right(kind).is_some_and(|right| ctx.actor.has_in_cabinet(right))
}

/// Opens a file of one of the client's requests that is meant for him: to be saved, or to be looked at where that does no harm.
///
/// # Errors
/// [`AppError::NotFound`] also for a file of another request, and for one that the staff has noted for itself.
pub async fn open_file(ctx: &Ctx, id: TicketId, file: FileId, inline: bool) -> AppResult<Opened> {
    let visitor = ctx.visitor(CabinetRight::Support)?;
    let mut conn = ctx.read();
    seen(&mut conn, ctx, visitor, id).await?;
    let stored = files::store::stored_of_owner(&mut conn, OwnerKind::Ticket, id.uuid()).await?;
    let stored = stored
        .into_iter()
        .find(|stored| stored.id == file && stored.visible && !stored.deleted)
        .ok_or(AppError::NotFound)?;
    if messages::noted_files(&mut conn, id).await?.contains(&file) {
        return Err(AppError::NotFound);
    }
    files::actions::opened(ctx, stored, inline).await
}
