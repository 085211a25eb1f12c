//! Lists of invoices and their sums.

use super::super::model::{ClosingQueue, InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, InvoiceTotalsRow};
use super::visible;
use crate::documents::store::{self, MOST_LOOKED_THROUGH, sum_of};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::{contains_pattern, end_of_prefix};
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql};
use crate::records::mail::model::Dispatch;

pub(crate) use crate::documents::store::Search;

impl FromRow for InvoiceRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number: String = row.get("number")?;
        Ok(Self {
            id: row.get("id")?,
            number: (!number.is_empty()).then_some(number),
            stage: row.code("lifecycle")?,
            settlement: row.code("settlement")?,
            closing: row.code("closing")?,
            issue_date: row.get("issue_date")?,
            due_date: row.get("due_date")?,
            client_name: row.get("client_name")?,
            currency: row.code("currency")?,
            total: row.get("total")?,
            paid: row.get("paid")?,
            dispatch: row.optional_code("dispatch")?.unwrap_or_default(),
            version: row.get("version")?,
        })
    }
}

const ROW: &str = "SELECT i.id, i.number, i.lifecycle, i.settlement, i.closing, i.issue_date, i.due_date, c.name AS client_name, i.currency, \
     i.total, i.paid, i.version, (SELECT d.state FROM dispatches d WHERE d.owner_kind = 'invoice' AND d.owner_id = i.id \
     AND d.revision = i.revision) AS dispatch FROM invoices i JOIN clients c ON c.id = i.client_id WHERE 1 = 1";

/// One page of a list and one row more.
pub(crate) fn list(filter: &InvoiceFilter, scope: Scope, today: Date, search: Search) -> Sql {
    let sql = Sql::new(ROW);
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
    const SUMS: &str = "SELECT i.currency, COUNT(*) AS invoices, CAST(SUM(i.total) AS BIGINT) AS total, \
         CAST(SUM(i.paid) AS BIGINT) AS paid FROM invoices i WHERE 1 = 1";
    const SUMS_WITH_CLIENTS: &str = "SELECT i.currency, COUNT(*) AS invoices, CAST(SUM(i.total) AS BIGINT) AS total, \
         CAST(SUM(i.paid) AS BIGINT) AS paid FROM invoices i JOIN clients c ON c.id = i.client_id WHERE 1 = 1";
    // Every state and every queue says by itself whether an invoice is issued.
    let issued = filter.state.is_none() && filter.closing.is_none();
    let of_few = is_of_few(filter, search);
    let everybodys = scope == Scope::All && filter.client.is_none() && filter.organization.is_none();
    let sql = match search {
        Search::Common if everybodys && filter.is_whole_but_for_text() => return totals_of_common(filter.text()),
        Search::Common => Sql::new(SUMS_WITH_CLIENTS),
        Search::Nothing | Search::Number | Search::Text | Search::Rare => Sql::new(SUMS),
    };
    narrowed(sql, filter, scope, today, search)
        .and_choosing(issued, !of_few, "i.lifecycle = 'issued'")
        .push("GROUP BY i.currency ORDER BY i.currency")
}

