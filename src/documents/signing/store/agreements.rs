//! The table `signing_agreements`.

use super::super::model::{Agreement, StoredAgreement};
use crate::kernel::ids::OrganizationId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for StoredAgreement {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            agreement: Agreement {
                kind: row.code("kind")?,
                clause: row.get("clause")?,
                number: row.get("number")?,
                date: row.get("date")?,
            },
            in_force: row.get("in_force")?,
            version: row.get("version")?,
        })
    }
}

fn of(organization: OrganizationId) -> Sql {
    Sql::new("SELECT kind, clause, number, date, in_force, version FROM signing_agreements")
        .push_with("WHERE organization_id = ?", [organization.into()])
}

/// What an own company has recorded, in force or not.
pub async fn agreement(conn: &mut Conn, organization: OrganizationId) -> DbResult<Option<StoredAgreement>> {
    of(organization).optional(conn).await
}

/// The same, which stays as it is until the transaction ends.
pub(in super::super) async fn kept(tx: &mut Tx, organization: OrganizationId) -> DbResult<Option<StoredAgreement>> {
    of(organization).kept(tx).optional(tx).await
}

/// Writes the first agreement of a company, whose row is locked.
pub(in super::super) async fn insert(tx: &mut Tx, organization: OrganizationId, new: &Agreement) -> DbResult<()> {
    Sql::new(
        "INSERT INTO signing_agreements (organization_id, kind, clause, number, date, in_force, version) \
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
    )
    .bind(organization)
    .bind(new.kind.as_str())
    .bind(new.clause.as_str())
    .bind(new.number.as_str())
    .bind(new.date)
    .bind(true)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes another agreement in place of a stored one, and whether it is in force. The company's row is locked.
pub(in super::super) async fn update(
    tx: &mut Tx,
    organization: OrganizationId,
    new: &Agreement,
    in_force: bool,
) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE signing_agreements SET kind = $1, clause = $2, number = $3, date = $4, in_force = $5, version = version + 1 \
         WHERE organization_id = $6",
    )
    .bind(new.kind.as_str())
    .bind(new.clause.as_str())
    .bind(new.number.as_str())
    .bind(new.date)
    .bind(in_force)
    .bind(organization);
    ensure_one_row(sql.execute(tx).await?)
}
