//! Reading requests, for the staff.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{names, seen, sees};
use crate::company::accounts;
use crate::crm::{clients, contacts};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, Id, TicketId, TicketMessageId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::platform::db::Conn;
use crate::records::files::model::FileRow;
use crate::records::reach::actions::regarding;
use crate::records::{activity, files};
use crate::support::departments;
use crate::support::tickets::forms::NewTicket;
use crate::support::tickets::model::{
    Message, NarrowChoices, PaperKey, PersonBrief, Ticket, TicketChoices, TicketCount, TicketFilter, TicketForm,
    TicketPriority, TicketRow, TicketSheet, TicketSort, TicketStatus,
};
use crate::support::tickets::store;
use crate::support::tickets::store::{lists, messages, papers, people};

/// Events on a request's page.
const EVENTS: i64 = 50;
/// Contacts and papers of each kind that are offered.
const OFFERED: i64 = 50;

/// Whose marks of what was read count; nobody's for Akta itself.
fn reader(ctx: &Ctx) -> Uuid {
    ctx.actor.user().map_or(Uuid::nil(), Id::uuid)
}

/// One page of the requests the actor can see.
pub async fn list(ctx: &Ctx, filter: TicketFilter) -> AppResult<Page<TicketRow>> {
    ctx.may(Right::ViewTickets)?;
    let rows = lists::list(&mut ctx.read(), ctx.scope_of(Object::Tickets), reader(ctx), &filter).await?;
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        let key = match filter.sort {
            TicketSort::Written => row.moment,
            TicketSort::Number => row.number,
        };
        (SortKey::Int(key), row.id.uuid())
    }))
}

/// How many requests of each state there are, whatever state the list shows.
pub async fn counts(ctx: &Ctx, filter: TicketFilter) -> AppResult<Vec<TicketCount>> {
    ctx.may(Right::ViewTickets)?;
    Ok(lists::counts(&mut ctx.read(), ctx.scope_of(Object::Tickets), reader(ctx), &filter).await?)
}

/// What narrows the list beside its states.
pub async fn narrow(ctx: &Ctx) -> AppResult<NarrowChoices> {
    ctx.may(Right::ViewTickets)?;
    let mut conn = ctx.read();
    let departments = departments::store::all(&mut conn).await?;
    Ok(NarrowChoices {
        departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
        staff: accounts::store::choices(&mut conn).await?,
    })
}

/// A request the actor can see, with what stands around it.
pub async fn show(ctx: &Ctx, id: TicketId) -> AppResult<TicketSheet> {
    ctx.may(Right::ViewTickets)?;
    let mut conn = ctx.read();
    let ticket = seen(&mut conn, ctx, id).await?;
    let client = clients::store::by_id(&mut conn, ticket.client, Scope::All).await?;
    let [(_, department), (_, executor), ..] = names(&mut conn, &ticket).await?;
    let contact = match ticket.contact {
        Some(contact) => contacts::store::by_id(&mut conn, contact, Scope::Client(ticket.client)).await?,
        None => None,
    };
    let of_him = regarding(&mut conn, ctx, ticket.client).await?;
    let paper = match ticket.paper.filter(|paper| sees(&of_him, paper.kind)) {
        Some(paper) => papers::one(&mut conn, ticket.client, paper).await?,
        None => None,
    };
    let unread = ticket.status != TicketStatus::Closed
        && ticket.last_seq > store::read_until(&mut conn, id, reader(ctx)).await?;
    let files = files::actions::of_owner(ctx, OwnerKind::Ticket, id.uuid()).await?;
    let thread = messages::all(&mut conn, id).await?;
    let (messages, _) = with_files(&mut conn, id, thread, files).await?;
    let choices = if ctx.actor.has(Right::EditTickets) {
        Some(choices(ctx, ticket.client, Some(&ticket)).await?)
    } else {
        None
    };
    Ok(TicketSheet {
        client_name: client.map(|client| client.name).unwrap_or_default(),
        contact: contact.map(|contact| PersonBrief {
            id: contact.id,
            name: contact.name(),
            email: contact.email,
        }),
        department,
        executor,
        paper,
        messages,
        unread,
        choices,
        events: activity::actions::of_owner(ctx, &ticket.owner(), EVENTS).await?,
        megabytes: ctx.blobs.largest_megabytes(),
        ticket,
    })
}

