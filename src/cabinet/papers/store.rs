//! The papers of all kinds as one list. They are rows of other rooms, read as one statement; nothing is written here.

use super::model::{CabinetPaper, PaperFilter, PaperQueue, PaperRow};
use crate::documents::{closing, contracts, invoices};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::folding::{contains_pattern, fold};
use crate::platform::db::{DbResult, FromRow, Row, SortColumn, Sql};

impl FromRow for PaperRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let until: Date = row.get("until")?;
        Ok(Self {
            kind: row.code("kind")?,
            id: row.get("id")?,
            number: row.get("number")?,
            date: row.get("date")?,
            // A contract without a last day has the last of all.
            until: (until < Date::MAX).then_some(until),
            currency: row.code("currency")?,
            amount: row.get("amount")?,
            paid: row.get("paid")?,
            stage: row.code("lifecycle")?,
            settlement: row.code("settlement")?,
            signature: row.code("signature")?,
            refusal: row.get("refusal")?,
        })
    }
}

/// One page of the papers of some kinds, at least one of them, and one row more: of each kind so many are read by the index of the client as a page
/// takes. What waits for something is little, and is found by its own index.
pub(crate) fn list(filter: &PaperFilter, kinds: &[CabinetPaper], scope: Scope) -> Sql {
    let mut sql = Sql::new("SELECT p.* FROM (");
    for (place, kind) in kinds.iter().enumerate() {
        if place > 0 {
            sql = sql.push("UNION ALL");
        }
        sql = narrowed(of_kind(sql.push("SELECT k.* FROM ("), *kind, scope), *kind, filter);
        if filter.queue.is_none() {
            let (date, id) = ordered_by(*kind);
            sql = sql.page(SortColumn::date(date), id, true, filter.after.as_ref());
        }
        sql = sql.push(") AS k");
    }
    sql.push(") AS p WHERE 1 = 1")
        .page(SortColumn::date("p.date"), "p.id", true, filter.after.as_ref())
}

/// The same columns of each kind, within the scope: a client never sees a draft.
fn of_kind(sql: Sql, kind: CabinetPaper, scope: Scope) -> Sql {
    match kind {
        CabinetPaper::Contract => contracts::store::visible(
            sql.push(
                "SELECT 'contract' AS kind, a.id, a.number, a.date, a.ends AS until, a.currency, a.value AS amount, \
                 CAST(0 AS BIGINT) AS paid, a.lifecycle, 'none' AS settlement, a.signature, a.refusal_reason AS refusal \
                 FROM contracts a WHERE 1 = 1",
            ),
            scope,
        ),
        CabinetPaper::Invoice => invoices::store::visible(
            sql.push(
                "SELECT 'invoice' AS kind, i.id, i.number, i.issue_date AS date, i.due_date AS until, i.currency, i.total AS amount, \
                 i.paid, i.lifecycle, i.settlement, 'none' AS signature, '' AS refusal FROM invoices i WHERE 1 = 1",
            ),
            scope,
        ),
        CabinetPaper::Act | CabinetPaper::DeliveryNote => closing::store::visible(
            sql.push(
                "SELECT d.kind, d.id, d.number, d.date, d.date AS until, d.currency, d.total AS amount, CAST(0 AS BIGINT) AS paid, \
                 d.lifecycle, 'none' AS settlement, d.signature, d.refusal_reason AS refusal FROM closings d WHERE 1 = 1",
            )
            .and_if("d.kind = ?", Some(kind.as_str())),
            scope,
        ),
    }
}

const fn ordered_by(kind: CabinetPaper) -> (&'static str, &'static str) {
    match kind {
        CabinetPaper::Contract => ("a.date", "a.id"),
        CabinetPaper::Invoice => ("i.issue_date", "i.id"),
        CabinetPaper::Act | CabinetPaper::DeliveryNote => ("d.date", "d.id"),
    }
}

/// Queues are written as the partial indexes are.
fn narrowed(sql: Sql, kind: CabinetPaper, filter: &PaperFilter) -> Sql {
    let sql = match (filter.queue, kind) {
        (Some(PaperQueue::ToPay), _) => sql.push("AND i.settlement <> 'none' AND i.settlement <> 'paid'"),
        (Some(PaperQueue::ToSign), CabinetPaper::Contract) => sql.push(
            "AND a.lifecycle = 'issued' AND a.signature <> 'client' AND a.signature <> 'both' AND a.signature <> 'refused'",
        ),
        (Some(PaperQueue::ToSign), _) => sql.push(
            "AND d.lifecycle <> 'draft' AND d.lifecycle <> 'cancelled' AND d.signature <> 'client' AND d.signature <> 'both' \
             AND d.signature <> 'refused'",
        ),
        (None, _) => sql,
    };
    let text = filter.text();
    if text.is_empty() {
        return sql;
    }
    if fold(text).is_empty() {
        // Nothing that numbers are made of: it is contained in none, and not in every one.
        return sql.push("AND 1 = 0");
    }
    let holds = match kind {
        CabinetPaper::Contract => "AND (a.search LIKE ? ESCAPE '\\') IS TRUE",
        CabinetPaper::Invoice => "AND (i.search LIKE ? ESCAPE '\\') IS TRUE",
        CabinetPaper::Act | CabinetPaper::DeliveryNote => "AND (d.search LIKE ? ESCAPE '\\') IS TRUE",
    };
    sql.push_with(holds, [contains_pattern(text).into()])
}
