//! The table `clients_to_judge`: cards that were saved before their control digits were judged. Each statement is about the same
//! first slice of it.

use crate::kernel::ids::ClientId;
use crate::kernel::requisites::TaxId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// Locks the cards of the slice until the transaction ends, and tells how many there are.
pub(in crate::crm::clients) async fn lock_unjudged(tx: &mut Tx, slice: i64) -> DbResult<usize> {
    let cards: Vec<ClientId> = Sql::new(
        "UPDATE clients SET version = version \
         WHERE id IN (SELECT client_id FROM clients_to_judge ORDER BY client_id LIMIT $1) RETURNING id",
    )
    .bind(slice)
    .scalars(tx)
    .await?;
    Ok(cards.len())
}

/// A tax id and whose it is.
struct Owned {
    client: ClientId,
    id: TaxId,
}

impl FromRow for Owned {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            client: row.get("client_id")?,
            id: TaxId {
                kind: row.code("kind")?,
                value: row.get("value")?,
            },
        })
    }
}

/// The tax ids of the cards of the slice.
pub(in crate::crm::clients) async fn unjudged_tax_ids(conn: &mut Conn, slice: i64) -> DbResult<Vec<(ClientId, TaxId)>> {
    let rows: Vec<Owned> = Sql::new(
        "SELECT client_id, kind, value FROM client_tax_ids \
         WHERE client_id IN (SELECT client_id FROM clients_to_judge ORDER BY client_id LIMIT $1)",
    )
    .bind(slice)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.client, row.id)).collect())
}

/// The slice is judged.
pub(in crate::crm::clients) async fn forget_unjudged(tx: &mut Tx, slice: i64) -> DbResult<()> {
    Sql::new(
        "DELETE FROM clients_to_judge \
         WHERE client_id IN (SELECT client_id FROM clients_to_judge ORDER BY client_id LIMIT $1)",
    )
    .bind(slice)
    .execute(tx)
    .await
    .map(|_| ())
}
