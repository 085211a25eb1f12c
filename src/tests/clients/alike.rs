//! Clients that look alike, and several managers of one client.

use super::{inn, manager, named, names};
use crate::crm::clients::actions;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::{ClientFilter, ClientTraits};
use crate::crm::clients::store;
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{TaxIds, TypedTaxIds};
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;
use crate::tests::{TestEnv, on_both_engines};

/// A client that is saved only if no other looks like it.
fn careful(ctx: &Ctx, name: &str) -> SaveClient {
    SaveClient {
        save_anyway: false,
        ..named(ctx, name)
    }
}

fn refused() -> AppError {
    AppError::field("save_anyway", Problem::LooksAlike)
}

/// Each has one thing in common with the first client of the test.
fn alike(ctx: &Ctx) -> Vec<SaveClient> {
    vec![
        SaveClient {
            tax_ids: inn("7707 083893"),
            ..careful(ctx, "A")
        },
        SaveClient {
            tax_ids: TypedTaxIds {
                eu_vat: "de299451683".into(),
                ..TypedTaxIds::default()
            },
            ..careful(ctx, "B")
        },
        careful(ctx, "ромашка, ООО"),
        SaveClient {
            email: "BUH@romashka.example".into(),
            ..careful(ctx, "C")
        },
    ]
}

#[tokio::test]
async fn a_client_that_looks_like_another_needs_a_tick() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let first = SaveClient {
            tax_ids: TypedTaxIds {
                ru_kpp: "773601001".into(),
                eu_vat: "DE299451683".into(),
                ..inn("7707083893")
            },
            email: "buh@romashka.example".into(),
            ..careful(ctx, "ООО «Ромашка»")
        };
        let first = actions::save(ctx, first).await.unwrap();
        for form in alike(ctx) {
            let anyway = SaveClient {
                save_anyway: true,
                ..form.clone()
            };
            assert_eq!(
                actions::save(ctx, form.clone()).await.err(),
                Some(refused()),
                "{}",
                form.name
            );
            let found = actions::similar(ctx, &form.traits(), None).await.unwrap();
            assert!(found.iter().any(|client| client.id == first), "{}", form.name);
            actions::save(ctx, anyway).await.unwrap();
        }
        // Many clients share a КПП.
        let branch = SaveClient {
            tax_ids: TypedTaxIds {
                ru_kpp: "773601001".into(),
                ..TypedTaxIds::default()
            },
            ..careful(ctx, "D")
        };
        actions::save(ctx, branch).await.unwrap();
        let found = actions::similar(ctx, &careful(ctx, "Ромашка").traits(), Some(first))
            .await
            .unwrap();
        let reasons: Vec<_> = found
            .iter()
            .map(|c| (c.same_tax_id, c.same_name, c.same_email))
            .collect();
        assert_eq!(reasons, [(false, true, false)]);
        assert_eq!(actions::similar(ctx, &ClientTraits::default(), None).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_change_is_asked_about_what_it_makes_alike() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        actions::save(ctx, careful(ctx, "Ромашка")).await.unwrap();
        let second = actions::save(ctx, named(ctx, "Ромашка")).await.unwrap();
        let form = async || SaveClient {
            save_anyway: false,
            ..SaveClient::of(&actions::profile(ctx, second).await.unwrap())
        };
        // The likeness was accepted once.
        let mut phone = form().await;
        phone.phone = "101".into();
        actions::save(ctx, phone).await.unwrap();
        let mut other = form().await;
        other.name = "Волошка".into();
        actions::save(ctx, other).await.unwrap();
        let mut back = form().await;
        back.name = "РОМАШКА".into();
        assert_eq!(actions::save(ctx, back).await.err(), Some(refused()));
    })
    .await;
}

#[tokio::test]
async fn the_search_for_likeness_reads_along_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for i in 0..5 {
            actions::save(ctx, named(ctx, &format!("A{i}"))).await.unwrap();
        }
        let mut ids = TaxIds::default();
        let id = crate::kernel::requisites::TaxId {
            kind: crate::kernel::requisites::TaxIdKind::RuInn,
            value: "7707083893".into(),
        };
        ids.add(id, "", "");
        let plan = store::similar_plan(&ctx.db, ids).await.unwrap();
        for index in ["clients_by_sort_name", "clients_by_email", "client_tax_ids_by_value"] {
            assert!(plan.contains(index), "{index}: {plan}");
        }
        if env.engine == Engine::Sqlite {
            assert!(!plan.contains("SCAN clients") && !plan.contains("SCAN same"), "{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_of_several_managers_sees_the_client() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (first, as_first) = manager(&env, "first@example.com").await;
        let (second, as_second) = manager(&env, "second@example.com").await;
        let (_, as_third) = manager(&env, "third@example.com").await;
        let shared = SaveClient {
            managers: [(tick(first), true), (tick(second), true)].into(),
            ..named(ctx, "Общий")
        };
        let id: ClientId = actions::save(ctx, shared).await.unwrap();
        for ctx in [&as_first, &as_second] {
            assert_eq!(names(ctx, ClientFilter::default()).await, ["Общий"]);
            assert!(actions::show(ctx, id).await.is_ok());
            assert_eq!(actions::find(ctx, "общий", OwnerKind::Client).await.unwrap().len(), 1);
        }
        assert_eq!(actions::show(&as_third, id).await.err(), Some(AppError::NotFound));
        assert_eq!(names(&as_third, ClientFilter::default()).await, [""; 0]);

        // One of them changes the card and can't throw the other one out.
        let mut form = SaveClient::of(&actions::profile(&as_first, id).await.unwrap());
        form.managers.clear();
        form.phone = "101".into();
        actions::save(&as_first, form).await.unwrap();
        assert!(actions::show(&as_second, id).await.is_ok());

        // Who sees everything can.
        let mut form = SaveClient::of(&actions::profile(ctx, id).await.unwrap());
        form.managers = [(tick(second), true), (tick(first), false)].into();
        actions::save(ctx, form).await.unwrap();
        assert_eq!(actions::show(&as_first, id).await.err(), Some(AppError::NotFound));
        let rows = actions::list(ctx, &ClientFilter::default()).await.unwrap().rows;
        assert_eq!(rows[0].managers, "second@example.com");
        let asked = ClientFilter {
            manager: first.to_string(),
            ..ClientFilter::default()
        };
        assert_eq!(names(ctx, asked).await, [""; 0]);
    })
    .await;
}
