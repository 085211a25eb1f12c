//! A part of a card, changed by itself.

use super::parts::full;
use super::{manager, named};
use crate::crm::clients::actions;
use crate::crm::clients::forms::{ClientPart, SaveClient, tick};
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::signatory::TypedSignatory;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::tests::rights::world::{Person, World};
use crate::tests::{TestEnv, on_both_engines};

/// A form that holds nothing but its part, as it is sent.
fn form(id: ClientId, version: i64, part: ClientPart) -> SaveClient {
    SaveClient {
        id: Some(id),
        version,
        part: part.to_string(),
        ..SaveClient::default()
    }
}

async fn stored(ctx: &Ctx, id: ClientId) -> SaveClient {
    SaveClient::of(&actions::profile(ctx, id).await.unwrap())
}

async fn last_changes(ctx: &Ctx, id: ClientId) -> Vec<String> {
    let events = activity::actions::of_owner(ctx, &Owner::client(id), 1).await.unwrap();
    events[0].changes.iter().map(|change| change.field.clone()).collect()
}

#[tokio::test]
async fn saving_a_part_changes_nothing_else() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, full(ctx)).await.unwrap();
        let before = stored(ctx, id).await;

        let signatory = TypedSignatory {
            name: "Петров Иван Сергеевич".into(),
            position: "Директор".into(),
            ..TypedSignatory::default()
        };
        let typed = SaveClient {
            signatory: signatory.clone(),
            // What does not belong to the part is not looked at.
            name: "другое".into(),
            email: "nobody".into(),
            ..form(id, 1, ClientPart::Signatory)
        };
        actions::save(ctx, typed).await.unwrap();
        let expected = SaveClient {
            version: 2,
            signatory: TypedSignatory {
                initials: "Петров И. С.".into(),
                ..signatory
            },
            ..before
        };
        assert_eq!(stored(ctx, id).await, expected);
        assert!(
            last_changes(ctx, id)
                .await
                .iter()
                .all(|field| field.starts_with("signatory.")),
            "{:?}",
            last_changes(ctx, id).await
        );

        let typed = SaveClient {
            phone: "112".into(),
            website: "example.com".into(),
            ..form(id, 2, ClientPart::Contact)
        };
        actions::save(ctx, typed).await.unwrap();
        let expected = SaveClient {
            version: 3,
            phone: "112".into(),
            email: String::new(),
            website: "https://example.com".into(),
            shipping_address: String::new(),
            actual_address: String::new(),
            ..expected
        };
        assert_eq!(stored(ctx, id).await, expected);
    })
    .await;
}

