//! The first page: every figure is that of the list it leads to; events are of what the reader may see.

use super::received::manager_of;
use super::story::story;
use crate::desk::dashboard::actions::{MONTHS, show};
use crate::documents::invoices;
use crate::documents::invoices::model::{InvoiceFilter, InvoiceState};
use crate::error::AppError;
use crate::finance::payments::actions as payments;
use crate::finance::payments::model::{PaymentFilter, PaymentKind};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::activity::model::Verb;
use crate::server::check::check;
use crate::tests::on_both_engines;
use crate::tests::payments::books;

/// What a list of invoices says is left to pay.
async fn left(ctx: &Ctx, state: InvoiceState, currency: Currency) -> i64 {
    let filter = InvoiceFilter {
        state: Some(state),
        currency: Some(currency),
        ..InvoiceFilter::default()
    };
    let rows = invoices::actions::totals(ctx, &filter).await.unwrap();
    rows.first().map_or(0, |row| row.balance().minor())
}

#[tokio::test]
async fn every_figure_is_that_of_the_list_it_leads_to() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let story = story(ctx, 23, 140).await;
        story.is_rich();
        let (_, own) = manager_of(&env, story.clients[1]).await;
        for reader in [ctx, &own] {
            let page = show(reader).await.unwrap();
            assert!(page.begun);
            let balances = page.balances.unwrap();
            assert!(!balances.is_empty());
            let mut overdue = 0;
            for currency in [Currency::Uah, Currency::Eur] {
                let of = balances.iter().find(|balance| balance.currency == currency);
                let figures = of.map_or((0, 0), |balance| (balance.owed.minor(), balance.overdue.minor()));
                let unpaid = left(reader, InvoiceState::Unpaid, currency).await;
                assert_eq!(figures, (unpaid, left(reader, InvoiceState::Overdue, currency).await));
                overdue += figures.1;
            }
            assert!(overdue > 0);
            let months = page.months.unwrap();
            assert!(!months.is_empty());
            for of_currency in months {
                assert_eq!(i64::try_from(of_currency.months.len()).unwrap(), MONTHS);
                for (month, sums) in of_currency.months {
                    let listed = |kind| PaymentFilter {
                        kind: Some(kind),
                        currency: Some(of_currency.currency),
                        from: Some(month),
                        until: Some(month.last_of_month()),
                        ..PaymentFilter::default()
                    };
                    let incoming = payments::totals(reader, &listed(PaymentKind::Incoming)).await.unwrap();
                    let incoming = incoming
                        .first()
                        .map_or((0, 0), |t| (t.payments, t.received.amount.minor()));
                    assert_eq!((sums.payments, sums.received.minor()), incoming, "{month}");
                    let refunds = payments::totals(reader, &listed(PaymentKind::Refund)).await.unwrap();
                    let refunds = refunds
                        .first()
                        .map_or((0, 0), |t| (t.refunds, t.refunded.amount.minor()));
                    assert_eq!((sums.refunds, sums.refunded.minor()), refunds, "{month}");
                }
            }
        }
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_falls_due_is_kept_through_all_that_happens_to_an_invoice() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let overdue = async || {
            let balances = invoices::actions::owed(ctx).await.unwrap();
            balances.first().map_or((0, 0), |b| (b.owed.minor(), b.overdue.minor()))
        };
        assert_eq!(overdue().await, (0, 0));
        let due = |day: &str, price: &str| invoices::model::SaveInvoice {
            due_date: day.into(),
            ..books.form(ctx, price)
        };
        invoices::actions::issue_now(ctx, due("2026-11-23", "100"))
            .await
            .unwrap();
        invoices::actions::issue_now(ctx, due("2026-11-24", "10"))
            .await
            .unwrap();
        let later = invoices::actions::issue_now(ctx, due("2027-01-31", "1")).await.unwrap();
        assert_eq!(overdue().await, (11_100, 10_000), "today is not late yet");
        let cancellation = invoices::model::Cancellation {
            id: later.id,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(ctx, cancellation).await.unwrap();
        assert_eq!(overdue().await, (11_000, 10_000));
        assert_eq!(check(ctx).await.unwrap(), []);
        // What is kept wrongly is found.
        Sql::raw("UPDATE invoice_dues SET open = open + 1 WHERE open > 5000".into())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        let breaches = check(ctx).await.unwrap();
        assert!(
            breaches
                .iter()
                .any(|breach| breach.invariant == "I12" && breach.object.contains("2026-11-23")),
            "{breaches:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_newest_events_are_of_what_the_reader_may_see() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let draft = books.draft(ctx, "5").await;
        let issued = books.issued(ctx, "100").await;
        invoices::actions::delete_draft(ctx, draft).await.unwrap();
        let page = show(ctx).await.unwrap();
        let told: Vec<_> = page
            .events
            .iter()
            .map(|happening| (happening.event.kind, happening.event.verb, happening.client.is_some()))
            .collect();
        let gone = (OwnerKind::Invoice, Verb::Deleted, false);
        assert!(told.contains(&gone), "what is gone leads nowhere: {told:?}");
        assert!(told.contains(&(OwnerKind::Invoice, Verb::Issued, true)));
        assert!(told.contains(&(OwnerKind::Client, Verb::Created, true)));
        assert!(
            page.events
                .iter()
                .all(|happening| !matches!(happening.event.kind, OwnerKind::User | OwnerKind::Organization)),
            "{told:?}"
        );
        let named = page
            .events
            .iter()
            .find(|happening| happening.event.owner == crate::kernel::ids::Id::uuid(issued));
        let named = named.unwrap();
        assert_eq!(named.event.subject, "00001");
        assert_eq!(named.client.as_ref().unwrap().1, "ТОВ «Ромашка»");

        // Somebody else's clients are not told of.
        let somebody = ctx.new_id();
        let other = env.as_staff(somebody, Role::Manager, Scope::OwnedBy(somebody));
        let page = show(&other).await.unwrap();
        assert!(page.events.is_empty() && !page.begun, "{:?}", page.events);
        assert_eq!(page.balances, Some(Vec::new()));
        let (_, own) = manager_of(&env, books.client).await;
        let mine = show(&own).await.unwrap().events;
        assert!(mine.iter().any(|happening| happening.event.verb == Verb::Issued));
        assert_eq!(show(&env.as_stranger()).await, Err(AppError::NotSignedIn));
    })
    .await;
}
