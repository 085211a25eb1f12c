//! What `akta check` reads of payments and of maintained totals.

use uuid::Uuid;

use super::super::money::plain;
use super::{Named, named};
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// An invoice whose payments don't add up.
pub struct Sums {
    id: Uuid,
    number: String,
    currency: String,
    pub total: Amount,
    /// What it has as paid.
    pub paid: Amount,
    /// Σ of its allocations.
    pub settled: Amount,
    /// Σ of its write-offs that count.
    pub written_off: Amount,
}

impl Sums {
    pub fn object(&self) -> String {
        named("invoice", &self.number, self.id)
    }

    pub fn money(&self, amount: Amount) -> String {
        plain(amount, &self.currency)
    }
}

impl FromRow for Sums {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            currency: row.get("currency")?,
            total: row.get("total")?,
            paid: row.get("paid")?,
            settled: row.get("settled")?,
            written_off: row.get("written_off")?,
        })
    }
}

/// Invoices whose payments and write-offs come to something else than what is stored as paid, or that are paid beyond their total.
pub async fn paid_otherwise(conn: &mut Conn) -> DbResult<Vec<Sums>> {
    Sql::new(
        "SELECT * FROM (SELECT i.id, i.number, i.currency, i.total, i.paid, \
         (SELECT CAST(COALESCE(SUM(a.invoice_amount), 0) AS BIGINT) FROM allocations a WHERE a.invoice_id = i.id) AS settled, \
         (SELECT CAST(COALESCE(SUM(w.amount), 0) AS BIGINT) FROM write_offs w WHERE w.invoice_id = i.id AND NOT w.reversed) AS written_off \
         FROM invoices i) x WHERE paid <> settled + written_off OR paid < 0 OR paid > total ORDER BY id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// A payment with the sums it has, and those it should have.
pub struct Spent {
    id: Uuid,
    number: String,
    currency: String,
    pub amount: Amount,
    pub kept: Spending,
    pub right: Spending,
}

/// What of a payment settles invoices, was given back, and is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    pub allocated: Amount,
    pub refunded: Amount,
    pub advance: Amount,
}

impl Spent {
    pub fn object(&self) -> String {
        named("payment", &self.number, self.id)
    }

    pub fn money(&self, amount: Amount) -> String {
        plain(amount, &self.currency)
    }
}

impl FromRow for Spent {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            currency: row.get("currency")?,
            amount: row.get("amount")?,
            kept: Spending {
                allocated: row.get("allocated")?,
                refunded: row.get("refunded")?,
                advance: row.get("advance")?,
            },
            right: Spending {
                allocated: row.get("settled")?,
                refunded: row.get("given_back")?,
                advance: row.get("left_over")?,
            },
        })
    }
}

/// Payments of which more is settled and given back than came in, or whose kept sums are others. A refund and a reversed payment
/// settle nothing, and have no sums.
pub async fn spent_otherwise(conn: &mut Conn) -> DbResult<Vec<Spent>> {
    Sql::new(
        "SELECT x.*, CASE WHEN counts THEN amount - settled - given_back ELSE 0 END AS left_over FROM (\
         SELECT p.id, p.number, p.currency, p.amount, p.allocated, p.refunded, p.advance, (p.kind = 'incoming' AND NOT p.reversed) AS counts, \
         (SELECT CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) FROM allocations a WHERE a.payment_id = p.id) AS settled, \
         (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM payments r WHERE r.refund_of = p.id AND NOT r.reversed) AS given_back \
         FROM payments p) x WHERE allocated <> settled OR refunded <> given_back OR settled + given_back > amount \
         OR advance <> CASE WHEN counts THEN amount - settled - given_back ELSE 0 END OR (NOT counts AND settled + given_back <> 0) \
         ORDER BY id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Refunds of no payment, of a refund, or of a payment of another client, own company or currency; payments that came in and are
/// said to be of another one.
pub async fn refunded_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'payment' AS kind, r.number, r.id FROM payments r LEFT JOIN payments p ON p.id = r.refund_of \
         WHERE (r.kind = 'refund') <> (r.refund_of IS NOT NULL) OR (r.kind = 'refund' AND (p.kind <> 'incoming' \
         OR p.client_id <> r.client_id OR p.organization_id <> r.organization_id OR p.currency <> r.currency)) ORDER BY r.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Payments allocated to an invoice of another client or own company, or with two sums where the currency is the same.
pub async fn allocated_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'payment' AS kind, p.number, p.id FROM allocations a JOIN payments p ON p.id = a.payment_id \
         JOIN invoices i ON i.id = a.invoice_id WHERE p.client_id <> i.client_id OR p.organization_id <> i.organization_id \
         OR (p.currency = i.currency AND a.amount <> a.invoice_amount) ORDER BY p.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// What is kept of an object and a currency, and what is true.
pub struct Balance {
    /// Whose: what kind of object, and which.
    pub of: (&'static str, Uuid),
    /// What is summed up.
    pub documents: &'static str,
    pub currency: String,
    /// The first day of the month, or the day on which it falls due; empty where neither is kept.
    pub month: String,
    pub kept: Totals,
    pub right: Totals,
}

/// How many documents, what they come to, and what of it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub count: i64,
    pub total: Amount,
    /// Zero where nothing is paid: of payments.
    pub paid: Amount,
}

/// A balance that is not told yet whose it is.
struct Of {
    id: Uuid,
    currency: String,
    month: String,
    kept: Totals,
    right: Totals,
}

impl FromRow for Of {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            currency: row.get("currency")?,
            month: row.get("month")?,
            kept: Totals {
                count: row.get("kept_count")?,
                total: row.get("kept_total")?,
                paid: row.get("kept_paid")?,
            },
            right: Totals {
                count: row.get("right_count")?,
                total: row.get("right_total")?,
                paid: row.get("right_paid")?,
            },
        })
    }
}

