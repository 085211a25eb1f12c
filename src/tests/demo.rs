//! Demo data: every state is there, the same seed makes the same, and it is clean.

use std::collections::BTreeSet;

use super::{TestEnv, on_both_engines};
use crate::company::accounts;
use crate::company::catalog;
use crate::company::catalog::model::ItemFilter;
use crate::company::organization;
use crate::crm::clients;
use crate::crm::clients::model::ClientFilter;
use crate::crm::leads;
use crate::crm::leads::model::{LeadFilter, LeadStage};
use crate::documents::closing::model::{ClosingFilter, ClosingKind, ClosingState};
use crate::documents::contracts::model::{ContractFilter, ContractState};
use crate::documents::invoices::model::{ClosingQueue, InvoiceFilter, InvoiceState};
use crate::documents::{closing, contracts, invoices, signing};
use crate::error::AppError;
use crate::finance::payments;
use crate::finance::payments::model::PaymentFilter;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{Control, check as check_id};
use crate::server::check::check;
use crate::server::demo;
use crate::support::tickets;
use crate::support::tickets::model::{TicketFilter, TicketView};

#[tokio::test]
async fn a_first_visitor_finds_every_state() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        demo::small(ctx).await.unwrap();
        assert_eq!(check(ctx).await.unwrap(), []);
        for state in InvoiceState::ALL {
            let filter = InvoiceFilter {
                state: Some(*state),
                ..InvoiceFilter::default()
            };
            let page = invoices::actions::list(ctx, &filter).await.unwrap();
            assert!(!page.rows.is_empty(), "{state}");
        }
        for state in TicketView::ALL {
            let filter = TicketFilter {
                state: *state,
                ..TicketFilter::default()
            };
            let page = tickets::actions::list(ctx, filter).await.unwrap();
            assert!(!page.rows.is_empty(), "{state}");
        }
        for queue in ClosingQueue::ALL {
            let filter = InvoiceFilter {
                closing: Some(*queue),
                ..InvoiceFilter::default()
            };
            let page = invoices::actions::list(ctx, &filter).await.unwrap();
            assert!(!page.rows.is_empty(), "{queue}");
        }
        for kind in ClosingKind::ALL {
            let state = |state| ClosingFilter {
                state,
                ..ClosingFilter::default()
            };
            for of in [
                None,
                Some(ClosingState::Draft),
                Some(ClosingState::Signed),
                Some(ClosingState::Cancelled),
            ] {
                let page = closing::actions::list(ctx, *kind, &state(of)).await.unwrap();
                assert!(!page.rows.is_empty(), "{kind} {of:?}");
            }
        }
        for state in ClosingState::ALL {
            let filter = ClosingFilter {
                state: Some(*state),
                ..ClosingFilter::default()
            };
            let mut papers = 0;
            for kind in ClosingKind::ALL {
                papers += closing::actions::list(ctx, *kind, &filter).await.unwrap().rows.len();
            }
            assert!(papers > 0, "{state}");
        }
        let everything = invoices::actions::list(ctx, &InvoiceFilter::default())
            .await
            .unwrap()
            .rows;
        assert!(everything.len() >= 40);
        assert!(everything.iter().any(|row| row.number.is_some() && row.total.is_zero()));
        let today = ctx.clock.today("Europe/Kyiv");
        assert!(
            everything
                .iter()
                .any(|row| row.paid.is_positive() && row.days_overdue(today).is_some()),
            "partly paid and overdue"
        );
        for state in ContractState::ALL {
            let filter = ContractFilter {
                state: Some(*state),
                ..ContractFilter::default()
            };
            let page = contracts::actions::list(ctx, &filter).await.unwrap();
            assert!(!page.rows.is_empty(), "{state}");
        }
        let expiring = ContractFilter {
            expiring: Some(30),
            ..ContractFilter::default()
        };
        assert_eq!(contracts::actions::list(ctx, &expiring).await.unwrap().rows.len(), 1);
        let currencies: BTreeSet<_> = everything.iter().map(|row| row.currency).collect();
        assert_eq!(currencies.len(), 2);
        let payments = payments::actions::list(ctx, &PaymentFilter::default()).await.unwrap();
        assert!(payments.rows.len() >= 30);

        for stage in LeadStage::ALL {
            let filter = LeadFilter {
                stage: *stage,
                ..LeadFilter::default()
            };
            assert!(
                !leads::actions::list(ctx, filter).await.unwrap().rows.is_empty(),
                "{stage}"
            );
        }
        let asking = ClientFilter {
            asks: true,
            ..ClientFilter::default()
        };
        let asking = clients::actions::list(ctx, &asking).await.unwrap().rows;
        assert_eq!(asking.len(), 1, "a client waits for a decision on its requisites");
        let board = leads::actions::board(ctx, LeadFilter::default()).await.unwrap();
        assert!(board.len() == 4 && board.iter().all(|column| column.leads > 0));

        let items = catalog::actions::list(ctx, &ItemFilter::default()).await.unwrap().rows;
        let kinds: BTreeSet<_> = items.iter().map(|row| row.item.kind.as_str()).collect();
        assert!(items.len() >= 12 && kinds.len() == 3);
        assert!(items.iter().any(|row| !row.item.unit_code.is_empty()));

        let clients = clients::actions::list(ctx, &ClientFilter::default())
            .await
            .unwrap()
            .rows;
        assert_eq!(clients.len(), 12);
        for id in clients.iter().filter_map(|client| client.tax_id.as_ref()) {
            let control = check_id(id.kind, &id.value).unwrap().control;
            assert_ne!(control, Control::Wrong, "{id:?}");
        }
        let company = organization::store::all(&mut ctx.read()).await.unwrap().remove(0);
        let agreement = signing::actions::agreement(ctx, company.id).await.unwrap();
        assert!(
            agreement.is_some_and(|agreement| agreement.in_force),
            "papers can be signed in the cabinet"
        );
        let id = company.tax_ids.main().unwrap();
        assert_eq!(check_id(id.kind, &id.value).unwrap().control, Control::Right);
        for account in organization::store::accounts(&mut ctx.read(), company.id)
            .await
            .unwrap()
        {
            assert_eq!(account.control(), Control::Right, "{}", account.number);
        }
        assert!(
            !accounts::actions::administrators_exist(ctx).await.unwrap(),
            "nobody can sign in to a demo"
        );

        let again = AppError::field("database", Problem::AlreadyTaken);
        assert_eq!(demo::small(ctx).await, Err(again.clone()));
        assert_eq!(demo::large(ctx, 1, 1, 1).await, Err(again));
    })
    .await;
}

