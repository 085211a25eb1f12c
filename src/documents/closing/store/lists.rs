//! Lists of acts and delivery notes and their sums.

use super::super::model::{ClosingFilter, ClosingKind, ClosingRow, ClosingSort, ClosingState, ClosingTotalsRow};
use super::visible;
use crate::documents::store::{self, MOST_LOOKED_THROUGH, sum_of};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::folding::end_of_prefix;
use crate::kernel::ids::InvoiceId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};

pub(crate) use crate::documents::store::Search;

impl FromRow for ClosingRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number: String = row.get("number")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            number: (!number.is_empty()).then_some(number),
            stage: row.code("lifecycle")?,
            signature: row.code("signature")?,
            original: row.get("original_received")?,
            date: row.get("date")?,
            client_name: row.get("client_name")?,
            invoice: row.get("invoice_id")?,
            invoice_number: row.get("invoice_number")?,
            currency: row.code("currency")?,
            total: row.get("total")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for ClosingTotalsRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            currency: row.code("currency")?,
            papers: row.get("papers")?,
            total: row.get("total")?,
        })
    }
}

const ROW: &str = "SELECT d.id, d.kind, d.number, d.lifecycle, d.signature, d.original_received, d.date, c.name AS client_name, d.invoice_id, \
     i.number AS invoice_number, d.currency, d.total, d.version FROM closings d JOIN clients c ON c.id = d.client_id \
     JOIN invoices i ON i.id = d.invoice_id WHERE 1 = 1";

/// One page of a list and one row more.
pub(crate) fn list(kind: ClosingKind, filter: &ClosingFilter, scope: Scope, search: Search) -> Sql {
    let (sort, descending) = filter.sorting();
    let column = match sort {
        ClosingSort::Date => SortColumn::date("d.date"),
        ClosingSort::Total => SortColumn::int("d.total"),
        ClosingSort::Number => SortColumn::text("d.number"),
    };
    narrowed(Sql::new(ROW), kind, filter, scope, search).page(column, "d.id", descending, filter.after.as_ref())
}

/// The sums of a list by currency: of issued papers, unless the filter asks for drafts or cancelled ones.
pub(crate) fn totals(kind: ClosingKind, filter: &ClosingFilter, scope: Scope, search: Search) -> Sql {
    const SUMS: &str =
        "SELECT d.currency, COUNT(*) AS papers, CAST(SUM(d.total) AS BIGINT) AS total FROM closings d WHERE 1 = 1";
    const SUMS_WITH_CLIENTS: &str = "SELECT d.currency, COUNT(*) AS papers, CAST(SUM(d.total) AS BIGINT) AS total FROM closings d \
         JOIN clients c ON c.id = d.client_id WHERE 1 = 1";
    let issued = filter.state.is_none();
    let of_few = is_of_few(filter, search);
    let sql = Sql::new(if search == Search::Common {
        SUMS_WITH_CLIENTS
    } else {
        SUMS
    });
    narrowed(sql, kind, filter, scope, search)
        .and_choosing(issued, !of_few, "d.lifecycle = 'issued'")
        .push("GROUP BY d.currency ORDER BY d.currency")
}

fn narrowed(sql: Sql, kind: ClosingKind, filter: &ClosingFilter, scope: Scope, search: Search) -> Sql {
    let of_few = is_of_few(filter, search);
    // The index of a company is in the order of the dates: another order, or a state, would be worse with it.
    let by_company = filter.sorting().0 == ClosingSort::Date
        && filter.state.is_none()
        && !of_few
        && matches!(search, Search::Nothing | Search::Common);
    let by_ids = search.is_led_by_ids();
    let sql = visible(sql, scope)
        .and_if_choosing(!by_ids, "d.kind = ?", Some(kind.as_str()))
        .and_if_choosing(!by_ids, "d.client_id = ?", filter.client)
        .and_if_choosing(!by_ids, "d.invoice_id = ?", filter.invoice)
        .and_if("d.currency = ?", filter.currency.map(Currency::code))
        .and_if_choosing(by_company, "d.organization_id = ?", filter.organization)
        .and_if("d.date >= ?", filter.from)
        .and_if("d.date <= ?", filter.until);
    let sql = match filter.state {
        Some(state) => sql.and_choosing(true, !of_few, in_state(state)),
        None => sql,
    };
    match search {
        Search::Nothing => sql,
        Search::Number => by_number(sql, filter.text()),
        Search::Text | Search::Rare => by_text(sql, filter.text()),
        Search::Common => holding_text(sql, filter.text()),
    }
}

fn is_of_few(filter: &ClosingFilter, search: Search) -> bool {
    search.is_of_few(filter.client.is_some() || filter.invoice.is_some())
}

