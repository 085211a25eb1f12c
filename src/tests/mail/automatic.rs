//! What is written to clients by itself.

use std::time::Duration;

use super::sending::{paper, person};
use super::{count, wait};
use crate::documents::invoices::actions as invoices;
use crate::documents::sending::actions;
use crate::documents::sending::model::SaveRule;
use crate::documents::sending::rules;
use crate::error::AppError;
use crate::finance::payments;
use crate::kernel::ids::MailRuleId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::server::check::check;
use crate::tests::invoices::{client, office, problem};
use crate::tests::on_both_engines;
use crate::tests::payments::books;

const DAY: Duration = Duration::from_hours(24);

fn rule(ctx: &Ctx, kind: &str, days: &str) -> SaveRule {
    SaveRule {
        request: Some(ctx.new_id()),
        kind: kind.into(),
        days: days.into(),
        active: true,
        ..SaveRule::default()
    }
}

async fn add(ctx: &Ctx, kind: &str, days: &str) -> MailRuleId {
    rules::save(ctx, rule(ctx, kind, days)).await.unwrap()
}

/// Looks and writes, as the server does from time to time.
async fn run(ctx: &Ctx) {
    rules::plan(ctx).await.unwrap();
    while rules::remind_next(ctx).await.unwrap() || payments::actions::notify_next(ctx).await.unwrap() {}
}

