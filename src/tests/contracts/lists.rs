//! Lists: filters, order, pages, search, sums, and the indexes behind them.

use super::{end, form, issue, issued, sign};
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{
    ContractFilter, ContractSort, ContractState, SaveContract, SaveContractType, Signature,
};
use crate::documents::contracts::store;
use crate::documents::signatures::model::SigningStep;
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::ids::UserId;
use crate::kernel::paging::PAGE_SIZE;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::clients::manager;
use crate::tests::invoices::{Office, client, office};
use crate::tests::{TestEnv, gather_statistics, on_both_engines};

async fn subjects(ctx: &Ctx, filter: ContractFilter) -> Vec<String> {
    let page = actions::list(ctx, &filter).await.unwrap();
    page.rows.into_iter().map(|row| row.subject).collect()
}

/// One in each state, each about its name; today is 2026-11-24.
async fn one_of_each(ctx: &Ctx, office: &Office) {
    let dated = |subject: &str, date: &str, ends: &str, value: &str| SaveContract {
        date: date.into(),
        start: date.into(),
        end: ends.into(),
        value: value.into(),
        ..form(ctx, office, subject)
    };
    actions::save(ctx, dated("draft", "2026-11-01", "2026-12-01", "1"))
        .await
        .unwrap();
    for (subject, date, ends, value) in [
        ("long", "2026-11-02", "2027-12-31", "2"),
        ("soon", "2026-11-03", "2026-12-24", "3"),
        ("today", "2026-11-04", "2026-11-24", "4"),
        ("later", "2026-11-05", "2026-12-25", "5"),
        ("expired", "2026-11-06", "2026-11-23", "6"),
        ("terminated", "2026-11-07", "2026-12-01", "7"),
        ("cancelled", "2026-11-08", "2026-12-01", "8"),
        ("open", "2026-11-09", "", "9"),
    ] {
        let id = actions::save(ctx, dated(subject, date, ends, value)).await.unwrap().id;
        issue(ctx, id).await.unwrap();
        match subject {
            "terminated" => actions::terminate(ctx, end(ctx, id).await).await.unwrap(),
            "cancelled" => actions::cancel(ctx, end(ctx, id).await).await.unwrap(),
            "long" => {
                sign(ctx, id, SigningStep::Ours, "2026-11-03", "").await.unwrap();
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_list_is_narrowed_sorted_and_summed() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        one_of_each(ctx, &office).await;
        let in_state = |state| ContractFilter {
            state: Some(state),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, ContractFilter::default()).await.len(), 9);
        assert_eq!(
            subjects(ctx, ContractFilter::default()).await[0],
            "open",
            "the newest first"
        );
        for (state, expected) in [
            (ContractState::Draft, vec!["draft"]),
            (ContractState::Expired, vec!["expired"]),
            (ContractState::Terminated, vec!["terminated"]),
            (ContractState::Cancelled, vec!["cancelled"]),
            (
                ContractState::Issued,
                vec!["open", "expired", "later", "today", "soon", "long"],
            ),
        ] {
            assert_eq!(subjects(ctx, in_state(state)).await, expected, "{state}");
        }
        let expiring = |days| ContractFilter {
            expiring: Some(days),
            ..ContractFilter::default()
        };
        assert_eq!(
            subjects(ctx, expiring(30)).await,
            ["today", "soon"],
            "the first to expire first"
        );
        assert_eq!(subjects(ctx, expiring(31)).await, ["today", "soon", "later"]);
        assert_eq!(subjects(ctx, expiring(0)).await, ["today"]);
        assert_eq!(subjects(ctx, expiring(-5)).await, ["today"]);
        let signed = ContractFilter {
            signature: Some(Signature::Ours),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, signed).await, ["long"]);
        let sorted = |sort, desc| ContractFilter {
            sort: Some(sort),
            desc,
            state: Some(ContractState::Issued),
            ..ContractFilter::default()
        };
        assert_eq!(
            subjects(ctx, sorted(ContractSort::End, false)).await,
            ["expired", "today", "soon", "later", "long", "open"]
        );
        assert_eq!(subjects(ctx, sorted(ContractSort::Value, true)).await[0], "open");
        assert_eq!(subjects(ctx, sorted(ContractSort::Number, false)).await[0], "long");
        let found = |q: &str| ContractFilter {
            q: q.into(),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, found("termin")).await, ["terminated"]);
        assert_eq!(subjects(ctx, found("ромаш")).await.len(), 9, "the client's name");
        assert_eq!(subjects(ctx, found("00002")).await, ["long"]);
        assert_eq!(subjects(ctx, found("«»")).await, [""; 0]);
        let sums = actions::totals(ctx, &ContractFilter::default()).await.unwrap();
        let sums: Vec<_> = sums.iter().map(|sum| (sum.contracts, sum.value.minor())).collect();
        assert_eq!(sums, [(7, 3600)], "what is and what was in force");
        let sums = actions::totals(ctx, &expiring(30)).await.unwrap();
        assert_eq!((sums[0].contracts, sums[0].value.minor()), (2, 700));
    })
    .await;
}

