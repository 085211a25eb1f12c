//! The table `phrases`, as it is read here; it is written by [`crate::records::directory`].

use super::model::Phrase;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

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
