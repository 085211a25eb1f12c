//! The outbox and its worker.

use std::time::Duration;

use tokio::time::sleep;

use super::server::{AUTHORITY, Play, SmtpServer, Speaks};
use super::{Around, OVER, count, post, row, rows, to, wait, work};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::mail::actions;
use crate::records::mail::letter::tests::{letter, person};
use crate::records::mail::letter::{Attachment, Content, NewLetter};
use crate::records::mail::model::{Dispatch, LetterLine, OutboxFilter, OutboxState, Security};
use crate::records::mail::store::list_plan;
use crate::records::mail::worker::{AGAIN, LEASE, after_restart, work_off};
use crate::server::check::check;
use crate::tests::invoices::{office, stored};
use crate::tests::{gather_statistics, on_both_engines};

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_letter_reaches_everybody_and_says_so() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        let invoice = stored(ctx, office.issued(ctx, "100").await).await;
        let paper = invoice.owner();
        let blob = ctx.blobs.keep(b"scan".to_vec()).await.unwrap();
        let file = |name: &str, content| Attachment {
            file_name: name.into(),
            media_type: "application/pdf".into(),
            content_id: String::new(),
            content,
        };
        let rendition = Content::Rendition {
            owner: paper,
            revision: 1,
            organization: office.organization,
            rendition: "stamped".into(),
        };
        let new = NewLetter {
            client: Some(office.client),
            cc: vec![person("Копія", "kopia@example.com"), person("", "oksana@example.com")],
            attachments: vec![
                file("Рахунок.pdf", rendition),
                file("scan.pdf", Content::Blob(blob.clone())),
            ],
            papers: vec![(paper, 1)],
            ..letter("a")
        };
        let id = post(ctx, &new).await;
        assert_eq!(post(ctx, &new).await, id, "the same intention");
        let dispatch = async || actions::dispatch_of(&mut ctx.read(), &paper, 1).await.unwrap();
        assert_eq!(dispatch().await, Dispatch::Queued);
        assert_eq!(
            work(
                ctx,
                &Around {
                    server: None,
                    lease: LEASE
                }
            )
            .await,
            0,
            "without settings it waits"
        );
        assert_eq!(work(ctx, &Around::of(&server)).await, 2);
        assert_eq!(dispatch().await, Dispatch::Sent);

        let rows = rows(ctx, id).await;
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.address.as_str(), row.line, row.state))
            .collect();
        assert_eq!(
            told,
            [
                ("oksana@example.com", LetterLine::To, OutboxState::Sent),
                ("kopia@example.com", LetterLine::Cc, OutboxState::Sent),
            ]
        );
        assert_eq!(rows[0].answer, "250 2.0.0 Ok: queued as 4F2");
        let received = server.received();
        assert_eq!(received.len(), 2);
        assert_eq!(
            received[0].text.split("boundary").next(),
            received[1].text.split("boundary").next()
        );
        assert_eq!(received[0].from, "office@example.com");
        assert_eq!(received[0].header("Message-ID"), format!("<{id}@127.0.0.1>"));
        assert!(received[0].header("To").contains("oksana@example.com"));
        assert!(received[0].header("Cc").contains("kopia@example.com"));
        assert_eq!(received[0].text.matches("Content-Disposition: attachment").count(), 2);
        assert_eq!(work(ctx, &Around::of(&server)).await, 0);

        let named = crate::records::mail::store::named(&mut ctx.read(), vec![blob.clone(), vec![1; 32]]).await;
        assert_eq!(named.unwrap(), [blob], "its file is not swept");
        assert_eq!(check(ctx).await.unwrap(), []);

        let mut tx = ctx.write().await.unwrap();
        actions::viewed(&mut tx, ctx, &paper, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(dispatch().await, Dispatch::Viewed);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_yet_is_tried_again_and_fails_in_the_end() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::of(&server);
        server.play([
            Play::Recipient("451 4.3.2 come back later"),
            Play::Greet("421 too busy"),
        ]);
        let id = post(ctx, &to("a", "a@example.com")).await;
        work(ctx, &around).await;
        let first = row(ctx, id).await;
        assert_eq!((first.state, first.tries), (OutboxState::Waiting, 1));
        assert!(
            first.answer.starts_with("451") && first.answer.contains("come back later"),
            "{}",
            first.answer
        );
        wait(ctx, Duration::from_secs(59));
        assert_eq!(work(ctx, &around).await, 0, "not before its time");
        wait(ctx, Duration::from_secs(1));
        assert_eq!(work(ctx, &around).await, 1);
        assert!(
            row(ctx, id).await.answer.starts_with("421"),
            "{}",
            row(ctx, id).await.answer
        );
        wait(ctx, MINUTE * 5);
        work(ctx, &around).await;
        assert_eq!(row(ctx, id).await.state, OutboxState::Sent);

        // A server that is not there.
        let port = {
            let gone = SmtpServer::start(Speaks::Plain).await;
            gone.port
        };
        sleep(Duration::from_millis(50)).await;
        let down = Around::at(port, Security::None);
        let id = post(ctx, &to("b", "b@example.com")).await;
        for (n, pause) in AGAIN.iter().enumerate() {
            assert_eq!(work(ctx, &down).await, 1, "try {n}");
            let row = row(ctx, id).await;
            assert_eq!(row.state, OutboxState::Waiting, "{}", row.answer);
            assert!(row.answer.to_lowercase().contains("refused"), "{}", row.answer);
            wait(ctx, *pause);
        }
        work(ctx, &down).await;
        assert_eq!(row(ctx, id).await.state, OutboxState::Failed);
        wait(ctx, Duration::from_hours(48));
        assert_eq!(work(ctx, &around).await, 0, "it has failed");
        actions::retry(ctx, row(ctx, id).await.id).await.unwrap();
        work(ctx, &around).await;
        assert_eq!(row(ctx, id).await.state, OutboxState::Sent);
        assert_eq!((server.to("a@example.com"), server.to("b@example.com")), (1, 1));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_no_for_good_is_believed() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::of(&server);
        server.play([
            Play::Recipient("550 5.1.1 no such user"),
            Play::Content("554 5.7.1 looks like spam"),
        ]);
        let new = NewLetter {
            to: vec![
                person("", "a@example.com"),
                person("", "b@example.com"),
                person("", "c@example.com"),
            ],
            ..letter("a")
        };
        let id = post(ctx, &new).await;
        work(ctx, &around).await;
        let rows = rows(ctx, id).await;
        let states: Vec<_> = rows.iter().map(|row| row.state).collect();
        assert_eq!(states, [OutboxState::Failed, OutboxState::Failed, OutboxState::Sent]);
        assert!(rows[0].answer.starts_with("550") && rows[1].answer.starts_with("554"));
        wait(ctx, Duration::from_hours(48));
        assert_eq!(work(ctx, &around).await, 0);
        let sent = actions::retry(ctx, rows[2].id).await;
        assert_eq!(sent, Err(AppError::field("state", Problem::AlreadySent)));
    })
    .await;
}

