//! The invoice that stands for a cancelled one.

use super::super::model::Replacement;
use crate::kernel::ids::InvoiceId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

impl FromRow for Replacement {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
        })
    }
}

/// The caller has checked that the actor may see the cancelled one; its replacement is the same client's.
pub(in crate::documents::invoices) async fn replacement_of(
    conn: &mut Conn,
    cancelled: InvoiceId,
) -> DbResult<Option<Replacement>> {
    let sql = Sql::new("SELECT r.id, r.number FROM invoices i JOIN invoices r ON r.id = i.replaced_by WHERE i.id = $1");
    sql.bind(cancelled).optional(conn).await
}
