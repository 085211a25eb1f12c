//! What issued papers have closed of an invoice.

use std::collections::BTreeMap;

use crate::documents::closing::model::ClosingKind;
use crate::kernel::ids::{ClosingId, InvoiceId, InvoiceLineId};
use crate::kernel::money::Amount;
use crate::kernel::totals::closing::Share;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// Of one line.
pub(in super::super) struct ClosedLine {
    line: InvoiceLineId,
    pub share: Share,
    /// Whether a part of it is closed by amount.
    pub by_amount: bool,
}

impl FromRow for ClosedLine {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            line: row.get("invoice_line_id")?,
            share: Share {
                quantity: row.get("quantity")?,
                net: row.get("net")?,
                vat: row.get("vat")?,
                gross: row.get("gross")?,
            },
            by_amount: row.get::<i64>("amounts")? > 0,
        })
    }
}

/// By issued papers of both kinds, but for one. The caller has checked that the actor may see the invoice, and locks it where he writes.
pub(in super::super) async fn closed_lines(
    conn: &mut Conn,
    invoice: InvoiceId,
    but: Option<ClosingId>,
) -> DbResult<BTreeMap<InvoiceLineId, ClosedLine>> {
    let rows: Vec<ClosedLine> = Sql::new(
        "SELECT l.invoice_line_id, CAST(SUM(l.taken_quantity) AS BIGINT) AS quantity, CAST(SUM(l.taken_net) AS BIGINT) AS net, \
         CAST(SUM(l.taken_vat) AS BIGINT) AS vat, CAST(SUM(l.taken_gross) AS BIGINT) AS gross, \
         CAST(SUM(CASE WHEN l.measure = 'amount' THEN 1 ELSE 0 END) AS BIGINT) AS amounts \
         FROM closings d JOIN closing_lines l ON l.closing_id = d.id WHERE d.invoice_id = $1 AND d.lifecycle = 'issued' \
         AND l.invoice_line_id IS NOT NULL",
    )
    .bind(invoice)
    .and_if("d.id <> ?", but)
    .push("GROUP BY l.invoice_line_id")
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.line, row)).collect())
}

/// What issued papers of a kind have closed of an invoice, whoever sees them. The caller has checked that the actor may see the invoice.
pub(in super::super) async fn closed_by(conn: &mut Conn, invoice: InvoiceId, kind: ClosingKind) -> DbResult<Amount> {
    let sum: Option<Amount> = Sql::new(
        "SELECT CAST(COALESCE(SUM(l.taken_gross), 0) AS BIGINT) FROM closings d JOIN closing_lines l ON l.closing_id = d.id \
         WHERE d.invoice_id = $1 AND d.kind = $2 AND d.lifecycle = 'issued'",
    )
    .bind(invoice)
    .bind(kind.as_str())
    .scalar(conn)
    .await?;
    Ok(sum.unwrap_or_default())
}
