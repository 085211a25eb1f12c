//! The table `expense_categories`, as it is read here; it is written by [`crate::records::directory`].

use crate::finance::expenses::model::ExpenseCategory;
use crate::kernel::ids::ExpenseCategoryId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

impl FromRow for ExpenseCategory {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

/// All categories in their order.
pub(in crate::finance::expenses) async fn all_categories(conn: &mut Conn) -> DbResult<Vec<ExpenseCategory>> {
    Sql::new("SELECT id, name, retired, version FROM expense_categories ORDER BY position, id")
        .all(conn)
        .await
}

/// Those that are offered, and one more if it is not among them.
pub(in crate::finance::expenses) async fn offered_categories(
    conn: &mut Conn,
    and: Option<ExpenseCategoryId>,
) -> DbResult<Vec<ExpenseCategory>> {
    let mut categories = all_categories(conn).await?;
    categories.retain(|one| !one.retired || Some(one.id) == and);
    Ok(categories)
}

/// What a category is called; empty for none.
pub(in crate::finance::expenses) async fn category_name(
    conn: &mut Conn,
    id: Option<ExpenseCategoryId>,
) -> DbResult<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let sql = Sql::new("SELECT name FROM expense_categories WHERE id = $1").bind(id);
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}
