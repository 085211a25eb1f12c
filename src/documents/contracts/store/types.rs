//! The table `contract_types`: a directory of a few rows.

use crate::documents::contracts::model::ContractType;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::ContractTypeId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for ContractType {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

const TYPE: &str = "SELECT id, name, retired, version FROM contract_types";

/// All types in their order.
pub(in crate::documents::contracts) async fn all_types(conn: &mut Conn) -> DbResult<Vec<ContractType>> {
    Sql::new(TYPE).push("ORDER BY position, id").all(conn).await
}

/// Those that are offered, and one more if it is not among them.
pub(in crate::documents::contracts) async fn offered_types(
    conn: &mut Conn,
    and: Option<ContractTypeId>,
) -> DbResult<Vec<ContractType>> {
    let mut types = all_types(conn).await?;
    types.retain(|one| !one.retired || Some(one.id) == and);
    Ok(types)
}

/// What a type is called.
pub async fn type_name(conn: &mut Conn, id: ContractTypeId) -> DbResult<Option<String>> {
    Sql::new("SELECT name FROM contract_types WHERE id = $1")
        .bind(id)
        .scalar(conn)
        .await
}

/// A type with its row locked until the transaction ends.
pub(in crate::documents::contracts) async fn locked_type(
    tx: &mut Tx,
    id: ContractTypeId,
) -> DbResult<Option<ContractType>> {
    let sql =
        Sql::new("UPDATE contract_types SET version = version WHERE id = $1 RETURNING id, name, retired, version");
    sql.bind(id).optional(tx).await
}

/// Puts a new type behind the others.
pub(in crate::documents::contracts) async fn insert_type(
    tx: &mut Tx,
    id: ContractTypeId,
    name: &str,
    folded: &str,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO contract_types (id, name, sort_text, position, retired, version, created_at) \
         VALUES ($1, $2, $3, (SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM contract_types), $4, 1, $5)",
    )
    .bind(id)
    .bind(name)
    .bind(folded)
    .bind(false)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(in crate::documents::contracts) async fn update_type(
    tx: &mut Tx,
    id: ContractTypeId,
    name: &str,
    folded: &str,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE contract_types SET name = $1, sort_text = $2, version = version + 1 WHERE id = $3")
        .bind(name)
        .bind(folded)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(in crate::documents::contracts) async fn delete_type(tx: &mut Tx, id: ContractTypeId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM contract_types WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(in crate::documents::contracts) async fn set_retired(
    tx: &mut Tx,
    id: ContractTypeId,
    retired: bool,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE contract_types SET retired = $1, version = version + 1 WHERE id = $2")
        .bind(retired)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// A type and its place.
pub(in crate::documents::contracts) struct Placed {
    pub id: ContractTypeId,
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

/// A type with its place, and the one before or behind it.
pub(in crate::documents::contracts) async fn neighbour(
    conn: &mut Conn,
    id: ContractTypeId,
    down: bool,
) -> DbResult<Option<(Placed, Placed)>> {
    let all: Vec<Placed> = Sql::new("SELECT id, position FROM contract_types ORDER BY position, id")
        .all(conn)
        .await?;
    let Some(at) = all.iter().position(|placed| placed.id == id) else {
        return Ok(None);
    };
    let other = if down { at.checked_add(1) } else { at.checked_sub(1) };
    let mut pair = (None, None);
    for (n, placed) in all.into_iter().enumerate() {
        if n == at {
            pair.0 = Some(placed);
        } else if Some(n) == other {
            pair.1 = Some(placed);
        }
    }
    Ok(pair.0.zip(pair.1))
}

pub(in crate::documents::contracts) async fn set_position(
    tx: &mut Tx,
    id: ContractTypeId,
    position: i64,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE contract_types SET position = $1 WHERE id = $2")
        .bind(position)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
