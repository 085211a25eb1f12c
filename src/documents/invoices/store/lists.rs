//! Lists of invoices and their sums.

use super::super::model::{InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, InvoiceTotalsRow};
use super::visible;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Fixed6;
use crate::kernel::folding::{contains_pattern, fold};
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::platform::db::{DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql};

impl FromRow for InvoiceRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number: String = row.get("number")?;
        Ok(Self {
            id: row.get("id")?,
            number: (!number.is_empty()).then_some(number),
            stage: row.code("lifecycle")?,
            settlement: row.code("settlement")?,
            issue_date: row.get("issue_date")?,
            due_date: row.get("due_date")?,
            client_name: row.get("client_name")?,
            currency: row.code("currency")?,
            total: row.get("total")?,
            paid: row.get("paid")?,
            version: row.get("version")?,
        })
    }
}

/// How a typed text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// Nothing is looked for.
    Nothing,
    /// As the number of an invoice, written out or without its prefix and zeros.
    Number,
    /// As a sum, a part of a client's name, or a part of a number.
    Text,
}

/// One page of a list and one row more.
pub(crate) fn list(filter: &InvoiceFilter, scope: Scope, today: Date, search: Search) -> Sql {
    let sql = Sql::new(
        "SELECT i.id, i.number, i.lifecycle, i.settlement, i.issue_date, i.due_date, c.name AS client_name, i.currency, \
         i.total, i.paid, i.version FROM invoices i JOIN clients c ON c.id = i.client_id WHERE 1 = 1",
    );
    let (sort, descending) = filter.sorting();
    let column = match sort {
        InvoiceSort::Date => SortColumn::date("i.issue_date"),
        InvoiceSort::Due => SortColumn::date("i.due_date"),
        InvoiceSort::Total => SortColumn::int("i.total"),
        InvoiceSort::Number => SortColumn::text("i.number"),
    };
    narrowed(sql, filter, scope, today, search).page(column, "i.id", descending, filter.after.as_ref())
}

/// The sums of a list by currency: of issued invoices, unless the filter asks for drafts or cancelled ones.
pub(crate) fn totals(filter: &InvoiceFilter, scope: Scope, today: Date, search: Search) -> Sql {
    let sql = Sql::new(
        "SELECT i.currency, COUNT(*) AS invoices, CAST(SUM(i.total) AS BIGINT) AS total, CAST(SUM(i.paid) AS BIGINT) AS paid \
         FROM invoices i WHERE 1 = 1",
    );
    // Every state says by itself whether an invoice is issued.
    let issued = filter.state.is_none();
    narrowed(sql, filter, scope, today, search)
        .and_when(issued && filter.client.is_none(), "i.lifecycle = 'issued'")
        .and_aside(issued && filter.client.is_some(), "i.lifecycle = 'issued'")
        .push("GROUP BY i.currency ORDER BY i.currency")
}

fn narrowed(sql: Sql, filter: &InvoiceFilter, scope: Scope, today: Date, search: Search) -> Sql {
    // The index of a company's invoices is in the order of their dates: another order, a state, or a few rows found by what they
    // are about, would be worse with it.
    let by_company = filter.sorting().0 == InvoiceSort::Date
        && filter.state.is_none()
        && filter.client.is_none()
        && search == Search::Nothing;
    let (beside, leading) = if by_company {
        (None, filter.organization)
    } else {
        (filter.organization, None)
    };
    let sql = visible(sql, scope)
        .and_if("i.client_id = ?", filter.client)
        .and_if("i.currency = ?", filter.currency.map(Currency::code))
        .and_if("i.organization_id = ?", leading)
        .and_if_aside("i.organization_id = ?", beside)
        .and_if("i.issue_date >= ?", filter.from)
        .and_if("i.issue_date <= ?", filter.until);
    let sql = match filter.state {
        // The invoices of a client are few: the index of a state would lead through those of everybody.
        Some(state) => sql
            .and_when(filter.client.is_none(), in_state(state))
            .and_aside(filter.client.is_some(), in_state(state))
            .and_if("i.due_date < ?", (state == InvoiceState::Overdue).then_some(today)),
        None => sql,
    };
    match search {
        Search::Nothing => sql,
        Search::Number => by_number(sql, filter.text()),
        Search::Text => by_text(sql, filter.text()),
    }
}

