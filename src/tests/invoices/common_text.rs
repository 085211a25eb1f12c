//! A text that many invoices hold is looked for row by row, one that few hold and a number by the ids of what is found: found is the same.

use super::lists::{many_invoices, one_of_each};
use super::{office, stored};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{
    ClosingQueue, InvoiceFilter, InvoiceRow, InvoiceState, InvoiceTotalsRow, Stage,
};
use crate::documents::invoices::store::{self, Search};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::ids::InvoiceId;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::{TestEnv, on_both_engines};

async fn found(ctx: &Ctx, filter: &InvoiceFilter, today: Date, search: Search) -> Vec<InvoiceRow> {
    let sql = store::list(filter, Scope::All, today, search);
    sql.all(&mut ctx.read()).await.unwrap()
}

async fn rows(ctx: &Ctx, filter: &InvoiceFilter, today: Date, search: Search) -> Vec<InvoiceId> {
    let rows = found(ctx, filter, today, search).await;
    rows.into_iter().map(|row| row.id).collect()
}

async fn sums(ctx: &Ctx, filter: &InvoiceFilter, today: Date, search: Search) -> Vec<InvoiceTotalsRow> {
    let sql = store::totals(filter, Scope::All, today, search);
    sql.all(&mut ctx.read()).await.unwrap()
}

