//! The counts on the tabs, and what the events are about.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::kernel::ids::ClientId;
use crate::kernel::money::Money;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};
use crate::records::activity::store::last_of_client;

/// How many documents and contacts of a client there are, drafts included.
#[derive(Default)]
pub(super) struct Counts {
    pub invoices: u64,
    pub contracts: u64,
    pub acts: u64,
    pub delivery_notes: u64,
    pub payments: u64,
    pub expenses: u64,
    /// Those that are not closed.
    pub tickets: u64,
    /// Active ones.
    pub contacts: u64,
}

impl FromRow for Counts {
    fn from_row(row: &Row) -> DbResult<Self> {
        let count = |column| row.get::<i64>(column).map(|n| u64::try_from(n).unwrap_or_default());
        Ok(Self {
            invoices: count("invoices")?,
            contracts: count("contracts")?,
            acts: count("acts")?,
            delivery_notes: count("delivery_notes")?,
            payments: count("payments")?,
            expenses: count("expenses")?,
            tickets: count("tickets")?,
            contacts: count("contacts")?,
        })
    }
}

/// The caller has seen the client within the actor's scope, and tells of no documents that are seen of other clients only.
pub(super) async fn counts(conn: &mut Conn, client: ClientId) -> DbResult<Counts> {
    let sql = Sql::new(
        "SELECT (SELECT COUNT(*) FROM invoices WHERE client_id = $1) AS invoices, \
         (SELECT COUNT(*) FROM contracts WHERE client_id = $1) AS contracts, \
         (SELECT COUNT(*) FROM closings WHERE client_id = $1 AND kind = 'act') AS acts, \
         (SELECT COUNT(*) FROM closings WHERE client_id = $1 AND kind = 'delivery_note') AS delivery_notes, \
         (SELECT COUNT(*) FROM payments WHERE client_id = $1) AS payments, \
         (SELECT COUNT(*) FROM expenses WHERE client_id = $1) AS expenses, \
         (SELECT COUNT(*) FROM tickets WHERE client_id = $1 AND status <> 'closed') AS tickets, \
         (SELECT COUNT(*) FROM contacts WHERE client_id = $1 AND active) AS contacts",
    );
    let counts = sql.bind(client).optional(conn).await?;
    Ok(counts.unwrap_or_default())
}

/// What is left to close in one currency.
struct Unclosed(Money);

impl FromRow for Unclosed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(Money::new(row.get("rest")?, row.code("currency")?)))
    }
}

/// What of a client's issued invoices is not closed, by currency. The caller has seen the client within the actor's scope.
pub(super) async fn unclosed(conn: &mut Conn, client: ClientId) -> DbResult<Vec<Money>> {
    let rows: Vec<Unclosed> = Sql::new(
        "SELECT currency, CAST(SUM(total - closed) AS BIGINT) AS rest FROM invoices WHERE client_id = $1 \
         AND (closing = 'open' OR closing = 'partly_closed') GROUP BY currency HAVING SUM(total - closed) > 0 ORDER BY currency",
    )
    .bind(client)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What one of the last events is about.
struct Subject {
    owner: Uuid,
    name: Option<String>,
}

impl FromRow for Subject {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            owner: row.get("owner_id")?,
            name: row.get("name")?,
        })
    }
}

/// The numbers and names of what the client's last events are about, by id; none for himself and for what is gone.
pub(super) async fn subjects(
    conn: &mut Conn,
    client: ClientId,
    unseen: &[OwnerKind],
    most: i64,
) -> DbResult<BTreeMap<Uuid, String>> {
    let sql = Sql::new(
        "SELECT e.owner_id, COALESCE(i.number, p.number, g.number, d.number, x.name, CAST(q.number AS TEXT), o.name, TRIM(k.first_name || ' ' || k.last_name)) AS name FROM \
         (SELECT owner_kind, owner_id FROM activity",
    );
    let rows: Vec<Subject> = last_of_client(sql, client, unseen, most)
        .push(
            ") e LEFT JOIN invoices i ON e.owner_kind = 'invoice' AND i.id = e.owner_id \
             LEFT JOIN payments p ON e.owner_kind = 'payment' AND p.id = e.owner_id \
             LEFT JOIN expenses x ON e.owner_kind = 'expense' AND x.id = e.owner_id \
             LEFT JOIN tickets q ON e.owner_kind = 'ticket' AND q.id = e.owner_id \
             LEFT JOIN contracts g ON e.owner_kind = 'contract' AND g.id = e.owner_id \
             LEFT JOIN closings d ON (e.owner_kind = 'act' OR e.owner_kind = 'delivery_note') AND d.id = e.owner_id \
             LEFT JOIN organizations o ON e.owner_kind = 'organization' AND o.id = e.owner_id \
             LEFT JOIN contacts k ON e.owner_kind = 'contact' AND k.id = e.owner_id",
        )
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.owner, row.name?)))
        .collect())
}
