//! The table `vat_statuses`.

use super::super::model::VatStatus;
use super::super::parts::ValidVatStatus;
use crate::kernel::ids::{OrganizationId, VatStatusId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for VatStatus {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            valid_from: row.get("valid_from")?,
            payer: row.get("payer")?,
            ground: row.get("ground")?,
        })
    }
}

/// A status and whose it is.
pub struct OwnedStatus {
    pub organization: OrganizationId,
    pub status: VatStatus,
}

impl FromRow for OwnedStatus {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("organization_id")?,
            status: VatStatus::from_row(row)?,
        })
    }
}

const STATUS: &str = "SELECT id, organization_id, valid_from, payer, ground FROM vat_statuses";

/// The VAT statuses of a company, the oldest first.
pub async fn vat_statuses(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<VatStatus>> {
    Sql::new(STATUS)
        .push_with("WHERE organization_id = ?", [organization.into()])
        .push("ORDER BY valid_from NULLS FIRST")
        .all(conn)
        .await
}

/// Those of all companies, the oldest first.
pub(in super::super) async fn all_vat_statuses(conn: &mut Conn) -> DbResult<Vec<OwnedStatus>> {
    Sql::new(STATUS).push("ORDER BY valid_from NULLS FIRST").all(conn).await
}

pub(in super::super) async fn insert_vat_status(
    tx: &mut Tx,
    id: VatStatusId,
    organization: OrganizationId,
    new: &ValidVatStatus,
) -> DbResult<()> {
    Sql::new("INSERT INTO vat_statuses (id, organization_id, valid_from, payer, ground) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(organization)
        .bind(new.valid_from)
        .bind(new.payer)
        .bind(new.ground.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in super::super) async fn update_vat_status(tx: &mut Tx, id: VatStatusId, save: &ValidVatStatus) -> DbResult<()> {
    let sql = Sql::new("UPDATE vat_statuses SET valid_from = $1, payer = $2, ground = $3 WHERE id = $4")
        .bind(save.valid_from)
        .bind(save.payer)
        .bind(save.ground.as_str())
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(in super::super) async fn delete_vat_status(tx: &mut Tx, id: VatStatusId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM vat_statuses WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
