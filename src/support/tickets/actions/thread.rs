//! A message of a request, whoever writes it.

use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::kernel::ids::TicketMessageId;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::files;
use crate::records::files::actions::Received;
use crate::records::files::model::FIELD;
use crate::support::tickets::model::{MOST_FILES, MessageKind, Ticket, TicketStatus};
use crate::support::tickets::store;
use crate::support::tickets::store::messages::{self, NewMessage};

/// What somebody writes.
pub(super) struct Written<'a> {
    pub kind: MessageKind,
    pub body: &'a str,
    /// A contact or a member of the staff.
    pub author: Option<Uuid>,
    pub files: Vec<Received>,
}

/// Writes a message into a locked request, which is in `status` then. Its files belong to the request; the client sees those of messages that he
/// sees. Whoever writes has read what was there. The caller has recorded what it means.
///
/// # Errors
/// Beside the field of files, if there are too many.
pub(super) async fn written(
    tx: &mut Tx,
    ctx: &Ctx,
    ticket: &mut Ticket,
    message: Written<'_>,
    status: TicketStatus,
) -> AppResult<TicketMessageId> {
    if message.files.len() > MOST_FILES {
        return Err(AppError::field(FIELD, Problem::Full { max: MOST_FILES }));
    }
    let (id, now): (TicketMessageId, _) = (ctx.new_id(), ctx.now());
    ticket.last_seq += 1;
    if message.kind.is_shown() {
        ticket.last_shown_seq = ticket.last_seq;
    }
    ticket.status = status;
    let new = NewMessage {
        id,
        ticket: ticket.id,
        seq: ticket.last_seq,
        kind: message.kind,
        body: message.body,
        author: message.author,
        author_name: &ctx.actor_name,
        at: now,
    };
    messages::insert(tx, new).await?;
    store::written(tx, ticket, now).await?;
    if let Some(author) = message.author {
        store::mark_read(tx, ticket.id, author, ticket.last_seq).await?;
    }
    let owner = ticket.owner();
    for file in message.files {
        let file = if message.kind.is_shown() {
            files::actions::add_shown_in(tx, ctx, &owner, file).await?
        } else {
            files::actions::add_in(tx, ctx, &owner, file).await?
        };
        messages::add_file(tx, id, file).await?;
    }
    Ok(id)
}
