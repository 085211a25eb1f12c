//! The table `start_balances`.

use super::super::balances::ValidBalance;
use super::super::model::StartBalance;
use crate::kernel::ids::{OrganizationId, StartBalanceId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for StartBalance {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            currency: row.code("currency")?,
            as_of: row.get("as_of")?,
            amount: row.get("amount")?,
            version: row.get("version")?,
        })
    }
}

/// A start balance of a company.
pub async fn start_balance(
    conn: &mut Conn,
    organization: OrganizationId,
    id: StartBalanceId,
) -> DbResult<Option<StartBalance>> {
    let sql = Sql::new(
        "SELECT id, organization_id, client_id, currency, as_of, amount, version FROM start_balances \
         WHERE organization_id = $1 AND id = $2",
    );
    sql.bind(organization).bind(id).optional(conn).await
}

pub(in super::super) async fn insert_start_balance(
    tx: &mut Tx,
    id: StartBalanceId,
    organization: OrganizationId,
    new: &ValidBalance,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO start_balances (id, organization_id, client_id, currency, as_of, amount, version) \
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
    )
    .bind(id)
    .bind(organization)
    .bind(new.client)
    .bind(new.currency.as_str())
    .bind(new.as_of)
    .bind(new.amount)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes day and amount under the next version; client and currency stay.
pub(in super::super) async fn update_start_balance(
    tx: &mut Tx,
    id: StartBalanceId,
    save: &ValidBalance,
) -> DbResult<()> {
    let sql = Sql::new("UPDATE start_balances SET as_of = $1, amount = $2, version = version + 1 WHERE id = $3")
        .bind(save.as_of)
        .bind(save.amount)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(in super::super) async fn delete_start_balance(tx: &mut Tx, id: StartBalanceId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM start_balances WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
