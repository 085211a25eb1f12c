//! What a number and a text find among acts and notes: those of the kind that is asked for, whichever way they are looked for.

use super::lists::many_acts;
use super::{issued, issued_part, stored};
use crate::documents::closing::actions;
use crate::documents::closing::model::{ClosingFilter, ClosingKind, ClosingRow, ClosingState, ClosingTotalsRow};
use crate::documents::closing::store::{self, Search};
use crate::documents::invoices;
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClosingId, InvoiceId};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::invoices::{Office, office};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

/// An invoice over goods: what a delivery note is made of.
async fn goods(ctx: &Ctx, office: &Office) -> InvoiceId {
    let mut form = office.form(ctx, "5");
    form.lines[0].kind = "goods".into();
    invoices::actions::issue_now(ctx, form).await.unwrap().id
}

async fn rows(ctx: &Ctx, kind: ClosingKind, filter: &ClosingFilter, search: Search) -> Vec<ClosingId> {
    let sql = store::list(kind, filter, Scope::All, search);
    let rows: Vec<ClosingRow> = sql.all(&mut ctx.read()).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

async fn sums(ctx: &Ctx, kind: ClosingKind, filter: &ClosingFilter, search: Search) -> Vec<ClosingTotalsRow> {
    let sql = store::totals(kind, filter, Scope::All, search);
    sql.all(&mut ctx.read()).await.unwrap()
}

#[tokio::test]
async fn a_number_that_an_act_and_a_note_have_finds_that_of_its_list() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        let act = issued_part(ctx, Act, invoice, "1").await;
        let of_goods = goods(ctx, &office).await;
        let note = issued(ctx, DeliveryNote, of_goods).await;
        let paper = stored(ctx, Act, act).await;
        let number = paper.number().unwrap().to_owned();
        assert_eq!(
            stored(ctx, DeliveryNote, note).await.number(),
            Some(number.as_str()),
            "each kind has its own series"
        );
        for (kind, id, of) in [(Act, act, invoice), (DeliveryNote, note, of_goods)] {
            for q in [number.as_str(), number.trim_start_matches('0'), "ромашка"] {
                let everything = ClosingFilter {
                    q: q.into(),
                    ..ClosingFilter::default()
                };
                let narrowed = [
                    everything.clone(),
                    ClosingFilter {
                        state: Some(ClosingState::Issued),
                        ..everything.clone()
                    },
                    ClosingFilter {
                        client: Some(paper.client),
                        ..everything.clone()
                    },
                    ClosingFilter {
                        invoice: Some(of),
                        ..everything.clone()
                    },
                ];
                for filter in narrowed {
                    let page = actions::list(ctx, kind, &filter).await.unwrap();
                    let ids: Vec<ClosingId> = page.rows.iter().map(|row| row.id).collect();
                    assert_eq!(ids, [id], "{kind:?} {filter:?}");
                    let totals = actions::totals(ctx, kind, &filter).await.unwrap();
                    let papers: i64 = totals.iter().map(|row| row.papers).sum();
                    assert_eq!(papers, 1, "{kind:?} {filter:?}");
                }
                let elsewhere = ClosingFilter {
                    state: Some(ClosingState::Cancelled),
                    ..everything.clone()
                };
                assert_eq!(actions::list(ctx, kind, &elsewhere).await.unwrap().rows, []);
                let elsewhere = ClosingFilter {
                    client: Some(ctx.new_id()),
                    ..everything
                };
                assert_eq!(actions::list(ctx, kind, &elsewhere).await.unwrap().rows, []);
            }
            let suggested = actions::suggest(ctx, kind, &number, 5).await.unwrap();
            let ids: Vec<ClosingId> = suggested.iter().map(|row| row.id).collect();
            assert_eq!(ids, [id], "{kind:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_rare_and_a_common_text_find_and_sum_what_any_text_does() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        for amount in ["1", "2", "3"] {
            issued_part(ctx, Act, invoice, amount).await;
        }
        let of_goods = goods(ctx, &office).await;
        issued(ctx, DeliveryNote, of_goods).await;
        for q in ["р", "ромашка", "0", "00002", "3.60", "zz", "_"] {
            let searched = ClosingFilter {
                q: q.into(),
                ..ClosingFilter::default()
            };
            let narrowed = [
                searched.clone(),
                ClosingFilter {
                    state: Some(ClosingState::Unsigned),
                    ..searched.clone()
                },
                ClosingFilter {
                    client: Some(office.client),
                    ..searched.clone()
                },
                ClosingFilter {
                    invoice: Some(of_goods),
                    ..searched.clone()
                },
                ClosingFilter {
                    organization: Some(office.organization),
                    ..searched
                },
            ];
            let acts = rows(ctx, Act, &narrowed[0], Search::Text).await;
            assert_eq!(acts.is_empty(), matches!(q, "zz" | "_"), "{q}");
            for (filter, kind) in narrowed
                .iter()
                .flat_map(|filter| [(filter, Act), (filter, DeliveryNote)])
            {
                let found = rows(ctx, kind, filter, Search::Text).await;
                let summed = sums(ctx, kind, filter, Search::Text).await;
                for search in [Search::Rare, Search::Common] {
                    let told = format!("{search:?} {kind:?} {filter:?}");
                    assert_eq!(found, rows(ctx, kind, filter, search).await, "{told}");
                    assert_eq!(summed, sums(ctx, kind, filter, search).await, "{told}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn common_texts_and_rare_ones_are_looked_for_each_in_its_way() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_acts(ctx, env.engine).await;
        let way = async |kind, text: &str| store::text_search(&mut ctx.read(), kind, text).await.unwrap();
        for (kind, text, expected) in [
            // In the numbers of the newest acts; of notes there are none.
            (Act, "0", Search::Common),
            (DeliveryNote, "0", Search::Rare),
            (Act, "zzz", Search::Rare),
            (Act, "«»", Search::Rare),
            // Many papers of clients who are not many.
            (Act, "ромашка", Search::Text),
        ] {
            assert_eq!(way(kind, text).await, expected, "{kind:?} {text}");
        }
        let filter = ClosingFilter {
            q: "0".into(),
            ..ClosingFilter::default()
        };
        let plan = store::list(Act, &filter, Scope::All, Search::Common)
            .plan(&ctx.db)
            .await
            .unwrap();
        assert!(plan.contains("closings_by_date"), "{plan}");
        assert!(
            env.engine == Engine::Postgres || !plan.contains("TEMP B-TREE"),
            "{plan}"
        );
        assert_eq!(
            rows(ctx, Act, &filter, Search::Common).await,
            rows(ctx, Act, &filter, Search::Text).await
        );

        // Each client has 150 acts: those of one are few, those of twenty are not.
        for (clients, expected) in [(1, Search::Rare), (20, Search::Text)] {
            let renamed = format!(
                "UPDATE clients SET search = 'велетень' WHERE id IN (SELECT id FROM clients ORDER BY id LIMIT {clients})"
            );
            Sql::raw(renamed).outside_transaction(&ctx.db).await.unwrap();
            assert_eq!(way(Act, "велетень").await, expected, "{clients}");
        }
    })
    .await;
}
