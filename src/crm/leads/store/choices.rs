//! The table `lead_choices`: two directories of a few rows each. Entries are renamed and deleted by [`crate::records::directory`].

use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadColor};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::LeadChoiceId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for LeadChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            color: row.code("color")?,
            default: row.get("is_default")?,
            version: row.get("version")?,
        })
    }
}

/// All entries of both directories, each in its order.
pub(in crate::crm::leads) async fn all_choices(conn: &mut Conn) -> DbResult<Vec<LeadChoice>> {
    Sql::new("SELECT id, kind, name, color, is_default, version FROM lead_choices ORDER BY kind, position, id")
        .all(conn)
        .await
}

/// An entry of a directory.
pub(in crate::crm::leads) async fn choice(
    conn: &mut Conn,
    kind: ChoiceKind,
    id: LeadChoiceId,
) -> DbResult<Option<LeadChoice>> {
    Sql::new("SELECT id, kind, name, color, is_default, version FROM lead_choices WHERE id = $1 AND kind = $2")
        .bind(id)
        .bind(kind.as_str())
        .optional(conn)
        .await
}

/// An entry with its row locked until the transaction ends.
pub(in crate::crm::leads) async fn locked_choice(tx: &mut Tx, id: LeadChoiceId) -> DbResult<Option<LeadChoice>> {
    Sql::new(
        "UPDATE lead_choices SET version = version WHERE id = $1 RETURNING id, kind, name, color, is_default, version",
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Puts a new entry behind the others of its directory.
pub(in crate::crm::leads) async fn insert_choice(
    tx: &mut Tx,
    new: &LeadChoice,
    folded: &str,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO lead_choices (id, kind, name, sort_text, position, color, is_default, version, created_at) \
         VALUES ($1, $2, $3, $4, (SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM lead_choices), $5, $6, 1, $7)",
    )
    .bind(new.id)
    .bind(new.kind.as_str())
    .bind(new.name.as_str())
    .bind(folded)
    .bind(new.color.as_str())
    .bind(new.default)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(in crate::crm::leads) async fn set_color(tx: &mut Tx, id: LeadChoiceId, color: LeadColor) -> DbResult<()> {
    let sql = Sql::new("UPDATE lead_choices SET color = $1, version = version + 1 WHERE id = $2")
        .bind(color.as_str())
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Nothing of a directory is what new leads begin with, so that another entry can be.
pub(in crate::crm::leads) async fn clear_default(tx: &mut Tx, kind: ChoiceKind) -> DbResult<()> {
    Sql::new("UPDATE lead_choices SET is_default = $1 WHERE kind = $2 AND is_default")
        .bind(false)
        .bind(kind.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::crm::leads) async fn set_default(tx: &mut Tx, id: LeadChoiceId, default: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE lead_choices SET is_default = $1, version = version + 1 WHERE id = $2")
        .bind(default)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// An entry and its place.
pub(in crate::crm::leads) struct Placed {
    pub id: LeadChoiceId,
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

/// The entry before or behind another one, and that one.
pub(in crate::crm::leads) async fn neighbour(
    conn: &mut Conn,
    entry: &LeadChoice,
    down: bool,
) -> DbResult<Option<(Placed, Placed)>> {
    let all = Sql::new("SELECT id, position FROM lead_choices")
        .push_with("WHERE kind = ?", [entry.kind.as_str().into()])
        .push(if down {
            "ORDER BY position, id"
        } else {
            "ORDER BY position DESC, id DESC"
        });
    let mut rest = all.all::<Placed>(conn).await?.into_iter();
    let here = rest.find(|placed| placed.id == entry.id);
    Ok(here.zip(rest.next()))
}

pub(in crate::crm::leads) async fn set_position(tx: &mut Tx, id: LeadChoiceId, position: i64) -> DbResult<()> {
    let sql = Sql::new("UPDATE lead_choices SET position = $1 WHERE id = $2")
        .bind(position)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
