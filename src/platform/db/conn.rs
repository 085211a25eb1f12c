//! Opening a database, its pools and its transactions.

use std::num::NonZero;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::str::FromStr;
use std::thread::available_parallelism;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Postgres, Sqlite, Transaction};
use tokio::time::timeout;

use super::writer::{SqliteTx, Writer};
use super::{DbError, DbResult, Memo, Sql};

/// How long a request waits for a connection before it is told to come back.
pub(super) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Rows that SQLite's thread reads ahead of the one that takes them: more than the page of a list has, so that neither has to
/// wait for the other.
const ROWS_AHEAD: usize = 256;

/// Nobody waits longer for a lock or a statement, and a transaction that was forgotten lets its locks go. Snapshots and
/// migrations, which read and change whole tables, lift them.
const POSTGRES_LIMITS: [(&str, &str); 3] = [
    ("lock_timeout", "10s"),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

/// An open database.
#[derive(Debug, Clone)]
pub enum Db {
    /// One connection writes; many read the last committed state (WAL).
    Sqlite {
        read: SqlitePool,
        write: Writer,
    },
    Postgres(PgPool),
}

/// Which database it is: for messages, backups and tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Where rows are read from: a pool, a snapshot, or a transaction.
pub enum Conn {
    SqlitePool(SqlitePool, Option<Memo>),
    PgPool(PgPool, Option<Memo>),
    SqliteSnapshot(Transaction<'static, Sqlite>),
    SqliteTx(SqliteTx),
    PgTx(Transaction<'static, Postgres>),
}

/// A transaction that may write. Dropped without [`Tx::commit`], it leaves no trace. Nothing but SQL is awaited while it is
/// open: SQLite has one writer ([`super::writer`]), and everybody else waits for it.
pub struct Tx(Conn);

/// How many connections read a SQLite file. Reading is work of the processor, so more than it can do at once only hold memory; twice as many,
/// since some are always between two statements.
fn readers() -> u32 {
    let processors = available_parallelism().map_or(1, NonZero::get);
    u32::try_from(processors)
        .unwrap_or(u32::MAX)
        .saturating_mul(2)
        .clamp(4, 16)
}

impl Db {
    /// Opens `sqlite:<path>` (created when missing) or `postgres://…`.
    ///
    /// # Errors
    /// [`DbError`] if the address is not understood or the database does not answer.
    pub async fn open(url: &str) -> DbResult<Self> {
        if let Some(path) = sqlite_path(url) {
            Self::open_sqlite(path).await
        } else {
            let options = PgConnectOptions::from_str(url)?
                .application_name("akta")
                .options(POSTGRES_LIMITS);
            reach(&options).await?;
            let pool = PgPoolOptions::new()
                .max_connections(20)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                .connect_with(options)
                .await?;
            Ok(Self::Postgres(pool))
        }
    }

    async fn open_sqlite(path: PathBuf) -> DbResult<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            // For each connection, in KiB; behind it stands the page cache of the system.
            .pragma("cache_size", "-2000")
            .pragma("temp_store", "memory")
            .statement_cache_capacity(256)
            .row_buffer_size(ROWS_AHEAD);
        // The writer comes first: it creates the file and switches it to WAL. It meets the same pages of indexes again and again,
        // and gathers what it wrote into fewer writes to the file.
        let writer = options
            .clone()
            .pragma("cache_size", "-8000")
            .pragma("wal_autocheckpoint", "4000");
        let write = Writer::new(writer);
        write.alone().await?.connection().await?;
        let read = SqlitePoolOptions::new()
            .max_connections(readers())
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Reads outside of a transaction, each statement on the last committed state.
    #[must_use]
    pub fn read(&self) -> Conn {
        self.read_with(None)
    }

    /// As [`Db::read`], but what the memo knows is not read again.
    #[must_use]
    pub fn read_with(&self, memo: Option<Memo>) -> Conn {
        match self {
            Self::Sqlite { read, .. } => Conn::SqlitePool(read.clone(), memo),
            Self::Postgres(pool) => Conn::PgPool(pool.clone(), memo),
        }
    }

    /// Reads of one committed state, however long they take and whatever is written meanwhile.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if no connection becomes free in time.
    pub async fn snapshot(&self) -> DbResult<Conn> {
        Ok(match self {
            // In WAL mode the first statement fixes the state.
            Self::Sqlite { read, .. } => Conn::SqliteSnapshot(read.begin().await?),
            Self::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0";
                Conn::PgTx(pool.begin_with(begin).await?)
            }
        })
    }

    /// Begins a transaction that may write. SQLite takes the write lock at once (`BEGIN IMMEDIATE`): a transaction that
    /// reads first and writes later would fail when another one wrote in between.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if no connection becomes free in time.
    pub async fn write(&self) -> DbResult<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { write, .. } => Conn::SqliteTx(write.begin().await?),
            Self::Postgres(pool) => Conn::PgTx(pool.begin().await?),
        }))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if it does not.
    pub async fn ping(&self) -> DbResult<()> {
        Sql::new("SELECT CAST(1 AS BIGINT)")
            .scalar::<i64>(&mut self.read())
            .await
            .map(|_| ())
    }

    /// Closes all connections after their running statements.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Connects once. A pool would try again and again in silence and then tell of its own patience instead of the cause: connection
