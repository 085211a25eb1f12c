//! The tables of directories. Which one is meant is said by [`Table`]; what else its rows have is read and written by the directory's own store.

use uuid::Uuid;

use crate::kernel::date::Timestamp;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

/// Where the entries of a directory are kept.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// The column with the text of an entry; the form's field is called like it.
    pub text: &'static str,
    /// The column by which entries are sorted and told from one another.
    pub folded: &'static str,
    /// Whether people decide on the order and take entries out of use: the rows have `position` and `retired`.
    pub ordered: bool,
}

/// An entry whose row is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub text: String,
    pub version: i64,
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            text: row.get("entry")?,
            version: row.get("version")?,
        })
    }
}

/// An entry and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub id: Uuid,
    pub position: i64,
}

impl FromRow for Placed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            position: row.get("position")?,
        })
    }
}

impl Table {
    /// An entry, its row locked until the transaction ends.
    pub(super) async fn locked(self, tx: &mut Tx, id: Uuid) -> DbResult<Option<Stored>> {
        Sql::new("UPDATE")
            .push(self.name)
            .push_with("SET version = version WHERE id = ? RETURNING", [id.into()])
            .push(self.text)
            .push("AS entry, version")
            .optional(tx)
            .await
    }

    pub(super) async fn count(self, conn: &mut Conn) -> DbResult<usize> {
        let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM").push(self.name);
        let count: Option<i64> = sql.scalar(conn).await?;
        Ok(usize::try_from(count.unwrap_or_default()).unwrap_or(usize::MAX))
    }

    /// Writes a new entry; in an order, behind the others.
    pub(super) async fn insert(self, tx: &mut Tx, id: Uuid, text: &str, folded: &str, at: Timestamp) -> DbResult<()> {
        let sql = Sql::new("INSERT INTO")
            .push(self.name)
            .push("(id,")
            .push(self.text)
            .push(",")
            .push(self.folded);
        let sql = if self.ordered {
            sql.push_with(
                ", created_at, version, retired, position) VALUES (?, ?, ?, ?, 1, ?, (SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM",
                [id.into(), text.into(), folded.into(), at.into(), false.into()],
            )
            .push(self.name)
            .push("))")
        } else {
            sql.push_with(
                ", created_at, version) VALUES (?, ?, ?, ?, 1)",
                [id.into(), text.into(), folded.into(), at.into()],
            )
        };
        sql.execute(tx).await.map(|_| ())
    }

    pub(super) async fn update(self, tx: &mut Tx, id: Uuid, text: &str, folded: &str) -> DbResult<()> {
        let sql = Sql::new("UPDATE")
            .push(self.name)
            .push("SET")
            .push(self.text)
            .push_with("= ?,", [text.into()])
            .push(self.folded)
            .push_with("= ?, version = version + 1 WHERE id = ?", [folded.into(), id.into()]);
        ensure_one_row(sql.execute(tx).await?)
    }

    pub(super) async fn delete(self, tx: &mut Tx, id: Uuid) -> DbResult<()> {
        let sql = Sql::new("DELETE FROM")
            .push(self.name)
            .push_with("WHERE id = ?", [id.into()]);
        ensure_one_row(sql.execute(tx).await?)
    }

    pub(super) async fn is_retired(self, conn: &mut Conn, id: Uuid) -> DbResult<bool> {
        let sql = Sql::new("SELECT retired FROM")
            .push(self.name)
            .push_with("WHERE id = ?", [id.into()]);
        Ok(sql.scalar(conn).await?.unwrap_or_default())
    }

    pub(super) async fn set_retired(self, tx: &mut Tx, id: Uuid, retired: bool) -> DbResult<()> {
        let sql = Sql::new("UPDATE").push(self.name).push_with(
            "SET retired = ?, version = version + 1 WHERE id = ?",
            [retired.into(), id.into()],
        );
        ensure_one_row(sql.execute(tx).await?)
    }

    /// An entry with its place, and the one before or behind it.
    pub(super) async fn neighbour(self, conn: &mut Conn, id: Uuid, down: bool) -> DbResult<Option<(Placed, Placed)>> {
        let sql = Sql::new("SELECT id, position FROM")
            .push(self.name)
            .push("ORDER BY position, id");
        let all: Vec<Placed> = sql.all(conn).await?;
        let at = all.iter().position(|placed| placed.id == id);
        let other = at.and_then(|at| if down { at.checked_add(1) } else { at.checked_sub(1) });
        let place = |n: Option<usize>| n.and_then(|n| all.get(n).copied());
        Ok(place(at).zip(place(other)))
    }

    /// A place is no version: nothing that anybody typed has changed.
    pub(super) async fn set_position(self, tx: &mut Tx, id: Uuid, position: i64) -> DbResult<()> {
        let sql = Sql::new("UPDATE")
            .push(self.name)
            .push_with("SET position = ? WHERE id = ?", [position.into(), id.into()]);
        ensure_one_row(sql.execute(tx).await?)
    }
}
