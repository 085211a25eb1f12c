//! What the parts of a page have read is read once, as long as the request does not write.

use uuid::Uuid;

use super::{TestEnv, on_both_engines};
use crate::kernel::ids::{Id, RequestKey};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Memo, Sql};

async fn result(ctx: &Ctx, key: Uuid) -> String {
    let sql = Sql::new("SELECT result FROM requests WHERE key = $1").bind(key);
    sql.scalar(&mut ctx.read()).await.unwrap().unwrap()
}

async fn write(ctx: &Ctx, key: Uuid, result: &str) {
    let mut tx = ctx.write().await.unwrap();
    Sql::new("INSERT INTO requests (key, actor, result, at) VALUES ($1, 'test', $2, $3)")
        .bind(key)
        .bind(result)
        .bind(ctx.now())
        .push("ON CONFLICT (key) DO UPDATE SET result = EXCLUDED.result")
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_page_reads_a_row_once_until_it_writes() {
    on_both_engines(async |env: TestEnv| {
        let others = &env.ctx;
        let page = &Ctx {
            memo: Some(Memo::default()),
            ..others.clone()
        };
        let [one, two] = [(); 2].map(|()| others.new_id::<RequestKey>().uuid());
        write(others, one, "first").await;
        write(others, two, "second").await;
        let twice = futures::join!(result(page, one), result(page, one));
        assert_eq!(twice, ("first".to_owned(), "first".to_owned()));
        write(others, one, "changed").await;
        assert_eq!(result(others, one).await, "changed");
        assert_eq!(result(page, one).await, "first");
        assert_eq!(result(page, two).await, "second", "another value is another question");

        write(page, two, "its own").await;
        assert_eq!(result(page, one).await, "changed");
        assert_eq!(result(page, two).await, "its own");
    })
    .await;
}