#[tokio::test]
async fn types_companies_and_scopes_narrow_it_too() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let name = SaveContractType {
            request: Some(ctx.new_id()),
            name: "Оренда".into(),
            ..SaveContractType::default()
        };
        let kind = actions::save_type(ctx, name).await.unwrap();
        let typed = SaveContract {
            kind: kind.to_string(),
            ..form(ctx, &office, "приміщення")
        };
        actions::save(ctx, typed).await.unwrap();
        issued(ctx, &office, "послуги").await;
        let of_kind = ContractFilter {
            kind: Some(kind),
            organization: Some(office.organization),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, of_kind).await, ["приміщення"]);
        let nobodys = ContractFilter {
            organization: Some(ctx.new_id()),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, nobodys).await, [""; 0]);
        let other = ContractFilter {
            client: Some(client(ctx, "ФОП Їжак").await),
            ..ContractFilter::default()
        };
        assert_eq!(subjects(ctx, other).await, [""; 0]);
        let (user, own): (UserId, Ctx) = manager(&env, "m@example.com").await;
        assert_eq!(subjects(&own, ContractFilter::default()).await, [""; 0]);
        assert_eq!(actions::totals(&own, &ContractFilter::default()).await.unwrap(), []);
        let card = crate::crm::clients::actions::profile(ctx, office.client).await.unwrap();
        let mut card = crate::crm::clients::forms::SaveClient::of(&card);
        card.managers.insert(crate::crm::clients::forms::tick(user), true);
        crate::crm::clients::actions::save(ctx, card).await.unwrap();
        assert_eq!(subjects(&own, ContractFilter::default()).await.len(), 2);
        assert_eq!(actions::suggest(&own, "примі", 5).await.unwrap().len(), 1);
        let found = crate::desk::search::actions::find(&own, "приміщ").await.unwrap();
        assert_eq!(found.contracts.unwrap().count, 1, "the search over everything");
    })
    .await;
}

/// Thousands of contracts of many clients in all states, copied row by row in the database.
async fn many_contracts(ctx: &Ctx, office: &Office, engine: Engine) {
    one_of_each(ctx, office).await;
    let (id, day, end) = match engine {
        Engine::Sqlite => (
            "randomblob(16)",
            "date('2024-01-01', '+' || ((t.n * 7 + k.place * 11) % 1000) || ' days')",
            "CASE WHEN a.ends < '9999' THEN date('2024-01-01', '+' || ((t.n * 131 + k.place * 17) % 3000) || ' days') ELSE a.ends END",
        ),
        Engine::Postgres => (
            "gen_random_uuid()",
            "DATE '2024-01-01' + ((t.n * 7 + k.place * 11) % 1000)::int",
            "CASE WHEN a.ends < DATE '9999-01-01' THEN DATE '2024-01-01' + ((t.n * 131 + k.place * 17) % 3000)::int ELSE a.ends END",
        ),
    };
    let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, archived, \
        sort_name, search, version, created_at";
    let clients = format!(
        "INSERT INTO clients (id, {card}) SELECT {id}, {card} FROM clients, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT n FROM t) AS t"
    );
    let columns = "organization_id, type_id, parent_id, lifecycle, year, subject, currency, value, starts, city, lang, second_lang, \
        template_version, template_builtin, template_sha256, second_body, note, ended_on, end_reason, signed_by_us, signed_by_client, \
        refused_on, refusal_reason, original_received, signature, is_named, search, version, created_by, created_at";
    let copied = format!("a.{}", columns.replace(", ", ", a."));
    let contracts = format!(
        "INSERT INTO contracts (id, client_id, number, number_key, date, ends, body, {columns}) SELECT {id}, k.id, \
         a.number || '-' || t.n || '-' || k.place, a.number || '-' || t.n || '-' || k.place, {day}, {end}, '', {copied} \
         FROM contracts a, (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM clients) AS k, \
         (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 12) SELECT n FROM t) AS t"
    );
    for statement in [clients, contracts] {
        Sql::raw(statement).outside_transaction(&ctx.db).await.unwrap();
    }
    gather_statistics(ctx).await;
}

