//! The table `departments`, as it is read here; it is written by [`crate::records::directory`].

use super::model::Department;
use crate::kernel::ids::DepartmentId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

impl FromRow for Department {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

/// All departments in their order.
pub async fn all(conn: &mut Conn) -> DbResult<Vec<Department>> {
    Sql::new("SELECT id, name, retired, version FROM departments ORDER BY position, id")
        .all(conn)
        .await
}

/// Those that are offered, and one more if it is not among them.
pub async fn offered(conn: &mut Conn, and: Option<DepartmentId>) -> DbResult<Vec<Department>> {
    let mut departments = all(conn).await?;
    departments.retain(|one| !one.retired || Some(one.id) == and);
    Ok(departments)
}

/// What a department is called; empty for none.
pub async fn name(conn: &mut Conn, id: Option<DepartmentId>) -> DbResult<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let sql = Sql::new("SELECT name FROM departments WHERE id = $1").bind(id);
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}
