//! The table `payment_modes`, as it is read here, and its default; the rest is written by [`crate::records::directory`].
//!
//! Whoever joins it says `LEFT JOIN payment_modes m ON m.id = x.mode_id`, although the row is always there: an engine that could begin
//! with the few modes would read the rest in another order than that of its index.

use super::model::{ModeEntry, NamedMode, PaymentMode};
use crate::kernel::ids::PaymentModeId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

/// The mode of a row with `mode_id`.
///
/// # Errors
/// If the column is not there.
pub fn mode_of(row: &Row) -> DbResult<PaymentMode> {
    row.get::<PaymentModeId>("mode_id").map(PaymentMode::from)
}

/// Of a row with `mode_id` and `mode_name`.
impl FromRow for NamedMode {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            mode: mode_of(row)?,
            name: row.get("mode_name")?,
        })
    }
}

impl FromRow for ModeEntry {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            named: NamedMode::from_row(row)?,
            retired: row.get("retired")?,
            default: row.get("is_default")?,
            version: row.get("version")?,
        })
    }
}

/// All modes in their order.
pub async fn all(conn: &mut Conn) -> DbResult<Vec<ModeEntry>> {
    Sql::new("SELECT id AS mode_id, name AS mode_name, retired, is_default, version FROM payment_modes ORDER BY position, id")
        .all(conn)
        .await
}

/// What a mode is called; `None` if there is no such one.
pub async fn named(conn: &mut Conn, mode: PaymentMode) -> DbResult<Option<NamedMode>> {
    Sql::new("SELECT id AS mode_id, name AS mode_name FROM payment_modes WHERE id = $1")
        .bind(mode.id())
        .optional(conn)
        .await
}

/// An entry, its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: PaymentModeId) -> DbResult<Option<ModeEntry>> {
    Sql::new(
        "UPDATE payment_modes SET version = version WHERE id = $1 \
         RETURNING id AS mode_id, name AS mode_name, retired, is_default, version",
    )
    .bind(id)
    .optional(tx)
    .await
}

/// New payments and expenses begin with none, so that another mode can be the one.
pub(super) async fn clear_default(tx: &mut Tx) -> DbResult<()> {
    let sql = Sql::new("UPDATE payment_modes SET is_default = $1 WHERE is_default");
    sql.bind(false).execute(tx).await.map(|_| ())
}

pub(super) async fn set_default(tx: &mut Tx, id: PaymentModeId) -> DbResult<()> {
    let sql = Sql::new("UPDATE payment_modes SET is_default = $1, version = version + 1 WHERE id = $2");
    ensure_one_row(sql.bind(true).bind(id).execute(tx).await?)
}