#[tokio::test]
async fn terms_and_requisites_are_parts_of_their_own() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, full(ctx)).await.unwrap();
        let before = stored(ctx, id).await;
        let typed = SaveClient {
            currency: "EUR".into(),
            lang: "en".into(),
            payment_days: "7".into(),
            managers: before.managers.clone(),
            ..form(id, 1, ClientPart::Terms)
        };
        actions::save(ctx, typed).await.unwrap();
        let expected = SaveClient {
            version: 2,
            currency: "EUR".into(),
            lang: "en".into(),
            payment_days: "7".into(),
            term_unit: "calendar".into(),
            ..before
        };
        assert_eq!(stored(ctx, id).await, expected);

        let typed = SaveClient {
            kind: "company".into(),
            name: "ООО «Лютик»".into(),
            ..form(id, 2, ClientPart::Requisites)
        };
        actions::save(ctx, typed).await.unwrap();
        let after = stored(ctx, id).await;
        assert_eq!(
            (after.name.as_str(), after.tax_ids.ru_inn.as_str()),
            ("ООО «Лютик»", "")
        );
        assert_eq!(
            (after.address.as_str(), &after.actual_address),
            ("", &expected.actual_address)
        );
        assert_eq!(after.signatory, expected.signatory);
        assert_eq!(actions::profile(ctx, id).await.unwrap().accounts.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_stale_part_is_a_conflict_and_a_bad_value_is_refused_beside_its_field() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, full(ctx)).await.unwrap();
        let phone = |version: i64, phone: &str| SaveClient {
            phone: phone.into(),
            ..form(id, version, ClientPart::Contact)
        };
        actions::save(ctx, phone(1, "111")).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, phone(1, "222")).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!((conflict.version, conflict.current["phone"].as_str()), (2, "111"));
        actions::save(ctx, phone(conflict.version, "222")).await.unwrap();
        assert_eq!(stored(ctx, id).await.phone, "222");

        let wrong = SaveClient {
            email: "nobody".into(),
            ..phone(3, "333")
        };
        let refused = AppError::field("email", Problem::NotAnEmail);
        assert_eq!(actions::save(ctx, wrong).await, Err(refused));
        assert_eq!(
            (stored(ctx, id).await.phone.as_str(), stored(ctx, id).await.version),
            ("222", 3)
        );

        let unknown = SaveClient {
            part: "everything".into(),
            ..phone(3, "333")
        };
        let refused = AppError::field("part", Problem::UnknownChoice);
        assert_eq!(actions::save(ctx, unknown).await, Err(refused));
        // A likeness is asked about in a part, too.
        let other = SaveClient {
            email: "same@example.com".into(),
            ..named(ctx, "Другой")
        };
        actions::save(ctx, other).await.unwrap();
        let alike = SaveClient {
            email: "same@example.com".into(),
            ..phone(3, "")
        };
        let asked = AppError::field("save_anyway", Problem::LooksAlike);
        assert_eq!(actions::save(ctx, alike.clone()).await, Err(asked));
        let meant = SaveClient {
            save_anyway: true,
            ..alike
        };
        actions::save(ctx, meant).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_manager_of_his_own_clients_neither_gives_one_away_nor_loses_it() {
    on_both_engines(async |env: TestEnv| {
        let (first, as_first) = manager(&env, "first@example.com").await;
        let (second, as_second) = manager(&env, "second@example.com").await;
        let id = actions::save(&as_first, named(&env.ctx, "A")).await.unwrap();
        let typed = SaveClient {
            currency: "EUR".into(),
            lang: "en".into(),
            managers: [(tick(second), true)].into(),
            ..form(id, 1, ClientPart::Terms)
        };
        assert_eq!(actions::save(&as_second, typed.clone()).await, Err(AppError::NotFound));
        actions::save(&as_first, typed).await.unwrap();
        let managers = actions::profile(&env.ctx, id).await.unwrap().managers;
        assert_eq!(managers.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [first]);
    })
    .await;
}

#[tokio::test]
async fn a_part_is_changed_in_its_place_without_scripts() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let person = Some(Person::Administrator);
        let card = format!("/clients/{}", world.client);
        let text = world.page(&card, person).await.text;
        for part in ClientPart::ALL {
            assert!(text.contains(&format!("{card}?edit={part}")), "{part} in {text}");
        }
        assert!(!text.contains("input[website]"), "{text}");

        let address = format!("{card}?edit=contact");
        let open = world.page(&address, person).await.text;
        assert!(
            open.contains("input[website]") && !open.contains("input[signatory][name]"),
            "{open}"
        );
        let version = stored(&env.ctx, world.client).await.version;
        let sent = |website: &str, version: i64| {
            let id = world.client;
            format!(
                "form_key=contact&input[id]={id}&input[version]={version}&input[part]=contact&input[phone]=%2B380+44+1\
                 &input[website]={website}"
            )
        };
        let refused = world
            .plain_form("/api/clients/save", &sent("javascript:x", version), &address, person)
            .await;
        assert!(refused.location.starts_with(&address), "{}", refused.location);
        let back = world.page(&refused.location, person).await.text;
        assert!(
            back.contains("value=\"javascript:x\"")
                && back.contains("value=\"+380 44 1\"")
                && back.contains("field-error"),
            "{back}"
        );
        let done = world
            .plain_form("/api/clients/save", &sent("example.com", version), &address, person)
            .await;
        assert!(done.leads_to(&card), "{} {}", done.status, done.location);
        let after = world.page(&card, person).await.text;
        assert!(
            after.contains("https://example.com") && !after.contains("input[website]"),
            "{after}"
        );

        // Somebody else has saved meanwhile: both versions are shown, at the same place.
        let stale = world
            .plain_form("/api/clients/save", &sent("example.org", version), &address, person)
            .await;
        let back = world.page(&stale.location, person).await.text;
        assert!(
            back.contains("value=\"example.org\"")
                && back.contains("field-stored")
                && back.contains("https://example.com"),
            "{back}"
        );

        // Who may only look finds neither a link nor a form.
        let reader = world.page(&address, Some(Person::ReadOnly)).await.text;
        assert!(
            !reader.contains("edit=contact\"") && !reader.contains("input[website]"),
            "{reader}"
        );
    })
    .await;
}
