//! A server that takes longer than a row is held at first.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::server::{Play, SmtpServer, Speaks};
use super::{Around, post, row, to, wait};
use crate::records::mail::model::OutboxState;
use crate::records::mail::worker::work_off;
use crate::server::check::check;
use crate::tests::on_both_engines;

const STEP: Duration = Duration::from_millis(50);
const LEASE: Duration = Duration::from_millis(600);
const SLOW: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_slower_than_the_lease_gets_a_letter_once() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around {
            lease: LEASE,
            ..Around::of(&server)
        };
        for (n, play) in [Play::SlowAtRecipient(SLOW), Play::Slow(SLOW)].into_iter().enumerate() {
            server.play([play]);
            let address = format!("slow{n}@example.com");
            let id = post(ctx, &to(&address, &address)).await;
            let slow = {
                let (ctx, around) = (ctx.clone(), around.clone());
                tokio::spawn(async move { work_off(&ctx, &around).await })
            };
            // Another server looks for work all the time, and the clock goes on.
            let begun = Instant::now();
            let mut passed = Duration::ZERO;
            while begun.elapsed() + STEP < SLOW {
                sleep(STEP).await;
                wait(ctx, STEP);
                passed += STEP;
                assert!(!work_off(ctx, &around).await.unwrap(), "taken after {passed:?}");
            }
            assert!(passed > LEASE * 2, "{passed:?}");
            assert!(slow.await.unwrap().unwrap());
            assert_eq!((row(ctx, id).await.state, server.to(&address)), (OutboxState::Sent, 1));
        }
        assert_eq!(server.connections(), 2);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
