//! Lists: filters, order, pages, search, sums, and the indexes behind them.

use super::{Office, client, issue, office, pay};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{InvoiceFilter, InvoiceSort, InvoiceState, TypedLine};
use crate::documents::invoices::store::{self, Search};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::paging::PAGE_SIZE;
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;
use crate::tests::{TestEnv, gather_statistics, on_both_engines};

pub async fn totals_of(ctx: &Ctx, filter: InvoiceFilter) -> Vec<i64> {
    let page = actions::list(ctx, &filter).await.unwrap();
    page.rows.iter().map(|row| row.total.minor()).collect()
}

/// Invoices of 1 to 6 hryvnias (without VAT), one in each state; the last one is of another client.
pub async fn one_of_each(ctx: &Ctx, office: &Office) -> ClientId {
    let form = |price: &str, date: &str, due: &str| {
        let mut form = office.form(ctx, price);
        (form.issue_date, form.due_date) = (date.into(), due.into());
        form.lines[0].vat.clone_from(&office.none);
        form
    };
    actions::save_draft(ctx, form("1", "2026-11-01", "2026-11-30"))
        .await
        .unwrap();
    actions::issue_now(ctx, form("2", "2026-11-02", "2026-11-24"))
        .await
        .unwrap();
    let partly = actions::issue_now(ctx, form("3", "2026-11-03", "2026-11-20"))
        .await
        .unwrap()
        .id;
    pay(ctx, partly, 100).await.unwrap();
    let paid = actions::issue_now(ctx, form("4", "2026-11-04", "2026-11-20"))
        .await
        .unwrap()
        .id;
    pay(ctx, paid, 400).await.unwrap();
    let cancelled = actions::issue_now(ctx, form("5", "2026-11-05", "2026-11-20"))
        .await
        .unwrap()
        .id;
    let reason = "why".to_owned();
    actions::cancel(
        ctx,
        crate::documents::invoices::model::Cancellation { id: cancelled, reason },
    )
    .await
    .unwrap();
    let other = client(ctx, "ФОП Їжак").await;
    let mut late = form("6", "2026-11-06", "2026-11-23");
    late.client = other.to_string();
    actions::issue_now(ctx, late).await.unwrap();
    other
}