async fn letters(ctx: &Ctx) -> i64 {
    count(ctx, "mail_letters").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_reminder_is_written_once_however_many_servers_look() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        person(ctx, office.client, "Emma", Lang::En, "cc").await;
        add(ctx, "overdue", "1").await;
        add(ctx, "overdue", "5").await;
        add(ctx, "due_soon", "2").await;
        // Issued on the 20th, due on the 27th; it is the 24th.
        for price in ["1", "2", "3", "4"] {
            office.issued(ctx, price).await;
        }
        run(ctx).await;
        assert_eq!(letters(ctx).await, 0, "three days before");
        let both = async || {
            let servers: Vec<_> = (0..4)
                .map(|_| {
                    let ctx = ctx.clone();
                    tokio::spawn(async move { run(&ctx).await })
                })
                .collect();
            for server in servers {
                server.await.unwrap();
            }
            run(ctx).await;
        };
        wait(ctx, DAY);
        both().await;
        assert_eq!(letters(ctx).await, 4, "two days before");
        both().await;
        wait(ctx, DAY);
        both().await;
        assert_eq!(letters(ctx).await, 4, "once");
        wait(ctx, DAY * 2);
        both().await;
        assert_eq!(letters(ctx).await, 8, "the day after it was due");
        wait(ctx, DAY);
        both().await;
        assert_eq!(letters(ctx).await, 8);
        wait(ctx, DAY * 3);
        both().await;
        wait(ctx, DAY * 30);
        both().await;
        assert_eq!(letters(ctx).await, 12, "and five days after");
        assert_eq!(count(ctx, "outbox").await, 24, "to two people each");
        assert_eq!(count(ctx, "mail_notices WHERE state = 'done'").await, 12);
        let subjects = count(ctx, "mail_letters WHERE subject LIKE 'Нагадування: рахунок%'").await;
        assert_eq!(subjects, 4);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_reminded_who_has_paid_or_shall_not_be() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        person(ctx, books.client, "Oksana", Lang::Uk, "to").await;
        add(ctx, "overdue", "1").await;
        let (paid, paused, open) = (
            books.issued(ctx, "10").await,
            books.issued(ctx, "20").await,
            books.issued(ctx, "30").await,
        );
        actions::pause(ctx, paper(paused), true).await.unwrap();
        actions::pause(ctx, paper(paused), true).await.unwrap();
        // Noted, and paid before the letter is written.
        wait(ctx, DAY * 4);
        assert_eq!(rules::plan(ctx).await.unwrap(), 2, "not the paused one");
        payments::actions::record(ctx, books.payment(ctx, paid, "10"))
            .await
            .unwrap();
        run(ctx).await;
        assert_eq!(letters(ctx).await, 1);
        assert_eq!(
            count(ctx, "mail_notices WHERE state = 'skipped' AND reason = 'paid'").await,
            1
        );
        assert_eq!(actions::mails(ctx, paper(open)).await.unwrap().rows.len(), 1);

        actions::pause_client(ctx, books.client, true).await.unwrap();
        assert!(actions::is_client_paused(ctx, books.client).await.unwrap());
        let mut form = books.form(ctx, "40");
        form.due_date = "2026-11-29".into();
        let other = invoices::issue_now(ctx, form).await.unwrap().id;
        wait(ctx, DAY * 2);
        run(ctx).await;
        assert_eq!(actions::mails(ctx, paper(other)).await.unwrap().rows, []);
        actions::pause_client(ctx, books.client, false).await.unwrap();
        run(ctx).await;
        assert_eq!(actions::mails(ctx, paper(other)).await.unwrap().rows.len(), 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn payments_are_confirmed_unless_somebody_said_not_to() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        person(ctx, books.client, "Oksana", Lang::Uk, "to").await;
        let invoice = books.issued(ctx, "100").await;
        // Before anybody switched it on.
        payments::actions::record(ctx, books.payment(ctx, invoice, "1"))
            .await
            .unwrap();
        add(ctx, "payment_confirmation", "").await;
        run(ctx).await;
        assert_eq!(letters(ctx).await, 0);

        let told = payments::actions::record(ctx, books.payment(ctx, invoice, "2"))
            .await
            .unwrap();
        let mut silent = books.payment(ctx, invoice, "3");
        silent.silent = true;
        payments::actions::record(ctx, silent).await.unwrap();
        let reversed = payments::actions::record(ctx, books.payment(ctx, invoice, "4"))
            .await
            .unwrap();
        let version = payments::actions::show(ctx, reversed).await.unwrap().payment.version;
        let reverse = payments::model::ReversePayment {
            id: reversed,
            version,
            reason: "помилка".into(),
        };
        payments::actions::reverse(ctx, reverse).await.unwrap();
        run(ctx).await;
        run(ctx).await;
        assert_eq!(letters(ctx).await, 1, "one of three");
        let of_payment = count(ctx, "mail_papers WHERE owner_kind = 'payment'").await;
        assert_eq!(of_payment, 1);
        assert_eq!(count(ctx, "mail_attachments WHERE sha256 IS NOT NULL").await, 1);
        let _ = told;
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn rules_are_kept_with_their_texts() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let first = rule(ctx, "overdue", "3");
        let id = rules::save(ctx, first.clone()).await.unwrap();
        assert_eq!(rules::save(ctx, first).await.unwrap(), id, "sent twice");
        assert_eq!(
            problem(rules::save(ctx, rule(ctx, "overdue", "3")).await),
            ("days".to_owned(), Problem::AlreadyTaken)
        );
        // Its field for the days is not shown.
        let confirmation = rules::save(ctx, rule(ctx, "payment_confirmation", "3")).await.unwrap();
        assert_eq!(
            problem(rules::save(ctx, rule(ctx, "payment_confirmation", "5")).await),
            ("kind".to_owned(), Problem::AlreadyTaken)
        );
        rules::delete(ctx, confirmation).await.unwrap();
        let sheet = rules::list(ctx).await.unwrap().remove(0);
        assert_eq!(sheet.texts.len(), 3);
        let mut form = SaveRule {
            id: Some(id),
            version: sheet.rule.version,
            days: "1".into(),
            active: true,
            ..SaveRule::default()
        };
        form.body.insert("uk".into(), "{{ nothing.here }}".into());
        let wrong = problem(rules::save(ctx, form.clone()).await);
        assert!(matches!(wrong.1, Problem::TemplateErrors { .. }), "{wrong:?}");
        form.body.insert(
            "uk".into(),
            "Сплатіть {{ invoice.total | money }}.\n\nДякуємо & бувайте".into(),
        );
        rules::save(ctx, form.clone()).await.unwrap();
        let stale = rules::save(ctx, form).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");

        office.issued(ctx, "100").await;
        wait(ctx, DAY * 4);
        run(ctx).await;
        let own = count(
            ctx,
            "mail_letters WHERE html LIKE '<p>Сплатіть%</p><p>Дякуємо &amp; бувайте</p>'",
        )
        .await;
        assert_eq!(own, 1);

        rules::delete(ctx, id).await.unwrap();
        assert_eq!(rules::delete(ctx, id).await, Err(AppError::NotFound));
        add(ctx, "overdue", "1").await;
        run(ctx).await;
        assert_eq!(letters(ctx).await, 1, "the same step is not written again");
        // Nobody gets invoices there.
        let mut form = office.form(ctx, "5");
        form.client = client(ctx, "ТОВ «Самотній»").await.to_string();
        invoices::issue_now(ctx, form).await.unwrap();
        run(ctx).await;
        assert_eq!(count(ctx, "mail_notices WHERE reason = 'nobody'").await, 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
