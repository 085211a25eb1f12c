//! Rows that hold until a transaction ends. Stores write no locks of their own.

use super::{Conn, Sql, Tx};

impl Sql {
    /// Keeps the rows it reads as they are until the transaction ends, while others may read and keep them too. On SQLite the
    /// transaction is the only writer anyway.
    #[must_use]
    pub fn kept(self, tx: &Tx) -> Self {
        match **tx {
            Conn::PgTx(_) | Conn::PgPool(..) => self.push("FOR SHARE"),
            Conn::SqliteTx(_) | Conn::SqlitePool(..) | Conn::SqliteSnapshot(_) => self,
        }
    }

    /// Locks the rows it reads of the table behind `alias` until the transaction ends, in the order it reads them: whoever locks several
    /// reads them in the order of their ids. On SQLite the transaction is the only writer anyway.
    #[must_use]
    pub fn locked(self, tx: &Tx, alias: &'static str) -> Self {
        match **tx {
            Conn::PgTx(_) | Conn::PgPool(..) => self.push("FOR NO KEY UPDATE OF").push(alias),
            Conn::SqliteTx(_) | Conn::SqlitePool(..) | Conn::SqliteSnapshot(_) => self,
        }
    }

    /// Passes over rows that another transaction is changing, instead of waiting for it: several workers at one queue.
    #[must_use]
    pub fn free_rows_only(self, tx: &Tx) -> Self {
        match **tx {
            Conn::PgTx(_) | Conn::PgPool(..) => self.push("FOR UPDATE SKIP LOCKED"),
            Conn::SqliteTx(_) | Conn::SqlitePool(..) | Conn::SqliteSnapshot(_) => self,
        }
    }
}