#[tokio::test]
async fn what_may_have_been_taken_is_marked_and_not_sent_again_by_itself() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::of(&server);
        for (n, play) in [Play::DropAfterContent, Play::HangAfterContent].into_iter().enumerate() {
            server.play([play]);
            let address = format!("a{n}@example.com");
            let id = post(ctx, &to(&address, &address)).await;
            work(ctx, &around).await;
            assert_eq!(row(ctx, id).await.state, OutboxState::Unclear);
            wait(ctx, Duration::from_hours(48));
            assert_eq!(work(ctx, &around).await, 0);
            assert_eq!(server.to(&address), 1);
            // Somebody has asked, and it had not arrived.
            actions::retry(ctx, row(ctx, id).await.id).await.unwrap();
            work(ctx, &around).await;
            assert_eq!((row(ctx, id).await.state, server.to(&address)), (OutboxState::Sent, 2));
        }
        // Asked whether the content may come it went away: it has nothing.
        server.play([Play::DropAtData]);
        let id = post(ctx, &to("b", "b@example.com")).await;
        work(ctx, &around).await;
        assert_eq!(row(ctx, id).await.state, OutboxState::Waiting);
        wait(ctx, MINUTE);
        work(ctx, &around).await;
        assert_eq!(
            (row(ctx, id).await.state, server.to("b@example.com")),
            (OutboxState::Sent, 1)
        );
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

