//! Lists of payments and their sums.

use super::super::model::{
    AdvanceLeft, CurrencyTotal, PaymentBasis, PaymentFilter, PaymentKind, PaymentRow, PaymentSort, RefundRow,
};
use super::settled::with_invoices;
use super::{PAYMENT, PAYMENT_SCOPE, Payment};
use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::folding::{contains_pattern, end_of_prefix};
use crate::kernel::ids::{ClientId, Id, OrganizationId, PaymentId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::paging::{Page, SortKey};
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql, Tx};

impl FromRow for PaymentRow {
    /// Without its invoices, see [`with_invoices`].
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            kind: row.code("kind")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            allocated: row.get("allocated")?,
            advance: row.get("advance")?,
            reversed: row.get("reversed")?,
            mode: NamedMode::from_row(row)?,
            transaction_id: row.get("transaction_id")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            organization_name: row.get("organization_name")?,
            account_number: row.get("account_number")?,
            invoice: None,
            invoice_number: None,
            invoices: 0,
            settled: None,
            entered_on: row.get("entered_on")?,
            added: false,
        })
    }
}

impl FromRow for CurrencyTotal {
    fn from_row(row: &Row) -> DbResult<Self> {
        let currency = row.code("currency")?;
        Ok(Self {
            payments: row.get("payments")?,
            received: Money::new(row.get("received")?, currency),
            refunds: row.get("refunds")?,
            refunded: Money::new(row.get("refunded")?, currency),
        })
    }
}

impl FromRow for AdvanceLeft {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            sum: Money::new(row.get("advance")?, row.code("currency")?),
        })
    }
}

impl FromRow for RefundRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            mode: NamedMode::from_row(row)?,
            reversed: row.get("reversed")?,
        })
    }
}

const ROW: &str = "SELECT p.id, p.number, p.kind, p.date, p.amount, p.currency, p.allocated, p.advance, p.reversed, p.mode_id, m.name AS mode_name, \
     p.transaction_id, p.client_id, p.entered_on, c.name AS client_name, o.name AS organization_name, b.number AS account_number \
     FROM payments p JOIN clients c ON c.id = p.client_id JOIN organizations o ON o.id = p.organization_id \
     JOIN bank_accounts b ON b.id = p.account_id LEFT JOIN payment_modes m ON m.id = p.mode_id WHERE 1 = 1";

/// The rows of the list: one statement, whatever it shows.
pub fn list_statement(filter: &PaymentFilter, scope: Scope) -> Sql {
    let sql = Sql::new(ROW);
    // What was entered by mistake is no business of a client: perhaps it was another one's.
    let outside = matches!(scope, Scope::Client(_) | Scope::Document(_));
    let sql = filtered(sql, filter)
        .within(scope, PAYMENT_SCOPE)
        .and_aside(outside, "NOT p.reversed");
    let column = match filter.sort {
        PaymentSort::Date => SortColumn::date("p.date"),
        PaymentSort::Amount => SortColumn::int("p.amount"),
        PaymentSort::Entered => SortColumn::date("p.entered_on"),
    };
    sql.page(column, "p.id", filter.desc, filter.cursor())
}

/// The sums of what the list shows, per currency: what was reversed is in none. Those of all payments, or of one own company's, are
/// maintained.
pub fn totals_statement(filter: &PaymentFilter, scope: Scope) -> Sql {
    if scope == Scope::All && filter.is_whole() {
        return Sql::new(
            "SELECT currency, CAST(SUM(payments) AS BIGINT) AS payments, CAST(SUM(received) AS BIGINT) AS received, \
             CAST(SUM(refunds) AS BIGINT) AS refunds, CAST(SUM(refunded) AS BIGINT) AS refunded FROM payment_totals WHERE 1 = 1",
        )
        .and_if("organization_id = ?", filter.organization)
        .push(
            "GROUP BY currency HAVING SUM(payment_totals.payments) > 0 OR SUM(payment_totals.refunds) > 0 ORDER BY currency",
        );
    }
    let sql = Sql::new(
        "SELECT p.currency, CAST(SUM(CASE WHEN p.kind = 'incoming' THEN 1 ELSE 0 END) AS BIGINT) AS payments, \
         CAST(SUM(CASE WHEN p.kind = 'incoming' THEN p.amount ELSE 0 END) AS BIGINT) AS received, \
         CAST(SUM(CASE WHEN p.kind = 'refund' THEN 1 ELSE 0 END) AS BIGINT) AS refunds, \
         CAST(SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE 0 END) AS BIGINT) AS refunded FROM payments p",
    );
    // Without a search and for everybody the sums come out of an index alone.
    let sql = if scope == Scope::All && filter.q.trim().is_empty() {
        sql
    } else {
        sql.push("JOIN clients c ON c.id = p.client_id")
    };
    filtered(sql.push("WHERE 1 = 1"), filter)
        .within(scope, PAYMENT_SCOPE)
        .and_aside(true, "NOT p.reversed")
        .push("GROUP BY p.currency ORDER BY p.currency")
}

