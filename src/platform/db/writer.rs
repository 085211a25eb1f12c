//! The one connection that writes a SQLite database, and how transactions that wait for one another share a commit.
//!
//! A commit waits for the disk, and while it does nobody else can write. So a transaction that is done lets those go first who
//! were waiting for the connection: they join it, each behind a savepoint, and then one commit ends them all. Nobody is told
//! that something is stored before it is. Whoever fails takes back what is his and nothing else; where nobody waits, it is
//! `BEGIN IMMEDIATE` and `COMMIT`.
//!
//! What begins and ends transactions runs in tasks of its own: a request that is given up in the middle must not leave the
//! connection in a state nobody knows.

use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::timeout;

use super::conn::ACQUIRE_TIMEOUT;
use super::{DbError, DbResult, Sql};

/// So many transactions share a commit at most: the first of them waits for all others.
const MOST_SHARING: usize = 16;

/// The way to the connection that writes; who comes first is served first.
#[derive(Debug, Clone)]
pub struct Writer(Arc<Mutex<Lane>>);

/// The connection, in the hands of one at a time.
#[derive(Debug)]
pub(super) struct Lane {
    options: SqliteConnectOptions,
    /// `None` before its first use, and after a failure that left it in a state nobody knows.
    connection: Option<SqliteConnection>,
    /// What was begun and is not committed.
    shared: Option<Shared>,
}

/// Transactions that end with the same commit.
#[derive(Debug)]
struct Shared {
    /// How many of them are done.
    done: usize,
    outcome: watch::Sender<Outcome>,
}

#[derive(Debug, Clone)]
enum Outcome {
    Open,
    Committed,
    Failed(String),
}

/// A transaction that writes. Dropped without [`SqliteTx::commit`], it leaves no trace.
pub struct SqliteTx {
    /// `None` when it is over.
    lane: Option<OwnedMutexGuard<Lane>>,
    /// What it writes together with its next statement.
    pub(super) waiting: Option<Sql>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The first one since the last commit.
    First,
    /// Behind a savepoint.
    Joined,
    /// After an error with which SQLite may have rolled back by itself, and others with it.
    Spoilt,
}

impl Writer {
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        Self(Arc::new(Mutex::new(Lane {
            options,
            connection: None,
            shared: None,
        })))
    }

    /// # Errors
    /// [`DbError::Unavailable`] if the connection does not become free in time.
    pub(super) async fn begin(&self) -> DbResult<SqliteTx> {
        let begun = SqliteTx::begin(self.lane().await?);
        tokio::spawn(begun).await.unwrap_or_else(|_| Err(over()))
    }

    /// The connection outside of any transaction.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub(super) async fn alone(&self) -> DbResult<OwnedMutexGuard<Lane>> {
        let mut lane = self.lane().await?;
        lane.end().await;
        Ok(lane)
    }

    async fn lane(&self) -> DbResult<OwnedMutexGuard<Lane>> {
        timeout(ACQUIRE_TIMEOUT, Arc::clone(&self.0).lock_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut.into())
    }

    /// Ends what is open and closes the connection. Afterwards the file alone is the whole database, if nobody else has it open.
    pub(super) async fn close(&self) {
        let mut lane = self.0.lock().await;
        lane.end().await;
        if let Some(open) = lane.connection.take()
            && let Err(problem) = open.close().await
        {
            tracing::warn!(%problem, "the database was not closed well");
        }
    }
}

impl Lane {
    /// # Errors
    /// Whatever the database answers to being opened.
    pub(super) async fn connection(&mut self) -> DbResult<&mut SqliteConnection> {
        let opened = match self.connection.take() {
            Some(open) => open,
            None => self.options.connect().await?,
        };
        Ok(self.connection.insert(opened))
    }

    async fn run(&mut self, statement: &'static str) -> DbResult<()> {
        sqlx::query(statement).execute(self.connection().await?).await?;
        Ok(())
    }

    async fn begin(&mut self) -> DbResult<State> {
        if self.shared.is_some() {
            self.run("SAVEPOINT joined").await?;
            return Ok(State::Joined);
        }
        self.run("BEGIN IMMEDIATE").await?;
        self.shared = Some(Shared {
            done: 0,
            outcome: watch::Sender::new(Outcome::Open),
        });
        Ok(State::First)
    }

    /// Takes back one transaction.
    async fn take_back(&mut self, state: State) {
        let taken_back = match state {
            State::First => {
                self.shared = None;
                self.run("ROLLBACK").await
            }
            State::Joined => match self.run("ROLLBACK TO joined").await {
                Ok(()) => self.run("RELEASE joined").await,
                failed => failed,
            },
            State::Spoilt => Err(over()),
        };
        if taken_back.is_err() {
            self.fail();
        }
    }

