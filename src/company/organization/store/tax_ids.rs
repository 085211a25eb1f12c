//! The table `organization_tax_ids`.

use super::super::model::Organization;
use crate::kernel::ids::OrganizationId;
use crate::kernel::requisites::{TaxId, TaxIds};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// An id with what belongs to one of no known kind.
struct StoredId {
    organization: OrganizationId,
    id: TaxId,
    label: String,
    country: String,
}

impl FromRow for StoredId {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("organization_id")?,
            id: TaxId {
                kind: row.code("kind")?,
                value: row.get("value")?,
            },
            label: row.get("label")?,
            country: row.get("country")?,
        })
    }
}

const TAX_ID: &str = "SELECT organization_id, kind, value, label, country FROM organization_tax_ids";

/// Gives a company its tax ids.
pub(super) async fn complete(conn: &mut Conn, mut organization: Organization) -> DbResult<Organization> {
    let rows: Vec<StoredId> = Sql::new(TAX_ID)
        .push_with("WHERE organization_id = ?", [organization.id.into()])
        .all(conn)
        .await?;
    for row in rows {
        organization.tax_ids.add(row.id, &row.label, &row.country);
    }
    Ok(organization)
}

/// Gives all companies theirs.
pub(super) async fn complete_all(conn: &mut Conn, mut organizations: Vec<Organization>) -> DbResult<Vec<Organization>> {
    for row in Sql::new(TAX_ID).all::<StoredId>(conn).await? {
        if let Some(owner) = organizations.iter_mut().find(|one| one.id == row.organization) {
            owner.tax_ids.add(row.id, &row.label, &row.country);
        }
    }
    Ok(organizations)
}

/// Writes the ids of a company in place of those it had.
pub(super) async fn put(tx: &mut Tx, organization: OrganizationId, ids: &TaxIds) -> DbResult<()> {
    Sql::new("DELETE FROM organization_tax_ids WHERE organization_id = $1")
        .bind(organization)
        .execute(tx)
        .await?;
    for (kind, value, label, country) in ids.rows() {
        Sql::new("INSERT INTO organization_tax_ids (organization_id, kind, value, label, country) VALUES ($1, $2, $3, $4, $5)")
            .bind(organization)
            .bind(kind.as_str())
            .bind(value)
            .bind(label)
            .bind(country)
            .execute(tx)
            .await?;
    }
    Ok(())
}
