//! The list of expenses and its sums.

use super::{BILLED, EXPENSE_SCOPE, bill};
use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::finance::expenses::model::{BillState, ExpenseFilter, ExpenseRow, ExpenseSort, ExpenseTotal};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::folding::contains_pattern;
use crate::kernel::money::Money;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};

impl FromRow for ExpenseRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            date: row.get("date")?,
            category: row.get::<Option<String>>("category_name")?.unwrap_or_default(),
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            vat: row.get("vat")?,
            client: row.get("client_id")?,
            client_name: row.get::<Option<String>>("client_name")?.unwrap_or_default(),
            organization_name: row.get("organization_name")?,
            supplier: row.get("supplier")?,
            reference: row.get("reference")?,
            mode: NamedMode::from_row(row)?,
            billable: row.get("billable")?,
            bill: bill(row)?,
            files: row.get("files")?,
            sort_name: row.get("sort_name")?,
            added: false,
        })
    }
}

impl FromRow for ExpenseTotal {
    fn from_row(row: &Row) -> DbResult<Self> {
        let currency = row.code("currency")?;
        Ok(Self {
            expenses: row.get("expenses")?,
            spent: Money::new(row.get("spent")?, currency),
            vat: Money::new(row.get("vat")?, currency),
        })
    }
}

/// A row with the names around it, and how many files it has.
const ROW: &str = "SELECT e.id, e.name, e.date, e.amount, e.currency, e.vat, e.client_id, e.supplier, e.reference, e.mode_id, e.billable, \
     e.sort_name, k.name AS category_name, m.name AS mode_name, c.name AS client_name, o.name AS organization_name, i.id AS invoice_id, i.number AS invoice_number, \
     (SELECT CAST(COUNT(*) AS BIGINT) FROM files f WHERE f.owner_kind = 'expense' AND f.owner_id = e.id AND f.deleted_at IS NULL) AS files \
     FROM expenses e JOIN organizations o ON o.id = e.organization_id LEFT JOIN clients c ON c.id = e.client_id \
     LEFT JOIN expense_categories k ON k.id = e.category_id LEFT JOIN payment_modes m ON m.id = e.mode_id";

/// One page of the list and one row more.
pub(crate) async fn list(conn: &mut Conn, scope: Scope, filter: &ExpenseFilter) -> DbResult<Vec<ExpenseRow>> {
    list_sql(scope, filter).all(conn).await
}

fn list_sql(scope: Scope, filter: &ExpenseFilter) -> Sql {
    let sql = filtered(Sql::new(ROW).push(BILLED).push("WHERE 1 = 1"), scope, filter);
    let column = match filter.sort {
        ExpenseSort::Date => SortColumn::date("e.date"),
        ExpenseSort::Amount => SortColumn::int("e.amount"),
        ExpenseSort::Name => SortColumn::text("e.sort_name"),
    };
    sql.page(column, "e.id", filter.desc, filter.cursor())
}

/// The sums of what the list shows, per currency.
pub(crate) async fn totals(conn: &mut Conn, scope: Scope, filter: &ExpenseFilter) -> DbResult<Vec<ExpenseTotal>> {
    totals_sql(scope, filter).all(conn).await
}

fn totals_sql(scope: Scope, filter: &ExpenseFilter) -> Sql {
    let sql = Sql::new(
        "SELECT e.currency, CAST(COUNT(*) AS BIGINT) AS expenses, CAST(SUM(e.amount) AS BIGINT) AS spent, \
         CAST(SUM(e.vat) AS BIGINT) AS vat FROM expenses e",
    );
    // Only a search asks for the client's name.
    let sql = if filter.q.trim().is_empty() {
        sql
    } else {
        sql.push("LEFT JOIN clients c ON c.id = e.client_id")
    };
    filtered(sql.push("WHERE 1 = 1"), scope, filter).push("GROUP BY e.currency ORDER BY e.currency")
}

fn filtered(sql: Sql, scope: Scope, filter: &ExpenseFilter) -> Sql {
    let sql = sql
        .within(scope, EXPENSE_SCOPE)
        .and_if("e.client_id = ?", filter.client)
        .and_if("e.organization_id = ?", filter.organization)
        .and_if("e.category_id = ?", filter.category)
        .and_if_aside("e.mode_id = ?", filter.mode.map(PaymentMode::id))
        .and_if_aside("e.currency = ?", filter.currency.map(Currency::code))
        .and_if("e.date >= ?", filter.from)
        .and_if("e.date <= ?", filter.until);
    let sql = match filter.bill {
        Some(BillState::ToBill) => {
            sql.push("AND e.billable AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.expense_id = e.id)")
        }
        Some(BillState::Billed) => {
            sql.push("AND e.billable AND EXISTS (SELECT 1 FROM invoice_lines l WHERE l.expense_id = e.id)")
        }
        None => sql,
    };
    if filter.q.trim().is_empty() {
        return sql;
    }
    let pattern = contains_pattern(&filter.q);
    sql.push_with(
        r"AND (e.search LIKE ? ESCAPE '\' OR c.search LIKE ? ESCAPE '\')",
        [pattern.clone().into(), pattern.into()],
    )
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, scope: Scope, filter: &ExpenseFilter) -> DbResult<String> {
    list_sql(scope, filter).plan(db).await
}

/// How the engine reads the sums, for tests.
#[cfg(test)]
pub async fn totals_plan(db: &crate::platform::db::Db, scope: Scope, filter: &ExpenseFilter) -> DbResult<String> {
    totals_sql(scope, filter).plan(db).await
}
