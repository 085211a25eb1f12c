//! The entries of a client's statements. They are rows of other rooms, read as one statement; nothing is written here.

use jiff::civil::date;

use super::model::{Account, Entry, StatementRow};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period};
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::money::{Amount, Money};
use crate::platform::db::{DbResult, FromRow, Row, Sql};

/// A day before all others, for periods without a beginning.
const BEFORE_ALL: Date = date(1, 1, 1);

/// Every entry of a client: `place` is its order within a day. Six parameters, all of them the client. The states take no part in
/// the choice of an index: what one client has is few.
const ENTRIES: &str = "(\
     SELECT s.organization_id, s.currency, s.as_of AS date, CAST(0 AS BIGINT) AS place, s.id, 'start' AS entry, s.client_id AS paper, \
     '' AS number, CASE WHEN s.amount > 0 THEN s.amount ELSE 0 END AS debit, CASE WHEN s.amount < 0 THEN -s.amount ELSE 0 END AS credit, \
     CAST(0 AS BIGINT) AS other, '' AS other_currency FROM start_balances s WHERE s.client_id = ? \
     UNION ALL SELECT i.organization_id, i.currency, i.issue_date, 1, i.id, 'invoice', i.id, i.number, i.total, 0, 0, '' \
     FROM invoices i WHERE i.client_id = ? AND (i.lifecycle = 'issued') IS TRUE \
     UNION ALL SELECT p.organization_id, p.currency, p.date, CASE p.kind WHEN 'refund' THEN 6 ELSE 2 END, p.id, \
     CASE p.kind WHEN 'refund' THEN 'refund' ELSE 'payment' END, p.id, p.number, CASE p.kind WHEN 'refund' THEN p.amount ELSE 0 END, \
     CASE p.kind WHEN 'refund' THEN 0 ELSE p.amount END, 0, '' FROM payments p WHERE p.client_id = ? AND (NOT p.reversed) IS TRUE \
     UNION ALL SELECT p.organization_id, p.currency, a.date, 3, a.id, 'moved_out', i.id, i.number, a.amount, 0, a.invoice_amount, i.currency \
     FROM payments p JOIN allocations a ON a.payment_id = p.id JOIN invoices i ON i.id = a.invoice_id \
     WHERE p.client_id = ? AND (NOT p.reversed) IS TRUE AND p.currency <> i.currency \
     UNION ALL SELECT p.organization_id, i.currency, a.date, 4, a.id, 'moved_in', p.id, p.number, 0, a.invoice_amount, a.amount, p.currency \
     FROM payments p JOIN allocations a ON a.payment_id = p.id JOIN invoices i ON i.id = a.invoice_id \
     WHERE p.client_id = ? AND (NOT p.reversed) IS TRUE AND p.currency <> i.currency \
     UNION ALL SELECT i.organization_id, i.currency, w.date, 5, w.id, 'write_off', i.id, i.number, 0, w.amount, 0, '' \
     FROM invoices i JOIN write_offs w ON w.invoice_id = i.id \
     WHERE i.client_id = ? AND (i.lifecycle = 'issued') IS TRUE AND NOT w.reversed) AS e";

/// What a statement is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Books {
    pub organization: Option<OrganizationId>,
    pub currency: Option<Currency>,
}

/// The statement's text up to the period, with the client in the place of each `?`.
fn entries(sql: Sql, client: ClientId, of: Books) -> Sql {
    sql.push("FROM")
        .push_with(ENTRIES, [client; 6].map(Into::into))
        .push("JOIN organizations o ON o.id = e.organization_id WHERE 1 = 1")
        .and_if("e.organization_id = ?", of.organization)
        .and_if("e.currency = ?", of.currency.map(Currency::code))
}

impl FromRow for Account {
    /// Without its rows.
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("organization_id")?,
            organization_name: row.get("organization_name")?,
            currency: row.code("currency")?,
            opening: row.get("opening")?,
            debit: row.get("debit")?,
            credit: row.get("credit")?,
            closing: row.get("closing")?,
            rows: Vec::new(),
            entries: row.get("entries")?,
        })
    }
}

/// What stands before the first day, what the days come to, and what stands after the last one, per own company and currency. A
/// start balance stands at the beginning of its day, so that of the first day is in the opening balance.
pub(crate) fn accounts(client: ClientId, of: Books, days: Period) -> Sql {
    let from = days.from.unwrap_or(BEFORE_ALL);
    let sql = Sql::new("SELECT e.organization_id, o.name AS organization_name, e.currency,")
        .push_with(
            "CAST(SUM(CASE WHEN (e.date, e.place) < (?, 1) THEN e.debit - e.credit ELSE 0 END) AS BIGINT) AS opening,",
            [from.into()],
        )
        .push_with(
            "CAST(SUM(CASE WHEN (e.date, e.place) >= (?, 1) THEN e.debit ELSE 0 END) AS BIGINT) AS debit,",
            [from.into()],
        )
        .push_with(
            "CAST(SUM(CASE WHEN (e.date, e.place) >= (?, 1) THEN e.credit ELSE 0 END) AS BIGINT) AS credit,",
            [from.into()],
        )
        .push_with(
            "SUM(CASE WHEN (e.date, e.place) >= (?, 1) THEN 1 ELSE 0 END) AS entries,",
            [from.into()],
        )
        .push("CAST(SUM(e.debit - e.credit) AS BIGINT) AS closing");
    entries(sql, client, of)
        .and_if("e.date <= ?", days.until)
        .push("GROUP BY e.organization_id, o.name, e.currency ORDER BY o.name, e.organization_id, e.currency")
}

/// A row with the own company and the currency it belongs to.
pub(super) struct Placed {
    pub(super) organization: OrganizationId,
    pub(super) currency: Currency,
    pub(super) row: StatementRow,
}

impl FromRow for Placed {
    /// Without the running balance.
    fn from_row(row: &Row) -> DbResult<Self> {
        let entry = row.code("entry")?;
        let other = match entry {
            Entry::MovedOut | Entry::MovedIn => Some(Money::new(row.get("other")?, row.code("other_currency")?)),
            Entry::StartBalance | Entry::Invoice | Entry::Payment | Entry::WriteOff | Entry::Refund => None,
        };
        Ok(Self {
            organization: row.get("organization_id")?,
            currency: row.code("currency")?,
            row: StatementRow {
                date: row.get("date")?,
                entry,
                paper: row.get("paper")?,
                number: row.get("number")?,
                debit: row.get("debit")?,
                credit: row.get("credit")?,
                other,
                balance: Amount::ZERO,
            },
        })
    }
}

/// The entries of some days in their order, at most so many of each own company and currency.
pub(crate) fn rows(client: ClientId, of: Books, days: Period, most: i64) -> Sql {
    let sql = Sql::new(
        "SELECT x.* FROM (SELECT e.*, \
         ROW_NUMBER() OVER (PARTITION BY e.organization_id, e.currency ORDER BY e.date, e.place, e.id) AS n",
    );
    entries(sql, client, of)
        .push_with(
            "AND (e.date, e.place) >= (?, 1)",
            [days.from.unwrap_or(BEFORE_ALL).into()],
        )
        .and_if("e.date <= ?", days.until)
        .push_with(
            ") AS x WHERE x.n <= ? ORDER BY x.organization_id, x.currency, x.n",
            [most.into()],
        )
}
