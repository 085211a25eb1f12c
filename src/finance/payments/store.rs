//! The tables `payments`, `allocations` and `payment_totals`.

use super::model::{AllocationRow, CurrencyTotal, Payment, PaymentFilter, PaymentPage, PaymentRow, PaymentSort};
use crate::company::organization::model::TakenNumber;
use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::contains_pattern;
use crate::kernel::ids::{AllocationId, Id, InvoiceId, PaymentId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::paging::{Page, SortKey};
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql, Tx, part_of};

/// How payments are put into a scope; the statement joins `clients c`.
pub const PAYMENT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("p.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("p.client_id"),
    document: Some("p.id"),
};

impl FromRow for Payment {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            account: row.get("account_id")?,
            client: row.get("client_id")?,
            number: row.get("number")?,
            kind: row.code("kind")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            mode: row.code("mode")?,
            transaction_id: row.get("transaction_id")?,
            purpose: row.get("purpose")?,
            note: row.get("note")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
        })
    }
}

impl FromRow for PaymentRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let entered_at = row.get("created_at")?;
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            kind: row.code("kind")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            mode: row.code("mode")?,
            transaction_id: row.get("transaction_id")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            organization_name: row.get("organization_name")?,
            account_number: row.get("account_number")?,
            invoice: row.get("invoice_id")?,
            invoice_number: row.get("invoice_number")?,
            invoices: row.get("invoices")?,
            entered_at,
            entered_on: utc_date(entered_at),
        })
    }
}

impl FromRow for AllocationRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            payment: row.get("payment_id")?,
            number: row.get("number")?,
            date: row.get("date")?,
            mode: row.code("mode")?,
            invoice: row.get("invoice_id")?,
            invoice_number: row.get("invoice_number")?,
            paid: Money::new(row.get("amount")?, row.code("currency")?),
            settled: Money::new(row.get("invoice_amount")?, row.code("invoice_currency")?),
        })
    }
}

impl FromRow for CurrencyTotal {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            payments: row.get("payments")?,
            sum: Money::new(row.get("amount")?, row.code("currency")?),
        })
    }
}

/// A page without its allocations and events.
impl FromRow for PaymentPage {
    fn from_row(row: &Row) -> DbResult<Self> {
        let payment = Payment::from_row(row)?;
        Ok(Self {
            entered_on: utc_date(payment.created_at),
            payment,
            client_name: row.get("client_name")?,
            organization_name: row.get("organization_name")?,
            account_bank: row.get("account_bank")?,
            account_number: row.get("account_number")?,
            entered_by: row.get::<Option<String>>("entered_by")?.unwrap_or_default(),
            allocations: Vec::new(),
            events: Vec::new(),
        })
    }
}

/// A list shows the entry's day in the company's time zone; until the action knows it, it is the day in UTC.
fn utc_date(at: Timestamp) -> Date {
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}

/// The rows of the list: one statement, whatever it shows.
pub fn list_statement(filter: &PaymentFilter, scope: Scope) -> Sql {
    let sql = Sql::new(
        "SELECT p.id, p.number, p.kind, p.date, p.amount, p.currency, p.mode, p.transaction_id, p.client_id, p.created_at, \
         c.name AS client_name, o.name AS organization_name, b.number AS account_number, \
         (SELECT a.invoice_id FROM allocations a WHERE a.payment_id = p.id ORDER BY a.invoice_id LIMIT 1) AS invoice_id, \
         (SELECT i.number FROM allocations a JOIN invoices i ON i.id = a.invoice_id \
          WHERE a.payment_id = p.id ORDER BY a.invoice_id LIMIT 1) AS invoice_number, \
         (SELECT COUNT(*) FROM allocations a WHERE a.payment_id = p.id) AS invoices \
         FROM payments p JOIN clients c ON c.id = p.client_id JOIN organizations o ON o.id = p.organization_id \
         JOIN bank_accounts b ON b.id = p.account_id WHERE 1 = 1",
    );
    let sql = filtered(sql, filter).within(scope, PAYMENT_SCOPE);
    let column = match filter.sort {
        PaymentSort::Date => SortColumn::date("p.date"),
        PaymentSort::Amount => SortColumn::int("p.amount"),
    };
    sql.page(column, "p.id", filter.desc, filter.cursor())
}

/// The sums of what the list shows, per currency. Those of all payments, or of one own company's, are maintained.
pub fn totals_statement(filter: &PaymentFilter, scope: Scope) -> Sql {
    if scope == Scope::All && filter.is_whole() {
        return Sql::new(
            "SELECT currency, CAST(SUM(payments) AS BIGINT) AS payments, CAST(SUM(amount) AS BIGINT) AS amount \
             FROM payment_totals WHERE 1 = 1",
        )
        .and_if("organization_id = ?", filter.organization)
        .push("GROUP BY currency HAVING SUM(payment_totals.payments) > 0 ORDER BY currency");
    }
    let sql =
        Sql::new("SELECT p.currency, COUNT(*) AS payments, CAST(SUM(p.amount) AS BIGINT) AS amount FROM payments p");
    // Without a search and for everybody the sums come out of an index alone.
    let sql = if scope == Scope::All && filter.q.trim().is_empty() {
        sql
    } else {
        sql.push("JOIN clients c ON c.id = p.client_id")
    };
    filtered(sql.push("WHERE 1 = 1"), filter)
        .within(scope, PAYMENT_SCOPE)
        .push("GROUP BY p.currency ORDER BY p.currency")
}

