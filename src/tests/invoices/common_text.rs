//! A text that many invoices hold is looked for row by row: what is found is the same.

use super::lists::{many_invoices, one_of_each};
use super::{office, stored};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{InvoiceFilter, InvoiceRow, InvoiceState, InvoiceTotalsRow};
use crate::documents::invoices::store::{self, Search};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::ids::InvoiceId;
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;
use crate::tests::{TestEnv, on_both_engines};

async fn rows(ctx: &Ctx, filter: &InvoiceFilter, today: Date, search: Search) -> Vec<InvoiceId> {
    let sql = store::list(filter, Scope::All, today, search);
    let rows: Vec<InvoiceRow> = sql.all(&mut ctx.read()).await.unwrap();
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
                let (text, common) = (Search::Text, Search::Common);
                let found = rows(ctx, &filter, today, text).await;
                assert_eq!(found, rows(ctx, &filter, today, common).await, "{filter:?}");
                let summed = sums(ctx, &filter, today, text).await;
                assert_eq!(summed, sums(ctx, &filter, today, common).await, "{filter:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_common_text_is_told_from_a_rare_one_and_read_in_the_order_of_the_list() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_invoices(ctx, env.engine).await;
        let newest = actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows[0].id;
        let client = stored(ctx, newest).await.client;
        let name = crate::crm::clients::actions::show(ctx, client).await.unwrap().name;
        let letter: String = name.chars().filter(|c| c.is_lowercase()).take(1).collect();
        for (text, common) in [(letter.as_str(), true), ("0", true), ("zzz", false), ("«»", false)] {
            assert_eq!(store::is_common(&mut ctx.read(), text).await.unwrap(), common, "{text}");
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
    })
    .await;
}
