//! SQL of the platform's own tables: `requests`, `attempts`, `flashes`.

use uuid::Uuid;

use super::db::{Conn, DbResult, Sql, Tx, ensure_one_row};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{FlashId, RequestKey};

/// Whether the key was free and is now taken. Waits for another transaction that is taking it.
pub(super) async fn claim_request(tx: &mut Tx, key: RequestKey, actor: &str, at: Timestamp) -> DbResult<bool> {
    let sql =
        Sql::new("INSERT INTO requests (key, actor, result, at) VALUES ($1, $2, '', $3) ON CONFLICT (key) DO NOTHING");
    Ok(sql.bind(key).bind(actor).bind(at).execute(tx).await? == 1)
}

pub(super) async fn request_result(conn: &mut Conn, key: RequestKey, actor: &str) -> DbResult<Option<String>> {
    Sql::new("SELECT result FROM requests WHERE key = $1 AND actor = $2")
        .bind(key)
        .bind(actor)
        .scalar(conn)
        .await
}

pub(super) async fn finish_request(tx: &mut Tx, key: RequestKey, result: &str) -> DbResult<()> {
    ensure_one_row(
        Sql::new("UPDATE requests SET result = $1 WHERE key = $2")
            .bind(result)
            .bind(key)
            .execute(tx)
            .await?,
    )
}

pub(super) async fn sweep_requests(tx: &mut Tx, before: Timestamp) -> DbResult<()> {
    Sql::new("DELETE FROM requests WHERE at <= $1")
        .bind(before)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn add_attempt(tx: &mut Tx, id: Uuid, key: &str, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new("INSERT INTO attempts (id, key, at) VALUES ($1, $2, $3)");
    sql.bind(id).bind(key).bind(at).execute(tx).await.map(|_| ())
}

/// Number of attempts after `since` and the time of the oldest of them.
pub(super) async fn attempts_since(conn: &mut Conn, key: &str, since: Timestamp) -> DbResult<(i64, Option<Timestamp>)> {
    let times: Vec<Timestamp> = Sql::new("SELECT at FROM attempts WHERE key = $1 AND at > $2 ORDER BY at")
        .bind(key)
        .bind(since)
        .scalars(conn)
        .await?;
    Ok((i64::try_from(times.len()).unwrap_or(i64::MAX), times.first().copied()))
}

pub(super) async fn remove_attempt(tx: &mut Tx, id: Uuid) -> DbResult<()> {
    Sql::new("DELETE FROM attempts WHERE id = $1")
        .bind(id)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn forget_attempts(tx: &mut Tx, key: &str) -> DbResult<()> {
    Sql::new("DELETE FROM attempts WHERE key = $1")
        .bind(key)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn sweep_attempts(tx: &mut Tx, before: Timestamp) -> DbResult<()> {
    Sql::new("DELETE FROM attempts WHERE at <= $1")
        .bind(before)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn keep_flash(tx: &mut Tx, id: FlashId, actor: &str, body: &str, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new("INSERT INTO flashes (id, actor, body, at) VALUES ($1, $2, $3, $4)");
    sql.bind(id)
        .bind(actor)
        .bind(body)
        .bind(at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn has_flash(conn: &mut Conn, id: FlashId, actor: &str) -> DbResult<bool> {
    let sql = Sql::new("SELECT id FROM flashes WHERE id = $1 AND actor = $2");
    let found: Option<FlashId> = sql.bind(id).bind(actor).scalar(conn).await?;
    Ok(found.is_some())
}

pub(super) async fn take_flash(tx: &mut Tx, id: FlashId, actor: &str) -> DbResult<Option<String>> {
    Sql::new("DELETE FROM flashes WHERE id = $1 AND actor = $2 RETURNING body")
        .bind(id)
        .bind(actor)
        .scalar(tx)
        .await
}

pub(super) async fn sweep_flashes(tx: &mut Tx, before: Timestamp) -> DbResult<()> {
    Sql::new("DELETE FROM flashes WHERE at <= $1")
        .bind(before)
        .execute(tx)
        .await
        .map(|_| ())
}
