//! The table `requisites_requests`.

use crate::cabinet::access::requisites::{RequestState, Wanted};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ClientId, ContactId, RequisitesRequestId};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

/// A request as it is stored.
#[derive(Debug, Clone)]
pub(in crate::cabinet::access) struct StoredRequest {
    pub id: RequisitesRequestId,
    /// Who asked, as long as his card is there, and as he was called then.
    pub contact: Option<ContactId>,
    pub asked_by: String,
    pub asked_at: Timestamp,
    pub wanted: Wanted,
    pub note: String,
    pub state: RequestState,
    pub decided_by: String,
    /// Why it was refused.
    pub reason: String,
}

impl FromRow for StoredRequest {
    fn from_row(row: &Row) -> DbResult<Self> {
        let wanted: String = row.get("wanted")?;
        let wanted = serde_json::from_str(&wanted).map_err(|error| DbError::Decode {
            column: "wanted".to_owned(),
            reason: error.to_string(),
        })?;
        Ok(Self {
            id: row.get("id")?,
            contact: row.get("contact_id")?,
            asked_by: row.get("asked_by")?,
            asked_at: row.get("asked_at")?,
            wanted,
            note: row.get("note")?,
            state: row.code("state")?,
            decided_by: row.get("decided_by")?,
            reason: row.get("reason")?,
        })
    }
}

const REQUEST: &str = "SELECT id, contact_id, asked_by, asked_at, wanted, note, state, decided_by, reason FROM requisites_requests \
     WHERE client_id = $1";

/// The newest request of a client. The caller has seen the client within the actor's scope.
pub(in crate::cabinet::access) async fn latest(conn: &mut Conn, client: ClientId) -> DbResult<Option<StoredRequest>> {
    Sql::new(REQUEST)
        .bind(client)
        .push("ORDER BY id DESC LIMIT 1")
        .optional(conn)
        .await
}

/// The open request of a client, if it is this one.
pub(in crate::cabinet::access) async fn open(
    conn: &mut Conn,
    client: ClientId,
    id: RequisitesRequestId,
) -> DbResult<Option<StoredRequest>> {
    Sql::new(REQUEST)
        .bind(client)
        .and_if("id = ?", Some(id))
        .push("AND state = 'open'")
        .optional(conn)
        .await
}

/// Writes a request in place of the open one. The client is locked.
pub(in crate::cabinet::access) async fn ask(tx: &mut Tx, client: ClientId, new: &StoredRequest) -> DbResult<()> {
    let wanted = serde_json::to_string(&new.wanted).map_err(|error| DbError::Decode {
        column: "wanted".to_owned(),
        reason: error.to_string(),
    })?;
    Sql::new(
        "UPDATE requisites_requests SET state = 'withdrawn', decided_by = $1, decided_at = $2 WHERE client_id = $3 AND state = 'open'",
    )
    .bind(new.asked_by.as_str())
    .bind(new.asked_at)
    .bind(client)
    .execute(tx)
    .await?;
    Sql::new(
        "INSERT INTO requisites_requests (id, client_id, contact_id, asked_by, asked_at, wanted, note, state, decided_by, decided_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', NULL)",
    )
    .bind(new.id)
    .bind(client)
    .bind(new.contact)
    .bind(new.asked_by.as_str())
    .bind(new.asked_at)
    .bind(wanted)
    .bind(new.note.as_str())
    .bind(new.state.as_str())
    .execute(tx)
    .await
    .map(|_| ())
}

/// Ends an open request: it is what became of it, by whom and why. The client is locked.
pub(in crate::cabinet::access) async fn decide(tx: &mut Tx, decided: &StoredRequest, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE requisites_requests SET state = $1, decided_by = $2, decided_at = $3, reason = $4 WHERE id = $5 AND state = 'open'",
    )
    .bind(decided.state.as_str())
    .bind(decided.decided_by.as_str())
    .bind(at)
    .bind(decided.reason.as_str())
    .bind(decided.id);
    ensure_one_row(sql.execute(tx).await?)
}
