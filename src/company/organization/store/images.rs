//! The tables `organization_images`, the pictures of today, and `organization_pictures`, all there have been.

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

/// The logo of today of the first own company that has one: by it the cabinet is known. Part of the one statement of its requests.
pub const FIRST_LOGO: &str = "SELECT i.organization_id, i.sha256 FROM organization_images i \
     JOIN organizations o ON o.id = i.organization_id WHERE i.kind = 'logo' ORDER BY o.created_at, o.id LIMIT 1";

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

/// The bytes of a picture of today: PNG.
pub async fn image_bytes(conn: &mut Conn, organization: OrganizationId, kind: ImageKind) -> DbResult<Option<Vec<u8>>> {
    Sql::new(
        "SELECT p.bytes FROM organization_images i JOIN organization_pictures p ON p.organization_id = i.organization_id \
         AND p.kind = i.kind AND p.sha256 = i.sha256 WHERE i.organization_id = $1 AND i.kind = $2",
    )
    .bind(organization)
    .bind(kind.as_str())
    .scalar(conn)
    .await
}

/// The bytes of a picture by its hash: one of today, or an earlier one that papers were issued with.
pub async fn picture_bytes(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: ImageKind,
    sha256: Vec<u8>,
) -> DbResult<Option<Vec<u8>>> {
    Sql::new("SELECT bytes FROM organization_pictures WHERE organization_id = $1 AND kind = $2 AND sha256 = $3")
        .bind(organization)
        .bind(kind.as_str())
        .bind(sha256)
        .scalar(conn)
        .await
}

/// A picture with its hash.
pub struct StoredPicture {
    pub organization: OrganizationId,
    pub kind: ImageKind,
    pub sha256: Vec<u8>,
    pub bytes: Vec<u8>,
}

impl FromRow for StoredPicture {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("organization_id")?,
            kind: row.code("kind")?,
            sha256: row.get("sha256")?,
            bytes: row.get("bytes")?,
        })
    }
}

/// All pictures there have been, for the check: a few of each company.
pub async fn all_pictures(conn: &mut Conn) -> DbResult<Vec<StoredPicture>> {
    Sql::new(
        "SELECT organization_id, kind, sha256, bytes FROM organization_pictures ORDER BY organization_id, kind, sha256",
    )
    .all(conn)
    .await
}

/// Keeps a picture as the one of today; the one before stays for the papers that name it.
pub(in super::super) async fn put_image(
    tx: &mut Tx,
    organization: OrganizationId,
    kind: ImageKind,
    picture: &Picture,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO organization_pictures (organization_id, kind, sha256, bytes) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (organization_id, kind, sha256) DO NOTHING",
    )
    .bind(organization)
    .bind(kind.as_str())
    .bind(picture.sha256.clone())
    .bind(picture.bytes.clone())
    .execute(tx)
    .await?;
    Sql::new(
        "INSERT INTO organization_images (organization_id, kind, sha256, width, height, uploaded_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, kind) DO UPDATE SET \
         sha256 = excluded.sha256, width = excluded.width, height = excluded.height, uploaded_at = excluded.uploaded_at",
    )
    .bind(organization)
    .bind(kind.as_str())
    .bind(picture.sha256.clone())
    .bind(i64::from(picture.width))
    .bind(i64::from(picture.height))
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// The company has no such picture any more; the bytes stay for the papers that name them.
pub(in super::super) async fn delete_image(tx: &mut Tx, organization: OrganizationId, kind: ImageKind) -> DbResult<()> {
    Sql::new("DELETE FROM organization_images WHERE organization_id = $1 AND kind = $2")
        .bind(organization)
        .bind(kind.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}
