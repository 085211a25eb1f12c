//! What of payments settles which invoices.

use super::super::model::{AllocationRow, Share};
use crate::company::payment_modes::model::NamedMode;
use crate::kernel::date::Date;
use crate::kernel::ids::{AllocationId, InvoiceId, PaymentId};
use crate::kernel::money::Money;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

impl FromRow for AllocationRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            payment: row.get("payment_id")?,
            version: row.get("version")?,
            number: row.get("number")?,
            date: row.get("date")?,
            mode: NamedMode::from_row(row)?,
            invoice: row.get("invoice_id")?,
            invoice_number: row.get("invoice_number")?,
            invoice_date: row.get("invoice_date")?,
            since: row.get("since")?,
            paid: Money::new(row.get("amount")?, row.code("currency")?),
            settled: Money::new(row.get("invoice_amount")?, row.code("invoice_currency")?),
        })
    }
}

const ALLOCATIONS: &str = "SELECT a.payment_id, p.version, p.number, p.date, p.mode_id, m.name AS mode_name, a.amount, p.currency, a.invoice_id, a.date AS since, \
     i.number AS invoice_number, i.issue_date AS invoice_date, a.invoice_amount, i.currency AS invoice_currency \
     FROM allocations a JOIN payments p ON p.id = a.payment_id JOIN invoices i ON i.id = a.invoice_id \
     LEFT JOIN payment_modes m ON m.id = p.mode_id";

/// What a payment settles, what was due first before the rest. The caller has seen the payment within its scope.
pub async fn allocations_of(conn: &mut Conn, payment: PaymentId) -> DbResult<Vec<AllocationRow>> {
    Sql::new(ALLOCATIONS)
        .push_with("WHERE a.payment_id = ? ORDER BY i.due_date, i.id", [payment.into()])
        .all(conn)
        .await
}

/// What settles an invoice, oldest first. The caller has seen the invoice within its scope.
pub async fn allocations_to(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<AllocationRow>> {
    Sql::new(ALLOCATIONS)
        .push_with(
            "WHERE a.invoice_id = ? ORDER BY p.date, p.series_period, p.n",
            [invoice.into()],
        )
        .all(conn)
        .await
}

/// The payments that settle an invoice.
pub(in super::super) async fn payments_of(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<PaymentId>> {
    Sql::new("SELECT payment_id FROM allocations WHERE invoice_id = $1 ORDER BY payment_id")
        .bind(invoice)
        .scalars(conn)
        .await
}

/// An allocation as it is stored.
pub(in super::super) struct Kept {
    pub invoice: InvoiceId,
    pub share: Share,
    /// The day from which it holds.
    pub date: Date,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            invoice: row.get("invoice_id")?,
            share: Share {
                paid: row.get("amount")?,
                settled: row.get("invoice_amount")?,
            },
            date: row.get("date")?,
        })
    }
}

/// What a payment settles; it is locked.
pub(in super::super) async fn of_payment(tx: &mut Tx, payment: PaymentId) -> DbResult<Vec<Kept>> {
    Sql::new(
        "SELECT invoice_id, amount, invoice_amount, date FROM allocations WHERE payment_id = $1 ORDER BY invoice_id",
    )
    .bind(payment)
    .all(tx)
    .await
}

/// A part of a payment for an invoice, to be written.
pub(in super::super) struct Allocation {
    /// Of a new row.
    pub id: AllocationId,
    pub payment: PaymentId,
    pub invoice: InvoiceId,
    pub share: Share,
    pub date: Date,
}

/// Writes the part of a payment that settles an invoice, in place of what it was.
pub(in super::super) async fn put(tx: &mut Tx, allocation: &Allocation) -> DbResult<()> {
    Sql::new(
        "INSERT INTO allocations (id, payment_id, invoice_id, amount, invoice_amount, date) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (payment_id, invoice_id) DO UPDATE SET amount = excluded.amount, invoice_amount = excluded.invoice_amount, \
         date = excluded.date",
    )
    .bind(allocation.id)
    .bind(allocation.payment)
    .bind(allocation.invoice)
    .bind(allocation.share.paid)
    .bind(allocation.share.settled)
    .bind(allocation.date)
    .later(tx)
    .await
}

/// A payment settles nothing of an invoice any more.
pub(in super::super) async fn remove(tx: &mut Tx, payment: PaymentId, invoice: InvoiceId) -> DbResult<()> {
    Sql::new("DELETE FROM allocations WHERE payment_id = $1 AND invoice_id = $2")
        .bind(payment)
        .bind(invoice)
        .later(tx)
        .await
}
