//! Expenses, and the lines of invoices that charge them.

use super::{Named, named};
use crate::kernel::fixed::Percent;
use crate::kernel::ids::ExpenseId;
use crate::kernel::money::{Amount, Money};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// What decides the VAT of an expense.
pub struct Spent {
    pub id: ExpenseId,
    name: String,
    pub amount: Money,
    pub vat_percent: Percent,
    pub vat: Amount,
}

impl Spent {
    pub fn object(&self) -> String {
        named("expense", &self.name, self.id)
    }
}

impl FromRow for Spent {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            amount: Money::new(row.get("amount")?, row.code("currency")?),
            vat_percent: row.get("vat_percent")?,
            vat: row.get("vat")?,
        })
    }
}

/// The next expenses.
pub async fn slice(conn: &mut Conn, after: Option<ExpenseId>, most: i64) -> DbResult<Vec<Spent>> {
    Sql::new("SELECT id, name, amount, currency, vat_percent, vat FROM expenses WHERE 1 = 1")
        .and_if("id > ?", after)
        .push_with("ORDER BY id LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// Expenses on an invoice that can't charge them.
pub async fn billed_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT DISTINCT 'expense' AS kind, e.name AS number, e.id FROM expenses e JOIN invoice_lines l ON l.expense_id = e.id \
         JOIN invoices i ON i.id = l.invoice_id WHERE NOT e.billable OR e.client_id IS DISTINCT FROM i.client_id \
         OR e.organization_id <> i.organization_id OR e.currency <> i.currency OR i.lifecycle = 'cancelled' ORDER BY e.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Expenses on several lines; the table's own index says the same, as long as it is there.
pub async fn billed_twice(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'expense' AS kind, e.name AS number, e.id FROM expenses e JOIN (SELECT expense_id FROM invoice_lines \
         WHERE expense_id IS NOT NULL GROUP BY expense_id HAVING COUNT(*) > 1) l ON l.expense_id = e.id ORDER BY e.id LIMIT 1000",
    )
    .all(conn)
    .await
}
