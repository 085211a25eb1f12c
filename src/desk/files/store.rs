//! Files joined with what they belong to.

use super::model::{ClientFileRow, FileFilter, FileSort};
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClientId, FileId};
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};
use crate::records::files::model::FileRow;
use crate::records::files::store::FILE_SCOPE;

impl FromRow for ClientFileRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            file: FileRow::from_row(row)?,
            number: row.get::<Option<String>>("number")?.unwrap_or_default(),
            sort_name: row.get("sort_name")?,
        })
    }
}

/// A kind whose papers have numbers has its table here.
const FILE: &str = "SELECT f.id, f.owner_kind, f.owner_id, f.client_id, f.name, f.kind, f.size, f.sha256, f.picture, f.visible, f.added_by, \
     f.added_at, f.deleted_at, f.signed_revision, f.from_client, f.sort_name, COALESCE(i.number, g.number, d.number, x.name, CAST(q.number AS TEXT), l.name) AS number FROM files f \
     LEFT JOIN leads l ON f.owner_kind = 'lead' AND l.id = f.owner_id \
     LEFT JOIN expenses x ON f.owner_kind = 'expense' AND x.id = f.owner_id \
     LEFT JOIN tickets q ON f.owner_kind = 'ticket' AND q.id = f.owner_id \
     LEFT JOIN invoices i ON f.owner_kind = 'invoice' AND i.id = f.owner_id \
     LEFT JOIN contracts g ON f.owner_kind = 'contract' AND g.id = f.owner_id \
     LEFT JOIN closings d ON (f.owner_kind = 'act' OR f.owner_kind = 'delivery_note') AND d.id = f.owner_id";

/// A file within the scope, with what it belongs to.
pub(super) async fn by_id(conn: &mut Conn, id: FileId, scope: Scope) -> DbResult<Option<ClientFileRow>> {
    Sql::new(FILE)
        .push_with("WHERE f.id = ?", [id.into()])
        .within(scope, FILE_SCOPE)
        .optional(conn)
        .await
}

/// One page of a client's files of these kinds of objects, and one row more.
pub(super) async fn list(
    conn: &mut Conn,
    scope: Scope,
    client: ClientId,
    kinds: &[OwnerKind],
    filter: &FileFilter,
) -> DbResult<Vec<ClientFileRow>> {
    list_sql(scope, client, kinds, filter).all(conn).await
}

/// Walks through the client's files in the order that is wanted; what narrows them further chooses no index.
fn list_sql(scope: Scope, client: ClientId, kinds: &[OwnerKind], filter: &FileFilter) -> Sql {
    let sql = Sql::new(FILE)
        .push_with("WHERE f.client_id = ?", [client.into()])
        .within(scope, FILE_SCOPE)
        .and_aside(filter.deleted, "f.deleted_at IS NOT NULL")
        .and_aside(!filter.deleted, "f.deleted_at IS NULL")
        .and_if_aside("f.owner_kind = ?", filter.origin.map(OwnerKind::as_str));
    let sql = kinds
        .iter()
        .fold(sql.push("AND (f.owner_kind IN (''"), |sql, kind| {
            sql.push_with(", ?", [kind.as_str().into()])
        })
        .push(")) IS TRUE")
        .containing("f.sort_name", &filter.q);
    let cursor = filter.after.as_ref();
    match filter.sort {
        FileSort::Added => sql.page_by_id("f.id", filter.desc, cursor),
        FileSort::Name => sql.page(SortColumn::text("f.sort_name"), "f.id", filter.desc, cursor),
        FileSort::Size => sql.page(SortColumn::int("f.size"), "f.id", filter.desc, cursor),
    }
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(
    db: &crate::platform::db::Db,
    scope: Scope,
    client: ClientId,
    filter: &FileFilter,
) -> DbResult<String> {
    let kinds = [OwnerKind::Client, OwnerKind::Invoice];
    list_sql(scope, client, &kinds, filter).plan(db).await
}
