//! Lists of acts and notes, and the queues of invoices: what is in them, who sees it, and by which indexes they are found.

use super::{draft, form, issue, issued, issued_part, stored};
use crate::desk::signing::actions as signing;
use crate::documents::closing::actions;
use crate::documents::closing::model::{
    CancelClosing, ClosingFilter, ClosingKind, ClosingSort, ClosingState, SaveClosing,
};
use crate::documents::closing::store::{self, Search};
use crate::documents::invoices;
use crate::documents::invoices::model::{ClosingQueue, InvoiceFilter, InvoiceState};
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClosingId, Id, InvoiceId, UserId};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::invoices::{client, holds, office, pay};
use crate::tests::{TestEnv, gather_statistics, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

async fn sign(ctx: &Ctx, id: ClosingId, step: SigningStep) {
    let input = SignPaper {
        kind: OwnerKind::Act,
        id: id.uuid(),
        version: stored(ctx, Act, id).await.version,
        step,
        date: "2026-11-24".into(),
        reason: "не згоден".into(),
    };
    signing::record(ctx, input).await.unwrap();
}

/// The sums of the papers of a list, the largest first: of one day, the order is that of ids.
async fn sums(ctx: &Ctx, filter: ClosingFilter) -> Vec<i64> {
    let page = actions::list(ctx, Act, &filter).await.unwrap();
    let mut sums: Vec<i64> = page.rows.iter().map(|row| row.total.minor()).collect();
    sums.sort_unstable_by(|a, b| b.cmp(a));
    sums
}

fn in_state(state: ClosingState) -> ClosingFilter {
    ClosingFilter {
        state: Some(state),
        ..ClosingFilter::default()
    }
}

#[tokio::test]
async fn every_state_has_its_list() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "1000").await;
        let mut acts = Vec::new();
        for amount in ["1", "2", "3", "4", "5", "6"] {
            acts.push(issued_part(ctx, Act, invoice, amount).await);
        }
        sign(ctx, acts[1], SigningStep::Ours).await;
        sign(ctx, acts[2], SigningStep::Client).await;
        sign(ctx, acts[3], SigningStep::Refused).await;
        sign(ctx, acts[4], SigningStep::Original).await;
        let cancel = CancelClosing {
            kind: Act,
            id: acts[5],
            reason: "помилка".into(),
            agreed_on: String::new(),
            client_reason: String::new(),
        };
        actions::cancel(ctx, cancel).await.unwrap();
        draft(ctx, Act, invoice).await;
        let note = SaveClosing {
            kind: DeliveryNote,
            ..form(ctx, Act, invoice).await
        };
        actions::save_draft(ctx, note).await.unwrap();

        for (state, expected) in [
            (ClosingState::Draft, &[118_200_i64][..]),
            (ClosingState::Issued, &[600, 480, 360, 240, 120]),
            (ClosingState::Unsigned, &[240, 120]),
            (ClosingState::Signed, &[600, 360]),
            (ClosingState::Refused, &[480]),
            (ClosingState::OriginalMissing, &[480, 360, 240, 120]),
            (ClosingState::Cancelled, &[720]),
        ] {
            assert_eq!(sums(ctx, in_state(state)).await, expected, "{state}");
            let totals = actions::totals(ctx, Act, &in_state(state)).await.unwrap();
            let expected = (i64::try_from(expected.len()).unwrap(), expected.iter().sum::<i64>());
            assert_eq!((totals[0].papers, totals[0].total.minor()), expected, "{state}");
        }
        let everything = ClosingFilter::default();
        assert_eq!(sums(ctx, everything.clone()).await.len(), 7);
        let totals = actions::totals(ctx, Act, &everything).await.unwrap();
        assert_eq!(
            (totals[0].papers, totals[0].total.minor()),
            (5, 1_800),
            "of issued ones"
        );
        for (q, count) in [
            ("00002", 1),
            ("2", 1),
            ("0000", 7),
            ("ромашка", 7),
            ("3.60", 1),
            ("нікого", 0),
            ("00001", 1),
        ] {
            let filter = ClosingFilter {
                q: q.into(),
                ..ClosingFilter::default()
            };
            assert_eq!(sums(ctx, filter.clone()).await.len(), count, "{q}");
            let counted: i64 = actions::totals(ctx, Act, &filter)
                .await
                .unwrap()
                .iter()
                .map(|row| row.papers)
                .sum();
            assert!(counted <= i64::try_from(count).unwrap(), "{q}");
        }
        let found = actions::suggest(ctx, Act, "00003", 5).await.unwrap();
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [acts[2]]);
        let sorted = ClosingFilter {
            sort: Some(ClosingSort::Total),
            ..ClosingFilter::default()
        };
        let page = actions::list(ctx, Act, &sorted).await.unwrap();
        let ascending: Vec<i64> = page.rows.iter().map(|row| row.total.minor()).collect();
        assert_eq!(ascending, [120, 240, 360, 480, 600, 720, 118_200]);
        let others = ClosingFilter {
            client: Some(client(ctx, "ТОВ «Інша»").await),
            ..ClosingFilter::default()
        };
        assert_eq!(sums(ctx, others).await, [0_i64; 0]);
        let of_invoice = ClosingFilter {
            invoice: Some(invoice),
            ..in_state(ClosingState::Issued)
        };
        assert_eq!(sums(ctx, of_invoice).await.len(), 5);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn somebody_with_own_clients_sees_only_theirs_and_changes_nothing_else() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        let act = issued_part(ctx, Act, invoice, "10").await;
        let waiting = draft(ctx, Act, invoice).await;
        let user = UserId::from(uuid::Uuid::from_u128(7));
        let own = env.as_staff(user, Role::Accountant, Scope::OwnedBy(user));
        assert_eq!(sums(&own, ClosingFilter::default()).await, [0_i64; 0]);
        assert_eq!(actions::suggest(&own, Act, "00001", 5).await.unwrap(), []);
        let nothing = Err(AppError::NotFound);
        assert_eq!(actions::sheet(&own, Act, act, None).await.map(|_| ()), nothing);
        assert_eq!(actions::of_invoice(&own, invoice).await.map(|_| ()), nothing);
        assert_eq!(actions::new_editor(&own, Act, invoice).await.map(|_| ()), nothing);
        assert_eq!(actions::file(&own, Act, act, None, None).await.map(|_| ()), nothing);
        assert_eq!(actions::delete_draft(&own, Act, waiting).await, nothing);
        let form = form(ctx, Act, invoice).await;
        assert_eq!(actions::save_draft(&own, form.clone()).await.map(|_| ()), nothing);
        assert_eq!(
            Box::pin(actions::preview(&own, form.clone())).await.map(|_| ()),
            nothing
        );
        // The client himself never sees a draft.
        let client = Scope::Client(office.client);
        assert!(
            store::by_id(&mut ctx.read(), Act, waiting, client)
                .await
                .unwrap()
                .is_none()
        );
        assert!(store::by_id(&mut ctx.read(), Act, act, client).await.unwrap().is_some());
        // Who only reads makes nothing.
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(sums(&reader, ClosingFilter::default()).await.len(), 2);
        assert_eq!(
            actions::save_draft(&reader, form.clone()).await.map(|_| ()),
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::issue_now(&reader, form).await.map(|_| ()),
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::of_invoice(&reader, invoice).await.unwrap().can_make,
            [],
            "{invoice}"
        );
        let manager = env.as_staff(user, Role::Manager, Scope::All);
        let cancel = CancelClosing {
            kind: Act,
            id: act,
            reason: "помилка".into(),
            agreed_on: String::new(),
            client_reason: String::new(),
        };
        assert_eq!(actions::cancel(&manager, cancel).await, Err(AppError::Forbidden));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn invoices_stand_in_their_queues() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut ids: Vec<InvoiceId> = Vec::new();
        for price in ["1", "2", "3", "4", "5"] {
            ids.push(office.issued(ctx, price).await);
        }
        office.draft(ctx, "9").await;
        issued(ctx, Act, ids[1]).await;
        issued(ctx, Act, ids[2]).await;
        issued_part(ctx, Act, ids[3], "1").await;
        for (id, minor) in [(ids[2], 360), (ids[3], 480), (ids[4], 600)] {
            pay(ctx, id, minor).await.unwrap();
        }
        for (queue, expected) in [
            (ClosingQueue::Open, &[600_i64, 120][..]),
            (ClosingQueue::PartlyClosed, &[480]),
            (ClosingQueue::Closed, &[360, 240]),
            (ClosingQueue::Unclosed, &[600, 480, 120]),
            (ClosingQueue::PaidNotClosed, &[600, 480]),
            (ClosingQueue::ClosedNotPaid, &[240]),
        ] {
            let filter = InvoiceFilter {
                closing: Some(queue),
                ..InvoiceFilter::default()
            };
            let page = invoices::actions::list(ctx, &filter).await.unwrap();
            let mut totals: Vec<i64> = page.rows.iter().map(|row| row.total.minor()).collect();
            totals.sort_unstable_by(|a, b| b.cmp(a));
            assert_eq!(totals, expected, "{queue}");
            let sums = invoices::actions::totals(ctx, &filter).await.unwrap();
            assert_eq!(sums[0].total.minor(), expected.iter().sum::<i64>(), "{queue}");
        }
        let both = InvoiceFilter {
            closing: Some(ClosingQueue::Unclosed),
            state: Some(InvoiceState::Paid),
            ..InvoiceFilter::default()
        };
        assert_eq!(invoices::actions::list(ctx, &both).await.unwrap().rows.len(), 2);
        holds(ctx, true).await;
    })
    .await;
}

