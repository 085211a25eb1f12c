//! What of an own company decides whether something may be entered into its books.

use super::super::model::Books;
use crate::kernel::ids::OrganizationId;
use crate::platform::db::{DbResult, FromRow, Row, Sql, Tx};

impl FromRow for Books {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("id")?,
            lock_date: row.get("lock_date")?,
            time_zone: row.get("time_zone")?,
            write_off_limit: row.get("write_off_limit")?,
        })
    }
}

/// What decides about entries into the books of a company, kept as [`kept`] does: one statement.
pub async fn books(tx: &mut Tx, id: OrganizationId) -> DbResult<Option<Books>> {
    let sql = Sql::new("SELECT id, lock_date, time_zone, write_off_limit FROM organizations WHERE id = $1").bind(id);
    sql.kept(tx).optional(tx).await
}
