//! Clients: saving, scope, searching, paging.
#![allow(clippy::unwrap_used)]

mod alike;
mod judging;
mod lists;
mod many;
mod parts;
mod profile;
mod settings;

use std::collections::BTreeSet;

use super::{TestEnv, on_both_engines};
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::crm::clients::actions;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::ClientFilter;
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, RequestKey, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::kernel::requisites::TypedTaxIds;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;

/// A client with nothing but a name, as it is typed; others may look like it.
pub fn named(ctx: &Ctx, name: &str) -> SaveClient {
    SaveClient {
        name: name.into(),
        save_anyway: true,
        ..SaveClient::blank(ctx.new_id::<RequestKey>(), Currency::Rub, Lang::Ru)
    }
}

fn inn(number: &str) -> TypedTaxIds {
    TypedTaxIds {
        ru_inn: number.into(),
        ..TypedTaxIds::default()
    }
}

pub async fn manager(env: &TestEnv, email: &str) -> (UserId, Ctx) {
    let user = NewUser {
        request: env.ctx.new_id(),
        name: email.into(),
        email: email.into(),
        role: "manager".into(),
        own_only: true,
        lang: "ru".into(),
        invite: false,
        password: "correct horse battery".into(),
    };
    let id = accounts::actions::create_user(&env.ctx, user).await.unwrap();
    (id, env.as_staff(id, Role::Manager, Scope::OwnedBy(id)))
}

async fn names(ctx: &Ctx, filter: ClientFilter) -> Vec<String> {
    let page = actions::list(ctx, &filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

fn searching(q: &str) -> ClientFilter {
    ClientFilter {
        q: q.into(),
        ..ClientFilter::default()
    }
}

async fn verbs(ctx: &Ctx, id: ClientId) -> Vec<Verb> {
    let events = activity::actions::of_owner(ctx, &Owner::client(id), 50).await.unwrap();
    events.into_iter().map(|event| event.verb).collect()
}

#[tokio::test]
async fn a_client_is_created_changed_and_remembered() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let new = SaveClient {
            tax_ids: TypedTaxIds {
                ua_edrpou: "1436 0570".into(),
                ..TypedTaxIds::default()
            },
            email: "Buh@Example.com".into(),
            payment_days: "14".into(),
            ..named(ctx, "ТОВ «Ромашка»")
        };
        let id = actions::save(ctx, new).await.unwrap();
        let profile = actions::profile(ctx, id).await.unwrap();
        let stored = &profile.client;
        assert_eq!(stored.legal_name, "ТОВ «Ромашка»");
        assert_eq!(stored.tax_id.as_ref().unwrap().value, "14360570");
        assert_eq!((stored.email.as_str(), stored.term.days), ("buh@example.com", 14));
        let mut form = SaveClient::of(&profile);
        form.phone = "+380 44 123-45-67".into();
        form.notes = "first line\r\nsecond".into();
        assert_eq!(actions::save(ctx, form).await.unwrap(), id);
        let after = actions::show(ctx, id).await.unwrap();
        assert_eq!((after.version, after.notes.as_str()), (2, "first line\nsecond"));
        let events = activity::actions::of_owner(ctx, &Owner::client(id), 10).await.unwrap();
        let fields: Vec<&str> = events[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!((events[0].verb, fields), (Verb::Changed, vec!["phone", "notes"]));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_client() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let new = named(ctx, "A");
        let tasks = (0..8).map(|_| {
            let (ctx, new) = (ctx.clone(), new.clone());
            tokio::spawn(async move { actions::save(&ctx, new).await.unwrap() })
        });
        let made: BTreeSet<ClientId> = futures::future::join_all(tasks)
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(made.len(), 1);
        assert_eq!(names(ctx, ClientFilter::default()).await, ["A"]);
        let without = SaveClient {
            request: None,
            ..named(ctx, "B")
        };
        assert_eq!(actions::save(ctx, without).await, Err(AppError::Outdated));
    })
    .await;
}

#[tokio::test]
async fn a_stale_save_is_a_conflict_with_both_versions() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, named(ctx, "A")).await.unwrap();
        let stored = actions::profile(ctx, id).await.unwrap();
        let form = |name: &str, version: i64| SaveClient {
            name: name.into(),
            version,
            ..SaveClient::of(&stored)
        };
        actions::save(ctx, form("B", 1)).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form("C", 1)).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!((conflict.version, conflict.by.as_str()), (2, "Akta"));
        assert_eq!(conflict.current.get("name").map(String::as_str), Some("B"));
        actions::save(ctx, form("C", conflict.version)).await.unwrap();
        assert_eq!(actions::show(ctx, id).await.unwrap().name, "C");
    })
    .await;
}

