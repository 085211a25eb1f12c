//! The table `files`.

use uuid::Uuid;

use super::model::{FileRow, FileType};
use crate::kernel::actor::Scope;
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, FileId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::ctx::viewer_zone;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

/// How files (`f`) are put into a scope. A client sees none of them here: the cabinet asks for those that are meant for him.
pub const FILE_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some(
        "EXISTS (SELECT 1 FROM users u WHERE u.id = ? AND (f.client_id IN (SELECT client_id FROM client_managers WHERE user_id = u.id) \
         OR (f.owner_kind = 'lead' AND f.owner_id IN (SELECT id FROM leads WHERE assigned_id = u.id))))",
    ),
    client: None,
    document: None,
};

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub id: FileId,
    pub owner_kind: OwnerKind,
    pub owner: Uuid,
    pub client: Option<ClientId>,
    pub name: String,
    pub kind: FileType,
    /// In bytes.
    pub size: i64,
    pub sha256: Vec<u8>,
    /// The bytes of the picture to look at.
    pub picture: Option<Vec<u8>>,
    pub visible: bool,
    pub added_by: String,
    pub added_at: Timestamp,
    pub deleted: bool,
    /// The revision of its paper whose signed original it is a scan of.
    pub signed_revision: Option<i64>,
    /// The client has handed it over in his cabinet.
    pub from_client: bool,
}

impl FromRow for StoredFile {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner_kind: row.code("owner_kind")?,
            owner: row.get("owner_id")?,
            client: row.get("client_id")?,
            name: row.get("name")?,
            kind: row.code("kind")?,
            size: row.get("size")?,
            sha256: row.get("sha256")?,
            picture: row.get("picture")?,
            visible: row.get("visible")?,
            added_by: row.get("added_by")?,
            added_at: row.get("added_at")?,
            deleted: row.get::<Option<Timestamp>>("deleted_at")?.is_some(),
            signed_revision: row.get("signed_revision")?,
            from_client: row.get("from_client")?,
        })
    }
}

impl FromRow for FileRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let file = StoredFile::from_row(row)?;
        Ok(Self {
            id: file.id,
            owner_kind: file.owner_kind,
            owner: file.owner,
            has_picture: file.picture.is_some(),
            name: file.name,
            kind: file.kind,
            size: file.size,
            visible: file.visible,
            added_by: file.added_by,
            added_at: local_time(file.added_at, &viewer_zone()),
            deleted: file.deleted,
            signed_revision: file.signed_revision,
            from_client: file.from_client,
        })
    }
}

const FILE: &str = "SELECT f.id, f.owner_kind, f.owner_id, f.client_id, f.name, f.kind, f.size, f.sha256, f.picture, f.visible, f.added_by, \
     f.added_at, f.deleted_at, f.signed_revision, f.from_client FROM files f";

/// A file within the scope, deleted or not.
pub async fn by_id(conn: &mut Conn, id: FileId, scope: Scope) -> DbResult<Option<StoredFile>> {
    Sql::new(FILE)
        .push_with("WHERE f.id = ?", [id.into()])
        .within(scope, FILE_SCOPE)
        .optional(conn)
        .await
}

/// The files of an object, the newest first. The caller has seen the object within the actor's scope.
pub(super) async fn of_owner(conn: &mut Conn, kind: OwnerKind, id: Uuid) -> DbResult<Vec<FileRow>> {
    of_owner_sql(kind, id).all(conn).await
}

/// The same with where their bytes are: for what takes them along.
pub async fn stored_of_owner(conn: &mut Conn, kind: OwnerKind, id: Uuid) -> DbResult<Vec<StoredFile>> {
    of_owner_sql(kind, id).all(conn).await
}

fn of_owner_sql(kind: OwnerKind, id: Uuid) -> Sql {
    Sql::new(FILE)
        .push_with(
            "WHERE f.owner_kind = ? AND f.owner_id = ?",
            [kind.as_str().into(), id.into()],
        )
        .push("AND f.deleted_at IS NULL ORDER BY f.id DESC")
}

/// How the engine reads the files of an object, for tests.
#[cfg(test)]
pub async fn of_owner_plan(db: &crate::platform::db::Db, kind: OwnerKind, id: Uuid) -> DbResult<String> {
    of_owner_sql(kind, id).plan(db).await
}