fn filtered(sql: Sql, filter: &PaymentFilter) -> Sql {
    // The index of a company's payments is in the order of their dates: another order, or a few rows found by what they are
    // about, would be worse with it.
    let by_company = filter.sort == PaymentSort::Date
        && filter.client.is_none()
        && filter.invoice.is_none()
        && filter.q.trim().is_empty();
    let (beside, leading) = if by_company {
        (None, filter.organization)
    } else {
        (filter.organization, None)
    };
    let sql = sql
        .and_if("p.client_id = ?", filter.client)
        .and_if("p.organization_id = ?", leading)
        .and_if_aside("p.organization_id = ?", beside)
        .and_if("p.mode = ?", filter.mode.map(super::model::PaymentMode::as_str))
        .and_if("p.date >= ?", filter.from)
        .and_if("p.date <= ?", filter.until)
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

/// A page of the list.
pub async fn list(conn: &mut Conn, filter: &PaymentFilter, scope: Scope) -> DbResult<Page<PaymentRow>> {
    let rows: Vec<PaymentRow> = list_statement(filter, scope).all(conn).await?;
    Ok(Page::cut(rows, filter.cursor(), |row| {
        let key = match filter.sort {
            PaymentSort::Date => SortKey::Date(row.date),
            PaymentSort::Amount => SortKey::Int(row.amount.minor()),
        };
        (key, row.id.uuid())
    }))
}

/// The sums of the filter, per currency.
pub async fn totals(conn: &mut Conn, filter: &PaymentFilter, scope: Scope) -> DbResult<Vec<CurrencyTotal>> {
    totals_statement(filter, scope).all(conn).await
}

/// The head of a payment's page.
pub async fn page(conn: &mut Conn, id: PaymentId, scope: Scope) -> DbResult<Option<PaymentPage>> {
    Sql::new(
        "SELECT p.id, p.organization_id, p.account_id, p.client_id, p.number, p.kind, p.date, p.amount, p.currency, p.mode, \
         p.transaction_id, p.purpose, p.note, p.created_by, p.created_at, c.name AS client_name, \
         o.name AS organization_name, b.bank AS account_bank, b.number AS account_number, u.name AS entered_by \
         FROM payments p JOIN clients c ON c.id = p.client_id JOIN organizations o ON o.id = p.organization_id \
         JOIN bank_accounts b ON b.id = p.account_id LEFT JOIN users u ON u.id = p.created_by WHERE p.id = $1",
    )
    .bind(id)
    .within(scope, PAYMENT_SCOPE)
    .optional(conn)
    .await
}

const ALLOCATIONS: &str = "SELECT a.payment_id, p.number, p.date, p.mode, a.amount, p.currency, a.invoice_id, \
     i.number AS invoice_number, a.invoice_amount, i.currency AS invoice_currency \
     FROM allocations a JOIN payments p ON p.id = a.payment_id JOIN invoices i ON i.id = a.invoice_id";

/// What a payment settles. The caller has seen the payment within its scope.
pub async fn allocations_of(conn: &mut Conn, payment: PaymentId) -> DbResult<Vec<AllocationRow>> {
    Sql::new(ALLOCATIONS)
        .push_with("WHERE a.payment_id = ? ORDER BY a.id", [payment.into()])
        .all(conn)
        .await
}

/// What settles an invoice, oldest first. The caller has seen the invoice within its scope.
pub async fn allocations_to(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<AllocationRow>> {
    Sql::new(ALLOCATIONS)
        .push_with(
            "WHERE a.invoice_id = ? ORDER BY p.date, p.series_period, p.n",
            [invoice.into()],
        )
        .all(conn)
        .await
}

/// Writes a payment under the number it has taken; `search` is its folded text.
pub(super) async fn insert(tx: &mut Tx, payment: &Payment, number: TakenNumber, search: &str) -> DbResult<()> {
    Sql::new(
        "INSERT INTO payments (id, organization_id, account_id, client_id, series_id, series_period, n, number, kind, date, \
         amount, currency, mode, transaction_id, purpose, note, search, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    )
    .bind(payment.id)
    .bind(payment.organization)
    .bind(payment.account)
    .bind(payment.client)
    .bind(number.series)
    .bind(number.period)
    .bind(number.n)
    .bind(number.number)
    .bind(payment.kind.as_str())
    .bind(payment.date)
    .bind(payment.amount)
    .bind(payment.currency.as_str())
    .bind(payment.mode.as_str())
    .bind(payment.transaction_id.as_str())
    .bind(payment.purpose.as_str())
    .bind(payment.note.as_str())
    .bind(search)
    .bind(payment.created_by)
    .bind(payment.created_at)
    .later(tx)
    .await?;
    add_to_totals(tx, payment).await
}

/// Changes the maintained totals of the payment's own company and currency.
async fn add_to_totals(tx: &mut Tx, payment: &Payment) -> DbResult<()> {
    Sql::new(
        "INSERT INTO payment_totals (organization_id, currency, part, payments, amount) VALUES ($1, $2, $3, 1, $4) \
         ON CONFLICT (organization_id, currency, part) DO UPDATE SET payments = payment_totals.payments + excluded.payments, \
         amount = payment_totals.amount + excluded.amount",
    )
    .bind(payment.organization)
    .bind(payment.currency.as_str())
    .bind(part_of(payment.client))
    .bind(payment.amount)
    .later(tx)
    .await
}

/// Writes the part of a payment that settles an invoice, in both currencies.
pub(super) async fn allocate(
    tx: &mut Tx,
    id: AllocationId,
    payment: PaymentId,
    invoice: InvoiceId,
    amount: Amount,
    invoice_amount: Amount,
) -> DbResult<()> {
    Sql::new("INSERT INTO allocations (id, payment_id, invoice_id, amount, invoice_amount) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(payment)
        .bind(invoice)
        .bind(amount)
        .bind(invoice_amount)
        .later(tx)
        .await
}