#[tokio::test]
async fn filters_find_what_they_name() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let other = one_of_each(ctx, &office).await;
        let state = |state| InvoiceFilter {
            state: Some(state),
            ..InvoiceFilter::default()
        };
        assert_eq!(
            totals_of(ctx, InvoiceFilter::default()).await,
            [600, 500, 400, 300, 200, 100]
        );
        for (filter, expected) in [
            (InvoiceState::Draft, vec![100]),
            (InvoiceState::Issued, vec![600, 400, 300, 200]),
            (InvoiceState::Unpaid, vec![600, 300, 200]),
            (InvoiceState::PartiallyPaid, vec![300]),
            (InvoiceState::Paid, vec![400]),
            // Due today is not late; partly paid can be; the longest overdue comes first.
            (InvoiceState::Overdue, vec![300, 600]),
            (InvoiceState::Cancelled, vec![500]),
        ] {
            assert_eq!(totals_of(ctx, state(filter)).await, expected, "{filter}");
            let sums = actions::totals(ctx, &state(filter)).await.unwrap().remove(0);
            assert_eq!(
                (sums.invoices, sums.total.minor()),
                (i64::try_from(expected.len()).unwrap(), expected.iter().sum()),
                "{filter}"
            );
        }
        let of = |client| InvoiceFilter {
            client: Some(client),
            ..InvoiceFilter::default()
        };
        assert_eq!(totals_of(ctx, of(other)).await, [600]);
        assert_eq!(totals_of(ctx, of(office.client)).await, [500, 400, 300, 200, 100]);
        let sums = actions::totals(ctx, &of(office.client)).await.unwrap().remove(0);
        assert_eq!(
            (
                sums.invoices,
                sums.total.minor(),
                sums.paid.minor(),
                sums.balance().minor()
            ),
            (3, 900, 500, 400)
        );
        let euros = InvoiceFilter {
            currency: Some(Currency::Eur),
            ..InvoiceFilter::default()
        };
        assert_eq!(totals_of(ctx, euros.clone()).await, [0_i64; 0]);
        assert_eq!(actions::totals(ctx, &euros).await.unwrap(), []);
        let sorted = |sort, desc| InvoiceFilter {
            sort: Some(sort),
            desc,
            ..InvoiceFilter::default()
        };
        assert_eq!(
            totals_of(ctx, sorted(InvoiceSort::Total, false)).await,
            [100, 200, 300, 400, 500, 600]
        );
        assert_eq!(
            totals_of(ctx, sorted(InvoiceSort::Number, false)).await,
            [100, 200, 300, 400, 500, 600]
        );
        assert_eq!(totals_of(ctx, sorted(InvoiceSort::Due, true)).await[0], 100);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_found_before_sums_and_names() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        one_of_each(ctx, &office).await;
        let first = actions::list(
            ctx,
            &InvoiceFilter {
                state: Some(InvoiceState::PartiallyPaid),
                ..InvoiceFilter::default()
            },
        )
        .await
        .unwrap();
        let number = first.rows[0].number.clone().unwrap();
        let search = |q: &str| InvoiceFilter {
            q: q.into(),
            ..InvoiceFilter::default()
        };
        for (q, expected) in [
            (number.as_str(), vec![300]),
            // The second number; the sum of 2.00 is another invoice.
            ("2", vec![300]),
            ("2,00", vec![200]),
            ("їжак", vec![600]),
            ("фоп ижак", vec![600]),
            ("ромашка", vec![500, 400, 300, 200, 100]),
            ("%", vec![]),
            ("' OR 1=1 --", vec![]),
            ("нема такого", vec![]),
        ] {
            assert_eq!(totals_of(ctx, search(q)).await, expected, "{q}");
            let sums = actions::totals(ctx, &search(q)).await.unwrap();
            let issued: i64 = expected.iter().filter(|sum| ![100, 500].contains(*sum)).sum();
            assert_eq!(sums.iter().map(|row| row.total.minor()).sum::<i64>(), issued, "{q}");
        }

        // The number of a cancelled invoice finds that one; nothing else is summed up beside it.
        let cancelled = InvoiceFilter {
            state: Some(InvoiceState::Cancelled),
            ..InvoiceFilter::default()
        };
        let row = actions::list(ctx, &cancelled).await.unwrap().rows.remove(0);
        let number = search(row.number.as_deref().unwrap());
        assert_eq!(totals_of(ctx, number.clone()).await, [row.total.minor()]);
        assert_eq!(actions::totals(ctx, &number).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_narrowed_to_a_period_and_an_own_company() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        for (price, date) in [("1", "2026-10-31"), ("2", "2026-11-01"), ("3", "2026-11-30")] {
            let mut form = office.form(ctx, price);
            form.issue_date = date.into();
            form.due_date = "2026-12-31".into();
            form.lines[0].vat.clone_from(&office.none);
            actions::issue_now(ctx, form).await.unwrap();
        }
        let over = |from: &str, until: &str| InvoiceFilter {
            from: from.parse().ok(),
            until: until.parse().ok(),
            ..InvoiceFilter::default()
        };
        for (filter, expected) in [
            (over("2026-11-01", "2026-11-30"), vec![300, 200]),
            (over("", "2026-10-31"), vec![100]),
            (over("2026-11-02", ""), vec![300]),
            (
                InvoiceFilter {
                    organization: Some(office.organization),
                    ..InvoiceFilter::default()
                },
                vec![300, 200, 100],
            ),
            (
                InvoiceFilter {
                    organization: Some(ctx.new_id()),
                    ..InvoiceFilter::default()
                },
                vec![],
            ),
        ] {
            assert_eq!(totals_of(ctx, filter.clone()).await, expected);
            let sums = actions::totals(ctx, &filter).await.unwrap();
            assert_eq!(
                sums.iter().map(|row| row.total.minor()).sum::<i64>(),
                expected.iter().sum::<i64>()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_invoice_knows_what_the_client_got_before() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let names = |lines: &[TypedLine]| lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>();
        let none = actions::editor(ctx, None, Some(office.client), None)
            .await
            .unwrap()
            .usual;
        assert_eq!((names(&none.last_lines).len(), none.recent.len()), (0, 0));
        for (date, sold) in [("2026-11-01", &["A", "B", "C"][..]), ("2026-11-02", &["D", "A"])] {
            let mut form = office.form(ctx, "1");
            form.issue_date = date.into();
            form.lines = sold
                .iter()
                .map(|name| TypedLine {
                    name: (*name).into(),
                    ..office.line("2", "5", &office.seven)
                })
                .collect();
            actions::issue_now(ctx, form).await.unwrap();
        }
        let usual = actions::editor(ctx, None, Some(office.client), None)
            .await
            .unwrap()
            .usual;
        assert_eq!(usual.last_number, "00002");
        assert_eq!(names(&usual.last_lines), ["D", "A"]);
        assert_eq!(names(&usual.recent), ["D", "A", "B"], "each once, the newest first");
        assert_eq!(
            (usual.recent[0].vat.as_str(), usual.recent[0].price.as_str()),
            (office.seven.as_str(), "5")
        );
    })
    .await;
}

