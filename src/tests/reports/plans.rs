//! Statements, reports and the first page run on their indexes, however many papers there are.

use jiff::civil::date;

use crate::documents::invoices::store as invoices;
use crate::finance::payments::model::{PaymentBasis, PaymentFilter, PaymentSort};
use crate::finance::payments::store as payments;
use crate::finance::reports::model::ReceivedFilter;
use crate::finance::reports::store as reports;
use crate::finance::statements::store as statements;
use crate::kernel::actor::Scope;
use crate::kernel::date::Period;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::records::activity::store as activity;
use crate::tests::payments::books;
use crate::tests::{gather_statistics, on_both_engines, scans};

/// Thousands of payments of many clients, copied row by row in the database.
async fn many_payments(ctx: &Ctx, engine: Engine) {
    let books = books(ctx).await;
    crate::finance::payments::actions::record(ctx, books.advance(ctx, "100"))
        .await
        .unwrap();
    books.issued(ctx, "50").await;
    let (id, day) = match engine {
        Engine::Sqlite => ("randomblob(16)", "date('2025-01-01', '+' || (t.n * 15) || ' days')"),
        Engine::Postgres => ("gen_random_uuid()", "DATE '2025-01-01' + (t.n * 15)::int"),
    };
    let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, archived, \
        sort_name, search, version, created_at";
    let clients = format!(
        "INSERT INTO clients (id, {card}) SELECT {id}, {card} FROM clients, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 200) SELECT n FROM t) AS t"
    );
    let kept = "number, kind, amount, currency, mode_id, transaction_id, purpose, note, search, created_by, created_at, version, notify, \
        refund_of, allocated, refunded, advance, reversed, reversal_reason";
    let payments = format!(
        "INSERT INTO payments (id, organization_id, account_id, client_id, series_id, series_period, n, date, entered_on, {kept}) \
         SELECT {id}, organization_id, account_id, k.id, series_id, series_period || '-' || t.n || '-' || k.place, p.n, {day}, {day}, {kept} \
         FROM payments p, (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM clients) AS k, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 40) SELECT n FROM t) AS t"
    );
    for statement in [clients, payments] {
        Sql::raw(statement).outside_transaction(&ctx.db).await.unwrap();
    }
    gather_statistics(ctx).await;
    if engine == Engine::Postgres {
        // It reads an index alone only of pages that a vacuum has seen, and a vacuum sees none that any transaction of the whole server,
        // of another test, might not see yet: so it is told that all have been.
        let seen = "UPDATE pg_class SET relallvisible = relpages WHERE relname = 'payments'";
        Sql::raw(seen.to_owned()).outside_transaction(&ctx.db).await.unwrap();
    }
}

/// The plan names the indexes; on SQLite what is said to be read from an index alone is.
async fn runs_on(ctx: &Ctx, engine: Engine, sql: Sql, indexes: &[&str], alone: bool) {
    let plan = sql.plan(&ctx.db).await.unwrap();
    for index in indexes {
        assert!(plan.contains(index), "{index} in\n{plan}");
    }
    for table in ["Seq Scan on payments", "Seq Scan on invoices", "Seq Scan on activity"] {
        assert!(!plan.contains(table), "{plan}");
    }
    assert!(!scans(&plan, "p") && !scans(&plan, "i"), "{plan}");
    if alone && engine == Engine::Sqlite {
        assert!(
            plan.contains("COVERING INDEX"),
            "the sums come out of the index alone:\n{plan}"
        );
    }
}