fn filtered(sql: Sql, filter: &PaymentFilter) -> Sql {
    // What is rare has an index of its own, in the order of dates.
    let rare = filter.advance || filter.reversed || filter.kind == Some(PaymentKind::Refund);
    // The index of a company's payments is in the order of their dates: another order, or a few rows found by what they are
    // about, would be worse with it.
    let by_company = filter.sort == PaymentSort::Date
        && filter.basis == PaymentBasis::Date
        && filter.client.is_none()
        && filter.invoice.is_none()
        && filter.q.trim().is_empty()
        && !rare;
    // The payments of a client are few: an index of what is rare would lead through those of everybody.
    let of_all = filter.client.is_none() && filter.invoice.is_none();
    let sql = sql
        .and_if("p.client_id = ?", filter.client)
        .and_if_choosing(by_company, "p.organization_id = ?", filter.organization)
        .and_choosing(filter.advance, of_all, "p.advance > 0")
        .and_choosing(filter.reversed, of_all, "p.reversed");
    let sql = match filter.kind {
        Some(PaymentKind::Refund) if of_all => sql.push("AND p.kind = 'refund'"),
        Some(kind) => sql.and_if_aside("p.kind = ?", Some(kind.as_str())),
        None => sql,
    };
    let (from, until) = match filter.basis {
        PaymentBasis::Date => ("p.date >= ?", "p.date <= ?"),
        PaymentBasis::Entered => ("p.entered_on >= ?", "p.entered_on <= ?"),
    };
    let sql = sql
        .and_if_choosing(!rare, "p.mode_id = ?", filter.mode.map(PaymentMode::id))
        .and_if_aside("p.currency = ?", filter.currency.map(Currency::code))
        .and_if(
            "p.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)",
            filter.manager,
        )
        .and_if(from, filter.from)
        .and_if(until, filter.until)
        .and_if(
            "EXISTS (SELECT 1 FROM allocations f WHERE f.payment_id = p.id AND f.invoice_id = ?)",
            filter.invoice,
        );
    if filter.q.trim().is_empty() {
        return sql;
    }
    let pattern = contains_pattern(&filter.q);
    sql.push_with(
        r"AND (p.search LIKE ? ESCAPE '\' OR c.search LIKE ? ESCAPE '\')",
        [pattern.clone().into(), pattern.into()],
    )
}

/// Rows of one branch of a suggestion: a reader who sees only his own clients finds his own among so many.
const MOST_LOOKED_THROUGH: i64 = 300;

/// Payments that a few typed characters may mean, without their invoices: by their number, by its beginning, by their sum. Every branch of the union has
/// its index, and of those that may find thousands only so many are read.
pub fn suggested(text: &str, scope: Scope, most: i64) -> Sql {
    let n = text.parse::<i64>().unwrap_or(-1);
    let end = end_of_prefix(text);
    // What is no sum is the sum of none.
    let sum = Amount::searched(text).map_or(-1, Amount::minor);
    Sql::new(ROW)
        .within(scope, PAYMENT_SCOPE)
        .push_with(
            "AND p.id IN (SELECT id FROM payments WHERE number = ? UNION ALL SELECT id FROM payments WHERE n = ? UNION ALL \
             SELECT id FROM (SELECT id FROM payments WHERE number >= ? AND number < ? ORDER BY number DESC, id DESC LIMIT ?) AS begins \
             UNION ALL SELECT id FROM (SELECT id FROM payments WHERE amount = ? ORDER BY id DESC LIMIT ?) AS sums)",
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
            "ORDER BY CASE WHEN p.number = ? OR p.n = ? THEN 0 WHEN p.number >= ? AND p.number < ? THEN 1 ELSE 2 END, \
             p.date DESC, p.id DESC LIMIT ?",
            [text.into(), n.into(), text.into(), end.as_str().into(), most.into()],
        )
}

