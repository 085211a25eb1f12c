//! The list of expenses and its sums.

use super::{Ctx, ExpenseFilter, SaveExpense, TestEnv, actions, books, category, client, on_both_engines, typed};
use crate::company::payment_modes::model::PaymentMode;
use crate::documents::invoices;
use crate::documents::invoices::model::BillExpense;
use crate::finance::expenses::model::{BillState, ExpenseSort};
use crate::finance::expenses::store;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::paging::{Cursor, Direction, SortKey};
use crate::platform::db::Engine;

#[tokio::test]
async fn the_list_is_narrowed_sorted_and_turned() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let travel = category(ctx, "Відрядження").await;
        let yolkin = client(ctx, "ФОП Йолкін Семен").await;
        for n in 1..=60 {
            let (client, category) = match n % 3 {
                0 => (yolkin.to_string(), travel.to_string()),
                1 => (books.client.to_string(), String::new()),
                _ => (String::new(), String::new()),
            };
            let form = SaveExpense {
                billable: !client.is_empty(),
                client,
                category,
                date: format!("2026-11-{:02}", 1 + n % 24),
                mode: if n % 2 == 0 { "cash" } else { "card" }.into(),
                currency: if n % 10 == 0 { "EUR" } else { "UAH" }.into(),
                reference: format!("TX-{n:03}"),
                ..typed(ctx, &books, &format!("Витрата {n:02}"), &format!("{n}.50"))
            };
            let id = actions::save(ctx, form).await.unwrap();
            if n == 3 {
                let bill = BillExpense {
                    request: ctx.new_id(),
                    expense: id,
                    invoice: String::new(),
                };
                invoices::actions::bill_expense(ctx, bill).await.unwrap();
            }
        }
        let filter = ExpenseFilter::default();
        let page = actions::list(ctx, filter.clone()).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(page.rows.is_sorted_by_key(|row| std::cmp::Reverse((row.date, row.id))));
        let rest = ExpenseFilter {
            after: page.next.clone(),
            ..filter.clone()
        };
        let rest = actions::list(ctx, rest).await.unwrap();
        assert_eq!(rest.rows.len(), 10);
        let back = ExpenseFilter {
            after: rest.previous.clone(),
            ..filter.clone()
        };
        assert_eq!(actions::list(ctx, back).await.unwrap().rows, page.rows);
        for sort in ExpenseSort::ALL {
            let sorted = ExpenseFilter {
                sort: *sort,
                desc: false,
                // A cursor of another order is forgotten.
                after: page.next.clone().filter(|_| *sort != ExpenseSort::Date),
                ..filter.clone()
            };
            let rows = actions::list(ctx, sorted).await.unwrap().rows;
            assert_eq!(rows.len(), 50);
            assert!(match sort {
                ExpenseSort::Date => rows.is_sorted_by_key(|row| row.date),
                ExpenseSort::Amount => rows.is_sorted_by_key(|row| row.amount),
                ExpenseSort::Name => rows.is_sorted_by_key(|row| row.sort_name.clone()),
            });
        }

        let count = async |filter: ExpenseFilter| {
            let totals = actions::totals(ctx, filter.clone()).await.unwrap();
            let rows = actions::list(ctx, filter).await.unwrap().rows;
            let counted: i64 = totals.iter().map(|total| total.expenses).sum();
            assert_eq!(usize::try_from(counted).unwrap().min(50), rows.len());
            if counted <= 50 {
                for total in &totals {
                    let of = rows.iter().filter(|row| row.currency == total.spent.currency);
                    let (spent, vat) = of.fold((0, 0), |(spent, vat), row| {
                        (spent + row.amount.minor(), vat + row.vat.minor())
                    });
                    assert_eq!((total.spent.amount.minor(), total.vat.amount.minor()), (spent, vat));
                }
            }
            counted
        };
        let of = |change: &dyn Fn(&mut ExpenseFilter)| {
            let mut filter = ExpenseFilter::default();
            change(&mut filter);
            filter
        };
        assert_eq!(count(of(&|_| ())).await, 60);
        assert_eq!(count(of(&|f| f.client = Some(yolkin))).await, 20);
        assert_eq!(count(of(&|f| f.category = Some(travel))).await, 20);
        assert_eq!(count(of(&|f| f.mode = Some(PaymentMode::Cash))).await, 30);
        assert_eq!(count(of(&|f| f.currency = Some(Currency::Eur))).await, 6);
        assert_eq!(count(of(&|f| f.bill = Some(BillState::Billed))).await, 1);
        assert_eq!(count(of(&|f| f.bill = Some(BillState::ToBill))).await, 39);
        assert_eq!(count(of(&|f| f.organization = Some(books.organization))).await, 60);
        assert_eq!(count(of(&|f| f.organization = Some(ctx.new_id()))).await, 0);
        assert_eq!(count(of(&|f| f.q = "tx-017".into())).await, 1);
        assert_eq!(count(of(&|f| f.q = "йолкін".into())).await, 20);
        assert_eq!(count(of(&|f| f.q = "17,50".into())).await, 1);
        assert_eq!(count(of(&|f| f.q = "'; DROP TABLE expenses; --".into())).await, 0);
        let day = jiff::civil::date(2026, 11, 5);
        assert_eq!(count(of(&|f| (f.from, f.until) = (Some(day), Some(day)))).await, 3);
    })
    .await;
}