#[tokio::test]
async fn of_parallel_saves_of_one_version_one_wins() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, named(ctx, "A")).await.unwrap();
        let stored = actions::profile(ctx, id).await.unwrap();
        let tasks = (0..10).map(|i| {
            let (ctx, mut form) = (ctx.clone(), SaveClient::of(&stored));
            form.name = format!("A{i}");
            tokio::spawn(async move { actions::save(&ctx, form).await })
        });
        let results: Vec<_> = futures::future::join_all(tasks)
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
        assert_eq!(
            results
                .iter()
                .filter(|r| matches!(r, Err(AppError::Conflict(_))))
                .count(),
            9
        );
        assert_eq!(activity::actions::broken_chains(&mut ctx.read()).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_manager_of_his_own_clients_sees_no_other() {
    on_both_engines(async |env: TestEnv| {
        let (first, as_first) = manager(&env, "first@example.com").await;
        let (second, as_second) = manager(&env, "second@example.com").await;
        let taxed = |name: &str| SaveClient {
            tax_ids: inn("7707083893"),
            ..named(&env.ctx, name)
        };
        let mine = actions::save(&as_first, taxed("Ромашка первая")).await.unwrap();
        // He can't give it to somebody else either, nor take another's.
        let other = SaveClient {
            managers: [(tick(first), true)].into(),
            ..taxed("Ромашка вторая")
        };
        let theirs = actions::save(&as_second, other).await.unwrap();
        let given: Vec<_> = actions::profile(&env.ctx, theirs).await.unwrap().managers;
        assert_eq!(given.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [second]);

        assert_eq!(names(&as_first, ClientFilter::default()).await, ["Ромашка первая"]);
        assert_eq!(names(&as_first, searching("ромашка")).await, ["Ромашка первая"]);
        let asked = ClientFilter {
            manager: second.to_string(),
            ..ClientFilter::default()
        };
        assert_eq!(names(&as_first, asked).await, Vec::<String>::new());
        let found = actions::find(&as_first, "ромашка", OwnerKind::Client).await.unwrap();
        assert_eq!(found.iter().map(|c| c.id).collect::<Vec<_>>(), [mine]);
        assert_eq!(
            actions::find(&as_first, "7707083893", OwnerKind::Client)
                .await
                .unwrap()
                .len(),
            1
        );
        assert_eq!(
            actions::similar(&as_first, &taxed("").traits(), Some(mine))
                .await
                .unwrap(),
            []
        );
        assert_eq!(
            actions::similar(&env.ctx, &taxed("").traits(), Some(mine))
                .await
                .unwrap()
                .len(),
            1
        );

        assert_eq!(actions::show(&as_first, theirs).await.err(), Some(AppError::NotFound));
        let stolen = SaveClient::of(&actions::profile(&env.ctx, theirs).await.unwrap());
        assert_eq!(actions::save(&as_first, stolen).await, Err(AppError::NotFound));
        assert_eq!(actions::archive(&as_first, theirs).await, Err(AppError::NotFound));
        assert_eq!(names(&env.ctx, ClientFilter::default()).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn rights_are_asked_before_anything_is_written() {
    on_both_engines(async |env: TestEnv| {
        let id = actions::save(&env.ctx, named(&env.ctx, "A")).await.unwrap();
        let reader = env.as_staff(env.ctx.new_id(), Role::ReadOnly, Scope::All);
        assert_eq!(
            actions::save(&reader, named(&reader, "B")).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(actions::archive(&reader, id).await, Err(AppError::Forbidden));
        assert!(actions::show(&reader, id).await.is_ok());
        let stranger = env.as_stranger();
        assert_eq!(actions::show(&stranger, id).await.err(), Some(AppError::NotSignedIn));
        assert_eq!(
            actions::find(&stranger, "A", OwnerKind::Client).await.err(),
            Some(AppError::NotSignedIn)
        );
        assert_eq!(
            actions::list(&stranger, &ClientFilter::default()).await.err(),
            Some(AppError::NotSignedIn)
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_manager_is_refused() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let nobody = SaveClient {
            managers: [(tick(ctx.new_id::<UserId>()), true)].into(),
            ..named(ctx, "A")
        };
        assert_eq!(
            actions::save(ctx, nobody).await,
            Err(AppError::field("managers", Problem::UnknownChoice))
        );
    })
    .await;
}

#[tokio::test]
async fn an_archived_client_leaves_lists_and_pickers_and_comes_back() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, named(ctx, "A")).await.unwrap();
        actions::archive(ctx, id).await.unwrap();
        actions::archive(ctx, id).await.unwrap();
        assert_eq!(names(ctx, ClientFilter::default()).await, Vec::<String>::new());
        assert_eq!(actions::find(ctx, "A", OwnerKind::Client).await.unwrap(), []);
        let archived = ClientFilter {
            archived: true,
            ..ClientFilter::default()
        };
        assert_eq!(names(ctx, archived).await, ["A"]);
        assert!(actions::show(ctx, id).await.unwrap().archived);
        actions::restore(ctx, id).await.unwrap();
        assert_eq!(names(ctx, ClientFilter::default()).await, ["A"]);
        assert_eq!(verbs(ctx, id).await, [Verb::Restored, Verb::Archived, Verb::Created]);
    })
    .await;
}

#[tokio::test]
async fn a_search_forgives_what_people_do_not_type() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let clients = [
            SaveClient {
                legal_name: "Общество «Семён Ёлкин и Ко»".into(),
                ..named(ctx, "ООО «Ромашка»")
            },
            SaveClient {
                phone: "+38 (044) 123-45-67".into(),
                email: "sales@kyiv.example".into(),
                ..named(ctx, "ТОВ \"Ром'ашка Київ\"")
            },
            SaveClient {
                tax_ids: inn("7707083893"),
                ..named(ctx, "Сто % банк")
            },
        ];
        for client in clients {
            actions::save(ctx, client).await.unwrap();
        }
        for (q, found) in [
            ("ооо ром", 2),
            ("РОМАШКА", 2),
            ("киев ром", 0),
            ("київ ромашка", 1),
            ("семен елкин", 1),
            ("380441234567", 1),
            ("044 123", 1),
            ("sales@KYIV", 1),
            ("77070838", 1),
            ("%", 3),
            ("_", 0),
            ("\\", 3),
            ("' OR 1=1 --", 0),
            ("", 3),
        ] {
            assert_eq!(names(ctx, searching(q)).await.len(), found, "{q}");
        }
        let picked = actions::find(ctx, "7707083893", OwnerKind::Client).await.unwrap();
        assert_eq!(
            picked.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
            ["Сто % банк"]
        );
        let picked = actions::find(ctx, "ром", OwnerKind::Client).await.unwrap();
        assert_eq!(picked.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_picker_shows_the_exact_tax_id_first() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let decoy = SaveClient {
            legal_name: "Счёт 7707083893".into(),
            ..named(ctx, "А первая по алфавиту")
        };
        actions::save(ctx, decoy).await.unwrap();
        let exact = SaveClient {
            tax_ids: inn("7707083893"),
            ..named(ctx, "Я последняя")
        };
        let exact = actions::save(ctx, exact).await.unwrap();
        let found = actions::find(ctx, "7707083893", OwnerKind::Client).await.unwrap();
        assert_eq!((found.len(), found[0].id), (2, exact));
        for i in 0..30 {
            actions::save(ctx, named(ctx, &format!("Много {i}"))).await.unwrap();
        }
        assert_eq!(actions::find(ctx, "много", OwnerKind::Client).await.unwrap().len(), 20);
    })
    .await;
}

/// Walks a list to its end and back, and gives the names of both walks in the list's order.
async fn walk(ctx: &Ctx, filter: &ClientFilter) -> (Vec<String>, Vec<String>) {
    let (mut there, mut back) = (Vec::new(), Vec::new());
    let mut filter = filter.clone();
    let mut last = actions::list(ctx, &filter).await.unwrap();
    loop {
        there.extend(last.rows.iter().map(|row| row.name.clone()));
        let Some(next) = &last.next else { break };
        filter.after = next.to_string();
        last = actions::list(ctx, &filter).await.unwrap();
    }
    loop {
        back.splice(0..0, last.rows.iter().map(|row| row.name.clone()));
        let Some(previous) = &last.previous else { break };
        filter.after = previous.to_string();
        last = actions::list(ctx, &filter).await.unwrap();
    }
    (there, back)
}

#[tokio::test]
async fn pages_have_no_gap_and_no_repeat_in_either_direction() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let mut made = Vec::new();
        for i in 0..120 {
            // Many equal names: the id decides among them.
            let name = format!("Клиент {}", i % 7);
            actions::save(
                ctx,
                SaveClient {
                    notes: i.to_string(),
                    ..named(ctx, &name)
                },
            )
            .await
            .unwrap();
            made.push(name);
            ctx.clock.advance(std::time::Duration::from_millis(1));
        }
        let mut by_name = made.clone();
        by_name.sort();
        for desc in [false, true] {
            let filter = ClientFilter {
                desc,
                ..ClientFilter::default()
            };
            let (there, back) = walk(ctx, &filter).await;
            let mut expected = by_name.clone();
            if desc {
                expected.reverse();
            }
            assert_eq!(there, expected);
            assert_eq!(back, expected);
            let filter = ClientFilter {
                sort: "created".into(),
                desc,
                ..ClientFilter::default()
            };
            let (there, back) = walk(ctx, &filter).await;
            let mut expected = made.clone();
            if desc {
                expected.reverse();
            }
            assert_eq!(there, expected);
            assert_eq!(back, expected);
        }
        let (there, back) = walk(ctx, &searching("клиент 3")).await;
        assert_eq!(there.len(), 17);
        assert_eq!(there, back);
        // A cursor of another order is no cursor.
        let first = actions::list(ctx, &ClientFilter::default()).await.unwrap();
        let mixed = ClientFilter {
            sort: "created".into(),
            after: first.next.unwrap().to_string(),
            ..ClientFilter::default()
        };
        assert!(actions::list(ctx, &mixed).await.unwrap().previous.is_none());
    })
    .await;
}
