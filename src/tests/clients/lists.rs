//! What the list of clients shows, and along which indexes it is read.

use super::named;
use crate::crm::clients::model::{ClientFilter, ClientSort};
use crate::crm::clients::{actions, store};
use crate::kernel::actor::Scope;
use crate::kernel::ids::UserId;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::{TestEnv, gather_statistics, on_both_engines};

#[tokio::test]
async fn no_client_comes_twice_because_of_its_currencies() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, named(ctx, "A")).await.unwrap();
        actions::save(ctx, named(ctx, "B")).await.unwrap();
        for (currency, total, paid) in [("EUR", 5000, 0), ("UAH", 700, 200), ("USD", 100, 100)] {
            Sql::new(
                "INSERT INTO invoice_balances (client_id, currency, invoices, total, paid) VALUES ($1, $2, 1, $3, $4)",
            )
            .bind(id)
            .bind(currency)
            .bind(total)
            .bind(paid)
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        }
        let page = actions::list(ctx, &ClientFilter::default()).await.unwrap();
        let rows: Vec<_> = page
            .rows
            .iter()
            .map(|row| {
                let owed = row
                    .balances
                    .iter()
                    .map(|b| (b.currency.code(), b.owed.minor(), b.overdue.minor()));
                (row.name.as_str(), owed.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(rows, [("A", vec![("EUR", 5000, 0), ("UAH", 500, 0)]), ("B", vec![])]);
    })
    .await;
}

/// Thousands of clients, copied row by row in the database.
async fn many_clients(ctx: &Ctx, engine: Engine) {
    actions::save(ctx, named(ctx, "A")).await.unwrap();
    let id = match engine {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    };
    let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, archived, \
        search, version, created_at";
    let copies = format!(
        "INSERT INTO clients (id, sort_name, to_check, {card}) SELECT {id}, sort_name || t.n, t.n % 100 = 0, {card} FROM clients, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3000) SELECT n FROM t) AS t"
    );
    Sql::raw(copies).outside_transaction(&ctx.db).await.unwrap();
    gather_statistics(ctx).await;
}

#[tokio::test]
async fn the_list_reads_along_its_index() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_clients(ctx, env.engine).await;
        let user: UserId = ctx.new_id();
        for (sort, scope, to_check, index) in [
            (ClientSort::Name, Scope::All, false, "clients_by_name"),
            (ClientSort::Created, Scope::All, false, "clients_by_newest"),
            (ClientSort::Name, Scope::All, true, "clients_to_check"),
            (ClientSort::Name, Scope::OwnedBy(user), false, "client_managers"),
        ] {
            let plan = store::list_plan(&ctx.db, scope, sort, to_check).await.unwrap();
            assert!(plan.contains(index), "{index}: {plan}");
            assert!(plan.contains("invoices_owed"), "what is overdue: {plan}");
            if env.engine == Engine::Sqlite {
                let scans = plan
                    .lines()
                    .filter(|line| line.contains("SCAN clients") && !line.contains("USING"));
                assert_eq!(scans.count(), 0, "{plan}");
                assert!(!plan.contains("SCAN invoices") && !plan.contains("SCAN owed"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan on clients"), "{plan}");
            }
        }
    })
    .await;
}
