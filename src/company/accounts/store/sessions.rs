//! The table `sessions`: whose a session is, is said by kind and id, as of links.

use super::links::Subject;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ClientId, SessionId, UserId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// A session as it is stored; the token itself is not.
#[derive(Debug, Clone)]
pub struct StoredSession {
    pub id: SessionId,
    pub address: String,
    pub user_agent: String,
    pub created_at: Timestamp,
    pub last_seen: Timestamp,
}

impl FromRow for StoredSession {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            address: row.get("address")?,
            user_agent: row.get("user_agent")?,
            created_at: row.get("created_at")?,
            last_seen: row.get("last_seen")?,
        })
    }
}

/// Whose a new session is, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub subject: Subject,
    /// Of a contact: the client whose papers he sees.
    pub client: Option<ClientId>,
    /// The member of the staff who looks as the subject.
    pub shown_to: Option<UserId>,
    pub expires_at: Timestamp,
}

pub(in crate::company::accounts) async fn insert(
    tx: &mut Tx,
    held: Held,
    session: &StoredSession,
    token_hash: &[u8],
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO sessions (id, token_hash, subject_kind, subject_id, client_id, shown_to, address, user_agent, created_at, \
         last_seen, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(session.id)
    .bind(token_hash.to_vec())
    .bind(held.subject.kind)
    .bind(held.subject.id)
    .bind(held.client)
    .bind(held.shown_to)
    .bind(session.address.as_str())
    .bind(session.user_agent.as_str())
    .bind(session.created_at)
    .bind(session.last_seen)
    .bind(held.expires_at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Notes that the session is in use, unless another request has just done so.
pub(in crate::company::accounts) async fn touch(
    tx: &mut Tx,
    id: SessionId,
    at: Timestamp,
    unless_after: Timestamp,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE sessions SET last_seen = $1 WHERE id = $2 AND last_seen <= $3");
    sql.bind(at).bind(id).bind(unless_after).execute(tx).await.map(|_| ())
}

/// The open sessions of a subject, the last seen first.
pub(in crate::company::accounts) async fn list(
    conn: &mut Conn,
    subject: Subject,
    now: Timestamp,
    seen_after: Timestamp,
) -> DbResult<Vec<StoredSession>> {
    Sql::new(
        "SELECT id, address, user_agent, created_at, last_seen FROM sessions \
         WHERE subject_kind = $1 AND subject_id = $2 AND last_seen > $3 AND expires_at > $4 ORDER BY last_seen DESC, id",
    )
    .bind(subject.kind)
    .bind(subject.id)
    .bind(seen_after)
    .bind(now)
    .all(conn)
    .await
}

/// Ends one session of the subject; tells how many there were.
pub async fn end(tx: &mut Tx, subject: Subject, id: SessionId) -> DbResult<u64> {
    let sql = Sql::new("DELETE FROM sessions WHERE subject_kind = $1 AND subject_id = $2 AND id = $3");
    sql.bind(subject.kind).bind(subject.id).bind(id).execute(tx).await
}

/// Ends all sessions of the subject but one, those of who looks as him too; tells how many there were.
pub async fn end_all(tx: &mut Tx, subject: Subject, except: Option<SessionId>) -> DbResult<u64> {
    Sql::new("DELETE FROM sessions WHERE subject_kind = $1 AND subject_id = $2")
        .bind(subject.kind)
        .bind(subject.id)
        .and_if("id <> ?", except)
        .execute(tx)
        .await
}

/// Ends all sessions in which papers of a client are seen.
pub async fn end_of_client(tx: &mut Tx, client: ClientId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM sessions WHERE client_id = $1");
    sql.bind(client).execute(tx).await.map(|_| ())
}

/// Removes the rows of sessions that have ended by themselves.
pub(in crate::company::accounts) async fn sweep(tx: &mut Tx, now: Timestamp, seen_after: Timestamp) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM sessions WHERE expires_at <= $1 OR last_seen <= $2");
    sql.bind(now).bind(seen_after).execute(tx).await.map(|_| ())
}
