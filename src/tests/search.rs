//! The search over everything: what it finds, for whom, and along which indexes.
#![allow(clippy::unwrap_used)]

use super::catalog::item;
use super::clients::manager;
use super::closing;
use super::contacts::contact;
use super::invoices::lists::many_invoices;
use super::payments::{Books, books, client};
use super::{TestEnv, on_both_engines};
use crate::crm::clients;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::desk::search::actions;
use crate::desk::search::model::{Found, Suggested};
use crate::documents::closing::model::{ClosingKind, ClosingRow};
use crate::documents::invoices;
use crate::error::AppError;
use crate::finance::payments;
use crate::kernel::actor::{Actor, Right, Rights, Role, Scope};
use crate::kernel::ids::{ClientId, InvoiceId, UserId};
use crate::kernel::module::Module;
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;

/// Books with two clients, an invoice of each, a payment on the first one's, a contact and an item.
async fn filled(ctx: &Ctx) -> (Books, ClientId) {
    let books = books(ctx).await;
    let other = client(ctx, "ФОП Їжак").await;
    let first = books.issued(ctx, "125").await;
    issued_to(ctx, &books, other, "300").await;
    let payment = books.payment(ctx, first, "25");
    payments::actions::record(ctx, payment).await.unwrap();
    contact(ctx, books.client, "Ромашко Ганна").await;
    item(ctx, "Ромашковий чай").await;
    (books, other)
}

async fn issued_to(ctx: &Ctx, books: &Books, client: ClientId, price: &str) -> InvoiceId {
    let mut form = books.form(ctx, price);
    form.client = client.to_string();
    invoices::actions::issue_now(ctx, form).await.unwrap().id
}

/// Names and numbers of what the page shows, kind by kind.
async fn found(ctx: &Ctx, q: &str) -> [Vec<String>; 5] {
    let Found {
        clients,
        contacts,
        invoices,
        payments,
        items,
        ..
    } = actions::find(ctx, q).await.unwrap();
    [
        clients
            .into_iter()
            .flat_map(|hits| hits.rows)
            .map(|row| row.name)
            .collect(),
        contacts
            .into_iter()
            .flat_map(|hits| hits.rows)
            .map(|row| row.name)
            .collect(),
        invoices
            .into_iter()
            .flat_map(|hits| hits.rows)
            .filter_map(|row| row.number)
            .collect(),
        payments
            .into_iter()
            .flat_map(|hits| hits.rows)
            .map(|row| row.number)
            .collect(),
        items
            .into_iter()
            .flat_map(|hits| hits.rows)
            .map(|row| row.item.name)
            .collect(),
    ]
}

/// The same of what is suggested.
async fn suggested(ctx: &Ctx, q: &str) -> [Vec<String>; 5] {
    let Suggested {
        clients,
        contacts,
        invoices,
        contracts: _,
        payments,
        items,
        ..
    } = actions::suggest(ctx, q).await.unwrap();
    [
        clients.into_iter().map(|row| row.name).collect(),
        contacts.into_iter().map(|row| row.name).collect(),
        invoices.into_iter().filter_map(|row| row.number).collect(),
        payments.into_iter().map(|row| row.number).collect(),
        items.into_iter().map(|row| row.item.name).collect(),
    ]
}