/// The worker is ended wherever it happens to be.
async fn killed(ctx: &Ctx, around: &Around, after: Duration) {
    let (ctx, around) = (ctx.clone(), around.clone());
    let worker = tokio::spawn(async move { work(&ctx, &around).await });
    sleep(after).await;
    worker.abort();
    let _ = worker.await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_dies_loses_nothing_and_repeats_nothing() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::of(&server);
        // Before the content.
        server.play([Play::HangAtRecipient]);
        let before = post(ctx, &to("before", "before@example.com")).await;
        killed(ctx, &around, Duration::from_millis(400)).await;
        assert_eq!(server.connections(), 1);
        assert_eq!(work(ctx, &around).await, 0, "somebody is at it, for all that is known");
        let at_work = row(ctx, before).await;
        assert!(at_work.at_work && !at_work.may_cancel());
        assert_eq!(
            actions::cancel(ctx, at_work.id).await,
            Err(AppError::field("state", Problem::AlreadySent))
        );
        wait(ctx, OVER);
        assert_eq!(work(ctx, &around).await, 1);
        assert_eq!(row(ctx, before).await.state, OutboxState::Sent);

        // After it.
        server.play([Play::HangAfterContent]);
        let after = post(ctx, &to("after", "after@example.com")).await;
        killed(ctx, &around, Duration::from_millis(400)).await;
        wait(ctx, OVER);
        work(ctx, &around).await;
        assert_eq!(row(ctx, after).await.state, OutboxState::Unclear);
        assert_eq!(
            (server.to("before@example.com"), server.to("after@example.com")),
            (1, 1)
        );

        // Fifty times, wherever it is.
        let mut letters = Vec::new();
        for n in 0..50_u64 {
            let address = format!("n{n}@example.com");
            letters.push((post(ctx, &to(&address, &address)).await, address));
            server.play([Play::Slow(Duration::from_millis(n % 4))]);
            killed(ctx, &around, Duration::from_micros(300 * (n % 25))).await;
            if n % 3 == 0 {
                after_restart(ctx).await.unwrap();
            } else {
                wait(ctx, OVER);
            }
        }
        wait(ctx, OVER);
        work(ctx, &around).await;
        let mut marked = 0;
        for (letter, address) in &letters {
            let row = row(ctx, *letter).await;
            match row.state {
                OutboxState::Sent => assert_eq!(server.to(address), 1, "{address}"),
                OutboxState::Unclear => {
                    marked += 1;
                    assert!(server.to(address) <= 1, "{address}");
                }
                other => panic!("{address} is {other}: {}", row.answer),
            }
        }
        assert!(marked < 50, "some came through");
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_share_the_queue() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::of(&server);
        for n in 0..30 {
            let address = format!("n{n}@example.com");
            post(ctx, &to(&address, &address)).await;
        }
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let (ctx, around) = (ctx.clone(), around.clone());
                tokio::spawn(async move { work(&ctx, &around).await })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        work(ctx, &around).await;
        assert_eq!(server.received().len(), 30);
        assert_eq!(count(ctx, "outbox WHERE state = 'sent'").await, 30);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_is_looked_at() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        for (speaks, security) in [(Speaks::Tls, Security::Tls), (Speaks::StartTls, Security::StartTls)] {
            let server = SmtpServer::start(speaks).await;
            let mut around = Around::at(server.port, security);
            let address = format!("{security}@example.com");
            let id = post(ctx, &to(&address, &address)).await;
            work(ctx, &around).await;
            let refused = row(ctx, id).await;
            assert_eq!(refused.state, OutboxState::Waiting);
            assert!(
                refused.answer.to_lowercase().contains("certificate"),
                "{}",
                refused.answer
            );
            assert_eq!(server.received().len(), 0);

            if let Some(server) = &mut around.server {
                server.roots = vec![AUTHORITY.to_vec()];
                server.login = Some(("akta".into(), "secret".into()));
            }
            wait(ctx, MINUTE);
            work(ctx, &around).await;
            assert_eq!(
                row(ctx, id).await.state,
                OutboxState::Sent,
                "{}",
                row(ctx, id).await.answer
            );
            assert_eq!(server.logins().len(), 1);
        }
        // A server without encryption where it is asked for.
        let plain = SmtpServer::start(Speaks::Plain).await;
        let id = post(ctx, &to("c", "c@example.com")).await;
        work(ctx, &Around::at(plain.port, Security::StartTls)).await;
        let refused = row(ctx, id).await;
        assert_eq!(refused.state, OutboxState::Waiting);
        assert!(refused.answer.contains("STARTTLS"), "{}", refused.answer);
        assert_eq!(plain.received().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_slow_server_holds_up_nobody_who_writes() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let around = Around::patient(&server);
        server.play([Play::Hold]);
        post(ctx, &to("a", "a@example.com")).await;
        let slow = {
            let (ctx, around) = (ctx.clone(), around.clone());
            tokio::spawn(async move { work_off(&ctx, &around).await })
        };
        server.holds().await;
        for n in 0..10 {
            post(ctx, &to(&format!("b{n}"), "b@example.com")).await;
        }
        server.let_go_on();
        assert!(slow.await.unwrap().unwrap());
        assert_eq!(server.to("a@example.com"), 1);
    })
    .await;
}

