//! The thread of a request.

use uuid::Uuid;

use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::{FileId, TicketId, TicketMessageId};
use crate::platform::ctx::viewer_zone;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};
use crate::support::tickets::model::{Message, MessageKind};

/// A message as it is stored.
pub(in crate::support::tickets) struct NewMessage<'a> {
    pub id: TicketMessageId,
    pub ticket: TicketId,
    pub seq: i64,
    pub kind: MessageKind,
    pub body: &'a str,
    /// A contact or a member of the staff.
    pub author: Option<Uuid>,
    pub author_name: &'a str,
    pub at: Timestamp,
}

pub(in crate::support::tickets) async fn insert(tx: &mut Tx, message: NewMessage<'_>) -> DbResult<()> {
    Sql::new(
        "INSERT INTO ticket_messages (id, ticket_id, seq, kind, body, author_id, author_name, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(message.id)
    .bind(message.ticket)
    .bind(message.seq)
    .bind(message.kind.as_str())
    .bind(message.body)
    .bind(message.author)
    .bind(message.author_name)
    .bind(message.at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Notes with which message a file came.
pub(in crate::support::tickets) async fn add_file(tx: &mut Tx, message: TicketMessageId, file: FileId) -> DbResult<()> {
    let sql = Sql::new("INSERT INTO ticket_files (file_id, message_id) VALUES ($1, $2)");
    sql.bind(file).bind(message).execute(tx).await.map(|_| ())
}

impl FromRow for Message {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            seq: row.get("seq")?,
            kind: row.code("kind")?,
            body: row.get("body")?,
            author: row.get("author_name")?,
            at: local_time(row.get("created_at")?, &viewer_zone()),
            files: Vec::new(),
        })
    }
}

const MESSAGE: &str = "SELECT m.id, m.seq, m.kind, m.body, m.author_name, m.created_at FROM ticket_messages m";

/// The whole thread, without its files. The caller has seen the request within the actor's scope.
pub(in crate::support::tickets) async fn all(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Message>> {
    Sql::new(MESSAGE)
        .push_with("WHERE m.ticket_id = ? ORDER BY m.seq", [ticket.into()])
        .all(conn)
        .await
}

/// What of the thread the client sees, without its files. The caller has seen the request within the client's scope.
pub(in crate::support::tickets) async fn shown(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Message>> {
    Sql::new(MESSAGE)
        .push_with(
            "WHERE m.ticket_id = ? AND m.kind <> 'note' ORDER BY m.seq",
            [ticket.into()],
        )
        .all(conn)
        .await
}

/// With which message a file came.
pub(in crate::support::tickets) struct FileOf {
    pub file: FileId,
    pub message: TicketMessageId,
}

impl FromRow for FileOf {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            file: row.get("file_id")?,
            message: row.get("message_id")?,
        })
    }
}

/// The files of a thread.
pub(in crate::support::tickets) async fn files(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<FileOf>> {
    Sql::new(
        "SELECT f.file_id, f.message_id FROM ticket_messages m JOIN ticket_files f ON f.message_id = m.id WHERE m.ticket_id = $1 \
         ORDER BY f.file_id",
    )
    .bind(ticket)
    .all(conn)
    .await
}

/// The files that came with notes: no client sees them, whatever else is said of them.
pub(in crate::support::tickets) async fn noted_files(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<FileId>> {
    Sql::new(
        "SELECT f.file_id FROM ticket_messages m JOIN ticket_files f ON f.message_id = m.id WHERE m.ticket_id = $1 AND m.kind = 'note'",
    )
    .bind(ticket)
    .scalars(conn)
    .await
}