#[tokio::test]
async fn everything_is_found_by_what_people_know_of_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        filled(ctx).await;
        // Papers are found by the names of clients on the page, but not while one types.
        let chamomile = ["ТОВ «Ромашка»", "Ромашко Ганна", "00001", "00001", "Ромашковий чай"];
        assert_eq!(found(ctx, "ромашк").await, chamomile.map(|name| vec![name.to_owned()]));
        let [clients, contacts, invoices, payments, items] = suggested(ctx, "ромашк").await;
        assert_eq!((clients.len(), contacts.len(), items.len()), (1, 1, 1));
        assert_eq!((invoices.len(), payments.len()), (0, 0));

        // By the number as printed, by its figure, with the sign that papers show; by its beginning; by the sum.
        for (q, numbers) in [
            ("00002", vec!["00002"]),
            ("2", vec!["00002"]),
            ("№ 00002", vec!["00002"]),
            ("0000", vec!["00002", "00001"]),
            ("125,00", vec!["00001"]),
            ("00003", vec![]),
        ] {
            let mut of_invoices = suggested(ctx, q).await[2].clone();
            // Both were issued on one day.
            of_invoices.sort_by(|one, other| other.cmp(one));
            assert_eq!(of_invoices, numbers, "{q}");
        }
        for (q, numbers) in [
            ("00001", vec!["00001"]),
            ("1", vec!["00001"]),
            ("25", vec!["00001"]),
            ("00002", vec![]),
        ] {
            assert_eq!(suggested(ctx, q).await[3], numbers, "{q}");
        }
        assert_eq!(found(ctx, "№ 2").await[2], ["00002"]);

        for q in ["", "  ", "№", "нема такого", "%", "' OR 1=1 --"] {
            let nothing: [Vec<String>; 5] = Default::default();
            assert_eq!(found(ctx, q).await, nothing, "{q}");
            assert_eq!(suggested(ctx, q).await, nothing, "{q}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_exact_number_comes_before_numbers_that_begin_so_and_before_sums() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        for _ in 0..9 {
            books.issued(ctx, "1").await;
        }
        // The tenth; and the newest, whose sum is ten.
        books.issued(ctx, "1").await;
        let mut newest = books.form(ctx, "10");
        newest.issue_date = "2026-11-23".into();
        invoices::actions::issue_now(ctx, newest).await.unwrap();
        assert_eq!(suggested(ctx, "10").await[2], ["00010", "00011"]);
        assert_eq!(suggested(ctx, "0000").await[2].len(), 5, "no more than fit");
        let hits = actions::find(ctx, "ромашка").await.unwrap().invoices.unwrap();
        assert_eq!((hits.rows.len(), hits.count, hits.more), (5, 11, false));
    })
    .await;
}

#[tokio::test]
async fn everybody_finds_what_he_may_see() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (books, _) = filled(ctx).await;
        let (user, own) = manager(&env, "m@example.com").await;
        let numbers = |hits: [Vec<String>; 5]| (hits[0].len(), hits[1].len(), hits[2].clone(), hits[3].len());

        // He has no clients yet: only the catalogue is everybody's.
        for q in ["ромашк", "їжак", "00001", "0000"] {
            assert_eq!(numbers(found(&own, q).await), (0, 0, vec![], 0), "{q}");
            assert_eq!(numbers(suggested(&own, q).await), (0, 0, vec![], 0), "{q}");
        }
        assert_eq!(suggested(&own, "ромашк").await[4], ["Ромашковий чай"]);

        let mut form = SaveClient::of(&clients::actions::profile(ctx, books.client).await.unwrap());
        form.managers.insert(tick(user), true);
        clients::actions::save(ctx, form).await.unwrap();
        assert_eq!(numbers(found(&own, "ромашк").await), (1, 1, vec!["00001".into()], 1));
        assert_eq!(numbers(suggested(&own, "ромашк").await), (1, 1, vec![], 0));
        assert_eq!(numbers(suggested(&own, "0000").await), (0, 0, vec!["00001".into()], 1));
        assert_eq!(numbers(suggested(&own, "00002").await), (0, 0, vec![], 0));
        assert_eq!(numbers(found(&own, "їжак").await), (0, 0, vec![], 0));

        let reader = env.as_staff(ctx.new_id::<UserId>(), Role::ReadOnly, Scope::All);
        assert_eq!(found(&reader, "ромашк").await, found(ctx, "ромашк").await);
        assert_eq!(suggested(&reader, "0000").await, suggested(ctx, "0000").await);

        // Who holds none of the rights finds nothing, and a stranger is not answered.
        let document = Actor::Link {
            document: uuid::Uuid::from_u128(1),
        };
        let found = actions::find(&ctx.acting_as(document, ""), "ромашк").await.unwrap();
        assert!(found.clients.is_none() && found.invoices.is_none() && found.items.is_none());
        let stranger = env.as_stranger();
        assert_eq!(actions::find(&stranger, "a").await, Err(AppError::NotSignedIn));
        assert_eq!(actions::suggest(&stranger, "a").await, Err(AppError::NotSignedIn));
    })
    .await;
}