/// Maintained totals that are not the sums of their documents, and sums that nobody maintains.
pub async fn balances_otherwise(conn: &mut Conn) -> DbResult<Vec<Balance>> {
    let maintained = [
        (
            "client",
            "invoices",
            "SELECT client_id AS id, currency, '' AS month, invoices AS count, total, paid FROM invoice_balances",
            "SELECT client_id AS id, currency, '' AS month, 1 AS count, total, paid FROM invoices WHERE lifecycle = 'issued'",
        ),
        (
            "own company",
            "invoices",
            "SELECT organization_id AS id, currency, '' AS month, invoices AS count, total, paid FROM invoice_totals",
            "SELECT organization_id AS id, currency, '' AS month, 1 AS count, total, paid FROM invoices WHERE lifecycle = 'issued'",
        ),
        (
            "own company",
            "due",
            "SELECT organization_id AS id, currency, CAST(due_date AS TEXT) AS month, 0 AS count, open AS total, 0 AS paid FROM invoice_dues",
            "SELECT organization_id AS id, currency, CAST(due_date AS TEXT) AS month, 0 AS count, total - paid AS total, 0 AS paid \
             FROM invoices WHERE lifecycle = 'issued' AND total > paid",
        ),
        (
            "own company",
            "payments",
            "SELECT organization_id AS id, currency, CAST(month AS TEXT) AS month, payments AS count, received AS total, 0 AS paid \
             FROM payment_totals",
            "SELECT organization_id AS id, currency, SUBSTR(CAST(date AS TEXT), 1, 8) || '01' AS month, 1 AS count, amount AS total, 0 AS paid \
             FROM payments WHERE kind = 'incoming' AND NOT reversed",
        ),
        (
            "own company",
            "refunds",
            "SELECT organization_id AS id, currency, CAST(month AS TEXT) AS month, refunds AS count, refunded AS total, 0 AS paid \
             FROM payment_totals",
            "SELECT organization_id AS id, currency, SUBSTR(CAST(date AS TEXT), 1, 8) || '01' AS month, 1 AS count, amount AS total, 0 AS paid \
             FROM payments WHERE kind = 'refund' AND NOT reversed",
        ),
    ];
    let mut wrong = Vec::new();
    for (kind, documents, kept, right) in maintained {
        let rows: Vec<Of> = otherwise(kept, right).all(conn).await?;
        wrong.extend(rows.into_iter().map(|row| Balance {
            of: (kind, row.id),
            documents,
            currency: row.currency,
            month: row.month,
            kept: row.kept,
            right: row.right,
        }));
    }
    Ok(wrong)
}

/// Where two statements with `id, currency, month, count, total, paid` do not come to the same.
fn otherwise(kept: &'static str, right: &'static str) -> Sql {
    Sql::new(
        "SELECT id, currency, month, CAST(SUM(kept_count) AS BIGINT) AS kept_count, CAST(SUM(kept_total) AS BIGINT) AS kept_total, \
         CAST(SUM(kept_paid) AS BIGINT) AS kept_paid, CAST(SUM(right_count) AS BIGINT) AS right_count, \
         CAST(SUM(right_total) AS BIGINT) AS right_total, CAST(SUM(right_paid) AS BIGINT) AS right_paid FROM ( \
         SELECT id, currency, month, count AS kept_count, total AS kept_total, paid AS kept_paid, \
         0 AS right_count, 0 AS right_total, 0 AS right_paid FROM (",
    )
    .push(kept)
    .push(") k UNION ALL SELECT id, currency, month, 0, 0, 0, count, total, paid FROM (")
    .push(right)
    .push(
        ") r) x GROUP BY id, currency, month HAVING SUM(kept_count) <> SUM(right_count) OR SUM(kept_total) <> SUM(right_total) \
         OR SUM(kept_paid) <> SUM(right_paid) ORDER BY id, currency, month LIMIT 1000",
    )
}
