//! The tables: `snapshots` here, `renditions` and `render_jobs` in files of these names.

pub mod jobs;
pub mod renditions;

use uuid::Uuid;

use crate::kernel::date::Timestamp;
use crate::kernel::ids::SnapshotId;
use crate::kernel::owner::Owner;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// A stored snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub id: SnapshotId,
    pub owner_kind: String,
    pub owner_id: Uuid,
    pub revision: i64,
    /// Canonical JSON.
    pub body: String,
    pub sha256: Vec<u8>,
}

impl FromRow for Snapshot {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner_kind: row.get("owner_kind")?,
            owner_id: row.get("owner_id")?,
            revision: row.get("revision")?,
            body: row.get("body")?,
            sha256: row.get("sha256")?,
        })
    }
}

const COLUMNS: &str = "SELECT id, owner_kind, owner_id, revision, body, sha256 FROM snapshots";

/// The snapshot of a revision. The caller has checked that the actor may see its owner.
pub async fn snapshot(conn: &mut Conn, owner: &Owner, revision: i64) -> DbResult<Option<Snapshot>> {
    Sql::new(COLUMNS)
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ?",
            [owner.kind.as_str().into(), owner.id.into(), revision.into()],
        )
        .optional(conn)
        .await
}

/// The revisions of a paper and when they were frozen, the newest first.
pub async fn revisions(conn: &mut Conn, owner: &Owner) -> DbResult<Vec<(i64, Timestamp)>> {
    Sql::new("SELECT revision, created_at FROM snapshots")
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ?",
            [owner.kind.as_str().into(), owner.id.into()],
        )
        .push("ORDER BY revision DESC")
        .all::<FrozenAt>(conn)
        .await
        .map(|rows| rows.into_iter().map(|row| (row.revision, row.at)).collect())
}

/// A revision with the moment it was frozen.
struct FrozenAt {
    revision: i64,
    at: Timestamp,
}

impl FromRow for FrozenAt {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            revision: row.get("revision")?,
            at: row.get("created_at")?,
        })
    }
}

pub(super) async fn insert(tx: &mut Tx, snapshot: Snapshot, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO snapshots (id, owner_kind, owner_id, revision, body, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(snapshot.id)
    .bind(snapshot.owner_kind)
    .bind(snapshot.owner_id)
    .bind(snapshot.revision)
    .bind(snapshot.body)
    .bind(snapshot.sha256)
    .bind(at)
    .later(tx)
    .await
}

/// A slice of all snapshots in the order of their ids, for the check.
pub(super) async fn slice(conn: &mut Conn, after: Option<SnapshotId>, most: i64) -> DbResult<Vec<Snapshot>> {
    Sql::new(COLUMNS)
        .push("WHERE 1 = 1")
        .and_if("id > ?", after)
        .push_with("ORDER BY id LIMIT ?", [most.into()])
        .all(conn)
        .await
}
