//! The list of payments.

use super::{books, clean, client};
use crate::company::payment_modes::model::PaymentMode;
use crate::documents::invoices;
use crate::finance::payments::model::{PaymentFilter, PaymentKind, PaymentSort};
use crate::finance::payments::{actions, store};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::platform::db::Engine;
use crate::tests::on_both_engines;

#[tokio::test]
async fn the_list_is_narrowed_sorted_and_turned() {
    on_both_engines(async |env| {
        let (ctx, mut books) = (&env.ctx, books(&env.ctx).await);
        let first = books.issued(ctx, "10000").await;
        let romashka = books.client;
        let yolkin = client(ctx, "ФОП Йолкін Семен").await;
        books.client = yolkin;
        let second = books.issued(ctx, "10000").await;
        for n in 1..=60 {
            let (of, invoice) = if n % 3 == 0 {
                (yolkin, second)
            } else {
                (romashka, first)
            };
            let mut form = books.payment(ctx, invoice, &format!("{n}.50"));
            form.client = of;
            form.date = format!("2026-11-{:02}", 1 + n % 24);
            form.mode = if n % 2 == 0 { "cash" } else { "card" }.into();
            form.transaction_id = format!("TX-{n:03}");
            actions::record(ctx, form).await.unwrap();
        }
        let filter = PaymentFilter::default();
        let page = actions::list(ctx, &filter).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(page.rows.is_sorted_by_key(|row| std::cmp::Reverse((row.date, row.id))));
        let rest = PaymentFilter {
            after: page.next.clone(),
            ..filter.clone()
        };
        let rest = actions::list(ctx, &rest).await.unwrap();
        assert_eq!(rest.rows.len(), 10);
        let back = PaymentFilter {
            after: rest.previous.clone(),
            ..filter.clone()
        };
        assert_eq!(actions::list(ctx, &back).await.unwrap().rows, page.rows);

        let by_amount = PaymentFilter {
            sort: PaymentSort::Amount,
            desc: false,
            after: page.next.clone(),
            ..filter.clone()
        };
        let by_amount = actions::list(ctx, &by_amount).await.unwrap();
        assert!(
            by_amount.rows.is_sorted_by_key(|row| row.amount),
            "a cursor of another order is forgotten"
        );

        let count = async |filter: PaymentFilter| {
            let totals = actions::totals(ctx, &filter).await.unwrap();
            let rows = actions::list(ctx, &filter).await.unwrap().rows;
            assert_eq!(
                totals.iter().map(|t| t.payments).sum::<i64>(),
                i64::try_from(rows.len()).unwrap()
            );
            let sum = rows.iter().map(|row| row.amount.minor()).sum::<i64>();
            assert_eq!(totals.iter().map(|t| t.received.amount.minor()).sum::<i64>(), sum);
            rows.len()
        };
        let of = |change: fn(&mut PaymentFilter)| {
            let mut filter = PaymentFilter::default();
            change(&mut filter);
            filter
        };
        assert_eq!(
            count(PaymentFilter {
                client: Some(romashka),
                ..filter.clone()
            })
            .await,
            40
        );
        assert_eq!(
            count(PaymentFilter {
                invoice: Some(second),
                ..filter.clone()
            })
            .await,
            20
        );
        assert_eq!(count(of(|f| f.mode = Some(PaymentMode::Cash))).await, 30);
        assert_eq!(count(of(|f| f.q = "tx-017".into())).await, 1);
        assert_eq!(count(of(|f| f.q = "елкин".into())).await, 0, "й is no е");
        assert_eq!(count(of(|f| f.q = "йолкин".into())).await, 20);
        assert_eq!(count(of(|f| f.q = "17,50".into())).await, 1);
        assert_eq!(count(of(|f| f.q = "100%".into())).await, 0);
        assert_eq!(count(of(|f| f.q = "'; DROP TABLE payments; --".into())).await, 0);
        assert_eq!(
            count(PaymentFilter {
                organization: Some(books.organization),
                mode: Some(PaymentMode::Cash),
                ..filter.clone()
            })
            .await,
            30
        );
        assert_eq!(
            count(PaymentFilter {
                organization: Some(ctx.new_id()),
                ..filter.clone()
            })
            .await,
            0
        );
        let day = jiff::civil::date(2026, 11, 5);
        assert_eq!(
            count(PaymentFilter {
                from: Some(day),
                until: Some(day),
                ..filter.clone()
            })
            .await,
            3
        );

        let row = &page.rows[0];
        assert_eq!(row.entered_on, jiff::civil::date(2026, 11, 24));
        assert!(row.invoice.is_some() && row.invoice_number.is_some() && row.invoices == 1);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_list_is_read_from_an_index() {
    on_both_engines(async |env| {
        for (filter, index) in [
            (PaymentFilter::default(), "payments_by_date"),
            (
                PaymentFilter {
                    sort: PaymentSort::Amount,
                    ..PaymentFilter::default()
                },
                "payments_by_amount",
            ),
            (
                PaymentFilter {
                    client: Some(env.ctx.new_id()),
                    ..PaymentFilter::default()
                },
                "payments_by_client",
            ),
            (
                PaymentFilter {
                    organization: Some(env.ctx.new_id()),
                    ..PaymentFilter::default()
                },
                "payments_by_organization",
            ),
            (
                PaymentFilter {
                    organization: Some(env.ctx.new_id()),
                    sort: PaymentSort::Amount,
                    ..PaymentFilter::default()
                },
                "payments_by_amount",
            ),
            (
                PaymentFilter {
                    advance: true,
                    ..PaymentFilter::default()
                },
                "payments_advances_by_date",
            ),
            (
                PaymentFilter {
                    reversed: true,
                    organization: Some(env.ctx.new_id()),
                    ..PaymentFilter::default()
                },
                "payments_reversed_by_date",
            ),
            (
                PaymentFilter {
                    kind: Some(PaymentKind::Refund),
                    mode: Some(PaymentMode::Cash),
                    ..PaymentFilter::default()
                },
                "payments_refunds_by_date",
            ),
            (
                PaymentFilter {
                    client: Some(env.ctx.new_id()),
                    advance: true,
                    reversed: true,
                    kind: Some(PaymentKind::Refund),
                    ..PaymentFilter::default()
                },
                "payments_by_client",
            ),
        ] {
            let plan = store::list_statement(&filter, Scope::All)
                .plan(&env.ctx.db)
                .await
                .unwrap();
            assert!(plan.contains(index), "{index} in {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
            }
        }
        let settled = store::settled_statement([env.ctx.new_id(), env.ctx.new_id()]);
        let plan = settled.plan(&env.ctx.db).await.unwrap();
        let one_each = match env.engine {
            Engine::Sqlite => "sqlite_autoindex_allocations_2 (payment_id=?)",
            Engine::Postgres => "allocations_payment_id_invoice_id_key",
        };
        assert!(plan.contains(one_each), "{plan}");
        let totals = store::totals_statement(&PaymentFilter::default(), Scope::All);
        let plan = totals.plan(&env.ctx.db).await.unwrap();
        assert!(
            plan.contains("payment_totals") && !plan.contains("payments_by"),
            "{plan}"
        );
        let cash = PaymentFilter {
            mode: Some(PaymentMode::Cash),
            ..PaymentFilter::default()
        };
        let of_company = PaymentFilter {
            organization: Some(env.ctx.new_id()),
            from: Some(jiff::civil::date(2026, 11, 1)),
            ..PaymentFilter::default()
        };
        for (filter, index) in [(cash, "payments_by_mode"), (of_company, "payments_by_organization")] {
            let totals = store::totals_statement(&filter, Scope::All);
            let plan = totals.plan(&env.ctx.db).await.unwrap();
            assert!(plan.contains(index), "{plan}");
            let alone = env.engine == Engine::Postgres || plan.contains("COVERING INDEX");
            assert!(alone, "the sums come out of the index alone:\n{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn advances_refunds_and_open_invoices_have_their_indexes() {
    on_both_engines(async |env| {
        let (client, company) = (env.ctx.new_id(), env.ctx.new_id());
        let of = (client, company, Currency::Uah);
        for (statement, index) in [
            (store::advances_statement(client), "payments_with_advance"),
            (store::with_advance_statement(of, 50), "payments_with_advance"),
            (store::refunds_statement(env.ctx.new_id()), "payments_refunding"),
            (
                invoices::store::open_statement(client, company, None, 100),
                "invoices_owed",
            ),
            (
                invoices::store::open_statement(client, company, Some(Currency::Eur), 100),
                "invoices_owed",
            ),
        ] {
            let plan = statement.plan(&env.ctx.db).await.unwrap();
            assert!(plan.contains(index), "{index} in {plan}");
        }
        let plan = store::advances_statement(client).plan(&env.ctx.db).await.unwrap();
        let alone = plan.contains("COVERING INDEX") || env.engine == Engine::Postgres;
        assert!(alone, "the sums come out of the index alone:\n{plan}");
    })
    .await;
}
