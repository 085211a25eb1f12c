//! A server that takes longer than a row is held at first.

use std::time::Duration;

use tokio::time::sleep;

use super::server::{Play, SmtpServer, Speaks};
use super::{Around, post, row, to, wait};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::LetterId;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::mail::model::OutboxState;
use crate::records::mail::worker::work_off;
use crate::server::check::check;
use crate::tests::on_both_engines;

/// Whoever is at a row keeps it for longer by the machine's time; until when is said by the clock, which stands still until a test moves it.
const STEP: Duration = Duration::from_millis(1);
const NEARLY: Duration = Duration::from_millis(599);
const LEASE: Duration = NEARLY.saturating_add(STEP);

/// Until when the row of a letter is somebody's.
async fn held_until(ctx: &Ctx, letter: LetterId) -> Timestamp {
    let sql = Sql::raw("SELECT due_at FROM outbox WHERE letter_id = $1".into());
    sql.bind(letter).scalar(&mut ctx.read()).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_slower_than_the_lease_gets_a_letter_once() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around {
            lease: LEASE,
            ..Around::patient(&server)
        };
        for (n, play) in [Play::HoldAtRecipient, Play::Hold].into_iter().enumerate() {
            server.play([play]);
            let address = format!("slow{n}@example.com");
            let id = post(ctx, &to(&address, &address)).await;
            let slow = {
                let (ctx, around) = (ctx.clone(), around.clone());
                tokio::spawn(async move { work_off(&ctx, &around).await })
            };
            server.holds().await;
            // Another server looks for work at the last moment, thrice; each time the row is kept for longer.
            for _ in 0..3 {
                let until = held_until(ctx, id).await;
                wait(ctx, NEARLY);
                assert!(!work_off(ctx, &around).await.unwrap(), "taken before {until}");
                while held_until(ctx, id).await == until {
                    sleep(STEP).await;
                }
            }
            server.let_go_on();
            assert!(slow.await.unwrap().unwrap());
            assert_eq!((row(ctx, id).await.state, server.to(&address)), (OutboxState::Sent, 1));
        }
        assert_eq!(server.connections(), 2);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