/// Counts and sums of everything a large demo makes.
async fn sums(env: &TestEnv, seed: u64) -> (Vec<(String, i64, i64, i64)>, Vec<(String, i64, i64)>, usize) {
    let ctx = &env.ctx;
    demo::large(ctx, 8, 60, seed).await.unwrap();
    assert_eq!(check(ctx).await.unwrap(), []);
    let invoices = invoices::actions::totals(ctx, &InvoiceFilter::default()).await.unwrap();
    let invoices = invoices.into_iter();
    let invoices = invoices.map(|t| (t.currency.to_string(), t.invoices, t.total.minor(), t.paid.minor()));
    let payments = payments::actions::totals(ctx, &PaymentFilter::default()).await.unwrap();
    let payments = payments.into_iter();
    let payments = payments.map(|t| (t.received.currency.to_string(), t.payments, t.received.amount.minor()));
    let paid = InvoiceFilter {
        state: Some(InvoiceState::Paid),
        ..InvoiceFilter::default()
    };
    let paid = invoices::actions::list(ctx, &paid).await.unwrap().rows.len();
    (invoices.collect(), payments.collect(), paid)
}

#[tokio::test]
async fn the_same_seed_makes_the_same_company() {
    let seen = std::sync::Mutex::new(Vec::new());
    for seed in [1, 1, 2] {
        on_both_engines(async |env| {
            let sums = sums(&env, seed).await;
            seen.lock().unwrap().push(sums);
        })
        .await;
    }
    let seen = seen.into_inner().unwrap();
    let per_seed = seen.len() / 3;
    let (same, other) = seen.split_at(2 * per_seed);
    assert!(same.iter().all(|sums| *sums == same[0]), "{same:?}");
    assert!(other.iter().all(|sums| *sums != same[0]));
    let paid = same[0].2;
    assert!(
        (25..=50).contains(&paid),
        "about three fifths of 60 are paid, not {paid}"
    );
}