/// How many files an object has.
pub(super) async fn count_of_owner(conn: &mut Conn, owner: &Owner) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM files WHERE owner_kind = $1 AND owner_id = $2")
        .bind(owner.kind.as_str())
        .bind(owner.id)
        .push("AND deleted_at IS NULL");
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

/// How many files the client himself has added to an object.
pub(super) async fn count_from_client(conn: &mut Conn, owner: &Owner) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM files WHERE owner_kind = $1 AND owner_id = $2")
        .bind(owner.kind.as_str())
        .bind(owner.id)
        .push("AND deleted_at IS NULL AND from_client");
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

/// How many files of objects of some kinds a client's card shows. The caller has seen the client within the actor's scope.
pub(super) async fn count_of_client(conn: &mut Conn, client: ClientId, kinds: &[OwnerKind]) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM files f WHERE f.client_id = $1").bind(client);
    let sql = sql.push("AND f.deleted_at IS NULL").among("f.owner_kind", codes(kinds));
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

fn codes(kinds: &[OwnerKind]) -> impl Iterator<Item = &'static str> + '_ {
    kinds.iter().map(|kind| kind.as_str())
}

pub(super) async fn insert(tx: &mut Tx, file: &StoredFile) -> DbResult<()> {
    Sql::new(
        "INSERT INTO files (id, owner_kind, owner_id, client_id, name, kind, size, sha256, picture, visible, added_by, added_at, sort_name, \
         signed_revision, from_client) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(file.id)
    .bind(file.owner_kind.as_str())
    .bind(file.owner)
    .bind(file.client)
    .bind(file.name.as_str())
    .bind(file.kind.as_str())
    .bind(file.size)
    .bind(file.sha256.clone())
    .bind(file.picture.clone())
    .bind(file.visible)
    .bind(file.added_by.as_str())
    .bind(file.added_at)
    .bind(fold(&file.name))
    .bind(file.signed_revision)
    .bind(file.from_client)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn set_deleted(tx: &mut Tx, id: FileId, at: Option<Timestamp>) -> DbResult<()> {
    let sql = Sql::new("UPDATE files SET deleted_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_visible(tx: &mut Tx, id: FileId, visible: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE files SET visible = $1 WHERE id = $2")
        .bind(visible)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Hands all files of an owner over to another one, deleted ones too.
pub(super) async fn move_all_of(tx: &mut Tx, from: &Owner, to: &Owner) -> DbResult<()> {
    Sql::new("UPDATE files SET owner_kind = $1, owner_id = $2, client_id = $3 WHERE owner_kind = $4 AND owner_id = $5")
        .bind(to.kind.as_str())
        .bind(to.id)
        .bind(to.client)
        .bind(from.kind.as_str())
        .bind(from.id)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn delete_all_of(tx: &mut Tx, owner: &Owner, at: Timestamp) -> DbResult<()> {
    Sql::new("UPDATE files SET deleted_at = $1 WHERE owner_kind = $2 AND owner_id = $3 AND deleted_at IS NULL")
        .bind(at)
        .bind(owner.kind.as_str())
        .bind(owner.id)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Takes out the rows that were deleted before a moment.
pub(super) async fn sweep(tx: &mut Tx, before: Timestamp) -> DbResult<u64> {
    Sql::new("DELETE FROM files WHERE deleted_at <= $1")
        .bind(before)
        .execute(tx)
        .await
}

/// Which of some contents a row names.
pub async fn named(conn: &mut Conn, hashes: &[Vec<u8>]) -> DbResult<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for some in hashes.chunks(100) {
        let files = Sql::new("SELECT DISTINCT sha256 FROM files WHERE 1 = 1").among("sha256", some.to_vec());
        found.extend(files.scalars::<Vec<u8>>(conn).await?);
        let pictures = Sql::new("SELECT DISTINCT picture FROM files WHERE 1 = 1").among("picture", some.to_vec());
        found.extend(pictures.scalars::<Vec<u8>>(conn).await?);
    }
    Ok(found)
}

/// A slice of all files in the order of their ids, for the check.
pub(super) async fn slice(conn: &mut Conn, after: Option<FileId>, most: i64) -> DbResult<Vec<StoredFile>> {
    Sql::new(FILE)
        .push("WHERE 1 = 1")
        .and_if("f.id > ?", after)
        .push_with("ORDER BY f.id LIMIT ?", [most.into()])
        .all(conn)
        .await
}
