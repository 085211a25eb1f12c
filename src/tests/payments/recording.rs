//! What can be recorded, what it settles, and races.

use super::{books, clean, close_books, stored, uah};
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, Settlement};
use crate::error::AppError;
use crate::finance::payments::actions;
use crate::finance::payments::model::{Opening, PaymentFilter, RecordPayment};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, PaymentId, UserId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::{TestEnv, on_both_engines};

fn opening(invoice: InvoiceId) -> Opening {
    Opening {
        invoice: Some(invoice),
        ..Opening::default()
    }
}

#[tokio::test]
async fn parts_make_it_partly_paid_and_the_last_part_paid() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        assert_eq!(stored(ctx, id).await.settlement, Settlement::Unpaid);
        for (amount, paid, settlement) in [
            ("33.34", 3334, Settlement::PartiallyPaid),
            ("66,65", 9999, Settlement::PartiallyPaid),
            ("0.01", 10000, Settlement::Paid),
        ] {
            actions::record(ctx, books.payment(ctx, id, amount)).await.unwrap();
            let invoice = stored(ctx, id).await;
            assert_eq!((invoice.paid.minor(), invoice.settlement), (paid, settlement));
        }
        let panel = actions::of_invoice(ctx, id).await.unwrap();
        let numbers: Vec<_> = panel.allocations.iter().map(|a| a.number.as_str()).collect();
        assert_eq!(numbers, ["00001", "00002", "00003"]);
        assert!(!panel.facts.is_payable());
        assert_eq!(panel.facts.balance, uah(0));

        let page = actions::show(ctx, panel.allocations[1].payment).await.unwrap();
        assert_eq!(page.payment.amount.minor(), 6665);
        assert_eq!(page.allocations.len(), 1);
        assert_eq!(page.events.iter().map(|e| e.verb).collect::<Vec<_>>(), [Verb::Created]);
        let owner = Owner::invoice(id, books.client);
        let events = activity::actions::of_owner(ctx, &owner, 10).await.unwrap();
        assert_eq!(events.iter().filter(|e| e.verb == Verb::PaymentRecorded).count(), 3);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn fifty_payments_of_one_balance_are_one_payment() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let all = (0..50).map(|_| {
            let (ctx, input) = (ctx.clone(), books.payment(ctx, id, "100"));
            tokio::spawn(async move { actions::record(&ctx, input).await })
        });
        let mut accepted = 0;
        for one in futures::future::join_all(all).await {
            match one.unwrap() {
                Ok(_) => accepted += 1,
                Err(error) => {
                    let refused = AppError::field("parts.0.amount", Problem::MoreThanBalance { balance: uah(0) });
                    assert_eq!(error, refused);
                }
            }
        }
        assert_eq!(accepted, 1);
        assert_eq!(stored(ctx, id).await.settlement, Settlement::Paid);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn payments_of_many_invoices_at_once_are_all_there() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let mut ids = Vec::new();
        for _ in 0..10 {
            ids.push(books.issued(ctx, "30").await);
        }
        // Three payments of each, so that invoices, the counter and the client's balance are all fought for.
        let all = ids.iter().cycle().take(30).map(|id| {
            let (ctx, input) = (ctx.clone(), books.payment(ctx, *id, "10"));
            tokio::spawn(async move { actions::record(&ctx, input).await })
        });
        for one in futures::future::join_all(all).await {
            one.unwrap().unwrap();
        }
        for id in ids {
            assert_eq!(stored(ctx, id).await.settlement, Settlement::Paid);
        }
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_payment() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let form = books.payment(ctx, id, "40");
        let first = actions::record(ctx, form.clone()).await.unwrap();
        let second = actions::record(ctx, form.clone()).await.unwrap();
        assert_eq!(first, second);
        let form = books.payment(ctx, id, "40");
        let twice = (0..2).map(|_| {
            let (ctx, form) = (ctx.clone(), form.clone());
            tokio::spawn(async move { actions::record(&ctx, form).await })
        });
        let made = futures::future::join_all(twice).await;
        let made: Vec<PaymentId> = made.into_iter().map(|one| one.unwrap().unwrap()).collect();
        assert!(made[0] == made[1] && made[0] != first);
        assert_eq!(stored(ctx, id).await.paid.minor(), 8000);
        clean(&env).await;
    })
    .await;
}