fn narrowed(sql: Sql, filter: &InvoiceFilter, scope: Scope, today: Date, search: Search) -> Sql {
    // The index of a company's invoices is in the order of their dates: another order, a state, or a few rows found by what they
    // are about, would be worse with it.
    let by_company = filter.sorting().0 == InvoiceSort::Date
        && filter.state.is_none()
        && filter.closing.is_none()
        && filter.client.is_none()
        && filter.contract.is_none()
        && matches!(search, Search::Nothing | Search::Common);
    // Likewise that of a manager's.
    let by_manager = by_company && filter.organization.is_none();
    let by_ids = search.is_led_by_ids();
    let sql = visible(sql, scope)
        .and_if_choosing(!by_ids, "i.client_id = ?", filter.client)
        .and_if_choosing(!by_ids, "i.contract_id = ?", filter.contract)
        .and_if("i.currency = ?", filter.currency.map(Currency::code))
        .and_if_choosing(by_company, "i.organization_id = ?", filter.organization)
        .and_if_choosing(by_manager, "i.manager_id = ?", filter.manager)
        .and_if("i.issue_date >= ?", filter.from)
        .and_if("i.issue_date <= ?", filter.until);
    let of_few = is_of_few(filter, search);
    let sql = match filter.state {
        Some(state) => sql
            .and_choosing(true, !of_few, in_state(state))
            .and_if("i.due_date < ?", (state == InvoiceState::Overdue).then_some(today)),
        None => sql,
    };
    let sql = match filter.dispatch {
        Some(dispatch) => dispatched(sql, dispatch),
        None => sql,
    };
    let sql = match filter.closing {
        // Beside a state its index stands back: what is closed and of a state is found by the state, by the client, or by ids.
        Some(closing) => {
            let alone = filter.client.is_none() && filter.state.is_none() && !by_ids;
            sql.and_choosing(true, alone, in_queue(closing))
        }
        None => sql,
    };
    match search {
        Search::Nothing => sql,
        Search::Number => by_number(sql, filter.text()),
        Search::Text | Search::Rare => by_text(sql, filter.text()),
        Search::Common => holding_text(sql, filter.text()),
    }
}

fn is_of_few(filter: &InvoiceFilter, search: Search) -> bool {
    search.is_of_few(filter.client.is_some() || filter.contract.is_some())
}