    /// Commits for all and tells them.
    async fn end(&mut self) {
        let Some(shared) = self.shared.take() else { return };
        let outcome = match self.run("COMMIT").await {
            Ok(()) => Outcome::Committed,
            Err(error) => {
                self.connection = None;
                Outcome::Failed(error.to_string())
            }
        };
        shared.outcome.send_replace(outcome);
    }

    /// Takes back everything since the last commit and tells all. A connection that is dropped rolls back whatever is open.
    fn fail(&mut self) {
        self.connection = None;
        if let Some(shared) = self.shared.take() {
            let cause = "a transaction that was to be committed together with this one broke the connection";
            shared.outcome.send_replace(Outcome::Failed(cause.to_owned()));
        }
    }
}

impl Outcome {
    const fn is_decided(&self) -> bool {
        !matches!(self, Self::Open)
    }
}

impl SqliteTx {
    async fn begin(mut lane: OwnedMutexGuard<Lane>) -> DbResult<Self> {
        let state = lane.begin().await?;
        Ok(Self {
            lane: Some(lane),
            waiting: None,
            state,
        })
    }

    pub(super) async fn connection(&mut self) -> DbResult<&mut SqliteConnection> {
        match &mut self.lane {
            Some(lane) if self.state != State::Spoilt => lane.connection().await,
            _ => Err(over()),
        }
    }

    /// What the database answered to a statement of this transaction.
    pub(super) fn answered<T>(&mut self, answer: Result<T, sqlx::Error>) -> DbResult<T> {
        answer.map_err(|error| {
            if ends_transactions(&error) {
                self.state = State::Spoilt;
            }
            error.into()
        })
    }

    /// Stores what was written: when this returns, it is on the disk. Goes on to its end when whoever asked for it has gone,
    /// since others may wait for the same commit.
    pub(super) async fn commit(self) -> DbResult<()> {
        tokio::spawn(self.finish()).await.unwrap_or_else(|_| Err(over()))
    }

    async fn finish(mut self) -> DbResult<()> {
        self.write_waiting().await?;
        if self.state == State::Joined {
            let released = sqlx::query("RELEASE joined").execute(self.connection().await?).await;
            self.answered(released)?;
        }
        if self.state == State::Spoilt {
            return Err(over());
        }
        let mut lane = self.lane.take().ok_or_else(over)?;
        let shared = lane.shared.as_mut().ok_or_else(over)?;
        shared.done += 1;
        let mut outcome = shared.outcome.subscribe();
        match shared.done {
            MOST_SHARING => lane.end().await,
            1 => end_after_who_waits(lane, outcome.clone()).await,
            _ => drop(lane),
        }
        match outcome.wait_for(Outcome::is_decided).await.as_deref() {
            Ok(Outcome::Committed) => Ok(()),
            Ok(Outcome::Failed(cause)) => Err(DbError::Unavailable(cause.clone())),
            Ok(Outcome::Open) | Err(_) => Err(over()),
        }
    }

    /// If others are to be committed together with this one, takes it back and begins it anew after their commit: only then is it
    /// certain that what it reads of them stays. Whether it did.
    pub(super) async fn anew(&mut self) -> DbResult<bool> {
        if self.state != State::Joined {
            return Ok(false);
        }
        let lane = self.lane.as_ref().ok_or_else(over)?;
        let writer = Writer(Arc::clone(OwnedMutexGuard::mutex(lane)));
        let mut outcome = lane.shared.as_ref().ok_or_else(over)?.outcome.subscribe();
        self.take_back();
        // Decided, too, when the one who decides has gone.
        let _ = outcome.wait_for(Outcome::is_decided).await;
        *self = writer.begin().await?;
        Ok(true)
    }

    fn take_back(&mut self) {
        let Some(mut lane) = self.lane.take() else { return };
        let state = self.state;
        match Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move { lane.take_back(state).await });
            }
            // The program ends.
            Err(_) => lane.fail(),
        }
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        self.take_back();
    }
}

/// Commits for all when those are done who were waiting until now, unless it was decided meanwhile.
async fn end_after_who_waits(lane: OwnedMutexGuard<Lane>, mut outcome: watch::Receiver<Outcome>) {
    let again = Arc::clone(OwnedMutexGuard::mutex(&lane));
    drop(lane);
    tokio::select! {
        biased;
        () = async { drop(outcome.wait_for(Outcome::is_decided).await) } => {}
        mut lane = again.lock() => lane.end().await,
    }
}

fn over() -> DbError {
    DbError::Unavailable("the transaction is over".to_owned())
}

/// Whether SQLite may roll back the whole transaction with such an error, not only the statement: everything but a wrong
/// statement (1), a broken constraint (19), a value of the wrong kind (20, 25), and what only the reading of a row says.
fn ends_transactions(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(cause) => {
            let code = cause.code().and_then(|code| code.parse::<u32>().ok());
            !code.is_some_and(|code| matches!(code & 0xff, 1 | 19 | 20 | 25))
        }
        sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::Protocol(_) => true,
        _ => false,
    }
}
