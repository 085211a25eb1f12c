//! The counts on the tabs, and what the events are about.

use uuid::Uuid;

use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// How many documents and contacts of a client there are, drafts included.
#[derive(Default)]
pub(super) struct Counts {
    pub invoices: u64,
    pub payments: u64,
    /// Active ones.
    pub contacts: u64,
}

impl FromRow for Counts {
    fn from_row(row: &Row) -> DbResult<Self> {
        let count = |column| row.get::<i64>(column).map(|n| u64::try_from(n).unwrap_or_default());
        Ok(Self {
            invoices: count("invoices")?,
            payments: count("payments")?,
            contacts: count("contacts")?,
        })
    }
}

/// The caller has seen the client within the actor's scope: it holds for all of his documents.
pub(super) async fn counts(conn: &mut Conn, client: ClientId) -> DbResult<Counts> {
    let sql = Sql::new(
        "SELECT (SELECT COUNT(*) FROM invoices WHERE client_id = $1) AS invoices, \
         (SELECT COUNT(*) FROM payments WHERE client_id = $1) AS payments, \
         (SELECT COUNT(*) FROM contacts WHERE client_id = $1 AND active) AS contacts",
    );
    let counts = sql.bind(client).optional(conn).await?;
    Ok(counts.unwrap_or_default())
}

/// The number or the name of what an event is about; empty for the client himself and for what is gone.
pub(super) async fn subject(conn: &mut Conn, kind: OwnerKind, id: Uuid) -> DbResult<String> {
    let sql = match kind {
        OwnerKind::Invoice => Sql::new("SELECT number FROM invoices WHERE id = $1"),
        OwnerKind::Payment => Sql::new("SELECT number FROM payments WHERE id = $1"),
        OwnerKind::Contact => Sql::new("SELECT TRIM(first_name || ' ' || last_name) FROM contacts WHERE id = $1"),
        _ => return Ok(String::new()),
    };
    Ok(sql.bind(id).scalar(conn).await?.unwrap_or_default())
}