/// A page of the list.
pub async fn list(conn: &mut Conn, filter: &PaymentFilter, scope: Scope) -> DbResult<Page<PaymentRow>> {
    let rows = list_statement(filter, scope).all(conn).await?;
    let rows = with_invoices(conn, rows).await?;
    Ok(Page::cut(rows, filter.cursor(), |row| {
        let key = match filter.sort {
            PaymentSort::Date => SortKey::Date(row.date),
            PaymentSort::Amount => SortKey::Int(row.amount.minor()),
            PaymentSort::Entered => SortKey::Date(row.entered_on),
        };
        (key, row.id.uuid())
    }))
}

/// The sums of the filter, per currency.
pub async fn totals(conn: &mut Conn, filter: &PaymentFilter, scope: Scope) -> DbResult<Vec<CurrencyTotal>> {
    totals_statement(filter, scope).all(conn).await
}

/// What a client has paid beyond his invoices, per currency. The caller has checked that the actor may see him.
pub async fn advances(conn: &mut Conn, client: ClientId) -> DbResult<Vec<AdvanceLeft>> {
    advances_statement(client).all(conn).await
}

/// Out of the index of advances alone.
pub(crate) fn advances_statement(client: ClientId) -> Sql {
    Sql::new(
        "SELECT p.currency, CAST(SUM(p.advance) AS BIGINT) AS advance FROM payments p WHERE p.client_id = $1 AND p.advance > 0 \
         GROUP BY p.currency ORDER BY p.currency",
    )
    .bind(client)
}

/// What a client has paid in advance to an own company in a currency.
pub(in super::super) async fn advance_for(
    conn: &mut Conn,
    (client, organization, currency): (ClientId, OrganizationId, Currency),
) -> DbResult<Amount> {
    let sql = Sql::new(
        "SELECT CAST(COALESCE(SUM(p.advance), 0) AS BIGINT) FROM payments p WHERE p.client_id = $1 AND p.currency = $2 \
         AND p.organization_id = $3 AND p.advance > 0",
    );
    let sum = sql.bind(client).bind(currency.code()).bind(organization);
    Ok(sum.scalar(conn).await?.unwrap_or_default())
}

/// Payments of a client to an own company in a currency of which something is left, the oldest first.
pub async fn with_advance(tx: &mut Tx, of: (ClientId, OrganizationId, Currency), most: i64) -> DbResult<Vec<Payment>> {
    with_advance_statement(of, most).all(tx).await
}

/// The index of advances, and no other.
pub(crate) fn with_advance_statement(
    (client, organization, currency): (ClientId, OrganizationId, Currency),
    most: i64,
) -> Sql {
    Sql::new(PAYMENT)
        .push_with(
            "FROM payments p WHERE p.client_id = ? AND p.currency = ? AND p.organization_id = ? AND p.advance > 0",
            [client.into(), currency.code().into(), organization.into()],
        )
        .push_with("ORDER BY p.date, p.id LIMIT ?", [most.into()])
}

/// What of a payment was given back, reversed or not, oldest first. The caller has seen the payment within its scope.
pub async fn refunds_of(conn: &mut Conn, payment: PaymentId) -> DbResult<Vec<RefundRow>> {
    refunds_statement(payment).all(conn).await
}

pub(crate) fn refunds_statement(payment: PaymentId) -> Sql {
    Sql::new(
        "SELECT p.id, p.number, p.date, p.amount, p.mode_id, m.name AS mode_name, p.reversed FROM payments p \
         LEFT JOIN payment_modes m ON m.id = p.mode_id WHERE p.refund_of = $1 ORDER BY p.date, p.id",
    )
    .bind(payment)
}