/// PostgreSQL takes these indexes or others, by its statistics.
async fn sums_of_running_and_texts_run_on_their_indexes(ctx: &Ctx, today: Date) {
    let all = ContractFilter::default();
    let expired = ContractFilter {
        state: Some(ContractState::Expired),
        ..all.clone()
    };
    let expiring = ContractFilter {
        expiring: Some(30),
        ..all.clone()
    };
    for filter in [&expired, &expiring] {
        let plan = store::totals(filter, Scope::All, today).plan(&ctx.db).await.unwrap();
        assert!(plan.contains("contracts_running"), "{filter:?}:\n{plan}");
    }
    let issued = ContractFilter {
        state: Some(ContractState::Issued),
        ..all.clone()
    };
    for filter in [all, issued, expired, expiring] {
        let filter = ContractFilter {
            q: "125".into(),
            ..filter
        };
        for sql in [
            store::list(&filter, Scope::All, today),
            store::totals(&filter, Scope::All, today),
        ] {
            let plan = sql.plan(&ctx.db).await.unwrap();
            for part in [
                "SEARCH a USING INDEX sqlite_autoindex_contracts_1 (id=?)",
                "contracts_by_client (client_id=?)",
                "COVERING INDEX contracts_by_search",
            ] {
                assert!(plan.contains(part), "{part} in {filter:?}:\n{plan}");
            }
        }
    }
}

/// All contracts are of one company here: the engine may as well go through all of them by date.
const ONE_COMPANY: &str = "contracts_by_organization";

#[tokio::test]
async fn lists_run_on_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        many_contracts(ctx, &office, env.engine).await;
        let today = "2026-11-24".parse().unwrap();
        let all = ContractFilter::default();
        let plan = async |filter: ContractFilter| store::list(&filter, Scope::All, today).plan(&ctx.db).await.unwrap();
        for (filter, index) in [
            (all.clone(), "contracts_by_date"),
            (
                ContractFilter {
                    sort: Some(ContractSort::End),
                    ..all.clone()
                },
                "contracts_by_end",
            ),
            (
                ContractFilter {
                    sort: Some(ContractSort::Number),
                    ..all.clone()
                },
                "contracts_by_number",
            ),
            (
                ContractFilter {
                    sort: Some(ContractSort::Value),
                    desc: true,
                    ..all.clone()
                },
                "contracts_by_value",
            ),
            (
                ContractFilter {
                    state: Some(ContractState::Draft),
                    ..all.clone()
                },
                "contracts_by_lifecycle",
            ),
            (
                ContractFilter {
                    state: Some(ContractState::Terminated),
                    ..all.clone()
                },
                "contracts_by_lifecycle",
            ),
            (
                ContractFilter {
                    expiring: Some(30),
                    ..all.clone()
                },
                "contracts_running",
            ),
            (
                ContractFilter {
                    state: Some(ContractState::Expired),
                    ..all.clone()
                },
                "contracts_running",
            ),
            (
                ContractFilter {
                    client: Some(office.client),
                    ..all.clone()
                },
                "contracts_by_client",
            ),
            (
                ContractFilter {
                    client: Some(office.client),
                    state: Some(ContractState::Issued),
                    signature: Some(Signature::None),
                    ..all.clone()
                },
                "contracts_by_client",
            ),
            (
                ContractFilter {
                    organization: Some(office.organization),
                    ..all.clone()
                },
                ONE_COMPANY,
            ),
            (
                ContractFilter {
                    signature: Some(Signature::Ours),
                    ..all.clone()
                },
                "contracts_by_signature",
            ),
            (
                ContractFilter {
                    kind: Some(ctx.new_id()),
                    ..all.clone()
                },
                "contracts_by_type",
            ),
            (
                ContractFilter {
                    parent: Some(ctx.new_id()),
                    ..all.clone()
                },
                "contracts_by_parent",
            ),
        ] {
            let told = plan(filter.clone()).await;
            let found = told.contains(index) || (index == ONE_COMPANY && told.contains("contracts_by_date"));
            assert!(found, "{filter:?} on {:?}:\n{told}", env.engine);
            assert!(!told.contains("Seq Scan on contracts"), "{told}");
        }
        if env.engine == Engine::Sqlite {
            sums_of_running_and_texts_run_on_their_indexes(ctx, today).await;
        }
        let sums = store::totals(&all, Scope::All, today).plan(&ctx.db).await.unwrap();
        // PostgreSQL takes this index or another, by its statistics.
        let alone = sums.contains("contracts_sums") || env.engine == Engine::Postgres;
        assert!(alone && !sums.contains("Seq Scan"), "{sums}");
        let choices = store::choices_sql(office.client, 200).plan(&ctx.db).await.unwrap();
        assert!(choices.contains("contracts_by_client"), "{choices}");
        // Page after page, each contract comes once.
        let (mut filter, mut seen) = (
            ContractFilter {
                expiring: Some(300),
                ..all
            },
            Vec::new(),
        );
        loop {
            let page = actions::list(ctx, &filter).await.unwrap();
            assert!(page.rows.len() <= PAGE_SIZE);
            seen.extend(page.rows.iter().map(|row| row.id));
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        let counted = actions::totals(ctx, &filter).await.unwrap();
        let counted: i64 = counted.iter().map(|sum| sum.contracts).sum();
        assert!(seen.len() > PAGE_SIZE, "{}", seen.len());
        assert_eq!(i64::try_from(seen.len()).unwrap(), counted);
        let all_seen = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all_seen);
    })
    .await;
}