/// Changes the form and expects one problem beside one field; nothing is written.
async fn refused(env: &TestEnv, form: RecordPayment, field: &str, problem: Problem) {
    let before = actions::totals(&env.ctx, &PaymentFilter::default()).await.unwrap();
    let error = actions::record(&env.ctx, form).await.unwrap_err();
    assert_eq!(error, AppError::field(field, problem));
    let after = actions::totals(&env.ctx, &PaymentFilter::default()).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_cannot_be_a_payment_is_refused_beside_its_field() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let of = |amount: &str| books.payment(ctx, id, amount);
        let balance = uah(10000);
        refused(
            &env,
            of("100.01"),
            "parts.0.amount",
            Problem::MoreThanBalance { balance },
        )
        .await;
        let sum = |amount: &str| books.advance(ctx, amount);
        refused(&env, sum("0"), "amount", Problem::MustBePositive).await;
        refused(&env, sum("-1"), "amount", Problem::MustBePositive).await;
        refused(&env, sum("1.005"), "amount", Problem::TooManyPlaces { max: 2 }).await;
        refused(&env, sum("1e308"), "amount", Problem::NotANumber).await;
        let with = |change: fn(&mut RecordPayment)| {
            let mut form = of("1");
            change(&mut form);
            form
        };
        refused(&env, with(|f| f.date = "31.02.2026".into()), "date", Problem::NotADate).await;
        refused(&env, with(|f| f.date = "01.01.9999".into()), "date", Problem::NotADate).await;
        let tomorrow = jiff::civil::date(2026, 11, 25);
        refused(
            &env,
            with(|f| f.date = "2026-11-26".into()),
            "date",
            Problem::LaterThan { date: tomorrow },
        )
        .await;
        refused(&env, with(|f| f.mode = "barter".into()), "mode", Problem::UnknownChoice).await;
        refused(&env, with(|f| f.account = String::new()), "account", Problem::Required).await;
        let mut form = of("1");
        form.account = books.eur.to_string();
        refused(&env, form, "parts.0.closes", Problem::Required).await;
        let mut form = of("1");
        form.account = id.to_string();
        refused(&env, form, "account", Problem::UnknownChoice).await;

        let draft = books.draft(ctx, "5").await;
        refused(
            &env,
            books.payment(ctx, draft, "1"),
            "parts.0.amount",
            Problem::StillDraft,
        )
        .await;
        let cancelled = books.issued(ctx, "5").await;
        let cancellation = Cancellation {
            id: cancelled,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(ctx, cancellation).await.unwrap();
        refused(
            &env,
            books.payment(ctx, cancelled, "1"),
            "parts.0.amount",
            Problem::AlreadyCancelled,
        )
        .await;

        let mut tomorrows = of("1");
        tomorrows.date = "25.11.2026".into();
        actions::record(ctx, tomorrows).await.unwrap();
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_paid_into_closed_books() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let lock = close_books(ctx, books.organization, "2026-11-22").await;
        let mut form = books.payment(ctx, id, "10");
        form.date = "2026-11-22".into();
        refused(&env, form.clone(), "date", Problem::Closed { date: lock }).await;
        form.date = "2026-11-23".into();
        actions::record(ctx, form).await.unwrap();
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn rights_and_scope_decide_who_records_and_sees() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let payment = actions::record(ctx, books.payment(ctx, id, "10")).await.unwrap();
        let somebody: UserId = ctx.new_id();
        let reader = env.as_staff(somebody, Role::ReadOnly, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let form = || books.payment(ctx, id, "1");
        assert_eq!(actions::record(&reader, form()).await, Err(AppError::Forbidden));
        assert_eq!(
            actions::record(&env.as_stranger(), form()).await,
            Err(AppError::NotSignedIn)
        );
        assert_eq!(actions::record(&other, form()).await, Err(AppError::NotFound));
        assert_eq!(actions::open(&reader, opening(id)).await, Err(AppError::Forbidden));
        assert_eq!(actions::open(&other, opening(id)).await, Err(AppError::NotFound));
        assert_eq!(actions::of_invoice(&other, id).await, Err(AppError::NotFound));
        assert_eq!(actions::show(&other, payment).await, Err(AppError::NotFound));
        assert!(actions::show(&reader, payment).await.is_ok());
        let nothing = actions::list(&other, &PaymentFilter::default()).await.unwrap();
        assert!(nothing.rows.is_empty());
        assert!(
            actions::totals(&other, &PaymentFilter::default())
                .await
                .unwrap()
                .is_empty()
        );
        let missing: PaymentId = ctx.new_id();
        assert_eq!(actions::show(&reader, missing).await, Err(AppError::NotFound));
        let contact = env.ctx.acting_as(
            crate::kernel::actor::Actor::Contact {
                contact: ctx.new_id(),
                client: books.client,
                rights: crate::kernel::cabinet::CabinetRights::all(),
                shown_to: None,
            },
            "Contact",
        );
        assert_eq!(
            actions::list(&contact, &PaymentFilter::default()).await,
            Err(AppError::Forbidden)
        );
    })
    .await;
}