#[tokio::test]
async fn the_outbox_is_seen_and_changed_by_who_may() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let new = NewLetter {
            client: Some(office.client),
            ..letter("a")
        };
        let id = post(ctx, &new).await;
        let row = row(ctx, id).await;
        let user: UserId = ctx.new_id();
        let manager = env.as_staff(user, Role::Manager, Scope::All);
        assert_eq!(
            actions::list(&manager, &OutboxFilter::default()).await,
            Err(AppError::Forbidden)
        );
        let limited = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        assert_eq!(actions::cancel(&limited, row.id).await, Err(AppError::NotFound));
        assert!(actions::letter(&limited, id).await.is_err());
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(actions::cancel(&reader, row.id).await, Err(AppError::Forbidden));

        // What was said of an earlier attempt is not why it is not sent.
        let failed = Sql::raw("UPDATE outbox SET answer = '450 later', tries = 1".into());
        failed.outside_transaction(&ctx.db).await.unwrap();
        actions::cancel(&manager, row.id).await.unwrap();
        actions::cancel(&manager, row.id).await.unwrap();
        let out = self::row(ctx, id).await;
        assert!(out.answer.is_empty() && out.answered_at.is_some(), "{out:?}");
        let search = |q: &str, state| OutboxFilter {
            q: q.into(),
            state,
            after: None,
        };
        let found = async |filter| actions::list(ctx, &filter).await.unwrap().page.rows.len();
        assert_eq!(found(search("OKSANA", None)).await, 1);
        assert_eq!(found(search("рахунок", Some(OutboxState::Cancelled))).await, 1);
        assert_eq!(found(search("", Some(OutboxState::Waiting))).await, 0);
        let server = SmtpServer::start(Speaks::Plain).await;
        assert_eq!(work(ctx, &Around::of(&server)).await, 0, "taken out");
        assert_eq!(actions::of_paper(ctx, &Owner::client(office.client)).await.unwrap(), []);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_outbox_is_read_by_its_index() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        for n in 0..150 {
            post(ctx, &to(&format!("n{n}"), "n@example.com")).await;
        }
        gather_statistics(ctx).await;
        for state in [None, Some(OutboxState::Failed)] {
            let filter = OutboxFilter {
                state,
                ..OutboxFilter::default()
            };
            let plan = list_plan(&ctx.db, &filter).await.unwrap();
            let sorted = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(!sorted, "{plan}");
        }
    })
    .await;
}
