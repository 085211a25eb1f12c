//! The table `access_links`: whose a link is, is said by kind and id, as of sessions.

use uuid::Uuid;

use crate::company::accounts::access::Purpose;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ContactId, Id, UserId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// The kind of subject that is a member of the staff.
pub const STAFF: &str = "user";
/// The kind of subject that is a person at a client.
pub const CONTACT: &str = "contact";

/// Whom a link or a session lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub kind: &'static str,
    pub id: Uuid,
}

impl Subject {
    #[must_use]
    pub fn staff(user: UserId) -> Self {
        Self {
            kind: STAFF,
            id: user.uuid(),
        }
    }

    #[must_use]
    pub fn contact(contact: ContactId) -> Self {
        Self {
            kind: CONTACT,
            id: contact.uuid(),
        }
    }
}

/// A link as it is stored; what it holds is not.
#[derive(Debug, Clone)]
pub struct StoredLink {
    pub purpose: Purpose,
    pub subject: Uuid,
    pub sealed: Option<Vec<u8>>,
    pub expires_at: Timestamp,
}

impl FromRow for StoredLink {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            purpose: row.code("purpose")?,
            subject: row.get("subject_id")?,
            sealed: row.get("sealed")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// A new link.
pub struct NewLink {
    pub id: Uuid,
    pub purpose: Purpose,
    pub token_hash: Vec<u8>,
    pub sealed: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Puts a link in place of an earlier one for the same.
pub async fn put(tx: &mut Tx, subject: Subject, link: NewLink) -> DbResult<()> {
    Sql::new(
        "INSERT INTO access_links (id, purpose, subject_kind, subject_id, token_hash, sealed, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (subject_kind, subject_id, purpose) DO UPDATE SET \
         id = excluded.id, token_hash = excluded.token_hash, sealed = excluded.sealed, created_at = excluded.created_at, \
         expires_at = excluded.expires_at",
    )
    .bind(link.id)
    .bind(link.purpose.as_str())
    .bind(subject.kind)
    .bind(subject.id)
    .bind(link.token_hash)
    .bind(link.sealed)
    .bind(link.created_at)
    .bind(link.expires_at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// The link of a token, as long as it holds.
pub async fn by_hash(conn: &mut Conn, kind: &str, token_hash: &[u8], now: Timestamp) -> DbResult<Option<StoredLink>> {
    Sql::new("SELECT purpose, subject_id, sealed, expires_at FROM access_links WHERE token_hash = $1 AND subject_kind = $2 AND expires_at > $3")
        .bind(token_hash.to_vec())
        .bind(kind)
        .bind(now)
        .optional(conn)
        .await
}

/// Spends the link of a token; who comes second waits here and finds nothing.
pub async fn spend(tx: &mut Tx, kind: &str, token_hash: &[u8], now: Timestamp) -> DbResult<Option<StoredLink>> {
    Sql::new("DELETE FROM access_links WHERE token_hash = $1 AND subject_kind = $2 AND expires_at > $3")
        .bind(token_hash.to_vec())
        .bind(kind)
        .bind(now)
        .push("RETURNING purpose, subject_id, sealed, expires_at")
        .optional(tx)
        .await
}

/// The links of somebody that hold.
pub async fn of(conn: &mut Conn, subject: Subject, now: Timestamp) -> DbResult<Vec<StoredLink>> {
    Sql::new("SELECT purpose, subject_id, sealed, expires_at FROM access_links WHERE subject_kind = $1 AND subject_id = $2 AND expires_at > $3 ORDER BY purpose")
        .bind(subject.kind)
        .bind(subject.id)
        .bind(now)
        .all(conn)
        .await
}

/// Takes all links of somebody away.
pub async fn end(tx: &mut Tx, subject: Subject) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM access_links WHERE subject_kind = $1 AND subject_id = $2");
    sql.bind(subject.kind).bind(subject.id).execute(tx).await.map(|_| ())
}

/// Removes the rows of links that are over.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM access_links WHERE expires_at <= $1");
    sql.bind(now).execute(tx).await.map(|_| ())
}