/// Puts files to the messages they came with; those that were deleted are gone. The others were added to the request itself.
pub(super) async fn with_files(
    conn: &mut Conn,
    ticket: TicketId,
    mut thread: Vec<Message>,
    files: Vec<FileRow>,
) -> AppResult<(Vec<Message>, Vec<FileRow>)> {
    let mut files: BTreeMap<_, _> = files.into_iter().map(|file| (file.id, file)).collect();
    let mut of: BTreeMap<TicketMessageId, Vec<FileRow>> = BTreeMap::new();
    for named in messages::files(conn, ticket).await? {
        if let Some(file) = files.remove(&named.file) {
            of.entry(named.message).or_default().push(file);
        }
    }
    for message in &mut thread {
        message.files = of.remove(&message.id).unwrap_or_default();
    }
    Ok((thread, files.into_values().collect()))
}

/// What can be chosen for a request of a client whom the actor has seen. What it has already is among it.
async fn choices(ctx: &Ctx, client: ClientId, ticket: Option<&Ticket>) -> AppResult<TicketChoices> {
    let mut conn = ctx.read();
    let department = ticket.and_then(|ticket| ticket.department);
    let departments = departments::store::offered(&mut conn, department).await?;
    let mut staff: Vec<_> = people::answerers(&mut conn, client)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let mut people: Vec<_> = contacts::store::with_address(&mut conn, client, OFFERED)
        .await?
        .into_iter()
        .map(|contact| (contact.id, contact.name()))
        .collect();
    let of_him = regarding(&mut conn, ctx, client).await?;
    let sees = |kind: OwnerKind| sees(&of_him, kind);
    let kinds: Vec<_> = PaperKey::KINDS.into_iter().filter(|kind| sees(*kind)).collect();
    let mut papers = papers::newest(&mut conn, client, &kinds, OFFERED).await?;
    if let Some(ticket) = ticket {
        let [_, (_, executor), (_, contact)] = names(&mut conn, ticket).await?;
        if let Some(id) = ticket.executor.filter(|id| staff.iter().all(|(known, _)| known != id)) {
            staff.push((id, executor));
        }
        if let Some(id) = ticket.contact.filter(|id| people.iter().all(|(known, _)| known != id)) {
            people.push((id, contact));
        }
        let paper = ticket.paper.filter(|key| sees(key.kind));
        if let Some(key) = paper.filter(|key| papers.iter().all(|known| known.key != *key)) {
            papers.extend(papers::one(&mut conn, client, key).await?);
        }
    }
    Ok(TicketChoices {
        departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
        staff,
        contacts: people,
        papers,
    })
}

/// What the form of a new request begins with, for a client or for nobody yet.
pub async fn form(ctx: &Ctx, client: Option<ClientId>) -> AppResult<TicketForm> {
    ctx.may(Right::CreateTickets)?;
    let mut conn = ctx.read();
    let client = match client {
        Some(id) => Some(
            clients::store::by_id(&mut conn, id, ctx.scope_of(Object::Tickets))
                .await?
                .ok_or(AppError::NotFound)?
                .choice(),
        ),
        None => None,
    };
    let (choices, primary) = if let Some(client) = &client {
        let choices = choices(ctx, client.id, None).await?;
        (choices, contacts::store::primary(&mut conn, client.id).await?)
    } else {
        let departments = departments::store::offered(&mut conn, None).await?;
        let choices = TicketChoices {
            departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
            ..TicketChoices::default()
        };
        (choices, None)
    };
    Ok(TicketForm {
        input: NewTicket {
            request: Some(ctx.new_id()),
            client: typed(client.as_ref().map(|client| client.id)),
            contact: typed(primary.filter(|contact| contact.active).map(|contact| contact.id)),
            priority: TicketPriority::default().to_string(),
            ..NewTicket::default()
        },
        client,
        clients: clients::actions::find(ctx, "", OwnerKind::Ticket).await?,
        choices,
        megabytes: ctx.blobs.largest_megabytes(),
    })
}
