//! The tables of requests.
//!
//! | file | what it holds |
//! |---|---|
//! | here | the request itself: `tickets`, `ticket_counter`; who has read how far: `ticket_reads` |
//! | `messages` | the thread: `ticket_messages`, `ticket_files` |
//! | `lists` | the list of the staff, that of the cabinet, counts |
//! | `papers` | the papers a request can be about, as they are read |
//! | `people` | who may answer |

pub mod lists;
pub mod messages;
pub mod papers;
pub mod people;

use uuid::Uuid;

use super::model::{PaperKey, Ticket};
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::TicketId;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

/// How requests (`t`) are put into a scope.
pub const TICKET_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("t.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("t.client_id"),
    document: None,
};

impl FromRow for Ticket {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            subject: row.get("subject")?,
            client: row.get("client_id")?,
            contact: row.get("contact_id")?,
            department: row.get("department_id")?,
            priority: row.code("priority")?,
            status: row.code("status")?,
            executor: row.get("executor_id")?,
            paper: paper(row)?,
            last_seq: row.get("last_seq")?,
            last_shown_seq: row.get("last_shown_seq")?,
            version: row.get("version")?,
        })
    }
}

fn paper(row: &Row) -> DbResult<Option<PaperKey>> {
    let kind: Option<OwnerKind> = row.optional_code("paper_kind")?;
    let id: Option<Uuid> = row.get("paper_id")?;
    Ok(kind.zip(id).map(|(kind, id)| PaperKey { kind, id }))
}

const TICKET: &str = "SELECT t.id, t.number, t.subject, t.client_id, t.contact_id, t.department_id, t.priority, t.status, t.executor_id, \
     t.paper_kind, t.paper_id, t.last_seq, t.last_shown_seq, t.version FROM tickets t WHERE t.id = $1";

/// A request within the scope.
pub async fn by_id(conn: &mut Conn, id: TicketId, scope: Scope) -> DbResult<Option<Ticket>> {
    Sql::new(TICKET)
        .bind(id)
        .within(scope, TICKET_SCOPE)
        .optional(conn)
        .await
}

/// A request within the scope, with its row locked until the transaction ends: its messages and events follow one another.
pub async fn locked(tx: &mut Tx, id: TicketId, scope: Scope) -> DbResult<Option<Ticket>> {
    let lock = Sql::new("UPDATE tickets AS t SET version = version WHERE t.id = $1")
        .bind(id)
        .within(scope, TICKET_SCOPE);
    if lock.execute(tx).await? == 0 {
        return Ok(None);
    }
    by_id(tx, id, scope).await
}

/// The next number. Whoever asks at the same time waits here.
pub(super) async fn next_number(tx: &mut Tx) -> DbResult<i64> {
    let sql = Sql::new("UPDATE ticket_counter SET last = last + 1 WHERE id = 1 RETURNING last");
    Ok(sql.scalar(tx).await?.unwrap_or(1))
}

pub(super) async fn insert(tx: &mut Tx, ticket: &Ticket, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO tickets (id, number, subject, client_id, contact_id, department_id, priority, status, executor_id, paper_kind, paper_id, \
         last_seq, last_shown_seq, last_moment, last_shown_moment, search, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(ticket.id)
    .bind(ticket.number)
    .bind(ticket.subject.as_str())
    .bind(ticket.client)
    .bind(ticket.contact)
    .bind(ticket.department)
    .bind(ticket.priority.as_str())
    .bind(ticket.status.as_str())
    .bind(ticket.executor)
    .bind(ticket.paper.map(|paper| paper.kind.as_str().to_owned()))
    .bind(ticket.paper.map(|paper| paper.id))
    .bind(ticket.last_seq)
    .bind(ticket.last_shown_seq)
    .bind(at.as_microsecond())
    .bind(at.as_microsecond())
    .bind(ticket.search())
    .bind(at)
    .bind(ticket.version)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes what was decided, under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, ticket: &Ticket) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE tickets SET subject = $1, contact_id = $2, department_id = $3, priority = $4, status = $5, executor_id = $6, paper_kind = $7, \
         paper_id = $8, search = $9, version = version + 1 WHERE id = $10",
    )
    .bind(ticket.subject.as_str())
    .bind(ticket.contact)
    .bind(ticket.department)
    .bind(ticket.priority.as_str())
    .bind(ticket.status.as_str())
    .bind(ticket.executor)
    .bind(ticket.paper.map(|paper| paper.kind.as_str().to_owned()))
    .bind(ticket.paper.map(|paper| paper.id))
    .bind(ticket.search())
    .bind(ticket.id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Writes what a message has changed of its request. The version stays unless the state is another one: what was typed into the form of
/// decisions meanwhile holds.
pub(super) async fn written(tx: &mut Tx, ticket: &Ticket, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE tickets SET version = version + CASE WHEN status <> $1 THEN 1 ELSE 0 END, status = $1, last_seq = $2, last_shown_seq = $3, \
         last_moment = $4",
    )
    .bind(ticket.status.as_str())
    .bind(ticket.last_seq)
    .bind(ticket.last_shown_seq)
    .bind(at.as_microsecond());
    let sql = if ticket.last_shown_seq == ticket.last_seq {
        sql.push_with(", last_shown_moment = ?", [at.as_microsecond().into()])
    } else {
        sql
    };
    let sql = sql.push_with("WHERE id = ?", [ticket.id.into()]);
    ensure_one_row(sql.execute(tx).await?)
}

/// Notes how far somebody has read, unless he has read further already.
pub(super) async fn mark_read(tx: &mut Tx, ticket: TicketId, reader: Uuid, seq: i64) -> DbResult<()> {
    Sql::new(
        "INSERT INTO ticket_reads (ticket_id, reader_id, seq) VALUES ($1, $2, $3) \
         ON CONFLICT (ticket_id, reader_id) DO UPDATE SET seq = excluded.seq WHERE ticket_reads.seq < excluded.seq",
    )
    .bind(ticket)
    .bind(reader)
    .bind(seq)
    .execute(tx)
    .await
    .map(|_| ())
}

/// How far somebody has read.
pub(super) async fn read_until(conn: &mut Conn, ticket: TicketId, reader: Uuid) -> DbResult<i64> {
    let sql = Sql::new("SELECT seq FROM ticket_reads WHERE ticket_id = $1 AND reader_id = $2")
        .bind(ticket)
        .bind(reader);
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}
