//! The chain of events.

use crate::kernel::ids::ClientId;
use crate::kernel::owner::Owner;
use crate::platform::db::Sql;
use crate::records::activity::actions::{broken_chains, of_owner};
use crate::records::activity::model::{Event, Verb};
use crate::records::activity::record;

use super::on_both_engines;

#[tokio::test]
async fn a_row_changed_or_removed_by_hand_is_found() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let owner = Owner::client(ctx.new_id::<ClientId>());
        for name in ["a", "b", "c"] {
            let mut tx = ctx.write().await.unwrap();
            record(&mut tx, ctx, Event::new(owner, Verb::Changed).change("name", "", name))
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let rows = of_owner(ctx, &owner, 10).await.unwrap();
        assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(broken_chains(&mut ctx.read()).await.unwrap(), []);

        Sql::raw("UPDATE activity SET actor_name = 'Nobody' WHERE seq = 2".into())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        let broken = broken_chains(&mut ctx.read()).await.unwrap();
        assert_eq!(
            broken.iter().map(|b| (b.seq, b.reason)).collect::<Vec<_>>(),
            [(2, "the event was changed")]
        );

        Sql::raw("DELETE FROM activity WHERE seq = 2".into())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        let broken = broken_chains(&mut ctx.read()).await.unwrap();
        assert_eq!(
            broken.iter().map(|b| (b.seq, b.reason)).collect::<Vec<_>>(),
            [(3, "an event is missing")]
        );
    })
    .await;
}
