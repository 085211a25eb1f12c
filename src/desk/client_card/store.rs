//! The counts on the tabs.

use crate::kernel::ids::ClientId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// How many documents of a client there are, drafts included.
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
