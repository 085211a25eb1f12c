//! The note beside an invoice.

use crate::kernel::ids::InvoiceId;
use crate::platform::db::{DbResult, Sql, Tx, ensure_one_row};

/// The caller has locked the invoice within the actor's scope.
pub(in crate::documents::invoices) async fn set_internal_note(tx: &mut Tx, id: InvoiceId, note: &str) -> DbResult<()> {
    let sql = Sql::new("UPDATE invoices SET internal_note = $1, version = version + 1 WHERE id = $2")
        .bind(note)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
