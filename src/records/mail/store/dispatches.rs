//! The table `dispatches`.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::super::model::{Dispatch, OutboxState};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::LetterId;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, Sql, Tx};

/// A revision of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mailed {
    pub kind: OwnerKind,
    pub id: Uuid,
    pub revision: i64,
}

impl Mailed {
    #[must_use]
    pub const fn new(owner: &Owner, revision: i64) -> Self {
        Self {
            kind: owner.kind,
            id: owner.id,
            revision,
        }
    }
}

impl FromRow for Mailed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            kind: row.code("owner_kind")?,
            id: row.get("owner_id")?,
            revision: row.get("revision")?,
        })
    }
}

/// The papers of a letter, in one order, so that two transactions never wait for each other.
pub(in super::super) async fn of_letter(conn: &mut Conn, letter: LetterId) -> DbResult<Vec<Mailed>> {
    let sql = Sql::new(
        "SELECT owner_kind, owner_id, revision FROM mail_papers WHERE letter_id = $1 ORDER BY owner_id, revision",
    );
    sql.bind(letter).all(conn).await
}

/// A paper, and a letter that brings it.
pub(in super::super) struct Brought {
    pub letter: LetterId,
    pub paper: Mailed,
}

impl FromRow for Brought {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            letter: row.get("letter_id")?,
            paper: Mailed::from_row(row)?,
        })
    }
}

/// The papers of some letters.
pub(in super::super) async fn of_letters(conn: &mut Conn, letters: &BTreeSet<LetterId>) -> DbResult<Vec<Brought>> {
    Sql::new("SELECT letter_id, owner_kind, owner_id, revision FROM mail_papers WHERE 1 = 1")
        .among("letter_id", letters.iter().copied())
        .all(conn)
        .await
}

/// The states of all rows that bring a paper.
pub(in super::super) async fn states(conn: &mut Conn, paper: Mailed) -> DbResult<Vec<OutboxState>> {
    let states: Vec<String> = Sql::new("SELECT o.state FROM mail_papers p JOIN outbox o ON o.letter_id = p.letter_id")
        .push_with(
            "WHERE p.owner_kind = ? AND p.owner_id = ? AND p.revision = ?",
            [paper.kind.as_str().into(), paper.id.into(), paper.revision.into()],
        )
        .scalars(conn)
        .await?;
    let known = |text: String| {
        text.parse().map_err(|_| DbError::Decode {
            column: "state".to_owned(),
            reason: text,
        })
    };
    states.into_iter().map(known).collect()
}

/// When somebody looked at a paper first.
pub(in super::super) async fn viewed_at(conn: &mut Conn, paper: Mailed) -> DbResult<Option<Timestamp>> {
    let found: Option<Option<Timestamp>> = Sql::new("SELECT viewed_at FROM dispatches")
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ?",
            [paper.kind.as_str().into(), paper.id.into(), paper.revision.into()],
        )
        .scalar(conn)
        .await?;
    Ok(found.flatten())
}

/// Writes down what the rows of a paper say.
pub(in super::super) async fn keep(
    tx: &mut Tx,
    paper: Mailed,
    state: Dispatch,
    viewed_at: Option<Timestamp>,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO dispatches (owner_kind, owner_id, revision, state, viewed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (owner_kind, owner_id, revision) DO UPDATE SET state = excluded.state, viewed_at = excluded.viewed_at",
    )
    .bind(paper.kind.as_str())
    .bind(paper.id)
    .bind(paper.revision)
    .bind(state.as_str())
    .bind(viewed_at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// The dispatch of a paper as it is kept.
pub(in super::super) async fn kept(conn: &mut Conn, paper: Mailed) -> DbResult<Dispatch> {
    let found: Option<String> = Sql::new("SELECT state FROM dispatches")
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ?",
            [paper.kind.as_str().into(), paper.id.into(), paper.revision.into()],
        )
        .scalar(conn)
        .await?;
    Ok(found.and_then(|text| text.parse().ok()).unwrap_or_default())
}

/// The dispatch of the newest revision of each paper that was ever sent. They are of one kind.
pub(in super::super) async fn newest(conn: &mut Conn, papers: &[Owner]) -> DbResult<BTreeMap<Uuid, Dispatch>> {
    let Some(first) = papers.first() else {
        return Ok(BTreeMap::new());
    };
    let kept: Vec<Kept> = Sql::new("SELECT owner_kind, owner_id, revision, state, viewed_at FROM dispatches")
        .push_with("WHERE owner_kind = ?", [first.kind.as_str().into()])
        .among("owner_id", papers.iter().map(|owner| owner.id))
        .push("ORDER BY owner_id, revision")
        .all(conn)
        .await?;
    // The later revision comes last.
    Ok(kept.into_iter().map(|kept| (kept.paper.id, kept.state)).collect())
}

/// A slice of everything kept, with where it ends, for the check.
pub(in super::super) async fn slice(conn: &mut Conn, after: Option<Mailed>, most: i64) -> DbResult<Vec<Kept>> {
    let sql = Sql::new("SELECT owner_kind, owner_id, revision, state, viewed_at FROM dispatches WHERE 1 = 1");
    let sql = match after {
        Some(after) => sql.push_with(
            "AND (owner_id, revision) > (?, ?)",
            [after.id.into(), after.revision.into()],
        ),
        None => sql,
    };
    sql.push_with("ORDER BY owner_id, revision LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// A dispatch as it is kept.
pub(in super::super) struct Kept {
    pub paper: Mailed,
    pub state: Dispatch,
    pub viewed: bool,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            paper: Mailed::from_row(row)?,
            state: row.code("state")?,
            viewed: row.get::<Option<Timestamp>>("viewed_at")?.is_some(),
        })
    }
}
