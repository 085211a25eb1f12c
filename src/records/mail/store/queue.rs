//! The table `outbox`: a queue. Whoever takes a row holds it for a time; when that is over it is anybody's again, unless its content had
//! been begun to be handed over.

use uuid::Uuid;

use super::super::letter::Person;
use super::super::model::{LetterLine, OutboxState};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{LetterId, OutboxId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// A row that somebody has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub id: OutboxId,
    pub letter: LetterId,
    pub name: String,
    pub address: String,
    pub tries: i64,
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            letter: row.get("letter_id")?,
            name: row.get("name")?,
            address: row.get("address")?,
            tries: row.get("tries")?,
        })
    }
}

/// Who takes a row, and until when it is his.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    pub id: Uuid,
    pub now: Timestamp,
    pub until: Timestamp,
}

/// A row of a new letter.
pub(in super::super) struct NewRow<'a> {
    pub id: OutboxId,
    pub letter: LetterId,
    pub dedupe: &'a str,
    pub person: &'a Person,
    pub line: LetterLine,
    pub search: &'a str,
    pub at: Timestamp,
}

pub(in super::super) async fn insert(tx: &mut Tx, row: NewRow<'_>) -> DbResult<()> {
    Sql::new(
        "INSERT INTO outbox (id, letter_id, dedupe, name, address, line, state, tries, due_at, holder, started_at, answer, answered_at, \
         search) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, NULL, NULL, '', NULL, $8)",
    )
    .bind(row.id)
    .bind(row.letter)
    .bind(row.dedupe)
    .bind(row.person.name.as_str())
    .bind(row.person.address.as_str())
    .bind(row.line.as_str())
    .bind(row.at)
    .bind(row.search)
    .execute(tx)
    .await
    .map(|_| ())
}

/// The letter of a row that is there under this key already.
pub(in super::super) async fn letter_of(conn: &mut Conn, dedupe: &str) -> DbResult<Option<LetterId>> {
    let sql = Sql::new("SELECT letter_id FROM outbox WHERE dedupe = $1");
    sql.bind(dedupe).scalar(conn).await
}

/// Whether there is something to do: asked before a transaction is begun for it.
pub(in super::super) async fn is_one_due(conn: &mut Conn, now: Timestamp) -> DbResult<bool> {
    let sql = Sql::new("SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT 1");
    Ok(sql.bind(now).scalar::<OutboxId>(conn).await?.is_some())
}

/// Takes the row that is due longest, of those the server can't have yet.
pub(in super::super) async fn take_next(tx: &mut Tx, holder: Holder) -> DbResult<Option<Taken>> {
    Sql::new("UPDATE outbox SET holder = $1, due_at = $2, tries = tries + 1 WHERE id = (SELECT id FROM outbox")
        .bind(holder.id)
        .bind(holder.until)
        .push_with(
            "WHERE state = 'waiting' AND due_at <= ? AND started_at IS NULL ORDER BY due_at, id LIMIT 1",
            [holder.now.into()],
        )
        .free_rows_only(tx)
        .push(") RETURNING id, letter_id, name, address, tries")
        .optional(tx)
        .await
}

/// Keeps the row for longer. Whether it still is the holder's.
pub(in super::super) async fn keep(tx: &mut Tx, id: OutboxId, holder: Holder) -> DbResult<bool> {
    let sql = Sql::new("UPDATE outbox SET due_at = $1 WHERE id = $2 AND holder = $3 AND state = 'waiting'");
    Ok(sql.bind(holder.until).bind(id).bind(holder.id).execute(tx).await? == 1)
}

/// Notes that the server gets the content now. Whether the row still is the holder's; only then it may.
pub(in super::super) async fn begin(tx: &mut Tx, id: OutboxId, holder: Holder) -> DbResult<bool> {
    let sql = Sql::new(
        "UPDATE outbox SET started_at = $1, due_at = $2 WHERE id = $3 AND holder = $4 AND state = 'waiting' AND started_at IS NULL",
    )
    .bind(holder.now)
    .bind(holder.until)
    .bind(id)
    .bind(holder.id);
    Ok(sql.execute(tx).await? == 1)
}

