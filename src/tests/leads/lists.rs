//! The list and the board of leads, and along which indexes they are read.

use super::{LeadFilter, TestEnv, actions, choice, lead, moved, on_both_engines, typed};
use crate::crm::leads::forms::SaveLead;
use crate::crm::leads::model::{ChoiceKind, LeadSort};
use crate::crm::leads::store;
use crate::kernel::actor::Scope;
use crate::kernel::ids::UserId;
use crate::kernel::paging::{Cursor, Direction, SortKey};
use crate::platform::db::Engine;

async fn sorted(ctx: &crate::platform::ctx::Ctx, filter: LeadFilter) -> Vec<String> {
    let page = actions::list(ctx, filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn leads_are_found_ordered_and_paged() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for (name, value, contacted, tags) in [
            ("Борис", "200", "2026-11-20", "гурт"),
            ("Анна", "300", "", "виставка"),
            ("Вікторія", "100", "2026-11-22", ""),
        ] {
            let form = SaveLead {
                value: value.into(),
                contacted: contacted.into(),
                tags: tags.into(),
                phone: "+380 50 123-45-67".into(),
                ..typed(ctx, name)
            };
            actions::save(ctx, form).await.unwrap();
            ctx.clock.advance(std::time::Duration::from_millis(1));
        }
        for (sort, desc, expected) in [
            (LeadSort::Created, true, ["Вікторія", "Анна", "Борис"]),
            (LeadSort::Name, false, ["Анна", "Борис", "Вікторія"]),
            (LeadSort::Value, true, ["Анна", "Борис", "Вікторія"]),
            (LeadSort::Contacted, false, ["Анна", "Борис", "Вікторія"]),
        ] {
            let filter = LeadFilter {
                sort,
                desc,
                ..LeadFilter::default()
            };
            assert_eq!(sorted(ctx, filter).await, expected, "{sort}");
        }
        for (q, found) in [("виставка", 1), ("380501234567", 3), ("анна", 1), ("дмитро", 0)] {
            let filter = LeadFilter {
                q: q.into(),
                ..LeadFilter::default()
            };
            assert_eq!(sorted(ctx, filter).await.len(), found, "{q}");
        }
        for i in 0..60 {
            lead(ctx, &format!("Лід {i:02}")).await;
        }
        let mut filter = LeadFilter {
            sort: LeadSort::Value,
            desc: false,
            ..LeadFilter::default()
        };
        let first = actions::list(ctx, filter.clone()).await.unwrap();
        filter.after = first.next;
        let second = actions::list(ctx, filter).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len()), (50, 13));
        assert!(second.next.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_board_has_a_column_for_each_status_with_its_sums() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        assert_eq!(actions::board(ctx, LeadFilter::default()).await.unwrap().len(), 1);
        let fresh = choice(ctx, ChoiceKind::Status, "Новий").await;
        let offered = choice(ctx, ChoiceKind::Status, "Пропозиція").await;
        let worth = async |name: &str, value: &str, currency: &str| {
            let form = SaveLead {
                value: value.into(),
                currency: currency.into(),
                status: fresh.to_string(),
                ..typed(ctx, name)
            };
            actions::save(ctx, form).await.unwrap()
        };
        let first = worth("Анна", "100", "UAH").await;
        worth("Борис", "50,25", "UAH").await;
        worth("Вікторія", "70", "EUR").await;
        for i in 0..60 {
            lead(ctx, &format!("Лід {i:02}")).await;
        }
        actions::move_to(ctx, moved(first, Some(offered))).await.unwrap();
        let board = actions::board(ctx, LeadFilter::default()).await.unwrap();
        let told: Vec<_> = board
            .iter()
            .map(|column| {
                let values: Vec<String> = column.values.iter().map(ToString::to_string).collect();
                let name = column.status.as_ref().map(|status| status.name.clone());
                (
                    name.unwrap_or_default(),
                    column.leads,
                    column.cards.len(),
                    values.join(" "),
                )
            })
            .collect();
        let column = |name: &str, leads, cards, values: &str| (name.to_owned(), leads, cards, values.to_owned());
        assert_eq!(
            told,
            [
                column("", 60, 50, ""),
                column("Новий", 2, 2, "70.00 EUR 50.25 UAH"),
                column("Пропозиція", 1, 1, "100.00 UAH"),
            ]
        );
        let narrowed = LeadFilter {
            q: "анна".into(),
            ..LeadFilter::default()
        };
        let board = actions::board(ctx, narrowed).await.unwrap();
        assert_eq!(board.iter().map(|column| column.leads).sum::<i64>(), 1);
        assert_eq!(board.len(), 2, "nothing is without a status");
    })
    .await;
}

#[tokio::test]
async fn the_lists_read_along_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for i in 0..5 {
            lead(ctx, &format!("A{i}")).await;
        }
        let user: UserId = ctx.new_id();
        for (sort, scope, index) in [
            (LeadSort::Created, Scope::All, "leads_by_newest"),
            (LeadSort::Name, Scope::All, "leads_by_name"),
            (LeadSort::Value, Scope::All, "leads_by_value"),
            (LeadSort::Contacted, Scope::All, "leads_by_contacted"),
            (LeadSort::Created, Scope::OwnedBy(user), "leads_of_assigned"),
        ] {
            let key = match sort {
                LeadSort::Created | LeadSort::Value => SortKey::Int(0),
                LeadSort::Name => SortKey::Text("a".into()),
                LeadSort::Contacted => SortKey::Date(jiff::civil::date(2026, 11, 24)),
            };
            let filter = LeadFilter {
                sort,
                after: Some(Cursor {
                    direction: Direction::Forward,
                    key,
                    id: uuid::Uuid::from_u128(1),
                }),
                ..LeadFilter::default()
            };
            let plan = store::list_plan(&ctx.db, scope, &filter).await.unwrap();
            assert!(plan.contains(index), "{sort} {scope:?}: {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan on leads"), "{plan}");
            }
        }
        let plan = store::board_plan(&ctx.db, Scope::All).await.unwrap();
        assert!(plan.contains("leads_by_"), "{plan}");
        assert!(
            !plan.contains("SCAN l ") && !plan.contains("Seq Scan on leads"),
            "{plan}"
        );
    })
    .await;
}
