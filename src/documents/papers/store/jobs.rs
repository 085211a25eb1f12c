//! The table `render_jobs`: a queue. Whoever takes a job holds it for a time; when that is over it is anybody's again.

use std::fmt;

use uuid::Uuid;

use super::super::model::Rendition;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{OrganizationId, RenderJobId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::tax::spelled;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// A revision of an issued paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frozen {
    pub owner_kind: OwnerKind,
    pub owner_id: Uuid,
    pub revision: i64,
    /// Whose pictures are on it.
    pub organization: OrganizationId,
}

impl Frozen {
    #[must_use]
    pub const fn new(owner: &Owner, revision: i64, organization: OrganizationId) -> Self {
        Self {
            owner_kind: owner.kind,
            owner_id: owner.id,
            revision,
            organization,
        }
    }

    /// The owner, without his client.
    #[must_use]
    pub const fn owner(&self) -> Owner {
        Owner {
            kind: self.owner_kind,
            id: self.owner_id,
            client: None,
        }
    }
}

impl fmt::Display for Frozen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} revision {}",
            self.owner_kind.as_str(),
            self.owner_id,
            self.revision
        )
    }
}

/// Which files a job makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Clean and stamped.
    Issued,
    Cancelled,
}

spelled!(What {
    Issued = "issued",
    Cancelled = "cancelled",
});

impl What {
    /// What makes a rendition.
    #[must_use]
    pub const fn makes(rendition: Rendition) -> Self {
        match rendition {
            Rendition::Clean | Rendition::Stamped => Self::Issued,
            Rendition::Cancelled => Self::Cancelled,
        }
    }
}

/// A job that somebody has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderJob {
    pub id: RenderJobId,
    pub paper: Frozen,
    pub what: What,
    pub tries: i64,
}

impl FromRow for RenderJob {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            paper: Frozen {
                owner_kind: row.code("owner_kind")?,
                owner_id: row.get("owner_id")?,
                revision: row.get("revision")?,
                organization: row.get("organization_id")?,
            },
            what: row.code("what")?,
            tries: row.get("tries")?,
        })
    }
}

/// Who takes a job, and until when it is his.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Holder {
    pub id: Uuid,
    pub now: Timestamp,
    pub until: Timestamp,
}

/// Puts a job into the queue, unless it is there.
pub(in super::super) async fn add(
    tx: &mut Tx,
    id: RenderJobId,
    paper: &Frozen,
    what: What,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO render_jobs (id, owner_kind, owner_id, revision, organization_id, what, holder, due_at, tries, last_error) \
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, 0, '') ON CONFLICT (owner_kind, owner_id, revision, what) DO NOTHING",
    )
    .bind(id)
    .bind(paper.owner_kind.as_str())
    .bind(paper.owner_id)
    .bind(paper.revision)
    .bind(paper.organization)
    .bind(what.as_str())
    .bind(at)
    .later(tx)
    .await
}

/// Whether there is something to do: asked before a transaction is begun for it.
pub async fn is_one_due(conn: &mut Conn, now: Timestamp) -> DbResult<bool> {
    let sql = Sql::new("SELECT id FROM render_jobs WHERE due_at <= $1 ORDER BY due_at, id LIMIT 1");
    Ok(sql.bind(now).scalar::<RenderJobId>(conn).await?.is_some())
}

const TAKEN: &str = "RETURNING id, owner_kind, owner_id, revision, organization_id, what, tries";

/// Takes the job that is due longest.
pub(in super::super) async fn take_next(tx: &mut Tx, holder: Holder) -> DbResult<Option<RenderJob>> {
    Sql::new(
        "UPDATE render_jobs SET holder = $1, due_at = $2, tries = tries + 1 WHERE id = (SELECT id FROM render_jobs",
    )
    .bind(holder.id)
    .bind(holder.until)
    .push_with("WHERE due_at <= ? ORDER BY due_at, id LIMIT 1", [holder.now.into()])
    .free_rows_only(tx)
    .push(")")
    .push(TAKEN)
    .optional(tx)
    .await
}

/// Takes the job of a paper, unless somebody else is at it.
pub(in super::super) async fn take(
    tx: &mut Tx,
    paper: &Frozen,
    what: What,
    holder: Holder,
) -> DbResult<Option<RenderJob>> {
    Sql::new("UPDATE render_jobs SET holder = $1, due_at = $2, tries = tries + 1")
        .bind(holder.id)
        .bind(holder.until)
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ? AND what = ? AND (holder IS NULL OR due_at <= ?)",
            [
                paper.owner_kind.as_str().into(),
                paper.owner_id.into(),
                paper.revision.into(),
                what.as_str().into(),
                holder.now.into(),
            ],
        )
        .push(TAKEN)
        .optional(tx)
        .await
}

/// Takes a job that is done out of the queue.
pub(in super::super) async fn remove(tx: &mut Tx, id: RenderJobId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM render_jobs WHERE id = $1");
    sql.bind(id).execute(tx).await.map(|_| ())
}

/// Gives a job back that could not be done; it is due again later. Whoever holds it by now keeps it.
pub(in super::super) async fn give_back(
    tx: &mut Tx,
    id: RenderJobId,
    holder: Uuid,
    due_at: Timestamp,
    error: &str,
) -> DbResult<()> {
    Sql::new("UPDATE render_jobs SET holder = NULL, due_at = $1, last_error = $2 WHERE id = $3 AND holder = $4")
        .bind(due_at)
        .bind(error)
        .bind(id)
        .bind(holder)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Empties the queue.
pub(in super::super) async fn remove_all(tx: &mut Tx) -> DbResult<()> {
    Sql::new("DELETE FROM render_jobs").execute(tx).await.map(|_| ())
}