/// Thousands of acts of many clients in all states, copied row by row in the database.
pub async fn many_acts(ctx: &Ctx, engine: Engine) -> (ClosingId, InvoiceId) {
    let office = office(ctx).await;
    let invoice = office.issued(ctx, "1000").await;
    let act = issued_part(ctx, Act, invoice, "1").await;
    draft(ctx, Act, invoice).await;
    let cancelled = draft(ctx, Act, invoice).await;
    issue(ctx, Act, cancelled).await.unwrap();
    let cancel = CancelClosing {
        kind: Act,
        id: cancelled,
        reason: "помилка".into(),
        agreed_on: String::new(),
        client_reason: String::new(),
    };
    actions::cancel(ctx, cancel).await.unwrap();
    let (id, day) = match engine {
        Engine::Sqlite => ("randomblob(16)", "date('2024-01-01', '+' || (t.n % 1000) || ' days')"),
        Engine::Postgres => ("gen_random_uuid()", "DATE '2024-01-01' + (t.n % 1000)::int"),
    };
    let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, archived, \
        sort_name, search, version, created_at";
    let clients = format!(
        "INSERT INTO clients (id, {card}) SELECT {id}, {card} FROM clients, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT n FROM t) AS t"
    );
    let invoices = format!(
        "INSERT INTO invoices (id, organization_id, account_id, client_id, lifecycle, series_id, series_period, n, number, revision, \
         issue_date, due_date, currency, price_mode, vat_rounding, discount_kind, discount_value, subtotal, discount, net, vat, total, paid, \
         settlement, closing, note, internal_note, cancel_reason, search, version, created_at) SELECT {id}, i.organization_id, i.account_id, \
         i.client_id, i.lifecycle, i.series_id, i.series_period || '-' || t.n, i.n, i.number || '-' || t.n, i.revision, {day}, {day}, i.currency, \
         i.price_mode, i.vat_rounding, i.discount_kind, i.discount_value, i.subtotal, i.discount, i.net, i.vat, i.total + t.n, 0, \
         CASE WHEN t.n % 4 = 3 THEN 'unpaid' ELSE 'paid' END, \
         CASE WHEN t.n % 40 = 1 THEN 'partly_closed' WHEN t.n % 40 = 0 OR (t.n % 4 = 3 AND t.n % 40 <> 3) THEN 'open' ELSE 'closed' END, '', '', '', i.search, 1, i.created_at FROM invoices i, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3000) SELECT n FROM t) AS t"
    );
    let acts = format!(
        "INSERT INTO closings (id, kind, invoice_id, organization_id, client_id, lifecycle, series_id, series_period, n, number, revision, date, \
         place, currency, price_mode, vat_rounding, net, vat, total, seller_signatory, buyer_signatory, consignee, consignee_address, \
         delivery_address, attorney_number, attorney_person, note, refusal_reason, signature, cancel_reason, annulment_reason, search, version, \
         created_at, original_received) SELECT {id}, d.kind, k.invoice_id, d.organization_id, k.client_id, d.lifecycle, d.series_id, \
         CASE WHEN d.n IS NULL THEN NULL ELSE d.series_period || '-' || t.n || '-' || k.place END, d.n, \
         CASE WHEN d.n IS NULL THEN '' ELSE d.number || '-' || t.n || '-' || k.place END, d.revision, {day}, '', d.currency, d.price_mode, \
         d.vat_rounding, d.net, d.vat, d.total + t.n, '', '', '', '', '', '', '', '', '', \
         CASE t.n % 25 WHEN 0 THEN 'none' WHEN 1 THEN 'ours' WHEN 2 THEN 'refused' WHEN 3 THEN 'client' ELSE 'both' END, '', '', \
         d.search || t.n, 1, d.created_at, CASE WHEN t.n % 25 < 4 THEN NULL ELSE {day} END FROM closings d, \
         (SELECT c.id AS client_id, i.id AS invoice_id, c.place FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM clients) c \
         JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM invoices) i ON i.place = c.place) AS k, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 50) SELECT n FROM t) AS t"
    );
    for statement in [clients, invoices, acts] {
        Sql::raw(statement).outside_transaction(&ctx.db).await.unwrap();
    }
    gather_statistics(ctx).await;
    (act, invoice)
}

