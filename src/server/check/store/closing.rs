//! What `akta check` reads of acts and delivery notes.

use std::collections::BTreeMap;

use super::{Counted, Named, named};
use crate::documents::closing::model::Closing;
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{ClosingId, InvoiceId, InvoiceLineId};
use crate::kernel::tax::VatRate;
use crate::kernel::totals::closing::{Keep, Share};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, Sql};

/// A paper, or why its row can't be read.
pub struct Closed {
    pub id: ClosingId,
    kind: String,
    number: String,
    pub signature: String,
    pub closing: Result<Closing, String>,
}

impl Closed {
    pub fn object(&self) -> String {
        named(&self.kind, &self.number, self.id)
    }
}

impl FromRow for Closed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            number: row.get("number")?,
            signature: row.get("signature")?,
            closing: Closing::from_row(row).map_err(|error| error.to_string()),
        })
    }
}

/// A slice of all papers in the order of their ids.
pub async fn closings(conn: &mut Conn, after: Option<ClosingId>, most: i64) -> DbResult<Vec<Closed>> {
    Sql::new("SELECT * FROM closings WHERE 1 = 1")
        .and_if("id > ?", after)
        .push_with("ORDER BY id LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// A slice of a counter's numbers from `n` on.
pub async fn numbers(conn: &mut Conn, counter: &Counted, n: i64, most: i64) -> DbResult<Vec<i64>> {
    Sql::new("SELECT n FROM closings WHERE series_id = $1 AND series_period = $2 AND n >= $3 ORDER BY n LIMIT $4")
        .bind(counter.series)
        .bind(counter.period.as_str())
        .bind(n)
        .bind(most)
        .scalars(conn)
        .await
}

/// Papers that are numbered after their invoice, and do not have its number.
pub async fn numbered_otherwise(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM closings d JOIN invoices i ON i.id = d.invoice_id WHERE d.suffix IS NOT NULL \
         AND d.number <> i.number || '-' || CAST(d.suffix AS TEXT) ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// What issued papers take of a line.
struct TakenOf {
    line: InvoiceLineId,
    share: Share,
}

impl FromRow for TakenOf {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            line: row.get("invoice_line_id")?,
            share: Share {
                quantity: row.get("quantity")?,
                net: row.get("net")?,
                vat: row.get("vat")?,
                gross: row.get("gross")?,
            },
        })
    }
}

/// What issued papers take of the lines of the invoices after one up to and with another.
pub async fn taken(
    conn: &mut Conn,
    after: Option<InvoiceId>,
    last: InvoiceId,
) -> DbResult<BTreeMap<InvoiceLineId, Share>> {
    let rows: Vec<TakenOf> = Sql::new(
        "SELECT l.invoice_line_id, CAST(SUM(l.taken_quantity) AS BIGINT) AS quantity, CAST(SUM(l.taken_net) AS BIGINT) AS net, \
         CAST(SUM(l.taken_vat) AS BIGINT) AS vat, CAST(SUM(l.taken_gross) AS BIGINT) AS gross FROM closings d \
         JOIN closing_lines l ON l.closing_id = d.id WHERE d.invoice_id <= $1",
    )
    .bind(last)
    .and_if("d.invoice_id > ?", after)
    .and_aside(true, "d.lifecycle = 'issued'")
    .push("AND l.invoice_line_id IS NOT NULL GROUP BY l.invoice_line_id")
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.line, row.share)).collect())
}

/// Papers whose sums are not those of their lines.
pub async fn summed_otherwise(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM closings d LEFT JOIN closing_lines l ON l.closing_id = d.id \
         GROUP BY d.id, d.kind, d.number, d.net, d.vat, d.total HAVING d.net <> COALESCE(SUM(l.net), 0) OR d.vat <> COALESCE(SUM(l.vat), 0) \
         OR d.total <> COALESCE(SUM(l.gross), 0) ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Papers that have something else than their invoice where they have to have the same, and issued ones of an invoice that is not.
pub async fn inherited_otherwise(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM closings d JOIN invoices i ON i.id = d.invoice_id WHERE d.organization_id <> i.organization_id \
         OR d.client_id <> i.client_id OR (d.lifecycle = 'issued' AND (d.currency <> i.currency OR d.price_mode <> i.price_mode \
         OR d.vat_rounding <> i.vat_rounding OR i.lifecycle <> 'issued')) ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Papers with a line whose sums are not what it takes of the invoice, though nothing was chosen for another VAT rate.
pub async fn taken_otherwise(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM closings d WHERE EXISTS (SELECT 1 FROM closing_lines l WHERE l.closing_id = d.id AND l.keep = '' \
         AND (l.net <> l.taken_net OR l.vat <> l.taken_vat OR l.gross <> l.taken_gross)) ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Issued papers with a line that is of no line of their invoice.
pub async fn of_nothing(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM closings d WHERE d.lifecycle = 'issued' AND EXISTS (SELECT 1 FROM closing_lines l \
         LEFT JOIN invoice_lines i ON i.id = l.invoice_line_id WHERE l.closing_id = d.id AND (i.id IS NULL OR i.invoice_id <> d.invoice_id)) \
         ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// A line at another VAT rate than the invoice's.
pub struct Retaxed {
    pub named: Named,
    pub rate: VatRate,
    pub keep: Keep,
    pub taken: Share,
    pub of_paper: Share,
}

impl FromRow for Retaxed {
    fn from_row(row: &Row) -> DbResult<Self> {
        let percent: Percent = row.get("vat_percent")?;
        let quantity = row.get("taken_quantity")?;
        Ok(Self {
            named: Named::from_row(row)?,
            rate: VatRate::new(row.code("vat_category")?, percent).map_err(|error| DbError::Decode {
                column: "vat_percent".to_owned(),
                reason: error.to_string(),
            })?,
            keep: row.code("keep")?,
            taken: Share {
                quantity,
                net: row.get("taken_net")?,
                vat: row.get("taken_vat")?,
                gross: row.get("taken_gross")?,
            },
            of_paper: Share {
                quantity,
                net: row.get("net")?,
                vat: row.get("vat")?,
                gross: row.get("gross")?,
            },
        })
    }
}

/// The lines whose VAT rate has changed since the invoice: few, in the months after a change.
pub async fn retaxed_lines(conn: &mut Conn) -> DbResult<Vec<Retaxed>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id, l.vat_category, l.vat_percent, l.keep, l.taken_quantity, l.taken_net, l.taken_vat, l.taken_gross, \
         l.net, l.vat, l.gross FROM closing_lines l JOIN closings d ON d.id = l.closing_id WHERE l.keep <> '' ORDER BY d.id",
    )
    .all(conn)
    .await
}