#[tokio::test]
async fn a_common_text_finds_and_sums_what_any_text_does() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let other = one_of_each(ctx, &office).await;
        let today = "2026-11-24".parse().unwrap();
        for q in ["р", "ромашка", "0", "00002", "1", "120", "zz", "_"] {
            let searched = InvoiceFilter {
                q: q.into(),
                ..InvoiceFilter::default()
            };
            let narrowed = [
                searched.clone(),
                InvoiceFilter {
                    state: Some(InvoiceState::Unpaid),
                    ..searched.clone()
                },
                InvoiceFilter {
                    client: Some(other),
                    ..searched.clone()
                },
                InvoiceFilter {
                    organization: Some(office.organization),
                    ..searched.clone()
                },
                InvoiceFilter {
                    from: Some(today),
                    ..searched
                },
            ];
            for filter in narrowed {
                let found = rows(ctx, &filter, today, Search::Text).await;
                let summed = sums(ctx, &filter, today, Search::Text).await;
                for search in [Search::Rare, Search::Common] {
                    assert_eq!(found, rows(ctx, &filter, today, search).await, "{search:?} {filter:?}");
                    assert_eq!(summed, sums(ctx, &filter, today, search).await, "{search:?} {filter:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_finds_and_sums_what_has_it_beside_whatever_else_narrows_the_list() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let other = one_of_each(ctx, &office).await;
        let today = "2026-11-24".parse().unwrap();
        let all = InvoiceFilter::default();
        let mut filters = vec![
            all.clone(),
            InvoiceFilter {
                organization: Some(office.organization),
                ..all.clone()
            },
            InvoiceFilter {
                contract: Some(ctx.new_id()),
                ..all.clone()
            },
        ];
        filters.extend(InvoiceState::ALL.iter().map(|state| InvoiceFilter {
            state: Some(*state),
            ..all.clone()
        }));
        filters.extend(ClosingQueue::ALL.iter().map(|queue| InvoiceFilter {
            closing: Some(*queue),
            ..all.clone()
        }));
        filters.extend([office.client, other].map(|client| InvoiceFilter {
            client: Some(client),
            ..all.clone()
        }));
        let everything = found(ctx, &all, today, Search::Nothing).await;
        let numbers: Vec<String> = everything.into_iter().filter_map(|row| row.number).collect();
        assert_eq!(numbers.len(), 5, "{numbers:?}");
        for filter in &filters {
            let narrowed = found(ctx, filter, today, Search::Nothing).await;
            for number in &numbers {
                let having: Vec<&InvoiceRow> = narrowed
                    .iter()
                    .filter(|row| row.number.as_ref() == Some(number))
                    .collect();
                let ids: Vec<InvoiceId> = having.iter().map(|row| row.id).collect();
                let sums_all = filter.state.is_some() || filter.closing.is_some();
                let summed = having.iter().filter(|row| sums_all || row.stage == Stage::Issued);
                let summed: i64 = summed.map(|row| row.total.minor()).sum();
                for q in [number.as_str(), number.trim_start_matches('0')] {
                    let searched = InvoiceFilter {
                        q: q.into(),
                        ..filter.clone()
                    };
                    let found = rows(ctx, &searched, today, Search::Number).await;
                    assert_eq!(found, ids, "{searched:?}");
                    let sums = sums(ctx, &searched, today, Search::Number).await;
                    let total: i64 = sums.iter().map(|row| row.total.minor()).sum();
                    assert_eq!(total, summed, "{searched:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn common_texts_rare_ones_and_numbers_are_looked_for_each_in_its_way() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_invoices(ctx, env.engine).await;
        let newest = actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows[0].id;
        let client = stored(ctx, newest).await.client;
        let name = crate::crm::clients::actions::show(ctx, client).await.unwrap().name;
        let letter: String = name.chars().filter(|c| c.is_lowercase()).take(1).collect();
        let way = async |text: &str| store::text_search(&mut ctx.read(), text).await.unwrap();
        for (text, expected) in [
            (letter.as_str(), Search::Common),
            ("0", Search::Common),
            ("zzz", Search::Rare),
            ("«»", Search::Rare),
        ] {
            assert_eq!(way(text).await, expected, "{text}");
        }
        let filter = InvoiceFilter {
            q: letter,
            ..InvoiceFilter::default()
        };
        let today = "2026-11-24".parse().unwrap();
        let plan = store::list(&filter, Scope::All, today, Search::Common)
            .plan(&ctx.db)
            .await
            .unwrap();
        assert!(plan.contains("invoices_by_date"), "{plan}");
        assert!(
            env.engine == Engine::Postgres || !plan.contains("TEMP B-TREE"),
            "{plan}"
        );
        assert_eq!(actions::list(ctx, &filter).await.unwrap().rows[0].id, newest);

        // Few clients with many invoices.
        let renamed =
            "UPDATE clients SET search = 'велетень' WHERE id IN (SELECT id FROM clients ORDER BY id LIMIT 20)";
        Sql::raw(renamed.to_owned()).outside_transaction(&ctx.db).await.unwrap();
        assert_eq!(way("велетень").await, Search::Text);

        if env.engine == Engine::Postgres {
            return;
        }
        let rare = InvoiceFilter {
            q: "125".into(),
            ..InvoiceFilter::default()
        };
        for search in [Search::Text, Search::Rare] {
            let plan = store::list(&rare, Scope::All, today, search).plan(&ctx.db);
            let plan = plan.await.unwrap();
            assert!(
                plan.contains("invoices_by_client (client_id=?)"),
                "from the clients to their invoices:\n{plan}"
            );
        }
        let plan = store::totals(&rare, Scope::All, today, Search::Text).plan(&ctx.db);
        let plan = plan.await.unwrap();
        assert!(
            plan.contains("SEARCH i USING COVERING INDEX invoices_by_lifecycle (lifecycle=?)"),
            "many are not looked up one by one:\n{plan}"
        );
        let of_state = |state| InvoiceFilter {
            state: Some(state),
            ..rare.clone()
        };
        for filter in [
            rare.clone(),
            of_state(InvoiceState::Issued),
            of_state(InvoiceState::Paid),
            InvoiceFilter {
                closing: Some(ClosingQueue::Open),
                ..rare.clone()
            },
            InvoiceFilter {
                client: Some(client),
                ..rare.clone()
            },
            InvoiceFilter {
                client: Some(client),
                ..of_state(InvoiceState::Paid)
            },
            InvoiceFilter {
                contract: Some(ctx.new_id()),
                ..rare.clone()
            },
        ] {
            for search in [Search::Number, Search::Rare] {
                for sql in [
                    store::list(&filter, Scope::All, today, search),
                    store::totals(&filter, Scope::All, today, search),
                ] {
                    let plan = sql.plan(&ctx.db).await.unwrap();
                    assert!(
                        plan.contains("SEARCH i USING INDEX sqlite_autoindex_invoices_1 (id=?)"),
                        "{search:?} {filter:?}, by the ids of what is found:\n{plan}"
                    );
                }
            }
        }
    })
    .await;
}
