//! What settles invoices without money.

use super::super::model::WriteOff;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{InvoiceId, UserId, WriteOffId};
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

impl FromRow for WriteOff {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            invoice: row.get("invoice_id")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            reason: row.get("reason")?,
            reversed: row.get("reversed")?,
            reversal_reason: row.get("reversal_reason")?,
        })
    }
}

const WRITE_OFF: &str =
    "SELECT w.id, w.invoice_id, w.date, w.amount, w.reason, w.reversed, w.reversal_reason FROM write_offs w";

/// What was written off of an invoice, taken back or not, oldest first. The caller has seen the invoice within its scope.
pub async fn write_offs_of(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<WriteOff>> {
    Sql::new(WRITE_OFF)
        .push_with("WHERE w.invoice_id = ? ORDER BY w.id", [invoice.into()])
        .all(conn)
        .await
}

/// Σ of what is written off of an invoice and counts.
pub async fn written_off(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Amount> {
    let sql = Sql::new(
        "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM write_offs WHERE invoice_id = $1 AND NOT reversed",
    );
    Ok(sql.bind(invoice).scalar(conn).await?.unwrap_or_default())
}

/// A write-off; the caller locks its invoice, and looks again.
pub(in super::super) async fn locked_write_off(tx: &mut Tx, id: WriteOffId) -> DbResult<Option<WriteOff>> {
    let sql = Sql::new(WRITE_OFF).push_with("WHERE w.id = ?", [id.into()]);
    sql.locked(tx, "w").optional(tx).await
}

/// Writes what nobody will pay.
pub(in super::super) async fn insert_write_off(
    tx: &mut Tx,
    write_off: &WriteOff,
    by: Option<UserId>,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO write_offs (id, invoice_id, date, amount, reason, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(write_off.id)
    .bind(write_off.invoice)
    .bind(write_off.date)
    .bind(write_off.amount)
    .bind(write_off.reason.as_str())
    .bind(by)
    .bind(at)
    .later(tx)
    .await
}

/// Takes a write-off back.
pub(in super::super) async fn reverse_write_off(
    tx: &mut Tx,
    id: WriteOffId,
    reason: &str,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new("UPDATE write_offs SET reversed = $1, reversed_at = $2, reversal_reason = $3 WHERE id = $4")
        .bind(true)
        .bind(at)
        .bind(reason)
        .bind(id)
        .later(tx)
        .await
}