const fn in_state(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Draft => "i.lifecycle = 'draft'",
        InvoiceState::Issued => "i.lifecycle = 'issued'",
        InvoiceState::Cancelled => "i.lifecycle = 'cancelled'",
        InvoiceState::Unpaid | InvoiceState::Overdue => "i.settlement <> 'none' AND i.settlement <> 'paid'",
        InvoiceState::PartiallyPaid => "i.settlement = 'partially_paid'",
        InvoiceState::Paid => "i.settlement = 'paid'",
    }
}

/// An invoice within the scope whose number the text is.
pub(in crate::documents::invoices) fn numbered(text: &str, scope: Scope) -> Sql {
    let sql = Sql::new("SELECT i.id FROM invoices i JOIN clients c ON c.id = i.client_id WHERE 1 = 1");
    by_number(visible(sql, scope), text).push("LIMIT 1")
}

/// Each branch of the union has its index, and the rows of the list are looked up by id.
fn by_number(sql: Sql, text: &str) -> Sql {
    let n = text.parse::<i64>().unwrap_or(-1);
    sql.push_with(
        "AND i.id IN (SELECT id FROM invoices WHERE number = ? UNION ALL SELECT id FROM invoices WHERE n = ?)",
        [text.into(), n.into()],
    )
}

fn by_text(sql: Sql, text: &str) -> Sql {
    // A sum is looked for with two places, as most currencies have them.
    let sum = Fixed6::parse(text)
        .ok()
        .and_then(|sum| sum.scaled().checked_div(10_000));
    let pattern = contains_pattern(text);
    if fold(text).is_empty() {
        // Nothing that names are made of: it is contained in no name, and not in every one.
        return sql.push("AND 1 = 0");
    }
    sql.push_with(
        "AND i.id IN (SELECT id FROM invoices WHERE total = ? UNION ALL SELECT x.id FROM clients k JOIN invoices x ON x.client_id = k.id \
         WHERE k.search LIKE ? ESCAPE '\\' UNION ALL SELECT id FROM invoices WHERE search LIKE ? ESCAPE '\\')",
        [sum.unwrap_or(-1).into(), pattern.clone().into(), pattern.into()],
    )
}

impl FromRow for InvoiceTotalsRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            currency: row.code("currency")?,
            invoices: row.get("invoices")?,
            total: row.get("total")?,
            paid: row.get("paid")?,
        })
    }
}

/// The maintained totals of what the actor may see, of one client, or of one own company: what a list sums up to that nothing
/// else narrows. `None` when they are not kept so finely.
pub(crate) fn balances(client: Option<ClientId>, company: Option<OrganizationId>, scope: Scope) -> Option<Sql> {
    const SUMS: &str = "SELECT b.currency, CAST(SUM(b.invoices) AS BIGINT) AS invoices, CAST(SUM(b.total) AS BIGINT) AS total, \
         CAST(SUM(b.paid) AS BIGINT) AS paid FROM";
    const SCOPE: ScopeColumns = ScopeColumns {
        manager: Some("b.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
        client: Some("b.client_id"),
        document: None,
    };
    let sql = if scope == Scope::All && client.is_none() {
        Sql::new(SUMS)
            .push("invoice_totals b WHERE 1 = 1")
            .and_if("b.organization_id = ?", company)
    } else if company.is_none() {
        Sql::new(SUMS)
            .push("invoice_balances b WHERE 1 = 1")
            .within(scope, SCOPE)
            .and_if("b.client_id = ?", client)
    } else {
        return None;
    };
    // One part may hold what was taken from another.
    Some(sql.push("GROUP BY b.currency HAVING SUM(b.invoices) > 0 ORDER BY b.currency"))
}
