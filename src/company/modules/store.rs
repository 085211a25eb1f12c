//! The table `modules_off`.

use crate::kernel::module::Module;
use crate::platform::db::{Conn, DbResult, Sql, Tx};

/// The modules that are switched off.
pub async fn off(conn: &mut Conn) -> DbResult<Vec<Module>> {
    let sql = Sql::new("SELECT CAST(COALESCE(SUM(bit), 0) AS BIGINT) FROM modules_off");
    let bits: Option<i64> = sql.scalar(conn).await?;
    Ok(Module::of_bits(bits.unwrap_or_default()).collect())
}

/// Whether anything has changed.
pub(super) async fn switch_off(tx: &mut Tx, module: Module) -> DbResult<bool> {
    let sql = Sql::new("INSERT INTO modules_off (module, bit) VALUES ($1, $2) ON CONFLICT (module) DO NOTHING");
    Ok(sql
        .bind(module.as_str())
        .bind(i64::from(module.bit()))
        .execute(tx)
        .await?
        > 0)
}

/// Whether anything has changed.
pub(super) async fn switch_on(tx: &mut Tx, module: Module) -> DbResult<bool> {
    let sql = Sql::new("DELETE FROM modules_off WHERE module = $1");
    Ok(sql.bind(module.as_str()).execute(tx).await? > 0)
}
