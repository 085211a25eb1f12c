//! Expenses as far as invoices charge them: the lines that name them, and of the table `expenses` what decides whether one may.

use std::collections::BTreeSet;

use crate::documents::invoices::model::{DraftChoice, ExpenseChoice};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, ExpenseId, InvoiceId, OrganizationId};
use crate::kernel::money::Money;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx};

/// How expenses (`e`) are put into a scope: those of one's clients.
const SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("e.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: None,
    document: None,
};

impl FromRow for ExpenseChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            date: row.get("date")?,
            name: row.get("name")?,
            currency: row.code("currency")?,
            amount: row.get("amount")?,
            vat: row.get("vat")?,
            vat_percent: row.get("vat_percent")?,
            billable: row.get("billable")?,
            invoice: row.get("invoice_id")?,
        })
    }
}

const EXPENSE: &str = "SELECT e.id, e.organization_id, e.client_id, e.date, e.name, e.currency, e.amount, e.vat, e.vat_percent, e.billable, \
     (SELECT l.invoice_id FROM invoice_lines l WHERE l.expense_id = e.id) AS invoice_id FROM expenses e WHERE e.client_id IS NOT NULL";

/// Of a client's expenses those that he pays for and that are on no invoice, or on this one; the oldest first. The caller has seen the
/// client within the actor's scope.
pub(in crate::documents::invoices) async fn expenses_to_bill(
    conn: &mut Conn,
    client: ClientId,
    invoice: Option<InvoiceId>,
    most: i64,
) -> DbResult<Vec<ExpenseChoice>> {
    to_bill_sql(client, invoice, most).all(conn).await
}

fn to_bill_sql(client: ClientId, invoice: Option<InvoiceId>, most: i64) -> Sql {
    let sql = Sql::new(EXPENSE)
        .push_with("AND e.client_id = ?", [client.into()])
        .push("AND (e.billable) IS TRUE AND NOT EXISTS (SELECT 1 FROM invoice_lines b WHERE b.expense_id = e.id");
    let sql = match invoice {
        Some(invoice) => sql.push_with("AND b.invoice_id <> ?)", [invoice.into()]),
        None => sql.push(")"),
    };
    sql.push_with("ORDER BY e.date, e.id LIMIT ?", [most.into()])
}

/// How the engine finds them, for tests.
#[cfg(test)]
pub async fn to_bill_plan(db: &crate::platform::db::Db, client: ClientId) -> DbResult<String> {
    to_bill_sql(client, None, 100).plan(db).await
}

/// An expense of a client, within the scope.
pub(in crate::documents::invoices) async fn expense(
    conn: &mut Conn,
    id: ExpenseId,
    scope: Scope,
) -> DbResult<Option<ExpenseChoice>> {
    Sql::new(EXPENSE)
        .push_with("AND e.id = ?", [id.into()])
        .within(scope, SCOPE)
        .optional(conn)
        .await
}

/// Expenses within the scope, kept as they are until the transaction ends. Whoever asks is alone with the client's expenses.
pub(in crate::documents::invoices) async fn expenses_kept(
    tx: &mut Tx,
    ids: &BTreeSet<ExpenseId>,
    scope: Scope,
) -> DbResult<Vec<ExpenseChoice>> {
    let sql = Sql::new(EXPENSE)
        .among("e.id", ids.iter().copied())
        .within(scope, SCOPE);
    sql.push("ORDER BY e.id").kept(tx).all(tx).await
}

/// An expense by its name.
struct Charged(ExpenseId, String);

impl FromRow for Charged {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.get("id")?, row.get("name")?))
    }
}

/// The expenses that an invoice charges, in the order of its lines. The caller has seen the invoice within the actor's scope.
pub async fn expenses_on(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<(ExpenseId, String)>> {
    let rows: Vec<Charged> =
        Sql::new("SELECT e.id, e.name FROM invoice_lines l JOIN expenses e ON e.id = l.expense_id")
            .push_with("WHERE l.invoice_id = ? ORDER BY l.position", [invoice.into()])
            .all(conn)
            .await?;
    Ok(rows.into_iter().map(|Charged(id, name)| (id, name)).collect())
}

/// The lines of an invoice let go of their expenses.
pub(in crate::documents::invoices) async fn forget_expenses(tx: &mut Tx, invoice: InvoiceId) -> DbResult<()> {
    Sql::new("UPDATE invoice_lines SET expense_id = NULL WHERE invoice_id = $1 AND expense_id IS NOT NULL")
        .bind(invoice)
        .execute(tx)
        .await
        .map(|_| ())
}

impl FromRow for DraftChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            date: row.get("issue_date")?,
            total: Money::new(row.get("total")?, row.code("currency")?),
        })
    }
}

/// Drafts of a client from an own company in a currency, the newest first. The caller has seen the client within the actor's scope.
pub(in crate::documents::invoices) async fn drafts_of(
    conn: &mut Conn,
    (client, organization, currency): (ClientId, OrganizationId, Currency),
    most: i64,
) -> DbResult<Vec<DraftChoice>> {
    Sql::new("SELECT i.id, i.issue_date, i.total, i.currency FROM invoices i")
        .push_with("WHERE i.client_id = ?", [client.into()])
        .and_aside(true, "i.lifecycle = 'draft'")
        .and_if_aside("i.organization_id = ?", Some(organization))
        .and_if_aside("i.currency = ?", Some(currency.code()))
        .push_with("ORDER BY i.issue_date DESC, i.id DESC LIMIT ?", [most.into()])
        .all(conn)
        .await
}