/// How an attempt ended.
pub(in super::super) struct Ended<'a> {
    pub state: OutboxState,
    /// Of what waits: when it is tried again.
    pub due_at: Timestamp,
    /// It was not even tried.
    pub uncounted: bool,
    pub answer: &'a str,
    pub at: Timestamp,
}

/// Writes down how an attempt ended; also when the row was marked as unclear meanwhile, for who was at it knows better. Whether the row
/// still was the holder's.
pub(in super::super) async fn end(tx: &mut Tx, id: OutboxId, holder: Uuid, ended: Ended<'_>) -> DbResult<bool> {
    let sql = Sql::new(
        "UPDATE outbox SET state = $1, due_at = $2, tries = tries - $3, answer = $4, answered_at = $5, started_at = NULL, holder = NULL \
         WHERE id = $6 AND holder = $7",
    )
    .bind(ended.state.as_str())
    .bind(ended.due_at)
    .bind(i64::from(ended.uncounted))
    .bind(ended.answer)
    .bind(ended.at)
    .bind(id)
    .bind(holder);
    Ok(sql.execute(tx).await? == 1)
}

/// Marks a row whose holder never told how it ended; he may still tell it.
pub(in super::super) async fn mark_unclear(tx: &mut Tx, id: OutboxId, answer: &str, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new("UPDATE outbox SET state = 'unclear', answer = $1, answered_at = $2 WHERE id = $3");
    sql.bind(answer).bind(at).bind(id).execute(tx).await.map(|_| ())
}

/// A row whose holder's time is over, and who had begun to hand it over; locked.
pub(in super::super) async fn lost(tx: &mut Tx, now: Timestamp) -> DbResult<Option<OutboxId>> {
    Sql::new(
        "SELECT id FROM outbox WHERE state = 'waiting' AND started_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 1",
    )
    .bind(now)
    .free_rows_only(tx)
    .scalar(tx)
    .await
}

/// Locks a row until the transaction ends.
pub(in super::super) async fn lock(tx: &mut Tx, id: OutboxId) -> DbResult<()> {
    let sql = Sql::new("UPDATE outbox SET line = line WHERE id = $1");
    sql.bind(id).execute(tx).await.map(|_| ())
}

/// Puts a row back: somebody wants it sent, again or at once.
pub(in super::super) async fn put_back(tx: &mut Tx, id: OutboxId, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE outbox SET state = 'waiting', due_at = $1, tries = 0, holder = NULL, started_at = NULL WHERE id = $2",
    );
    sql.bind(at).bind(id).execute(tx).await.map(|_| ())
}

/// Takes a row out. Why it was not sent before is not why it is not sent now.
pub(in super::super) async fn take_out(tx: &mut Tx, id: OutboxId, at: Timestamp) -> DbResult<()> {
    let sql =
        Sql::new("UPDATE outbox SET state = 'cancelled', holder = NULL, answer = '', answered_at = $1 WHERE id = $2");
    sql.bind(at).bind(id).execute(tx).await.map(|_| ())
}

/// Everything that waits for a later moment is due at once.
pub(in super::super) async fn wake(tx: &mut Tx, now: Timestamp) -> DbResult<()> {
    let sql = Sql::new("UPDATE outbox SET due_at = $1 WHERE state = 'waiting' AND holder IS NULL AND due_at > $2");
    sql.bind(now).bind(now).execute(tx).await.map(|_| ())
}

/// Everything that is held is anybody's: the only program that could hold it has just begun.
pub(in super::super) async fn release_all(tx: &mut Tx, now: Timestamp) -> DbResult<u64> {
    let sql = Sql::new("UPDATE outbox SET due_at = $1 WHERE state = 'waiting' AND holder IS NOT NULL");
    sql.bind(now).execute(tx).await
}

/// Rows that are neither waiting nor marked, and still count as begun.
pub(in super::super) async fn impossible(conn: &mut Conn) -> DbResult<Vec<OutboxId>> {
    let sql = Sql::new(
        "SELECT id FROM outbox WHERE started_at IS NOT NULL AND state NOT IN ('waiting', 'unclear') ORDER BY id LIMIT 1000",
    );
    sql.scalars(conn).await
}
