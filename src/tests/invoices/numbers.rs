//! Numbers are given at issue, one after the other, whatever fails.

use super::{holds, office, pay, stored};
use crate::company::organization;
use crate::company::organization::model::{DocumentKind, SeriesPeriod};
use crate::company::organization::parts::SaveSeries;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Cancellation, InvoiceFilter, Stage};
use crate::error::AppError;
use crate::kernel::problem::Problem;
use crate::platform::db::Sql;
use crate::platform::random::Random;
use crate::server::check::check;
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_parallel_issues_of_which_half_fail_give_fifty_consecutive_numbers() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut drafts = Vec::new();
        for _ in 0..100 {
            drafts.push(office.draft(ctx, "10").await);
        }
        let tasks = drafts.into_iter().enumerate().map(|(i, id)| {
            let ctx = ctx.clone();
            tokio::spawn(async move {
                let mut tx = ctx.write().await.unwrap();
                let issued = actions::issue_in(&mut tx, &ctx, id, 1).await.unwrap();
                // Every second one is given up at the last moment.
                if i % 2 == 0 {
                    tx.commit().await.unwrap();
                    return Some(issued.number);
                }
                None
            })
        });
        let mut numbers = Vec::new();
        for task in futures::future::join_all(tasks).await {
            numbers.extend(task.unwrap());
        }
        numbers.sort();
        let expected: Vec<String> = (1..=50).map(|n| format!("{n:05}")).collect();
        let digits: Vec<String> = numbers
            .iter()
            .map(|number| number.chars().filter(char::is_ascii_digit).collect::<String>())
            .map(|digits| digits[digits.len() - 5..].to_owned())
            .collect();
        assert_eq!(digits, expected, "{numbers:?}");
        let sums = actions::totals(ctx, &InvoiceFilter::default()).await.unwrap().remove(0);
        assert_eq!((sums.invoices, sums.total.minor()), (50, 50 * 1_200));
        holds(ctx, false).await;
    })
    .await;
}

/// Patterns and periods can be changed so that a number comes out a second time in a year: it is not given.
#[tokio::test]
async fn a_number_is_never_given_twice_in_a_year() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        for _ in 0..12 {
            office.issued(ctx, "1").await;
        }
        let number = |n: &str| AppError::field("organization", Problem::NumberRepeated { number: n.to_owned() });
        // "0001" and "1" written together is what number 11 was called before.
        let mut conn = ctx.read();
        let series = organization::store::series(&mut conn, office.organization, DocumentKind::Invoice);
        let series = series.await.unwrap().unwrap();
        let input = SaveSeries {
            organization: Some(office.organization),
            id: Some(series.id),
            version: series.version,
            pattern: "000{N}".into(),
            period: SeriesPeriod::Never.to_string(),
            start: "11".into(),
            after_invoice: false,
        };
        organization::actions::save_series(ctx, input).await.unwrap();
        let refused = actions::issue_now(ctx, office.form(ctx, "1")).await;
        assert_eq!(refused, Err(number("00011")));
        let mut earlier = office.form(ctx, "1");
        earlier.issue_date = "2025-12-31".into();
        assert_eq!(
            actions::issue_now(ctx, earlier).await.unwrap().number,
            "00011",
            "another year"
        );
        holds(ctx, false).await;

        let sql = "UPDATE invoices SET number = '00012' WHERE number = '00010'";
        Sql::raw(sql.into()).outside_transaction(&ctx.db).await.unwrap();
        let found = check(ctx).await.unwrap();
        let twice = found.iter().filter(|breach| breach.to_string().contains("same number"));
        assert_eq!(twice.count(), 2, "{found:#?}");
    })
    .await;
}

#[tokio::test]
async fn the_period_follows_the_date_of_the_invoice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut issued = Vec::new();
        for date in [
            "2026-12-31",
            "2027-01-01",
            "2026-12-30",
            "2027-01-02",
            "2026-12-31",
            "2027-01-01",
        ] {
            let mut form = office.form(ctx, "10");
            form.issue_date = date.into();
            form.due_date = "2027-02-01".into();
            let next = actions::next_number(ctx, office.organization, date.parse().unwrap())
                .await
                .unwrap();
            let result = actions::issue_now(ctx, form).await.unwrap();
            assert_eq!(next.number, result.number, "the preview was right");
            assert_eq!(next.newest, result.newest);
            issued.push((result.number, result.newest.map(|date| date.to_string())));
        }
        // Earlier than the newest of the year: numbers don't follow the dates any more, which is said and not refused. Another year counts anew.
        let warned: Vec<_> = issued.iter().map(|(_, newest)| newest.as_deref()).collect();
        assert_eq!(warned, [None, None, Some("2026-12-31"), None, None, Some("2027-01-02")]);
        let tail = |i: usize| issued[i].0.chars().rev().take(5).collect::<String>();
        assert_eq!((tail(0), tail(2)), ("10000".into(), "20000".into()));
        assert_eq!((tail(1), tail(3)), ("10000".into(), "20000".into()));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn kept_balances_are_the_sums_after_anything() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let random = Random::seeded(7);
        let mut invoices = Vec::new();
        for step in 0..120 {
            let pick = |invoices: &[_]| {
                let at = usize::try_from(random.below(u64::try_from(invoices.len()).unwrap())).unwrap();
                invoices[at]
            };
            match random.below(6) {
                0 | 1 => {
                    let price = format!("{}.{:02}", random.below(1000), random.below(100));
                    invoices.push(office.issued(ctx, &price).await);
                }
                2 => invoices.push(office.draft(ctx, "5").await),
                3 if !invoices.is_empty() => {
                    let id = pick(&invoices);
                    let reason = format!("step {step}");
                    let _ = actions::cancel(ctx, Cancellation { id, reason }).await;
                }
                _ if !invoices.is_empty() => {
                    let id = pick(&invoices);
                    let amount = i64::try_from(random.below(60_000)).unwrap() - 10_000;
                    let _ = pay(ctx, id, amount).await;
                }
                _ => {}
            }
        }
        let (mut count, mut total, mut paid) = (0, 0, 0);
        for id in invoices {
            let invoice = stored(ctx, id).await;
            if invoice.stage() == Stage::Issued {
                (count, total, paid) = (count + 1, total + invoice.total.minor(), paid + invoice.paid.minor());
            }
        }
        assert!(count > 10 && paid > 0, "the steps did something: {count} {paid}");
        let kept = actions::totals(ctx, &InvoiceFilter::default()).await.unwrap().remove(0);
        assert_eq!(
            (kept.invoices, kept.total.minor(), kept.paid.minor()),
            (count, total, paid)
        );
        holds(ctx, true).await;
    })
    .await;
}
