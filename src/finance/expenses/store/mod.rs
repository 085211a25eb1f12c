//! The tables of expenses.
//!
//! | file | what it holds |
//! |---|---|
//! | here | the expense itself: `expenses` |
//! | `lists` | the list and its sums |
//! | `categories` | the directory, as it is read: `expense_categories` |

mod categories;
mod lists;

use super::forms::ValidExpense;
use super::model::{Bill, Expense};
use crate::company::payment_modes::store::mode_of;
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ExpenseId, InvoiceId, UserId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

pub(super) use categories::{all_categories, category_name, offered_categories};
pub(crate) use lists::{list, totals};
#[cfg(test)]
pub use lists::{list_plan, totals_plan};

/// How expenses (`e`) are put into a scope: those of one's clients. What is the company's own, only who sees all expenses sees.
pub const EXPENSE_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("e.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: None,
    document: None,
};

impl FromRow for Expense {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            category: row.get("category_id")?,
            name: row.get("name")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            vat_percent: row.get("vat_percent")?,
            vat: row.get("vat")?,
            supplier: row.get("supplier")?,
            reference: row.get("reference")?,
            mode: mode_of(row)?,
            note: row.get("note")?,
            billable: row.get("billable")?,
            bill: bill(row)?,
            version: row.get("version")?,
        })
    }
}

/// The invoice whose line names the expense.
fn bill(row: &Row) -> DbResult<Option<Bill>> {
    let Some(invoice) = row.get::<Option<InvoiceId>>("invoice_id")? else {
        return Ok(None);
    };
    Ok(Some(Bill {
        invoice: Some(invoice),
        number: row.get::<Option<String>>("invoice_number")?.unwrap_or_default(),
    }))
}

/// What joins an expense with the invoice it is on.
const BILLED: &str = "LEFT JOIN invoice_lines b ON b.expense_id = e.id LEFT JOIN invoices i ON i.id = b.invoice_id";

const EXPENSE: &str = "SELECT e.id, e.organization_id, e.client_id, e.category_id, e.name, e.date, e.amount, e.currency, e.vat_percent, e.vat, \
     e.supplier, e.reference, e.mode_id, e.note, e.billable, e.version, i.id AS invoice_id, i.number AS invoice_number FROM expenses e";

/// An expense within the scope.
pub async fn by_id(conn: &mut Conn, id: ExpenseId, scope: Scope) -> DbResult<Option<Expense>> {
    Sql::new(EXPENSE)
        .push(BILLED)
        .push_with("WHERE e.id = ?", [id.into()])
        .within(scope, EXPENSE_SCOPE)
        .optional(conn)
        .await
}

/// An expense within the scope, with its row locked until the transaction ends. Whoever puts it on an invoice keeps the row, so what is
/// read after the lock says whether it is billed.
pub async fn locked(tx: &mut Tx, id: ExpenseId, scope: Scope) -> DbResult<Option<Expense>> {
    let lock = Sql::new("UPDATE expenses AS e SET version = version WHERE e.id = $1")
        .bind(id)
        .within(scope, EXPENSE_SCOPE);
    if lock.execute(tx).await? == 0 {
        return Ok(None);
    }
    by_id(tx, id, scope).await
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: ExpenseId,
    new: &ValidExpense,
    by: Option<UserId>,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO expenses (id, organization_id, client_id, category_id, name, date, amount, currency, vat_percent, vat, supplier, \
         reference, mode_id, note, billable, sort_name, search, created_by, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)",
    )
    .bind(id)
    .bind(new.organization)
    .bind(new.client)
    .bind(new.category)
    .bind(new.name.as_str())
    .bind(new.date)
    .bind(new.amount)
    .bind(new.currency.code())
    .bind(new.vat_percent)
    .bind(new.vat)
    .bind(new.supplier.as_str())
    .bind(new.reference.as_str())
    .bind(new.mode.id())
    .bind(new.note.as_str())
    .bind(new.billable)
    .bind(fold(&new.name))
    .bind(search_text(new))
    .bind(by)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes an expense under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, id: ExpenseId, save: &ValidExpense) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE expenses SET organization_id = $1, client_id = $2, category_id = $3, name = $4, date = $5, amount = $6, currency = $7, \
         vat_percent = $8, vat = $9, supplier = $10, reference = $11, mode_id = $12, note = $13, billable = $14, sort_name = $15, search = $16, \
         version = version + 1 WHERE id = $17",
    )
    .bind(save.organization)
    .bind(save.client)
    .bind(save.category)
    .bind(save.name.as_str())
    .bind(save.date)
    .bind(save.amount)
    .bind(save.currency.code())
    .bind(save.vat_percent)
    .bind(save.vat)
    .bind(save.supplier.as_str())
    .bind(save.reference.as_str())
    .bind(save.mode.id())
    .bind(save.note.as_str())
    .bind(save.billable)
    .bind(fold(&save.name))
    .bind(search_text(save))
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn delete(tx: &mut Tx, id: ExpenseId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM expenses WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Everything people look for an expense by, folded; the sum with a point and with a comma.
fn search_text(expense: &ValidExpense) -> String {
    let sum = expense.amount.plain(expense.currency);
    let comma = sum.replace('.', ",");
    let parts = [&expense.name, &expense.supplier, &expense.reference, &sum, &comma];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(|part| fold(part)).collect::<Vec<_>>().join(" ")
}
