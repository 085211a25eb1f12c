//! The table `organization_images`.

use super::super::model::{ImageKind, StoredImage};
use super::super::picture::Picture;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

impl FromRow for StoredImage {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            kind: row.code("kind")?,
            width: row.get("width")?,
            height: row.get("height")?,
            sha256: hex::encode(row.get::<Vec<u8>>("sha256")?),
        })
    }
}

const IMAGE: &str = "SELECT kind, width, height, sha256 FROM organization_images";

/// The pictures of a company, without their bytes.
pub async fn images(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<StoredImage>> {
    Sql::new(IMAGE)
        .push_with("WHERE organization_id = ? ORDER BY kind", [organization.into()])
        .all(conn)
        .await
}

pub(in super::super) async fn image(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: ImageKind,
) -> DbResult<Option<StoredImage>> {
    Sql::new(IMAGE)
        .push_with(
            "WHERE organization_id = ? AND kind = ?",
            [organization.into(), kind.as_str().into()],
        )
        .optional(conn)
        .await
}

/// The bytes of a picture: PNG.
pub async fn image_bytes(conn: &mut Conn, organization: OrganizationId, kind: ImageKind) -> DbResult<Option<Vec<u8>>> {
    Sql::new("SELECT bytes FROM organization_images WHERE organization_id = $1 AND kind = $2")
        .bind(organization)
        .bind(kind.as_str())
        .scalar(conn)
        .await
}

pub(in super::super) async fn put_image(
    tx: &mut Tx,
    organization: OrganizationId,
    kind: ImageKind,
    picture: &Picture,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO organization_images (organization_id, kind, bytes, sha256, width, height, uploaded_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization_id, kind) DO UPDATE SET bytes = excluded.bytes, \
         sha256 = excluded.sha256, width = excluded.width, height = excluded.height, uploaded_at = excluded.uploaded_at",
    )
    .bind(organization)
    .bind(kind.as_str())
    .bind(picture.bytes.clone())
    .bind(picture.sha256.clone())
    .bind(i64::from(picture.width))
    .bind(i64::from(picture.height))
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(in super::super) async fn delete_image(tx: &mut Tx, organization: OrganizationId, kind: ImageKind) -> DbResult<()> {
    Sql::new("DELETE FROM organization_images WHERE organization_id = $1 AND kind = $2")
        .bind(organization)
        .bind(kind.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}