fn cursor(sort: ExpenseSort) -> Cursor {
    let key = match sort {
        ExpenseSort::Date => SortKey::Date(jiff::civil::date(2026, 11, 24)),
        ExpenseSort::Amount => SortKey::Int(0),
        ExpenseSort::Name => SortKey::Text("a".into()),
    };
    Cursor {
        direction: Direction::Forward,
        key,
        id: uuid::Uuid::from_u128(1),
    }
}

async fn plan(ctx: &Ctx, scope: Scope, filter: &ExpenseFilter) -> String {
    store::list_plan(&ctx.db, scope, filter).await.unwrap()
}

#[tokio::test]
async fn every_list_has_its_index() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        for n in 1..=5 {
            actions::save(ctx, typed(ctx, &books, "A", &n.to_string()))
                .await
                .unwrap();
        }
        let (client, user): (ClientId, UserId) = (books.client, ctx.new_id());
        let sorted = |sort| ExpenseFilter {
            sort,
            after: Some(cursor(sort)),
            ..ExpenseFilter::default()
        };
        let by_date = || sorted(ExpenseSort::Date);
        for (filter, scope, index) in [
            (by_date(), Scope::All, "expenses_by_date"),
            (sorted(ExpenseSort::Amount), Scope::All, "expenses_by_amount"),
            (sorted(ExpenseSort::Name), Scope::All, "expenses_by_name"),
            (by_date(), Scope::OwnedBy(user), "expenses_"),
            (
                ExpenseFilter {
                    client: Some(client),
                    ..by_date()
                },
                Scope::All,
                "expenses_of_client",
            ),
            (
                ExpenseFilter {
                    organization: Some(books.organization),
                    ..by_date()
                },
                Scope::All,
                "expenses_",
            ),
            (
                ExpenseFilter {
                    category: Some(ctx.new_id()),
                    ..by_date()
                },
                Scope::All,
                "expenses_of_category",
            ),
            (
                ExpenseFilter {
                    bill: Some(BillState::ToBill),
                    ..by_date()
                },
                Scope::All,
                "expenses_",
            ),
        ] {
            let plan = plan(ctx, scope, &filter).await;
            assert!(plan.contains(index), "{filter:?} {scope:?}: {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("SCAN"), "{plan}");
                assert!(scope != Scope::All || !plan.contains("TEMP B-TREE"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan on expenses"), "{plan}");
            }
        }
        let sums = ExpenseFilter {
            client: Some(client),
            ..ExpenseFilter::default()
        };
        let plan = store::totals_plan(&ctx.db, Scope::All, &sums).await.unwrap();
        assert!(plan.contains("expenses_of_client"), "{plan}");
        let plan = invoices::store::to_bill_plan(&ctx.db, client).await.unwrap();
        assert!(
            plan.contains("expenses_of_client") && plan.contains("invoice_lines_of_expense"),
            "{plan}"
        );
    })
    .await;
}
