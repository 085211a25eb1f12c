//! Signatures in the row of their paper. Every table of papers that people sign has the same columns: `signed_by_us`, `signed_by_client`,
//! `refused_on`, `refusal_reason`, `original_received`, and `signature` as derived by [`Signing::state`].

use uuid::Uuid;

use super::model::{Refusal, Signing};
use crate::kernel::date::Date;
use crate::platform::db::{DbResult, Row, Sql, Tx, ensure_one_row};

impl Signing {
    /// What a row says.
    ///
    /// # Errors
    /// A column is missing or holds something else.
    pub fn read(row: &Row) -> DbResult<Self> {
        let refused: Option<Date> = row.get("refused_on")?;
        let reason = row.get("refusal_reason")?;
        Ok(Self {
            ours: row.get("signed_by_us")?,
            clients: row.get("signed_by_client")?,
            refused: refused.map(|date| Refusal { date, reason }),
            original: row.get("original_received")?,
        })
    }
}

/// Writes what is known of the signatures of a paper, whose row is locked.
pub(super) async fn set(tx: &mut Tx, table: &'static str, id: Uuid, signing: &Signing) -> DbResult<()> {
    let refused = signing.refused.as_ref();
    let sql = Sql::new("UPDATE").push(table).push_with(
        "SET signed_by_us = ?, signed_by_client = ?, refused_on = ?, refusal_reason = ?, original_received = ?, signature = ?, \
         version = version + 1 WHERE id = ?",
        [
            signing.ours.into(),
            signing.clients.into(),
            refused.map(|refusal| refusal.date).into(),
            refused.map(|refusal| refusal.reason.as_str()).unwrap_or_default().into(),
            signing.original.into(),
            signing.state().as_str().into(),
            id.into(),
        ],
    );
    ensure_one_row(sql.execute(tx).await?)
}