#[tokio::test]
async fn sums_of_payments_come_out_of_indexes() {
    on_both_engines(async |env| {
        let (ctx, engine) = (&env.ctx, env.engine);
        many_payments(ctx, engine).await;
        let month = Period {
            from: Some(date(2025, 3, 1)),
            until: Some(date(2025, 3, 31)),
        };
        let user = ctx.new_id();
        let filter = ReceivedFilter::default();
        let entered = ReceivedFilter {
            basis: PaymentBasis::Entered,
            ..ReceivedFilter::default()
        };
        let narrowed = ReceivedFilter {
            organization: Some(ctx.new_id()),
            mode: Some(crate::company::payment_modes::model::PaymentMode::Cash),
            currency: Some(crate::kernel::currency::Currency::Uah),
            ..ReceivedFilter::default()
        };
        let of_client = ReceivedFilter {
            client: Some(ctx.new_id()),
            ..ReceivedFilter::default()
        };
        for (filter, index) in [
            (&filter, "payments_received"),
            (&narrowed, "payments_received"),
            (&entered, "payments_received_by_entry"),
        ] {
            let by_day = reports::by_day(filter, month, Scope::All);
            if engine == Engine::Sqlite {
                let plan = by_day.clone().plan(&ctx.db).await.unwrap();
                assert!(!plan.contains("TEMP B-TREE"), "in the order of the index:\n{plan}");
            }
            runs_on(ctx, engine, by_day, &[index], true).await;
            runs_on(
                ctx,
                engine,
                reports::by_client(filter, month, Scope::All, 100),
                &[index],
                true,
            )
            .await;
        }
        runs_on(
            ctx,
            engine,
            reports::by_day(&of_client, month, Scope::All),
            &["payments_by_client"],
            false,
        )
        .await;
        let (first, last) = (date(2025, 1, 1), date(2025, 12, 31));
        let months = reports::months(first, last, Scope::All).plan(&ctx.db).await.unwrap();
        assert!(
            months.contains("payment_totals") && !months.contains("payments"),
            "{months}"
        );
        let of_manager = reports::months(first, last, Scope::OwnedBy(user));
        runs_on(ctx, engine, of_manager, &["payments_by_client"], true).await;

        // The list that the report leads to.
        let by_entry = PaymentFilter {
            basis: PaymentBasis::Entered,
            from: month.from,
            until: month.until,
            sort: PaymentSort::Entered,
            ..PaymentFilter::default()
        };
        let sorted = payments::list_statement(&by_entry, Scope::All);
        runs_on(ctx, engine, sorted, &["payments_by_entry"], false).await;
    })
    .await;
}

#[tokio::test]
async fn what_a_client_has_paid_is_read_by_his_index_in_the_cabinet() {
    on_both_engines(async |env| {
        let (ctx, engine) = (&env.ctx, env.engine);
        many_payments(ctx, engine).await;
        let client = ctx.new_id();
        let year = PaymentFilter {
            from: Some(date(2025, 1, 1)),
            until: Some(date(2025, 12, 31)),
            ..PaymentFilter::default()
        };
        for filter in [PaymentFilter::default(), year] {
            let filter = PaymentFilter {
                client: Some(client),
                ..filter
            };
            for sql in [
                payments::list_statement(&filter, Scope::Client(client)),
                payments::totals_statement(&filter, Scope::Client(client)),
            ] {
                runs_on(ctx, engine, sql, &["payments_by_client"], false).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_statement_reads_the_papers_of_its_client_alone() {
    on_both_engines(async |env| {
        let (ctx, engine) = (&env.ctx, env.engine);
        let days = Period {
            from: Some(date(2025, 3, 1)),
            until: Some(date(2025, 12, 31)),
        };
        let client = ctx.new_id();
        for sql in [
            statements::accounts(client, statements::Books::default(), days),
            statements::rows(client, statements::Books::default(), days, 500),
        ] {
            let indexes = ["payments_by_client", "start_balances_by_client"];
            let plan = sql.clone().plan(&ctx.db).await.unwrap();
            // PostgreSQL may take another index of the few invoices there are here.
            assert!(
                engine == Engine::Postgres || plan.contains("invoices_by_client"),
                "{plan}"
            );
            runs_on(ctx, engine, sql, &indexes, false).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_page_adds_up_nothing() {
    on_both_engines(async |env| {
        let (ctx, engine) = (&env.ctx, env.engine);
        crate::tests::invoices::lists::many_invoices(ctx, engine).await;
        let today = date(2026, 11, 24);
        let plan = invoices::owed(Scope::All, today).plan(&ctx.db).await.unwrap();
        assert!(
            plan.contains("invoice_totals") && plan.contains("invoice_dues"),
            "{plan}"
        );
        assert!(!plan.contains("invoices_"), "{plan}");
        if engine == Engine::Sqlite {
            assert!(
                plan.contains("SEARCH invoice_dues USING PRIMARY KEY (due_date>?)"),
                "{plan}"
            );
        }
        let user = ctx.new_id();
        let own = invoices::owed(Scope::OwnedBy(user), today);
        runs_on(ctx, engine, own, &["invoices_owed"], true).await;
        let kinds = [OwnerKind::Client, OwnerKind::Invoice, OwnerKind::Payment];
        let newest = activity::newest(Scope::All, &kinds, ctx.now(), 12)
            .plan(&ctx.db)
            .await
            .unwrap();
        assert!(
            !newest.contains("TEMP B-TREE") && !newest.contains("Sort"),
            "in the order of the ids:\n{newest}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_newest_events_of_a_managers_clients_are_looked_for_client_by_client() {
    on_both_engines(async |env| {
        let (ctx, engine) = (&env.ctx, env.engine);
        let kinds = [OwnerKind::Client, OwnerKind::Invoice, OwnerKind::Payment];
        let own = activity::newest(Scope::OwnedBy(ctx.new_id()), &kinds, ctx.now(), 12);
        runs_on(ctx, engine, own, &["activity_by_client"], false).await;
    })
    .await;
}
