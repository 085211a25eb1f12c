//! Start balances: one per client and currency, none in closed books, the list and its index.
#![allow(clippy::unwrap_used)]

use super::invoices::client;
use super::organization::{create, russian_company};
use super::own_companies::stored;
use super::{TestEnv, gather_statistics, on_both_engines};
use crate::company::organization::balances::{RemoveStartBalance, SaveStartBalance};
use crate::company::organization::forms::SaveOrganization;
use crate::company::organization::{actions, start, store};
use crate::desk::company::actions::start_balances;
use crate::desk::company::model::BalanceFilter;
use crate::error::AppError;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::paging::PAGE_SIZE;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::records::activity;

fn owed(ctx: &Ctx, organization: OrganizationId, client: ClientId, currency: &str, amount: &str) -> SaveStartBalance {
    SaveStartBalance {
        request: Some(ctx.new_id()),
        organization: Some(organization),
        client: client.to_string(),
        currency: currency.into(),
        as_of: "2025-12-31".into(),
        amount: amount.into(),
        ..SaveStartBalance::default()
    }
}

#[tokio::test]
async fn there_is_one_start_balance_per_client_and_currency() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let company = create(ctx, russian_company()).await;
        let buyer = client(ctx, "ТОВ «Ромашка»").await;
        let new = owed(ctx, company, buyer, "UAH", "-1 250,50");
        let id = start::save(ctx, new.clone()).await.unwrap();
        assert_eq!(start::save(ctx, new).await.unwrap(), id, "sent twice it is one balance");
        start::save(ctx, owed(ctx, company, buyer, "EUR", "10")).await.unwrap();
        let other = create(ctx, russian_company()).await;
        start::save(ctx, owed(ctx, other, buyer, "UAH", "1")).await.unwrap();
        for (form, field, problem) in [
            (owed(ctx, company, buyer, "UAH", "5"), "client", Problem::AlreadyTaken),
            (
                owed(ctx, company, ctx.new_id(), "UAH", "5"),
                "client",
                Problem::UnknownChoice,
            ),
            (owed(ctx, company, buyer, "USD", ""), "amount", Problem::Required),
        ] {
            assert_eq!(start::save(ctx, form).await, Err(AppError::field(field, problem)));
        }
        let stored = store::start_balance(&mut ctx.read(), company, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.amount.minor(), -125_050);
        let mut change = SaveStartBalance::of(&stored);
        change.amount = "0,01".into();
        start::save(ctx, change.clone()).await.unwrap();
        assert!(matches!(
            start::save(ctx, change.clone()).await,
            Err(AppError::Conflict(_))
        ));
        change.version = 2;
        change.currency = "USD".into();
        assert_eq!(
            start::save(ctx, change).await,
            Err(AppError::field("client", Problem::Fixed))
        );
        let elsewhere = RemoveStartBalance {
            organization: Some(other),
            id: Some(id),
        };
        assert_eq!(start::remove(ctx, elsewhere).await, Err(AppError::NotFound));
        let remove = RemoveStartBalance {
            organization: Some(company),
            id: Some(id),
        };
        start::remove(ctx, remove).await.unwrap();
        // The client's history tells it too.
        let events = activity::actions::of_client(ctx, buyer, 10).await.unwrap();
        let told: Vec<_> = events
            .iter()
            .flat_map(|event| &event.changes)
            .filter(|c| c.field == "start_balance")
            .collect();
        assert_eq!(told.len(), 5);
        assert_eq!(
            (told[0].old.as_str(), told[0].new.as_str()),
            ("0.01 UAH · 2025-12-31", "")
        );
    })
    .await;
}

#[tokio::test]
async fn closed_books_keep_their_start_balances() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let company = create(ctx, russian_company()).await;
        let buyer = client(ctx, "ТОВ «Ромашка»").await;
        let id = start::save(ctx, owed(ctx, company, buyer, "UAH", "1")).await.unwrap();
        let lock = SaveOrganization {
            lock_date: "2025-12-31".into(),
            ..stored(ctx, company).await
        };
        actions::save(ctx, lock).await.unwrap();
        let date = "2025-12-31".parse().unwrap();
        let closed = AppError::field("as_of", Problem::Closed { date });
        assert_eq!(
            start::save(ctx, owed(ctx, company, buyer, "EUR", "1")).await,
            Err(closed.clone())
        );
        let stored = store::start_balance(&mut ctx.read(), company, id)
            .await
            .unwrap()
            .unwrap();
        let moved = SaveStartBalance {
            as_of: "2026-01-01".into(),
            ..SaveStartBalance::of(&stored)
        };
        assert_eq!(start::save(ctx, moved).await, Err(closed.clone()));
        let remove = RemoveStartBalance {
            organization: Some(company),
            id: Some(id),
        };
        assert_eq!(start::remove(ctx, remove).await, Err(closed));
    })
    .await;
}

#[tokio::test]
async fn start_balances_are_listed_by_day_searched_and_paged() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let company = create(ctx, russian_company()).await;
        for n in 0..PAGE_SIZE + 3 {
            let buyer = client(ctx, &format!("Клиент {n:03}")).await;
            start::save(ctx, owed(ctx, company, buyer, "RUB", &n.to_string()))
                .await
                .unwrap();
        }
        let late = client(ctx, "Позже всех").await;
        let mut form = owed(ctx, company, late, "RUB", "7");
        form.as_of = "2026-01-31".into();
        start::save(ctx, form).await.unwrap();
        let list = async |q: &str, after: String| {
            let filter = BalanceFilter { q: q.into(), after };
            start_balances(ctx, company, &filter).await.unwrap().page
        };
        let first = list("", String::new()).await;
        assert_eq!(
            (first.rows.len(), first.rows[0].client_name.as_str()),
            (PAGE_SIZE, "Позже всех")
        );
        let second = list("", first.next.unwrap().to_string()).await;
        assert_eq!((second.rows.len(), second.next.is_none()), (4, true));
        let found = list("клиент 007", String::new()).await;
        assert_eq!(found.rows.len(), 1);
        assert_eq!(found.rows[0].balance.amount.minor(), 700);
        assert_eq!(list("%", String::new()).await.rows.len(), PAGE_SIZE);
        // Thousands of rows, copied in the database.
        let id = if env.engine == Engine::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
        let copies = format!(
            "INSERT INTO start_balances SELECT {id}, organization_id, client_id, 'X' || t.n, as_of, amount, version FROM start_balances, \
             (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 200) SELECT n FROM t) AS t"
        );
        Sql::raw(copies).outside_transaction(&ctx.db).await.unwrap();
        gather_statistics(ctx).await;
        let sql = crate::desk::company::store::start_balances(ctx.scope_of(Object::Invoices), company, "", None);
        let plan = sql.plan(&ctx.db).await.unwrap();
        assert!(plan.contains("start_balances_by_organization"), "{plan}");
        let sorted = if env.engine == Engine::Sqlite {
            "TEMP B-TREE"
        } else {
            "Sort"
        };
        assert!(!plan.contains(sorted), "sorted by hand:\n{plan}");
    })
    .await;
}