#[tokio::test]
async fn lists_run_on_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (act, invoice) = many_acts(ctx, env.engine).await;
        let stored = stored(ctx, Act, act).await;
        let everything = ClosingFilter::default();
        let of_client = ClosingFilter {
            client: Some(stored.client),
            ..everything.clone()
        };
        let of_invoice = ClosingFilter {
            invoice: Some(invoice),
            ..everything.clone()
        };
        let searched = ClosingFilter {
            q: "125".into(),
            ..everything.clone()
        };
        let by = |sort| ClosingFilter {
            sort: Some(sort),
            ..everything.clone()
        };
        for (filter, search, indexes) in [
            (everything.clone(), Search::Nothing, &["closings_by_date"][..]),
            (by(ClosingSort::Total), Search::Nothing, &["closings_by_total"]),
            (by(ClosingSort::Number), Search::Nothing, &["closings_by_number"]),
            (of_client.clone(), Search::Nothing, &["closings_by_client"]),
            (of_invoice.clone(), Search::Nothing, &["closings_by_invoice"]),
            (
                in_state(ClosingState::Draft),
                Search::Nothing,
                &["closings_by_lifecycle"],
            ),
            (
                in_state(ClosingState::Unsigned),
                Search::Nothing,
                &["closings_unsigned"],
            ),
            (in_state(ClosingState::Signed), Search::Nothing, &["closings_"]),
            (in_state(ClosingState::Refused), Search::Nothing, &["closings_refused"]),
            (
                in_state(ClosingState::OriginalMissing),
                Search::Nothing,
                &["closings_without_original"],
            ),
            (
                searched.clone(),
                Search::Number,
                &["closings_numbered", "closings_by_n"],
            ),
            (
                searched.clone(),
                Search::Text,
                &["closings_by_sum", "closings_by_client", "closings_by_search"],
            ),
        ] {
            let plan = store::list(Act, &filter, Scope::All, search)
                .plan(&ctx.db)
                .await
                .unwrap();
            for index in indexes {
                assert!(plan.contains(index), "{index} in\n{plan}");
            }
            let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(!(filter.q.is_empty() && sorts), "sorted by hand:\n{plan}");
            assert!(!plan.contains("Seq Scan on closings"), "{plan}");
            if env.engine == Engine::Sqlite && search == Search::Text {
                assert!(plan.contains("closings_by_client (client_id=?)"), "{plan}");
                // Many are not looked up one by one.
                assert!(
                    plan.contains("SEARCH d USING INDEX closings_by_date (kind=?)"),
                    "{plan}"
                );
            }
        }
        for scope in [Scope::All, Scope::OwnedBy(ctx.new_id())] {
            let plan = store::suggested(Act, "125", scope, 5).plan(&ctx.db).await.unwrap();
            for index in ["closings_numbered", "closings_by_n", "closings_by_sum"] {
                assert!(plan.contains(index), "{index} {scope:?}: {plan}");
            }
            assert!(
                !plan.contains("SCAN closings") && !plan.contains("Seq Scan on closings"),
                "{plan}"
            );
        }
        if env.engine == Engine::Sqlite {
            let beside = [
                everything.clone(),
                of_client.clone(),
                of_invoice,
                in_state(ClosingState::Issued),
                in_state(ClosingState::Refused),
            ];
            for filter in beside {
                let filter = ClosingFilter {
                    q: searched.q.clone(),
                    ..filter
                };
                for search in [Search::Number, Search::Rare] {
                    for sql in [
                        store::list(Act, &filter, Scope::All, search),
                        store::totals(Act, &filter, Scope::All, search),
                    ] {
                        let plan = sql.plan(&ctx.db).await.unwrap();
                        // Not by the kind, and so not past all papers of it.
                        assert!(
                            plan.contains("SEARCH d USING INDEX sqlite_autoindex_closings_1 (id=?)"),
                            "{search:?} {filter:?}:\n{plan}"
                        );
                    }
                }
            }
        }
        for state in ClosingState::ALL {
            let filter = ClosingFilter {
                client: Some(stored.client),
                ..in_state(*state)
            };
            let plan = store::list(Act, &filter, Scope::All, Search::Nothing)
                .plan(&ctx.db)
                .await;
            let plan = plan.unwrap();
            assert!(plan.contains("closings_by_client"), "{state}:\n{plan}");
            let sums = store::totals(Act, &in_state(*state), Scope::All, Search::Nothing);
            let plan = sums.plan(&ctx.db).await.unwrap();
            let alone = env.engine == Engine::Postgres || plan.contains("COVERING INDEX");
            assert!(alone && !plan.contains("Seq Scan"), "{state}:\n{plan}");
        }
        let day = "2026-11-24".parse().unwrap();
        let alike = store::numbered_alike(stored.organization, Act, "00125", day);
        let plan = alike.plan(&ctx.db).await.unwrap();
        assert!(plan.contains("closings_numbered"), "{plan}");
        let counted = store::counted_after(stored.organization, Act, ctx.new_id(), "2026", day);
        let plan = counted.plan(&ctx.db).await.unwrap();
        // The dates of all companies do as well: from the newest one backwards, no further than the day.
        let by_dates = plan.contains("closings_by_company") || plan.contains("closings_by_date");
        assert!(
            by_dates && !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
            "{plan}"
        );
        let plan = store::of_invoice(invoice, ClosingKind::ALL, Scope::All, 50)
            .plan(&ctx.db)
            .await
            .unwrap();
        // By the index of the invoice, or by that which makes its number and kind unique.
        assert!(plan.contains("invoice_id") && !plan.contains("Seq Scan"), "{plan}");

        for (queue, index) in [
            (ClosingQueue::Open, "invoices_by_closing"),
            (ClosingQueue::PartlyClosed, "invoices_by_closing"),
            (ClosingQueue::Unclosed, "invoices_unclosed"),
            (ClosingQueue::PaidNotClosed, "invoices_paid_not_closed"),
            (ClosingQueue::ClosedNotPaid, "invoices_closed_not_paid"),
        ] {
            let filter = InvoiceFilter {
                closing: Some(queue),
                ..InvoiceFilter::default()
            };
            for sql in [
                invoices::store::list(&filter, Scope::All, day, invoices::store::Search::Nothing),
                invoices::store::totals(&filter, Scope::All, day, invoices::store::Search::Nothing),
            ] {
                let plan = sql.plan(&ctx.db).await.unwrap();
                // PostgreSQL knows that what is open is not closed.
                let found =
                    plan.contains(index) || (env.engine == Engine::Postgres && plan.contains("invoices_unclosed"));
                assert!(found, "{queue}: {index} in\n{plan}");
                assert!(!plan.contains("Seq Scan on invoices"), "{plan}");
            }
        }
    })
    .await;
}
