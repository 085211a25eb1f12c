//! The table `phrases`.

use super::model::Phrase;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::PhraseId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for Phrase {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            text: row.get("text")?,
            version: row.get("version")?,
        })
    }
}

/// All phrases in the order of their words; there are never many.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Phrase>> {
    let sql = Sql::new("SELECT id, text, version FROM phrases ORDER BY sort_text");
    sql.all(conn).await
}

pub(super) async fn count(conn: &mut Conn) -> DbResult<usize> {
    let count: Option<i64> = Sql::new("SELECT COUNT(*) FROM phrases").scalar(conn).await?;
    Ok(usize::try_from(count.unwrap_or_default()).unwrap_or(usize::MAX))
}

/// A phrase with its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: PhraseId) -> DbResult<Option<Phrase>> {
    let sql = Sql::new("UPDATE phrases SET version = version WHERE id = $1 RETURNING id, text, version");
    sql.bind(id).optional(tx).await
}

pub(super) async fn insert(tx: &mut Tx, id: PhraseId, text: &str, folded: &str, at: Timestamp) -> DbResult<()> {
    Sql::new("INSERT INTO phrases (id, text, sort_text, version, created_at) VALUES ($1, $2, $3, 1, $4)")
        .bind(id)
        .bind(text)
        .bind(folded)
        .bind(at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn update(tx: &mut Tx, id: PhraseId, text: &str, folded: &str) -> DbResult<()> {
    let sql = Sql::new("UPDATE phrases SET text = $1, sort_text = $2, version = version + 1 WHERE id = $3")
        .bind(text)
        .bind(folded)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn delete(tx: &mut Tx, id: PhraseId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM phrases WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