/// The narrow ones are written as their partial indexes are.
const fn in_state(state: ClosingState) -> &'static str {
    match state {
        ClosingState::Draft => "d.lifecycle = 'draft'",
        ClosingState::Issued => "d.lifecycle = 'issued'",
        ClosingState::Cancelled => "d.lifecycle = 'cancelled'",
        ClosingState::Unsigned => {
            "d.lifecycle <> 'draft' AND d.lifecycle <> 'cancelled' AND d.signature <> 'client' AND d.signature <> 'both' \
             AND d.signature <> 'refused'"
        }
        ClosingState::Signed => {
            "d.lifecycle <> 'draft' AND d.lifecycle <> 'cancelled' AND d.signature <> 'none' AND d.signature <> 'ours' \
             AND d.signature <> 'refused'"
        }
        ClosingState::Refused => "d.lifecycle <> 'draft' AND d.lifecycle <> 'cancelled' AND d.signature = 'refused'",
        ClosingState::OriginalMissing => {
            "d.lifecycle <> 'draft' AND d.lifecycle <> 'cancelled' AND d.original_received IS NULL"
        }
    }
}

/// The papers of an invoice, of some kinds, drafts among them, the newest first.
pub(crate) fn of_invoice(invoice: InvoiceId, kinds: &[ClosingKind], scope: Scope, most: i64) -> Sql {
    visible(Sql::new(ROW), scope)
        .and_if("d.invoice_id = ?", Some(invoice))
        .among("d.kind", kinds.iter().map(|kind| kind.as_str()))
        .push_with("ORDER BY d.date DESC, d.id DESC LIMIT ?", [most.into()])
}

/// A paper within the scope whose number the text is.
pub(in super::super) fn numbered(kind: ClosingKind, text: &str, scope: Scope) -> Sql {
    let sql = Sql::new("SELECT d.id FROM closings d WHERE 1 = 1").and_if_aside("d.kind = ?", Some(kind.as_str()));
    by_number(visible(sql, scope), text).push("LIMIT 1")
}

/// Each branch of the union has its index, and the rows of the list are looked up by id.
fn by_number(sql: Sql, text: &str) -> Sql {
    let n = text.parse::<i64>().unwrap_or(-1);
    sql.push_with(
        "AND d.id IN (SELECT id FROM closings WHERE number = ? UNION ALL SELECT id FROM closings WHERE n IS NOT NULL AND n = ?)",
        [text.into(), n.into()],
    )
}

/// Papers that a few typed characters may mean: by their number, as [`by_number`] understands it; by its beginning; by their sum. The newest first
/// of each.
pub(crate) fn suggested(kind: ClosingKind, text: &str, scope: Scope, most: i64) -> Sql {
    let n = text.parse::<i64>().unwrap_or(-1);
    let end = end_of_prefix(text);
    let sum = sum_of(text);
    let sql = visible(Sql::new(ROW), scope).and_if_aside("d.kind = ?", Some(kind.as_str()));
    sql.push_with(
        "AND d.id IN (SELECT id FROM closings WHERE number = ? UNION ALL SELECT id FROM closings WHERE n IS NOT NULL AND n = ? UNION ALL \
         SELECT id FROM (SELECT id FROM closings WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?) AS begins \
         UNION ALL SELECT id FROM (SELECT id FROM closings WHERE total = ? LIMIT ?) AS sums)",
        [
            text.into(),
            n.into(),
            text.into(),
            end.as_str().into(),
            MOST_LOOKED_THROUGH.into(),
            sum.into(),
            MOST_LOOKED_THROUGH.into(),
        ],
    )
    .push_with(
        "ORDER BY CASE WHEN d.number = ? OR d.n = ? THEN 0 WHEN d.number >= ? AND d.number < ? THEN 1 ELSE 2 END, \
         d.date DESC, d.id DESC LIMIT ?",
        [text.into(), n.into(), text.into(), end.as_str().into(), most.into()],
    )
}

/// The clients are named within: of a join with them, SQLite would go through the papers and look up the client of each.
fn by_text(sql: Sql, text: &str) -> Sql {
    store::finding(
        sql,
        text,
        "AND d.id IN (SELECT id FROM closings WHERE total = ? UNION ALL SELECT id FROM closings WHERE client_id IN \
         (SELECT id FROM clients WHERE search LIKE ? ESCAPE '\\') UNION ALL SELECT id FROM closings WHERE search LIKE ? ESCAPE '\\')",
    )
}

/// Each row by itself: whether it is what [`by_text`] finds.
fn holding_text(sql: Sql, text: &str) -> Sql {
    store::finding(
        sql,
        text,
        "AND (d.total = ? OR c.search LIKE ? ESCAPE '\\' OR d.search LIKE ? ESCAPE '\\') IS TRUE",
    )
}

/// How a text is looked for that is the number of no paper of a kind.
pub(crate) async fn text_search(conn: &mut Conn, kind: ClosingKind, text: &str) -> DbResult<Search> {
    const OF_CLIENTS: &str = "SELECT id FROM closings WHERE client_id IN (SELECT id FROM k)";
    store::text_search(conn, text, OF_CLIENTS, |sql| {
        sql.push_with(
            "SELECT search FROM closings WHERE kind = ? ORDER BY date DESC, id DESC",
            [kind.as_str().into()],
        )
    })
    .await
}
