//! The lists of requests and how they are read.

use super::{
    Ctx, Lang, OwnTicketFilter, SetTicketStatus, TestEnv, TicketFilter, TicketStatus, TicketView, actions, ask, books,
    client, department, on_both_engines, ticket, visitor,
};
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClientId, TicketId, UserId};
use crate::kernel::paging::{Cursor, Direction, SortKey};
use crate::platform::db::Engine;
use crate::support::tickets::forms::NewTicket;
use crate::support::tickets::model::{TicketPriority, TicketSort};
use crate::support::tickets::store::lists;

async fn about(ctx: &Ctx, client: ClientId, n: usize, department: &str) -> TicketId {
    let form = NewTicket {
        request: Some(ctx.new_id()),
        client: client.to_string(),
        department: department.into(),
        priority: if n.is_multiple_of(2) { "high" } else { "low" }.into(),
        subject: format!("Питання {n:02}"),
        body: "Текст".into(),
        ..NewTicket::default()
    };
    ctx.clock.advance(std::time::Duration::from_secs(1));
    actions::open(ctx, &form, Vec::new()).await.unwrap()
}

#[tokio::test]
async fn the_list_is_narrowed_sorted_and_turned() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let yolkin = client(ctx, "ФОП Йолкін Семен").await;
        let sales = department(ctx, "Продажі").await;
        for n in 1..=60 {
            let (client, department) = if n % 3 == 0 {
                (yolkin, sales.to_string())
            } else {
                (books.client, String::new())
            };
            let id = about(ctx, client, n, &department).await;
            let status = TicketStatus::ALL[n % 5];
            actions::set_status(ctx, SetTicketStatus { id, status }).await.unwrap();
        }
        let all = TicketFilter {
            state: TicketView::All,
            ..TicketFilter::default()
        };
        let page = actions::list(ctx, all.clone()).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(
            page.rows
                .is_sorted_by_key(|row| std::cmp::Reverse((row.moment, row.id)))
        );
        let rest = TicketFilter {
            after: page.next.clone(),
            ..all.clone()
        };
        let rest = actions::list(ctx, rest).await.unwrap();
        assert_eq!(rest.rows.len(), 10);
        let back = TicketFilter {
            after: rest.previous.clone(),
            ..all.clone()
        };
        assert_eq!(actions::list(ctx, back).await.unwrap().rows, page.rows);
        let numbered = TicketFilter {
            sort: TicketSort::Number,
            desc: false,
            ..all.clone()
        };
        let numbers: Vec<i64> = actions::list(ctx, numbered)
            .await
            .unwrap()
            .rows
            .iter()
            .map(|row| row.number)
            .collect();
        assert_eq!(numbers, (1..=50).collect::<Vec<i64>>());

        let count = async |change: &dyn Fn(&mut TicketFilter)| {
            let mut filter = all.clone();
            change(&mut filter);
            let rows = actions::list(ctx, filter.clone()).await.unwrap().rows.len();
            let counts = actions::counts(ctx, filter.clone()).await.unwrap();
            let meant = counts
                .iter()
                .filter(|count| match (filter.state, filter.state.status()) {
                    (_, Some(status)) => count.status == status,
                    (TicketView::Active, None) => count.status != TicketStatus::Closed,
                    (_, None) => true,
                });
            let counted: i64 = meant.map(|count| count.tickets).sum();
            assert_eq!(usize::try_from(counted).unwrap().min(50), rows);
            counted
        };
        assert_eq!(count(&|_| ()).await, 60);
        assert_eq!(count(&|f| f.state = TicketView::Active).await, 48);
        assert_eq!(count(&|f| f.state = TicketView::OnHold).await, 12);
        assert_eq!(count(&|f| f.client = Some(yolkin)).await, 20);
        assert_eq!(count(&|f| f.department = Some(sales)).await, 20);
        assert_eq!(count(&|f| f.executor = Some(ctx.new_id())).await, 0);
        assert_eq!(count(&|f| f.priority = Some(TicketPriority::High)).await, 30);
        assert_eq!(count(&|f| f.q = "питання 07".into()).await, 1);
        assert_eq!(count(&|f| f.q = "йолкін".into()).await, 20);
        assert_eq!(count(&|f| f.q = "'; DROP TABLE tickets; --".into()).await, 0);
        let found = TicketFilter { q: "59".into(), ..all };
        let found = actions::list(ctx, found).await.unwrap().rows;
        assert_eq!(found.iter().map(|row| row.number).collect::<Vec<_>>(), [59]);
    })
    .await;
}

#[tokio::test]
async fn a_client_turns_the_pages_of_his_own() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let other = client(ctx, "ФОП Йолкін").await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        for _ in 0..52 {
            ctx.clock.advance(std::time::Duration::from_secs(1));
            ticket(ctx, books.client).await;
        }
        ticket(ctx, other).await;
        ctx.clock.advance(std::time::Duration::from_secs(1));
        ask(&visitor).await;
        let page = actions::own(&visitor, OwnTicketFilter::default()).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(page.rows[1].unread && !page.rows[0].unread, "his own he has read");
        let next = OwnTicketFilter { after: page.next };
        assert_eq!(actions::own(&visitor, next).await.unwrap().rows.len(), 3);
        let open = actions::own_open(&visitor).await.unwrap();
        assert_eq!((open.rows.len(), open.count), (5, 53));
    })
    .await;
}

fn cursor() -> Cursor {
    Cursor {
        direction: Direction::Forward,
        key: SortKey::Int(7),
        id: uuid::Uuid::from_u128(1),
    }
}

#[tokio::test]
async fn every_list_has_its_index() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        for _ in 0..5 {
            ticket(ctx, books.client).await;
        }
        let (client, user): (ClientId, UserId) = (books.client, ctx.new_id());
        let all = || TicketFilter {
            state: TicketView::All,
            after: Some(cursor()),
            ..TicketFilter::default()
        };
        for (filter, scope, index) in [
            (all(), Scope::All, "tickets_by_moment"),
            (
                TicketFilter {
                    state: TicketView::Active,
                    ..all()
                },
                Scope::All,
                "tickets_",
            ),
            (
                TicketFilter {
                    state: TicketView::Closed,
                    ..all()
                },
                Scope::All,
                "tickets_of_status",
            ),
            (
                TicketFilter {
                    sort: TicketSort::Number,
                    ..all()
                },
                Scope::All,
                // That of the constraint.
                "tickets_",
            ),
            (
                TicketFilter {
                    client: Some(client),
                    ..all()
                },
                Scope::All,
                "tickets_of_client",
            ),
            (
                TicketFilter {
                    executor: Some(user),
                    ..all()
                },
                Scope::All,
                "tickets_of_executor",
            ),
            (
                TicketFilter {
                    department: Some(ctx.new_id()),
                    ..all()
                },
                Scope::All,
                "tickets_of_department",
            ),
            (all(), Scope::OwnedBy(user), "tickets_"),
        ] {
            let plan = lists::list_plan(&ctx.db, scope, &filter).await.unwrap();
            assert!(plan.contains(index), "{filter:?} {scope:?}: {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("SCAN"), "{plan}");
                assert!(scope != Scope::All || !plan.contains("TEMP B-TREE"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan on tickets"), "{plan}");
            }
        }
        let plan = lists::own_plan(&ctx.db, client, Some(&cursor())).await.unwrap();
        assert!(plan.contains("tickets_of_client_shown"), "{plan}");
    })
    .await;
}
