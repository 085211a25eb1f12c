//! Money in the cabinet: the statement is the staff's, and what was entered by mistake is nobody else's business.

use super::papers::{as_contact, visitor};
use crate::cabinet::money::actions::{balances, last_payment, payments};
use crate::cabinet::money::model::PaymentDays;
use crate::error::AppError;
use crate::finance::payments::actions::{record, reverse};
use crate::finance::payments::model::ReversePayment;
use crate::finance::statements::model::StatementFilter;
use crate::finance::{payments as room, statements};
use crate::kernel::actor::Scope;
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::module::Module;
use crate::kernel::period::NamedPeriod;
use crate::tests::invoices::client;
use crate::tests::payments::books;
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn the_statement_of_the_client_is_that_of_the_staff() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let invoice = books.issued(ctx, "100").await;
        books.issued(ctx, "50").await;
        books.draft(ctx, "7").await;
        record(ctx, books.payment(ctx, invoice, "30")).await.unwrap();
        let me = visitor(ctx, books.client);
        for filter in [
            StatementFilter::default(),
            StatementFilter {
                period: NamedPeriod::All,
                ..StatementFilter::default()
            },
            StatementFilter {
                from: Some("2026-11-21".parse().unwrap()),
                ..StatementFilter::default()
            },
        ] {
            let his = statements::cabinet::show(&me, &filter).await.unwrap();
            let ours = statements::actions::show(ctx, books.client, &filter).await.unwrap();
            assert_eq!(his, ours);
        }
        let owed = balances(&me).await.unwrap();
        assert_eq!(owed.len(), 1);
        assert_eq!(owed[0].money.amount.minor(), 12_000);

        // Another client's statement can't be asked for, whatever the address says.
        let other = visitor(ctx, client(ctx, "Інший").await);
        let foreign = StatementFilter {
            client: Some(books.client),
            period: NamedPeriod::All,
            ..StatementFilter::default()
        };
        assert_eq!(statements::cabinet::show(&other, &foreign).await.unwrap().accounts, []);
        assert_eq!(balances(&other).await.unwrap(), []);
        let rights: CabinetRights = [CabinetRight::Invoices].into_iter().collect();
        let without = as_contact(ctx, books.client, rights);
        assert_eq!(
            statements::cabinet::show(&without, &foreign).await.err(),
            Some(AppError::Forbidden)
        );
        let off = as_contact(ctx, books.client, CabinetRights::all().without([Module::Payments]));
        assert_eq!(
            statements::cabinet::show(&off, &foreign).await.err(),
            Some(AppError::SwitchedOff)
        );
        assert_eq!(
            statements::cabinet::papers(&off, &foreign).await.err(),
            Some(AppError::SwitchedOff)
        );
    })
    .await;
}

#[tokio::test]
async fn payments_entered_by_mistake_are_not_told() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let invoice = books.issued(ctx, "100").await;
        let kept = record(ctx, books.payment(ctx, invoice, "30")).await.unwrap();
        let mistaken = record(ctx, books.advance(ctx, "77")).await.unwrap();
        let stored = room::store::by_id(&mut ctx.read(), mistaken, Scope::All).await.unwrap();
        let input = ReversePayment {
            id: mistaken,
            version: stored.unwrap().version,
            reason: "інший клієнт".into(),
        };
        reverse(ctx, input).await.unwrap();
        let me = visitor(ctx, books.client);
        let seen = payments(&me, PaymentDays::default()).await.unwrap();
        let ids: Vec<_> = seen.page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [kept]);
        assert_eq!(seen.totals[0].received.amount.minor(), 3_000);
        let row = &seen.page.rows[0];
        assert_eq!(row.invoice.as_ref().map(|(id, _)| *id), Some(invoice));
        assert_eq!(last_payment(&me).await.unwrap().map(|payment| payment.id), Some(kept));
        let earlier = PaymentDays {
            until: Some("2026-11-01".parse().unwrap()),
            ..PaymentDays::default()
        };
        assert_eq!(payments(&me, earlier).await.unwrap().page.rows, []);
        let other = visitor(ctx, client(ctx, "Інший").await);
        assert_eq!(payments(&other, PaymentDays::default()).await.unwrap().page.rows, []);
    })
    .await;
}
