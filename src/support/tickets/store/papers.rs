//! The papers a request can be about: issued ones of its client, as the client's own scope shows them.

use uuid::Uuid;

use crate::documents::{closing, contracts, invoices};
use crate::kernel::actor::Scope;
use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};
use crate::support::tickets::model::{PaperChoice, PaperKey};

impl FromRow for PaperChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            key: PaperKey {
                kind: row.code("kind")?,
                id: row.get("id")?,
            },
            number: row.get("number")?,
            date: row.get("date")?,
        })
    }
}

/// The papers of a kind that a client sees.
fn of_kind(kind: OwnerKind, client: ClientId) -> Option<Sql> {
    let scope = Scope::Client(client);
    match kind {
        OwnerKind::Contract => Some(contracts::store::visible(
            Sql::new("SELECT 'contract' AS kind, a.id, a.number, a.date FROM contracts a WHERE 1 = 1"),
            scope,
        )),
        OwnerKind::Invoice => Some(invoices::store::visible(
            Sql::new("SELECT 'invoice' AS kind, i.id, i.number, i.issue_date AS date FROM invoices i WHERE 1 = 1"),
            scope,
        )),
        OwnerKind::Act => Some(closing::store::visible(
            Sql::new("SELECT d.kind, d.id, d.number, d.date FROM closings d WHERE d.kind = 'act'"),
            scope,
        )),
        OwnerKind::DeliveryNote => Some(closing::store::visible(
            Sql::new("SELECT d.kind, d.id, d.number, d.date FROM closings d WHERE d.kind = 'delivery_note'"),
            scope,
        )),
        _ => None,
    }
}

/// The newest papers of some kinds.
pub(in crate::support::tickets) async fn newest(
    conn: &mut Conn,
    client: ClientId,
    kinds: &[OwnerKind],
    most: i64,
) -> DbResult<Vec<PaperChoice>> {
    let mut papers = Vec::new();
    for kind in kinds {
        if let Some(sql) = of_kind(*kind, client) {
            let sql = sql.push_with("ORDER BY date DESC, id DESC LIMIT ?", [most.into()]);
            papers.extend(sql.all::<PaperChoice>(conn).await?);
        }
    }
    Ok(papers)
}

/// One of a client's papers.
pub(in crate::support::tickets) async fn one(
    conn: &mut Conn,
    client: ClientId,
    key: PaperKey,
) -> DbResult<Option<PaperChoice>> {
    let Some(sql) = of_kind(key.kind, client) else {
        return Ok(None);
    };
    let id: Uuid = key.id;
    let column = match key.kind {
        OwnerKind::Contract => "AND a.id = ?",
        OwnerKind::Invoice => "AND i.id = ?",
        _ => "AND d.id = ?",
    };
    sql.push_with(column, [id.into()]).optional(conn).await
}