#[tokio::test]
async fn pages_go_there_and_back_without_gap() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        for n in 0..PAGE_SIZE * 2 + 3 {
            // Many on one day: the id decides.
            let mut form = office.form(ctx, &(n + 1).to_string());
            form.lines[0].vat.clone_from(&office.none);
            actions::save_draft(ctx, form).await.unwrap();
        }
        for sort in [None, Some(InvoiceSort::Total), Some(InvoiceSort::Number)] {
            let mut filter = InvoiceFilter {
                sort,
                ..InvoiceFilter::default()
            };
            let (mut pages, mut all) = (Vec::new(), Vec::new());
            loop {
                let page = actions::list(ctx, &filter).await.unwrap();
                all.extend(page.rows.iter().map(|row| row.id));
                pages.push(page.clone());
                match page.next {
                    Some(next) => filter.after = Some(next),
                    None => break,
                }
            }
            assert_eq!((pages.len(), all.len()), (3, PAGE_SIZE * 2 + 3));
            assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
            filter.after = pages[2].previous.clone();
            assert_eq!(actions::list(ctx, &filter).await.unwrap().rows, pages[1].rows);
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_with_own_clients_sees_only_theirs() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        one_of_each(ctx, &office).await;
        let user: UserId = crate::company::accounts::actions::create_user(
            ctx,
            crate::company::accounts::model::NewUser {
                request: ctx.new_id(),
                name: "Менеджер".into(),
                email: "m@example.com".into(),
                role: "manager".into(),
                own_only: true,
                lang: "uk".into(),
                invite: false,
                password: "correct horse battery".into(),
            },
        )
        .await
        .unwrap();
        let own = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        assert_eq!(totals_of(&own, InvoiceFilter::default()).await, [0_i64; 0]);
        let card = crate::crm::clients::actions::profile(ctx, office.client).await.unwrap();
        let mut form = crate::crm::clients::forms::SaveClient::of(&card);
        form.managers.insert(crate::crm::clients::forms::tick(user), true);
        crate::crm::clients::actions::save(ctx, form).await.unwrap();
        assert_eq!(
            totals_of(&own, InvoiceFilter::default()).await,
            [500, 400, 300, 200, 100]
        );
        let sums = actions::totals(&own, &InvoiceFilter::default())
            .await
            .unwrap()
            .remove(0);
        assert_eq!(sums.total.minor(), 900);
        let draft = actions::list(
            &own,
            &InvoiceFilter {
                state: Some(InvoiceState::Draft),
                ..InvoiceFilter::default()
            },
        )
        .await
        .unwrap()
        .rows[0]
            .id;
        issue(&own, draft).await.unwrap();
    })
    .await;
}

/// Thousands of invoices of many clients in all states, copied row by row in the database.
pub async fn many_invoices(ctx: &Ctx, engine: Engine) {
    let office = office(ctx).await;
    one_of_each(ctx, &office).await;
    let (id, day) = match engine {
        Engine::Sqlite => ("randomblob(16)", "date('2024-01-01', '+' || (t.n % 1000) || ' days')"),
        Engine::Postgres => ("gen_random_uuid()", "DATE '2024-01-01' + (t.n % 1000)::int"),
    };
    let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, archived, \
        sort_name, search, version, created_at";
    let clients = format!(
        "INSERT INTO clients (id, {card}) SELECT {id}, {card} FROM clients, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 200) SELECT n FROM t) AS t"
    );
    let columns = "id, organization_id, account_id, client_id, lifecycle, series_id, series_period, n, number, revision, issue_date, \
        due_date, currency, price_mode, vat_rounding, discount_kind, discount_value, subtotal, discount, net, vat, total, paid, \
        settlement, note, internal_note, cancel_reason, search, version, created_by, created_at";
    // Issued rows of another year's series; a client for every one of them.
    let invoices = format!(
        "INSERT INTO invoices ({columns}) SELECT {id}, i.organization_id, i.account_id, k.id, i.lifecycle, i.series_id, \
         CASE WHEN i.n IS NULL THEN NULL ELSE i.series_period || '-' || t.n || '-' || k.place END, i.n, \
         CASE WHEN i.n IS NULL THEN '' ELSE i.number || '-' || t.n || '-' || k.place END, i.revision, {day}, {day}, i.currency, \
         i.price_mode, i.vat_rounding, i.discount_kind, i.discount_value, i.subtotal, i.discount, i.net, i.vat, i.total + t.n, \
         i.paid, CASE i.settlement WHEN 'unpaid' THEN CASE WHEN t.n % 10 = 0 THEN 'unpaid' ELSE 'paid' END ELSE i.settlement END, \
         i.note, i.internal_note, i.cancel_reason, i.search || t.n, i.version, i.created_by, i.created_at FROM invoices i, \
         (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM clients) AS k, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20) SELECT n FROM t) AS t"
    );
    for statement in [clients, invoices] {
        crate::platform::db::Sql::raw(statement)
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
    }
    gather_statistics(ctx).await;
}

