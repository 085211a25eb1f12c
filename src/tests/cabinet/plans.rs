//! What the pages of the cabinet read is found by the indexes of the client, however many papers there are of others.

use crate::cabinet::access::store::visit_sql;
use crate::cabinet::files::model::CabinetFileFilter;
use crate::cabinet::files::store as files;
use crate::cabinet::papers::model::{CabinetPaper, PaperFilter, PaperQueue};
use crate::cabinet::papers::store as papers;
use crate::documents::invoices::actions as invoices;
use crate::documents::invoices::model::InvoiceFilter;
use crate::kernel::actor::Scope;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::invoices::lists::many_invoices;
use crate::tests::{TestEnv, on_both_engines, scans};

/// Under the name the statement gives the table, only rows of one client are looked at. PostgreSQL reads a table of a few rows as a whole,
/// so of those only SQLite is asked.
async fn is_found_by_client(ctx: &Ctx, engine: Engine, sql: Sql, table: &str, name: &str, many: bool) {
    if engine == Engine::Postgres && !many {
        return;
    }
    let plan = sql.plan(&ctx.db).await.unwrap();
    if engine == Engine::Postgres {
        assert!(!plan.contains(&format!("Seq Scan on {table}")), "{plan}");
        return;
    }
    let search = format!("SEARCH {name} ");
    let steps: Vec<_> = plan.lines().filter(|line| line.contains(&search)).collect();
    assert!(!steps.is_empty(), "{plan}");
    assert!(steps.iter().all(|step| step.contains("(client_id=?")), "{plan}");
    assert!(!scans(&plan, name), "{plan}");
}

#[tokio::test]
async fn every_list_of_papers_is_found_by_the_client() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, engine) = (&env.ctx, env.engine);
        many_invoices(ctx, engine).await;
        let newest = invoices::list(ctx, &InvoiceFilter::default()).await.unwrap().rows[0].id;
        let client = crate::tests::invoices::stored(ctx, newest).await.client;
        let scope = Scope::Client(client);
        for (kind, table, name, queues) in [
            (
                CabinetPaper::Invoice,
                "invoices",
                "i",
                vec![None, Some(PaperQueue::ToPay)],
            ),
            (
                CabinetPaper::Contract,
                "contracts",
                "a",
                vec![None, Some(PaperQueue::ToSign)],
            ),
            (CabinetPaper::Act, "closings", "d", vec![None, Some(PaperQueue::ToSign)]),
            (
                CabinetPaper::DeliveryNote,
                "closings",
                "d",
                vec![None, Some(PaperQueue::ToSign)],
            ),
        ] {
            for queue in queues {
                for q in ["", "125"] {
                    let filter = PaperFilter {
                        queue,
                        q: q.into(),
                        ..PaperFilter::default()
                    };
                    let sql = papers::list(&filter, &[kind], scope);
                    is_found_by_client(ctx, engine, sql, table, name, kind == CabinetPaper::Invoice).await;
                }
            }
        }
        let filter = CabinetFileFilter::default();
        let list = files::list(client, &[OwnerKind::Client, OwnerKind::Invoice], &filter);
        is_found_by_client(ctx, engine, list, "files", "f", false).await;
    })
    .await;
}

#[tokio::test]
async fn who_asks_is_found_by_his_session_and_his_address() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        if env.engine == Engine::Postgres {
            return;
        }
        let now = ctx.now();
        let plan = visit_sql(&[0; 32], now, now).plan(&ctx.db).await.unwrap();
        for step in [
            "SEARCH s USING INDEX",
            "(token_hash=?)",
            "SEARCH k2 USING INDEX contacts_of_address (email=?)",
        ] {
            assert!(plan.contains(step), "{step} in\n{plan}");
        }
        for table in ["s", "k", "k2", "c", "a", "u", "r"] {
            assert!(!scans(&plan, table), "{plan}");
        }
    })
    .await;
}