/// Numbers of acts and of delivery notes, on the page and while one types; nothing where they are not looked for.
async fn closings(ctx: &Ctx, q: &str) -> [Option<Vec<String>>; 4] {
    let numbers = |rows: Vec<ClosingRow>| rows.into_iter().filter_map(|row| row.number).collect::<Vec<_>>();
    let found = actions::find(ctx, q).await.unwrap();
    let suggested = actions::suggest(ctx, q).await.unwrap();
    [
        found.acts.map(|hits| numbers(hits.rows)),
        found.delivery_notes.map(|hits| numbers(hits.rows)),
        Some(numbers(suggested.acts)),
        Some(numbers(suggested.delivery_notes)),
    ]
}

#[tokio::test]
async fn acts_and_notes_are_found_by_whoever_may_see_them() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (books, _) = filled(ctx).await;
        let services = books.issued(ctx, "70").await;
        closing::issued_part(ctx, ClosingKind::Act, services, "10").await;
        closing::issued_part(ctx, ClosingKind::Act, services, "20").await;
        let mut goods = books.form(ctx, "80");
        goods.lines[0].kind = "goods".into();
        let goods = invoices::actions::issue_now(ctx, goods).await.unwrap().id;
        closing::issued(ctx, ClosingKind::DeliveryNote, goods).await;

        let numbers = |numbers: &[&str]| Some(numbers.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>());
        let one = || numbers(&["00001"]);
        // By number and by client, each kind among its own; names of clients are not looked for while one types.
        assert_eq!(closings(ctx, "№ 00001").await, [one(), one(), one(), one()]);
        let second = numbers(&["00002"]);
        let nothing = || numbers(&[]);
        assert_eq!(
            closings(ctx, "00002").await,
            [second.clone(), nothing(), second, nothing()]
        );
        let [acts, notes, typed_acts, typed_notes] = closings(ctx, "ромашк").await;
        assert_eq!((acts.unwrap().len(), notes), (2, one()));
        assert_eq!((typed_acts, typed_notes), (nothing(), nothing()));

        // Who sees only his own has none of them; without the right, or the module, they are not looked for.
        let (user, own) = manager(&env, "m@example.com").await;
        let none = [nothing(), nothing(), nothing(), nothing()];
        for q in ["00001", "ромашк"] {
            assert_eq!(closings(&own, q).await, none, "{q}");
        }
        let others = Right::ALL.iter().copied().filter(|right| *right != Right::ViewActs);
        let blind: Rights = others.collect();
        for rights in [blind, Rights::all().without([Module::Acts])] {
            let reader = env.with_rights(user, rights);
            assert_eq!(closings(&reader, "00001").await, [None, one(), nothing(), one()]);
        }
    })
    .await;
}

#[tokio::test]
async fn papers_are_suggested_along_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        many_invoices(ctx, env.engine).await;
        for scope in [Scope::All, Scope::OwnedBy(ctx.new_id())] {
            let invoices = invoices::store::suggested("00", scope, 5).plan(&ctx.db).await.unwrap();
            let payments = payments::store::suggested("00", scope, 5).plan(&ctx.db).await.unwrap();
            for (plan, table, indexes) in [
                (
                    invoices,
                    "invoices",
                    ["invoices_by_number", "invoices_by_n", "invoices_by_total"],
                ),
                (
                    payments,
                    "payments",
                    ["payments_by_number", "payments_by_n", "payments_by_amount"],
                ),
            ] {
                for index in indexes {
                    assert!(plan.contains(index), "{index} {scope:?}: {plan}");
                }
                let scan = if env.engine == Engine::Sqlite {
                    "SCAN "
                } else {
                    "Seq Scan on "
                };
                let scans = plan.lines().filter(|line| line.contains(&format!("{scan}{table}")));
                assert_eq!(scans.count(), 0, "{scope:?}: {plan}");
            }
        }
    })
    .await;
}