#[tokio::test]
async fn lists_run_on_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_invoices(ctx, env.engine).await;
        let today = "2026-11-24".parse().unwrap();
        let everything = InvoiceFilter::default();
        let newest = actions::list(ctx, &everything).await.unwrap().rows[0].id;
        let some_client = super::stored(ctx, newest).await.client;
        let of_client = InvoiceFilter {
            client: Some(some_client),
            ..everything.clone()
        };
        let unpaid = InvoiceFilter {
            state: Some(InvoiceState::Unpaid),
            ..everything.clone()
        };
        let drafts = InvoiceFilter {
            state: Some(InvoiceState::Draft),
            ..everything.clone()
        };
        let overdue = InvoiceFilter {
            state: Some(InvoiceState::Overdue),
            ..everything.clone()
        };
        let searched = InvoiceFilter {
            q: "125".into(),
            ..everything.clone()
        };
        for state in [
            InvoiceState::Draft,
            InvoiceState::Issued,
            InvoiceState::Unpaid,
            InvoiceState::PartiallyPaid,
            InvoiceState::Overdue,
            InvoiceState::Paid,
            InvoiceState::Cancelled,
        ] {
            let filter = InvoiceFilter {
                state: Some(state),
                ..of_client.clone()
            };
            for sql in [
                store::list(&filter, Scope::All, today, Search::Nothing),
                store::totals(&filter, Scope::All, today, Search::Nothing),
            ] {
                let plan = sql.plan(&ctx.db).await.unwrap();
                assert!(plan.contains("invoices_by_client"), "{state:?}:\n{plan}");
            }
        }
        let of_period = InvoiceFilter {
            from: Some("2026-11-01".parse().unwrap()),
            ..InvoiceFilter::default()
        };
        let paid = InvoiceFilter {
            state: Some(InvoiceState::Paid),
            ..InvoiceFilter::default()
        };
        for (filter, index) in [
            (&unpaid, "invoices_"),
            (&overdue, "invoices_open"),
            (&paid, "invoices_by_settlement"),
            (&of_period, "invoices_by_lifecycle"),
        ] {
            let sums = store::totals(filter, Scope::All, today, Search::Nothing);
            let plan = sums.plan(&ctx.db).await.unwrap();
            // PostgreSQL takes one of the partial indexes or another, by its statistics.
            let alone = env.engine == Engine::Postgres || (plan.contains("COVERING INDEX") && plan.contains(index));
            assert!(alone, "the sums come out of {index} alone:\n{plan}");
            assert!(!plan.contains("Seq Scan"), "{plan}");
        }
        let company = super::stored(ctx, newest).await.organization;
        let plan = store::numbered_alike(company, "00125", today)
            .plan(&ctx.db)
            .await
            .unwrap();
        assert!(plan.contains("invoices_by_number"), "{plan}");
        let plan = store::lines_sold(some_client, 40).plan(&ctx.db).await.unwrap();
        assert!(plan.contains("invoices_by_client"), "{plan}");
        for (filter, search, indexes) in [
            (&everything, Search::Nothing, &["invoices_by_date"][..]),
            (&of_client, Search::Nothing, &["invoices_by_client"]),
            (&unpaid, Search::Nothing, &["invoices_unpaid"]),
            (&drafts, Search::Nothing, &["invoices_by_lifecycle"]),
            (&overdue, Search::Nothing, &["invoices_open"]),
            (&searched, Search::Number, &["invoices_by_number", "invoices_by_n"]),
            (
                &searched,
                Search::Text,
                &["invoices_by_total", "invoices_by_client", "invoices_by_search"],
            ),
        ] {
            let sql = store::list(filter, Scope::All, today, search);
            let plan = sql.plan(&ctx.db).await.unwrap();
            for index in indexes {
                assert!(plan.contains(index), "{index} in\n{plan}");
            }
            let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(!(filter.q.is_empty() && sorts), "sorted by hand:\n{plan}");
            assert!(!plan.contains("Seq Scan on invoices"), "{plan}");
        }
    })
    .await;
}
