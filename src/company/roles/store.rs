//! The table `roles`.

use super::model::{RoleRow, StaffRole, ValidRole};
use crate::kernel::actor::Rights;
use crate::kernel::folding::fold;
use crate::kernel::ids::{RoleId, UserId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

/// The columns of a role `r`, for whoever joins it.
pub const COLUMNS: &str = "r.id AS role_id, r.code AS role_code, r.name AS role_name, r.rights AS role_rights, \
                           r.own AS role_own, r.version AS role_version";

impl FromRow for StaffRole {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("role_id")?,
            code: row.optional_code("role_code")?,
            name: row.get("role_name")?,
            rights: Rights::of_bits(row.get("role_rights")?).seeing_own_bits(row.get("role_own")?),
            version: row.get("role_version")?,
        })
    }
}

impl FromRow for RoleRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            role: StaffRole::from_row(row)?,
            users: row.get("users")?,
        })
    }
}

/// Roles with the number of those who have them.
fn counted() -> Sql {
    Sql::new("SELECT")
        .push(COLUMNS)
        .push(", (SELECT COUNT(*) FROM users u WHERE u.role_id = r.id) AS users FROM roles r")
}

/// All roles: what Akta brings along, then one's own by their names.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<RoleRow>> {
    counted()
        .push("ORDER BY r.code IS NULL, CASE WHEN r.code IS NULL THEN NULL ELSE r.id END, r.sort_text")
        .all(conn)
        .await
}

pub(super) async fn row(conn: &mut Conn, id: RoleId) -> DbResult<Option<RoleRow>> {
    counted().push_with("WHERE r.id = ?", [id.into()]).optional(conn).await
}

pub async fn by_id(conn: &mut Conn, id: RoleId) -> DbResult<Option<StaffRole>> {
    Sql::new("SELECT")
        .push(COLUMNS)
        .push_with("FROM roles r WHERE r.id = ?", [id.into()])
        .optional(conn)
        .await
}

/// A role, its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: RoleId) -> DbResult<Option<StaffRole>> {
    let sql = Sql::new("UPDATE roles SET version = version WHERE id = $1");
    sql.bind(id).execute(tx).await?;
    by_id(tx, id).await
}

/// Whether the user has the role.
pub(super) async fn is_held_by(conn: &mut Conn, id: RoleId, user: UserId) -> DbResult<bool> {
    let sql = Sql::new("SELECT id FROM users WHERE role_id = $1 AND id = $2");
    let held: Option<UserId> = sql.bind(id).bind(user).scalar(conn).await?;
    Ok(held.is_some())
}

/// Fails with [`crate::platform::db::DbError::Unique`] if the name is taken.
pub(super) async fn insert(tx: &mut Tx, id: RoleId, role: &ValidRole) -> DbResult<()> {
    Sql::new("INSERT INTO roles (id, name, sort_text, rights, own, version) VALUES ($1, $2, $3, $4, $5, 1)")
        .bind(id)
        .bind(role.name.as_str())
        .bind(fold(&role.name))
        .bind(role.rights.bits())
        .bind(role.rights.own_bits())
        .execute(tx)
        .await
        .map(|_| ())
}

/// What Akta brings along keeps its name. Fails with [`crate::platform::db::DbError::Unique`] if the name is taken.
pub(super) async fn update(tx: &mut Tx, id: RoleId, role: &ValidRole) -> DbResult<()> {
    let changed = Sql::new(
        "UPDATE roles SET name = $1, sort_text = CASE WHEN code IS NULL THEN $2 ELSE sort_text END, rights = $3, own = $4, \
         version = version + 1 WHERE id = $5",
    )
    .bind(role.name.as_str())
    .bind(fold(&role.name))
    .bind(role.rights.bits())
    .bind(role.rights.own_bits())
    .bind(id)
    .execute(tx)
    .await?;
    ensure_one_row(changed)
}

/// Fails with [`crate::platform::db::DbError::ForeignKey`] while somebody has it.
pub(super) async fn delete(tx: &mut Tx, id: RoleId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM roles WHERE id = $1");
    ensure_one_row(sql.bind(id).execute(tx).await?)
}
