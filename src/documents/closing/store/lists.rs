//! Lists of acts and delivery notes and their sums.

use super::super::model::{ClosingFilter, ClosingKind, ClosingRow, ClosingSort, ClosingState, ClosingTotalsRow};
use super::visible;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::folding::{contains_pattern, end_of_prefix, fold};
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};

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

/// How a typed text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// Nothing is looked for.
    Nothing,
    /// As the number of a paper, written out or without its prefix and zeros.
    Number,
    /// As a sum, a part of a client's name, or a part of the number of paper or invoice.
    Text,
    /// As [`Search::Text`], but the clients whose names hold it have few papers. What is found is the same.
    Rare,
    /// As [`Search::Text`], but so many papers hold it that looking through the list in its order finds a page of them at once. What is found is the
    /// same.
    Common,
}

impl Search {
    /// Whether what is found is so little that the list is led by the ids of it, and by nothing else that narrows it.
    const fn is_led_by_ids(self) -> bool {
        matches!(self, Self::Number | Self::Rare)
    }
}

/// Clients, and numbers among the newest papers, that make a text a common one.
const COMMON: i64 = 200;
const COMMON_NUMBERS: i64 = 100;
/// So many papers of the clients who are found are looked up one by one sooner than all those of a kind are gone through.
const FEW: i64 = 2_000;
/// The newest papers whose numbers are looked at.
const NEWEST: i64 = 500;
/// Rows of one branch of a suggestion.
const MOST_LOOKED_THROUGH: i64 = 300;

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
        .and_when(issued && !of_few, "d.lifecycle = 'issued'")
        .and_aside(issued && of_few, "d.lifecycle = 'issued'")
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
    let (beside, leading) = if by_company {
        (None, filter.organization)
    } else {
        (filter.organization, None)
    };
    let sql = visible(sql, scope)
        .and_if("d.kind = ?", Some(kind.as_str()).filter(|_| !by_ids))
        .and_if_aside("d.kind = ?", Some(kind.as_str()).filter(|_| by_ids))
        .and_if("d.client_id = ?", filter.client.filter(|_| !by_ids))
        .and_if_aside("d.client_id = ?", filter.client.filter(|_| by_ids))
        .and_if("d.invoice_id = ?", filter.invoice.filter(|_| !by_ids))
        .and_if_aside("d.invoice_id = ?", filter.invoice.filter(|_| by_ids))
        .and_if("d.currency = ?", filter.currency.map(Currency::code))
        .and_if("d.organization_id = ?", leading)
        .and_if_aside("d.organization_id = ?", beside)
        .and_if("d.date >= ?", filter.from)
        .and_if("d.date <= ?", filter.until);
    let sql = match filter.state {
        Some(state) => sql
            .and_when(!of_few, in_state(state))
            .and_aside(of_few, in_state(state)),
        None => sql,
    };
    match search {
        Search::Nothing => sql,
        Search::Number => by_number(sql, filter.text()),
        Search::Text | Search::Rare => by_text(sql, filter.text()),
        Search::Common => holding_text(sql, filter.text()),
    }
}

/// The papers of a client and of an invoice are few, and so are those that a number or a rare text finds: the index of a state would lead through
/// those of everybody. Of what is found even the kind and a client stand aside, since they may have many, and SQLite holds them for fewer than a
/// list of ids. A text is not rare for being in few names: a client may have half of all papers, and to look up each of them takes longer than to
/// go through those of the kind.
fn is_of_few(filter: &ClosingFilter, search: Search) -> bool {
    filter.client.is_some() || filter.invoice.is_some() || search.is_led_by_ids()
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
    let sum = Amount::searched(text).map_or(-1, Amount::minor);
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
    let sum = Amount::searched(text).map_or(-1, Amount::minor);
    let pattern = contains_pattern(text);
    if fold(text).is_empty() {
        // Nothing that names are made of: it is contained in no name, and not in every one.
        return sql.push("AND 1 = 0");
    }
    sql.push_with(
        "AND d.id IN (SELECT id FROM closings WHERE total = ? UNION ALL SELECT id FROM closings WHERE client_id IN \
         (SELECT id FROM clients WHERE search LIKE ? ESCAPE '\\') UNION ALL SELECT id FROM closings WHERE search LIKE ? ESCAPE '\\')",
        [sum.into(), pattern.clone().into(), pattern.into()],
    )
}

/// Each row by itself: whether it is what [`by_text`] finds.
fn holding_text(sql: Sql, text: &str) -> Sql {
    let sum = Amount::searched(text).map_or(-1, Amount::minor);
    let pattern = contains_pattern(text);
    sql.push_with(
        "AND (c.search LIKE ? ESCAPE '\\' OR d.search LIKE ? ESCAPE '\\' OR d.total = ?) IS TRUE",
        [pattern.clone().into(), pattern.into(), sum.into()],
    )
}

/// How many clients hold a text, how many papers those have, and how many numbers of the newest ones hold it: each as far as it matters
/// for [`text_search`].
struct Holders {
    clients: i64,
    papers: i64,
    numbers: i64,
}

impl FromRow for Holders {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            clients: row.get("clients")?,
            papers: row.get("papers")?,
            numbers: row.get("numbers")?,
        })
    }
}

/// How a text is looked for that is the number of no paper of a kind: by how much it finds. The clients are gone through once for that, and of
/// their papers no more than [`FEW`], in an index.
pub(crate) async fn text_search(conn: &mut Conn, kind: ClosingKind, text: &str) -> DbResult<Search> {
    if fold(text).is_empty() {
        return Ok(Search::Rare);
    }
    let pattern = contains_pattern(text);
    let holders: Option<Holders> =
        Sql::new("WITH k AS MATERIALIZED (SELECT id FROM clients WHERE search LIKE $1 ESCAPE '\\' LIMIT $2)")
            .bind(pattern.clone())
            .bind(COMMON + 1)
            .push("SELECT (SELECT COUNT(*) FROM k) AS clients,")
            .push_with(
                "(SELECT COUNT(*) FROM (SELECT id FROM closings WHERE client_id IN (SELECT id FROM k) LIMIT ?) AS d) AS papers,",
                [(FEW + 1).into()],
            )
            .push_with(
                "(SELECT COUNT(*) FROM (SELECT search FROM closings WHERE kind = ? ORDER BY date DESC, id DESC LIMIT ?) AS n \
                 WHERE n.search LIKE ? ESCAPE '\\') AS numbers",
                [kind.as_str().into(), NEWEST.into(), pattern.into()],
            )
            .optional(conn)
            .await?;
    Ok(match holders {
        Some(holders) if holders.clients > COMMON || holders.numbers > COMMON_NUMBERS => Search::Common,
        Some(holders) if holders.papers <= FEW => Search::Rare,
        _ => Search::Text,
    })
}
