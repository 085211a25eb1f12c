//! The invoice that stands for a cancelled one.

use super::super::model::Replacement;
use crate::kernel::ids::InvoiceId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for Replacement {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
        })
    }
}

/// The caller has locked both within the actor's scope.
pub(in crate::documents::invoices) async fn set_replacement(
    tx: &mut Tx,
    cancelled: InvoiceId,
    by: InvoiceId,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE invoices SET replaced_by = $1 WHERE id = $2")
        .bind(by)
        .bind(cancelled);
    ensure_one_row(sql.execute(tx).await?)
}

/// The caller has checked that the actor may see the cancelled one; its replacement is the same client's.
pub(in crate::documents::invoices) async fn replacement_of(
    conn: &mut Conn,
    cancelled: InvoiceId,
) -> DbResult<Option<Replacement>> {
    let sql = Sql::new("SELECT r.id, r.number FROM invoices i JOIN invoices r ON r.id = i.replaced_by WHERE i.id = $1");
    sql.bind(cancelled).optional(conn).await
}