/// What is under way, or did not arrive, is little, and found by its index; of what was sent or was not, and is much, each row of the list is
/// asked by itself.
fn dispatched(sql: Sql, dispatch: Dispatch) -> Sql {
    match dispatch {
        Dispatch::Queued | Dispatch::Failed => sql.push_with(
            "AND i.id IN (SELECT d.owner_id FROM dispatches d JOIN invoices x ON x.id = d.owner_id AND x.revision = d.revision \
             WHERE d.owner_kind = 'invoice' AND d.state = ?)",
            [dispatch.as_str().into()],
        ),
        Dispatch::Sent | Dispatch::Viewed => sql.push_with(
            "AND (SELECT d.state FROM dispatches d WHERE d.owner_kind = 'invoice' AND d.owner_id = i.id AND d.revision = i.revision) = ?",
            [dispatch.as_str().into()],
        ),
        // A draft is not sent, and nobody misses that.
        Dispatch::NotSent => sql.push(
            "AND (i.lifecycle = 'issued') IS TRUE AND COALESCE((SELECT d.state FROM dispatches d WHERE d.owner_kind = 'invoice' \
             AND d.owner_id = i.id AND d.revision = i.revision), 'not_sent') = 'not_sent'",
        ),
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

/// Written as the partial indexes are, so that no index of one state alone is taken where two meet.
const fn in_queue(closing: ClosingQueue) -> &'static str {
    match closing {
        ClosingQueue::Open => "i.closing = 'open'",
        ClosingQueue::PartlyClosed => "i.closing = 'partly_closed'",
        ClosingQueue::Closed => "i.closing = 'closed'",
        ClosingQueue::Unclosed => "i.closing <> 'none' AND i.closing <> 'closed'",
        ClosingQueue::PaidNotClosed => {
            "i.settlement <> 'none' AND i.settlement <> 'unpaid' AND i.settlement <> 'partially_paid' AND i.closing <> 'none' \
             AND i.closing <> 'closed'"
        }
        ClosingQueue::ClosedNotPaid => {
            "i.closing <> 'none' AND i.closing <> 'open' AND i.closing <> 'partly_closed' AND i.settlement <> 'none' \
             AND i.settlement <> 'paid'"
        }
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

/// Invoices that a few typed characters may mean: by their number, as [`by_number`] understands it; by its beginning; by their
/// sum. The newest first of each. Every branch of the union has its index, and of those that may find thousands only so many are
/// read: what lies behind them the list finds.
pub(crate) fn suggested(text: &str, scope: Scope, most: i64) -> Sql {
    let n = text.parse::<i64>().unwrap_or(-1);
    let end = end_of_prefix(text);
    let sum = sum_of(text);
    visible(Sql::new(ROW), scope)
        .push_with(
            "AND i.id IN (SELECT id FROM invoices WHERE number = ? UNION ALL SELECT id FROM invoices WHERE n = ? UNION ALL \
             SELECT id FROM (SELECT id FROM invoices WHERE number >= ? AND number < ? ORDER BY number DESC, id DESC LIMIT ?) AS begins \
             UNION ALL SELECT id FROM (SELECT id FROM invoices WHERE total = ? ORDER BY id DESC LIMIT ?) AS sums)",
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
            "ORDER BY CASE WHEN i.number = ? OR i.n = ? THEN 0 WHEN i.number >= ? AND i.number < ? THEN 1 ELSE 2 END, \
             i.issue_date DESC, i.id DESC LIMIT ?",
            [text.into(), n.into(), text.into(), end.as_str().into(), most.into()],
        )
}

/// The clients are named within: of a join with them, SQLite would go through the invoices and look up the client of each.
fn by_text(sql: Sql, text: &str) -> Sql {
    store::finding(
        sql,
        text,
        "AND i.id IN (SELECT id FROM invoices WHERE total = ? UNION ALL SELECT id FROM invoices WHERE client_id IN \
         (SELECT id FROM clients WHERE search LIKE ? ESCAPE '\\') UNION ALL SELECT id FROM invoices WHERE search LIKE ? ESCAPE '\\')",
    )
}

/// Each row by itself: whether it is what [`by_text`] finds.
fn holding_text(sql: Sql, text: &str) -> Sql {
    store::finding(
        sql,
        text,
        "AND (i.total = ? OR c.search LIKE ? ESCAPE '\\' OR i.search LIKE ? ESCAPE '\\') IS TRUE",
    )
}

/// The sums of what [`holding_text`] finds among all: the maintained ones of the clients whose names hold the text, and the
/// invoices of others that hold it themselves.
fn totals_of_common(text: &str) -> Sql {
    const CLIENTS: &str = "(SELECT id FROM clients WHERE search LIKE ? ESCAPE '\\')";
    let sum = sum_of(text);
    let pattern = contains_pattern(text);
    Sql::new(
        "SELECT s.currency, CAST(SUM(s.invoices) AS BIGINT) AS invoices, CAST(SUM(s.total) AS BIGINT) AS total, \
         CAST(SUM(s.paid) AS BIGINT) AS paid FROM (SELECT b.currency, b.invoices, b.total, b.paid FROM invoice_balances b \
         WHERE b.client_id IN",
    )
    .push_with(CLIENTS, [pattern.clone().into()])
    .push_with(
        "UNION ALL SELECT i.currency, 1, i.total, i.paid FROM invoices i WHERE i.id IN (SELECT id FROM invoices WHERE total = ? \
         UNION ALL SELECT id FROM invoices WHERE search LIKE ? ESCAPE '\\') AND i.lifecycle = 'issued' AND i.client_id NOT IN",
        [sum.into(), pattern.clone().into()],
    )
    .push_with(CLIENTS, [pattern.into()])
    .push(") AS s GROUP BY s.currency HAVING SUM(s.invoices) > 0 ORDER BY s.currency")
}

/// How a text is looked for that is the number of no invoice.
pub(crate) async fn text_search(conn: &mut Conn, text: &str) -> DbResult<Search> {
    const OF_CLIENTS: &str = "SELECT id FROM invoices WHERE client_id IN (SELECT id FROM k)";
    store::text_search(conn, text, OF_CLIENTS, |sql| {
        sql.push("SELECT search FROM invoices ORDER BY issue_date DESC, id DESC")
    })
    .await
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
