//! Transactions of SQLite that share a commit: nobody is told too early, nobody loses by another's failure what is not lost.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::{TestEnv, on_sqlite};
use crate::kernel::ids::{Id, RequestKey};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Db, DbError, DbResult, Sql, Tx};
use crate::platform::requests;

/// Long enough for a task to have reached the place where it waits.
const SOON: Duration = Duration::from_millis(200);

async fn add(tx: &mut Tx, key: Uuid) {
    Sql::new("INSERT INTO requests (key, actor, result, at) VALUES ($1, 'test', '', 0)")
        .bind(key)
        .execute(tx)
        .await
        .unwrap();
}

async fn is_there(conn: &mut Conn, key: Uuid) -> bool {
    let sql = Sql::new("SELECT COUNT(*) FROM requests WHERE key = $1").bind(key);
    sql.scalar::<i64>(conn).await.unwrap() == Some(1)
}

fn key(ctx: &Ctx) -> Uuid {
    ctx.new_id::<RequestKey>().uuid()
}

fn keys(ctx: &Ctx) -> [Uuid; 3] {
    [key(ctx), key(ctx), key(ctx)]
}

fn begun_elsewhere(db: &Db) -> JoinHandle<DbResult<Tx>> {
    let db = db.clone();
    tokio::spawn(async move { db.write().await })
}

/// A transaction with a row in it, and two that wait for it. The first one is done and now waits for those two.
struct Waiting {
    first: JoinHandle<DbResult<()>>,
    second: Tx,
    third: JoinHandle<DbResult<Tx>>,
}

async fn waiting(db: &Db, key: Uuid) -> Waiting {
    let mut first = db.write().await.unwrap();
    add(&mut first, key).await;
    let second = begun_elsewhere(db);
    sleep(SOON).await;
    let third = begun_elsewhere(db);
    sleep(SOON).await;
    let first = tokio::spawn(first.commit());
    let second = second.await.unwrap().unwrap();
    Waiting { first, second, third }
}

#[tokio::test]
async fn who_waits_is_committed_together_with_whom_he_waited_for() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let [a, b, c] = keys(&ctx);
        let Waiting {
            first,
            mut second,
            third,
        } = waiting(&ctx.db, a).await;
        assert!(is_there(&mut second, a).await, "it stands behind the first one");
        assert!(!is_there(&mut ctx.db.read(), a).await);
        add(&mut second, b).await;
        sleep(SOON).await;
        assert!(!first.is_finished(), "nobody is told before it is stored");
        drop(second);

        let mut third = third.await.unwrap().unwrap();
        assert!(is_there(&mut third, a).await);
        assert!(!is_there(&mut third, b).await, "taken back");
        add(&mut third, c).await;
        third.commit().await.unwrap();
        assert!(is_there(&mut ctx.db.read(), a).await && is_there(&mut ctx.db.read(), c).await);
        first.await.unwrap().unwrap();
        assert!(!is_there(&mut ctx.db.read(), b).await);
    })
    .await;
}

#[tokio::test]
async fn who_failed_alone_leaves_nothing_for_others_to_commit() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let [a, b, _] = keys(&ctx);
        let mut first = ctx.db.write().await.unwrap();
        add(&mut first, a).await;
        let second = begun_elsewhere(&ctx.db);
        sleep(SOON).await;
        drop(first);
        let mut second = second.await.unwrap().unwrap();
        assert!(!is_there(&mut second, a).await);
        add(&mut second, b).await;
        second.commit().await.unwrap();
        assert!(!is_there(&mut ctx.db.read(), a).await && is_there(&mut ctx.db.read(), b).await);
    })
    .await;
}

#[tokio::test]
async fn a_commit_that_nobody_waits_for_any_more_comes_to_its_end() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let [a, b, _] = keys(&ctx);
        let mut first = ctx.db.write().await.unwrap();
        add(&mut first, a).await;
        let second = begun_elsewhere(&ctx.db);
        sleep(SOON).await;
        // The one who asked for the commit is gone before anybody has committed.
        assert!(timeout(SOON, first.commit()).await.is_err());
        let mut second = second.await.unwrap().unwrap();
        add(&mut second, b).await;
        drop(second);
        while !is_there(&mut ctx.db.read(), a).await {
            sleep(Duration::from_millis(1)).await;
        }
        assert!(!is_there(&mut ctx.db.read(), b).await);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_find_what_they_were_told_is_stored() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let write = |n: usize| {
            let (db, key) = (ctx.db.clone(), key(&ctx));
            tokio::spawn(async move {
                let mut tx = db.write().await.unwrap();
                add(&mut tx, key).await;
                if n.is_multiple_of(3) {
                    // The same row twice: a broken constraint takes back one's own part.
                    let again = Sql::new("INSERT INTO requests (key, actor, result, at) VALUES ($1, 'test', '', 0)");
                    assert!(matches!(
                        again.bind(key).execute(&mut tx).await,
                        Err(DbError::Unique(_))
                    ));
                    return false;
                }
                tx.commit().await.unwrap();
                assert!(is_there(&mut db.read(), key).await);
                true
            })
        };
        let mut stored = 0;
        for task in (0..200).map(write).collect::<Vec<_>>() {
            stored += i64::from(task.await.unwrap());
        }
        let count = Sql::new("SELECT COUNT(*) FROM requests")
            .scalar::<i64>(&mut ctx.db.read())
            .await;
        assert_eq!((stored, count.unwrap()), (133, Some(133)));
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_is_told_to_everybody_whose_row_is_lost() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let [a, b, c] = keys(&ctx);
        let pages = Sql::new("PRAGMA page_count").scalar::<i64>(&mut ctx.db.read()).await;
        let full = format!("PRAGMA max_page_count = {}", pages.unwrap().unwrap() + 4);
        Sql::raw(full).outside_transaction(&ctx.db).await.unwrap();
        let Waiting {
            first,
            mut second,
            third,
        } = waiting(&ctx.db, a).await;
        let large = Sql::new("INSERT INTO requests (key, actor, result, at) VALUES ($1, 'test', $2, 0)");
        let written = large.bind(b).bind("x".repeat(1 << 20)).execute(&mut second).await;
        assert!(matches!(written, Err(DbError::Unavailable(_))), "{written:?}");
        assert!(second.commit().await.is_err());
        assert!(matches!(first.await.unwrap(), Err(DbError::Unavailable(_))));

        let mut third = third.await.unwrap().unwrap();
        add(&mut third, c).await;
        third.commit().await.unwrap();
        assert!(is_there(&mut ctx.db.read(), c).await);
        assert!(!is_there(&mut ctx.db.read(), a).await && !is_there(&mut ctx.db.read(), b).await);
    })
    .await;
}

#[tokio::test]
async fn the_second_send_of_a_form_is_answered_when_the_first_is_stored() {
    on_sqlite(async |TestEnv { ctx, .. }| {
        let key: RequestKey = ctx.new_id();
        let mut first = ctx.db.write().await.unwrap();
        assert_eq!(requests::claim::<String>(&mut first, &ctx, key).await.unwrap(), None);
        requests::done(&mut first, key, "made").await.unwrap();
        let again = ctx.clone();
        let second = tokio::spawn(async move {
            let mut second = again.db.write().await.unwrap();
            let earlier = requests::claim::<String>(&mut second, &again, key).await.unwrap();
            let stored = is_there(&mut again.db.read(), key.uuid()).await;
            (earlier, stored)
        });
        sleep(SOON).await;
        first.commit().await.unwrap();
        assert_eq!(second.await.unwrap(), (Some("made".to_owned()), true));
    })
    .await;
}
