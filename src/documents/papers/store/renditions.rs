//! The table `renditions`.

use uuid::Uuid;

use super::super::model::Rendition;
use super::jobs::Frozen;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::RenditionId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// A stored file of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRendition {
    pub id: RenditionId,
    pub owner_kind: String,
    pub owner_id: Uuid,
    pub revision: i64,
    pub rendition: Rendition,
    /// What the paper calls itself.
    pub title: String,
    pub sha256: Vec<u8>,
    pub size: i64,
}

impl FromRow for StoredRendition {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner_kind: row.get("owner_kind")?,
            owner_id: row.get("owner_id")?,
            revision: row.get("revision")?,
            rendition: row.code("rendition")?,
            title: row.get("title")?,
            sha256: row.get("sha256")?,
            size: row.get("size")?,
        })
    }
}

const COLUMNS: &str = "SELECT id, owner_kind, owner_id, revision, rendition, title, sha256, size FROM renditions";

/// A file of a revision. The caller has checked that the actor may see its owner.
pub async fn rendition(conn: &mut Conn, paper: &Frozen, rendition: Rendition) -> DbResult<Option<StoredRendition>> {
    Sql::new(COLUMNS)
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ? AND rendition = ?",
            [
                paper.owner_kind.as_str().into(),
                paper.owner_id.into(),
                paper.revision.into(),
                rendition.as_str().into(),
            ],
        )
        .optional(conn)
        .await
}

/// Keeps a file, unless it is there: what is stored never changes.
pub(in super::super) async fn insert(tx: &mut Tx, file: StoredRendition, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO renditions (id, owner_kind, owner_id, revision, rendition, title, sha256, size, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (owner_kind, owner_id, revision, rendition) DO NOTHING",
    )
    .bind(file.id)
    .bind(file.owner_kind)
    .bind(file.owner_id)
    .bind(file.revision)
    .bind(file.rendition.as_str())
    .bind(file.title)
    .bind(file.sha256)
    .bind(file.size)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// A slice of all files in the order of their ids, for the check.
pub(in super::super) async fn slice(
    conn: &mut Conn,
    after: Option<RenditionId>,
    most: i64,
) -> DbResult<Vec<StoredRendition>> {
    Sql::new(COLUMNS)
        .push("WHERE 1 = 1")
        .and_if("id > ?", after)
        .push_with("ORDER BY id LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// Files of papers that were not issued.
pub(in super::super) async fn without_snapshot(conn: &mut Conn) -> DbResult<Vec<RenditionId>> {
    Sql::new(
        "SELECT r.id FROM renditions r WHERE NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.owner_kind = r.owner_kind \
         AND s.owner_id = r.owner_id AND s.revision = r.revision) ORDER BY r.id LIMIT 1000",
    )
    .scalars(conn)
    .await
}

/// Which of some contents a row names.
pub async fn named(conn: &mut Conn, hashes: Vec<Vec<u8>>) -> DbResult<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for some in hashes.chunks(100) {
        let sql = some.iter().fold(
            Sql::new("SELECT DISTINCT sha256 FROM renditions WHERE 1 = 0"),
            |sql, hash| sql.push_with("OR sha256 = ?", [hash.clone().into()]),
        );
        found.extend(sql.scalars::<Vec<u8>>(conn).await?);
    }
    Ok(found)
}
