//! Files joined with what they belong to: those that a client sees.

use uuid::Uuid;

use super::model::{CabinetFile, CabinetFileFilter};
use crate::kernel::ids::{ClientId, FileId};
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};
use crate::records::files::model::FileRow;
use crate::records::files::store::StoredFile;

impl FromRow for CabinetFile {
    fn from_row(row: &Row) -> DbResult<Self> {
        let file = FileRow::from_row(row)?;
        Ok(Self {
            id: file.id,
            name: file.name,
            kind: file.kind,
            size: file.size,
            has_picture: file.has_picture,
            added_at: file.added_at,
            from_client: file.from_client,
            origin: file.owner_kind,
            number: row.get::<Option<String>>("number")?.unwrap_or_default(),
        })
    }
}

const FILE: &str = "SELECT f.id, f.owner_kind, f.owner_id, f.client_id, f.name, f.kind, f.size, f.sha256, f.picture, f.visible, f.added_by, \
     f.added_at, f.deleted_at, f.signed_revision, f.from_client, COALESCE(i.number, g.number, d.number) AS number FROM files f \
     LEFT JOIN invoices i ON f.owner_kind = 'invoice' AND i.id = f.owner_id AND i.lifecycle <> 'draft' \
     LEFT JOIN contracts g ON f.owner_kind = 'contract' AND g.id = f.owner_id AND g.lifecycle <> 'draft' \
     LEFT JOIN closings d ON (f.owner_kind = 'act' OR f.owner_kind = 'delivery_note') AND d.id = f.owner_id AND d.lifecycle <> 'draft'";

/// Shown to the client, there, and not of a draft. It chooses no index: a client's files are few.
const SEEN: &str = "f.visible AND f.deleted_at IS NULL AND (f.owner_kind = 'client' OR f.owner_kind = 'expense' OR i.id IS NOT NULL \
     OR g.id IS NOT NULL OR d.id IS NOT NULL)";

/// What of a client's files he sees.
fn seen(client: ClientId, kinds: &[OwnerKind]) -> Sql {
    let sql = Sql::new(FILE)
        .push_with("WHERE f.client_id = ?", [client.into()])
        .and_aside(true, SEEN);
    kinds
        .iter()
        .fold(sql.push("AND (f.owner_kind IN (''"), |sql, kind| {
            sql.push_with(", ?", [kind.as_str().into()])
        })
        .push(")) IS TRUE")
}

/// One page of what a client sees of the files of some kinds of objects, and one row more.
pub(crate) fn list(client: ClientId, kinds: &[OwnerKind], filter: &CabinetFileFilter) -> Sql {
    seen(client, kinds)
        .containing("f.sort_name", &filter.q)
        .page_by_id("f.id", true, filter.after.as_ref())
}

/// What a client sees of the files of one object, the newest first.
pub(super) async fn of_owner(
    conn: &mut Conn,
    client: ClientId,
    kind: OwnerKind,
    id: Uuid,
) -> DbResult<Vec<CabinetFile>> {
    Sql::new(FILE)
        .push_with(
            "WHERE f.owner_kind = ? AND f.owner_id = ?",
            [kind.as_str().into(), id.into()],
        )
        .and_if_aside("f.client_id = ?", Some(client))
        .and_aside(true, SEEN)
        .push("ORDER BY f.id DESC")
        .all(conn)
        .await
}

/// A file of these kinds of objects that a client sees, with where its bytes are.
pub(super) async fn stored(
    conn: &mut Conn,
    client: ClientId,
    kinds: &[OwnerKind],
    id: FileId,
) -> DbResult<Option<StoredFile>> {
    seen(client, kinds).and_if("f.id = ?", Some(id)).optional(conn).await
}
