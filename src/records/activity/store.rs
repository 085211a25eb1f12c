//! The table `activity`.

use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ClientId, EventId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx};
use uuid::Uuid;

use super::model::{Change, Verb};

/// A stored event with its links of the chain.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    pub id: EventId,
    pub owner_kind: String,
    pub owner_id: Uuid,
    pub seq: i64,
    pub client_id: Option<ClientId>,
    pub at: Timestamp,
    pub actor: String,
    pub actor_name: String,
    pub verb: String,
    /// JSON of `Vec<Change>`, exactly as hashed.
    pub changes: String,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

impl StoredEvent {
    pub fn kind(&self) -> DbResult<OwnerKind> {
        self.owner_kind
            .parse()
            .map_err(|e: crate::kernel::owner::UnknownOwnerKind| decode("owner_kind", &e))
    }

    pub fn verb(&self) -> DbResult<Verb> {
        self.verb
            .parse()
            .map_err(|e: super::model::UnknownVerb| decode("verb", &e))
    }

    pub fn parsed_changes(&self) -> DbResult<Vec<Change>> {
        serde_json::from_str(&self.changes).map_err(|e| decode("changes", &e))
    }
}

fn decode(column: &str, reason: &dyn std::fmt::Display) -> DbError {
    DbError::Decode {
        column: column.to_owned(),
        reason: reason.to_string(),
    }
}

impl FromRow for StoredEvent {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner_kind: row.get("owner_kind")?,
            owner_id: row.get("owner_id")?,
            seq: row.get("seq")?,
            client_id: row.get("client_id")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            actor_name: row.get("actor_name")?,
            verb: row.get("verb")?,
            changes: row.get("changes")?,
            prev_hash: row.get("prev_hash")?,
            hash: row.get("hash")?,
        })
    }
}

const COLUMNS: &str = "SELECT id, owner_kind, owner_id, seq, client_id, at, actor, actor_name, verb, changes, prev_hash, hash FROM activity";

pub(super) async fn last(conn: &mut Conn, kind: OwnerKind, id: Uuid) -> DbResult<Option<StoredEvent>> {
    let sql = Sql::new(COLUMNS).push_with(
        "WHERE owner_kind = ? AND owner_id = ?",
        [kind.as_str().into(), id.into()],
    );
    sql.push("ORDER BY seq DESC LIMIT 1").optional(conn).await
}

pub(super) async fn insert(tx: &mut Tx, event: StoredEvent) -> DbResult<()> {
    Sql::new(
        "INSERT INTO activity (id, owner_kind, owner_id, seq, client_id, at, actor, actor_name, verb, changes, prev_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(event.id)
    .bind(event.owner_kind)
    .bind(event.owner_id)
    .bind(event.seq)
    .bind(event.client_id)
    .bind(event.at)
    .bind(event.actor)
    .bind(event.actor_name)
    .bind(event.verb)
    .bind(event.changes)
    .bind(event.prev_hash)
    .bind(event.hash)
    .later(tx)
    .await
}

/// The newest events of an object, newest first.
pub async fn of_owner(conn: &mut Conn, owner: &Owner, most: i64) -> DbResult<Vec<StoredEvent>> {
    let sql = Sql::new(COLUMNS).push_with(
        "WHERE owner_kind = ? AND owner_id = ?",
        [owner.kind.as_str().into(), owner.id.into()],
    );
    sql.push_with("ORDER BY seq DESC LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// Who changed an object last. What its owner does with his own account (signing in, passwords) is no change of it.
pub(super) async fn last_saver(conn: &mut Conn, owner: &Owner) -> DbResult<Option<String>> {
    Sql::new("SELECT actor_name FROM activity")
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ?",
            [owner.kind.as_str().into(), owner.id.into()],
        )
        .push("AND verb NOT IN ('signed_in', 'password_changed', 'password_reset', 'sessions_ended')")
        .push("ORDER BY seq DESC LIMIT 1")
        .scalar(conn)
        .await
}

/// The newest events of everything that concerns a client, newest first.
pub(crate) fn of_client(client: ClientId, unseen: &[OwnerKind], most: i64) -> Sql {
    last_of_client(Sql::new(COLUMNS), client, unseen, most)
}

/// A reading of events, narrowed to the last ones of a client but for some kinds.
pub(crate) fn last_of_client(sql: Sql, client: ClientId, unseen: &[OwnerKind], most: i64) -> Sql {
    let sql = sql.push_with("WHERE client_id = ?", [client.into()]);
    let sql = unseen.iter().fold(sql, |sql, kind| {
        sql.push_with("AND owner_kind <> ?", [kind.as_str().into()])
    });
    sql.push_with("ORDER BY at DESC, seq DESC LIMIT ?", [most.into()])
}

/// How events are put into a scope.
const EVENT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("client_id"),
    document: Some("owner_id"),
};

/// The newest events of objects of some kinds, newest first: ids are in the order of time. The events of one manager's clients are
/// looked for from a moment on, client by client; going through those of everybody could take as long as there are events.
pub(crate) fn newest(scope: Scope, kinds: &[OwnerKind], since: Timestamp, most: i64) -> Sql {
    let sql = Sql::new(COLUMNS).push("WHERE (owner_kind IN (''");
    let sql = kinds
        .iter()
        .fold(sql, |sql, kind| sql.push_with(", ?", [kind.as_str().into()]))
        .push(")) IS TRUE");
    if scope == Scope::All {
        return sql.push_with("ORDER BY id DESC LIMIT ?", [most.into()]);
    }
    sql.within(scope, EVENT_SCOPE).push_with(
        "AND at >= ? ORDER BY at DESC, id DESC LIMIT ?",
        [since.into(), most.into()],
    )
}

/// A slice of all events in the order of their chains, for the check.
pub async fn chain_slice(conn: &mut Conn, after: Option<&StoredEvent>, most: i64) -> DbResult<Vec<StoredEvent>> {
    let mut sql = Sql::new(COLUMNS).push("WHERE 1 = 1");
    if let Some(event) = after {
        sql = sql.push_with(
            "AND (owner_kind, owner_id, seq) > (?, ?, ?)",
            [event.owner_kind.clone().into(), event.owner_id.into(), event.seq.into()],
        );
    }
    sql.push_with("ORDER BY owner_kind, owner_id, seq LIMIT ?", [most.into()])
        .all(conn)
        .await
}