/// refused, an unknown host, a wrong password.
async fn reach(options: &PgConnectOptions) -> DbResult<()> {
    let connected = timeout(ACQUIRE_TIMEOUT, options.connect()).await;
    let connection = connected.map_err(|_| DbError::Unavailable("the server does not answer".to_owned()))??;
    Ok(connection.close().await?)
}

/// The file of a `sqlite:` address.
#[must_use]
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}

impl Tx {
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.0 {
            Conn::SqlitePool(..) | Conn::SqliteSnapshot(_) | Conn::SqliteTx(_) => Engine::Sqlite,
            Conn::PgPool(..) | Conn::PgTx(_) => Engine::Postgres,
        }
    }

    /// Waits until no other open transaction has taken the name, and takes it until this one ends. SQLite has one writer
    /// anyway.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn alone_with(&mut self, name: &str) -> DbResult<()> {
        if self.has_other_writers() {
            let lock = Sql::new("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))");
            lock.bind(name).execute(self).await?;
        }
        Ok(())
    }

    /// Whether others may write at the same time; SQLite has one writer.
    pub(super) const fn has_other_writers(&self) -> bool {
        matches!(self.0, Conn::PgTx(_))
    }

    /// Makes certain that what the transaction has read stays: on SQLite it may be something others have written and not yet
    /// committed ([`super::writer`]). Then the transaction begins anew after their commit, with nothing written. Whether it did.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn anew(&mut self) -> DbResult<bool> {
        match &mut self.0 {
            Conn::SqliteTx(tx) => tx.anew().await,
            _ => Ok(false),
        }
    }

    /// # Errors
    /// Whatever the database answers; then nothing was written.
    pub async fn commit(self) -> DbResult<()> {
        match self.0 {
            Conn::SqliteTx(tx) => tx.commit().await,
            Conn::PgTx(tx) => Ok(tx.commit().await?),
            Conn::SqlitePool(..) | Conn::PgPool(..) | Conn::SqliteSnapshot(_) => {
                Err(DbError::Other(sqlx::Error::BeginFailed))
            }
        }
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Db, DbError};

    #[tokio::test]
    async fn a_server_that_is_not_there_is_told_at_once() {
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let begun = Instant::now();
        let refused = Db::open(&format!("postgres://akta@127.0.0.1:{port}/akta")).await;
        let Err(DbError::Unavailable(cause)) = refused else {
            panic!("{refused:?}")
        };
        assert!(cause.contains("refused"), "{cause}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
