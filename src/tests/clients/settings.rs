//! How the whole company works with clients: tabs of the card, what a card must say, what two must not have in common.

use super::{inn, manager, named};
use crate::company::modules;
use crate::crm::clients::actions;
use crate::crm::clients::forms::SaveClient;
use crate::crm::clients::settings::{ArrangeTab, ClientTab, Likeness, SaveClientSettings, TabStep};
use crate::crm::contacts;
use crate::crm::contacts::forms::{SaveContact, TypedMailing};
use crate::desk::client_card;
use crate::error::AppError;
use crate::kernel::actor::{Right, Rights};
use crate::kernel::currency::Currency;
use crate::kernel::ids::ClientId;
use crate::kernel::lang::Lang;
use crate::kernel::module::Module;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::server::check::check;
use crate::tests::{TestEnv, on_both_engines};

async fn arrange(ctx: &Ctx, tab: ClientTab, step: TabStep) {
    actions::arrange_tab(ctx, ArrangeTab { tab, step }).await.unwrap();
}

async fn tabs(ctx: &Ctx, client: ClientId) -> Vec<ClientTab> {
    client_card::actions::show(ctx, client).await.unwrap().tabs
}

/// Changes the rules.
async fn rule(ctx: &Ctx, change: impl FnOnce(&mut SaveClientSettings)) {
    let mut form = SaveClientSettings::of(&actions::settings(ctx).await.unwrap().settings);
    change(&mut form);
    actions::save_settings(ctx, form).await.unwrap();
}

#[tokio::test]
async fn the_card_follows_the_settings_of_its_tabs() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = actions::save(ctx, named(ctx, "Ромашка")).await.unwrap();
        assert_eq!(tabs(ctx, client).await, ClientTab::ALL);

        arrange(ctx, ClientTab::Profile, TabStep::Hide).await;
        arrange(ctx, ClientTab::Contacts, TabStep::Up).await;
        let shown = tabs(ctx, client).await;
        assert_eq!(shown.first(), Some(&ClientTab::Statement));
        assert_eq!(shown.last(), Some(&ClientTab::Support));
        let card = client_card::actions::show(ctx, client).await.unwrap();
        assert_eq!(card.first_href(), format!("/clients/{client}/statement"));
        assert_eq!(card.tab_href(ClientTab::Profile), None);

        // A module that is off is neither shown nor offered; its place is kept.
        modules::actions::switch(ctx, Module::Acts, false).await.unwrap();
        let sheet = actions::settings(ctx).await.unwrap();
        assert!(!sheet.shown.contains(&ClientTab::Acts) && !sheet.hidden.contains(&ClientTab::Acts));
        assert_eq!(sheet.hidden, [ClientTab::Profile]);
        let acts = ArrangeTab {
            tab: ClientTab::Acts,
            step: TabStep::Hide,
        };
        assert_eq!(actions::arrange_tab(ctx, acts).await, Err(AppError::NotFound));
        modules::actions::switch(ctx, Module::Acts, true).await.unwrap();
        assert!(actions::settings(ctx).await.unwrap().shown.contains(&ClientTab::Acts));

        // Who lacks a right lacks the tab.
        let (user, _) = manager(&env, "first@example.com").await;
        let reader = env.as_staff(
            user,
            crate::kernel::actor::Role::Manager,
            crate::kernel::actor::Scope::All,
        );
        assert!(tabs(&reader, client).await.contains(&ClientTab::Payments));
        assert_eq!(actions::settings(&reader).await, Err(AppError::Forbidden));

        // The last one stays.
        for tab in ClientTab::ALL {
            arrange(ctx, *tab, TabStep::Hide).await;
        }
        assert_eq!(tabs(ctx, client).await.len(), 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_card_says_what_the_rules_demand() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        rule(ctx, |rules| {
            rules.country = "ua".into();
            rules.tax_id_required = true;
            rules.name_required = false;
        })
        .await;
        let blank = actions::form(ctx, None).await.unwrap().input;
        assert_eq!((blank.currency.as_str(), blank.lang.as_str()), ("UAH", "uk"));

        let bare = SaveClient {
            currency: "UAH".into(),
            ..named(ctx, "ТОВ «Без коду»")
        };
        let asked = AppError::field("tax_ids.ua_edrpou", Problem::Required);
        assert_eq!(actions::save(ctx, bare).await, Err(asked));
        let person = SaveClient {
            kind: "person".into(),
            phone: "050 123 45 67".into(),
            ..named(ctx, "")
        };
        let person = actions::save(ctx, person).await.unwrap();
        assert_eq!(actions::show(ctx, person).await.unwrap().name, "050 123 45 67");
        let nobody = SaveClient {
            kind: "person".into(),
            ..named(ctx, "")
        };
        let nameless = Err(AppError::field("name", Problem::Required));
        assert_eq!(actions::save(ctx, nobody.clone()).await, nameless);

        rule(ctx, |rules| rules.name_required = true).await;
        let again = SaveClient {
            phone: "050 765 43 21".into(),
            ..nobody
        };
        assert_eq!(actions::save(ctx, again).await, nameless);
        let stale = SaveClientSettings {
            same_tax_id: "warn".into(),
            same_email: "warn".into(),
            same_phone: "warn".into(),
            ..SaveClientSettings::default()
        };
        let stale = actions::save_settings(ctx, stale).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    })
    .await;
}

#[tokio::test]
async fn what_must_be_unique_is_refused_whoever_has_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let first = SaveClient {
            tax_ids: inn("7707083893"),
            email: "buh@romashka.example".into(),
            phone: "+7 495 123-45-67".into(),
            ..named(ctx, "Ромашка")
        };
        actions::save(ctx, first.clone()).await.unwrap();
        let alike = |ctx: &Ctx| SaveClient {
            request: Some(ctx.new_id()),
            name: "Инша".into(),
            ..first.clone()
        };
        // A tick is enough as long as it only warns.
        let second = actions::save(ctx, alike(ctx)).await.unwrap();
        for (field, name) in [
            ("same_tax_id", "tax_ids.ru_inn"),
            ("same_email", "email"),
            ("same_phone", "phone"),
        ] {
            rule(ctx, |rules| {
                let refuse = |one: &str| if one == field { Likeness::Refuse } else { Likeness::Warn }.to_string();
                rules.same_tax_id = refuse("same_tax_id");
                rules.same_email = refuse("same_email");
                rules.same_phone = refuse("same_phone");
            })
            .await;
            let refused = Err(AppError::field(name, Problem::AlreadyTaken));
            assert_eq!(actions::save(ctx, alike(ctx)).await, refused, "{field}");
            // Also what the one who saves can't see.
            let (_, limited) = manager(&env, &format!("{field}@example.com")).await;
            assert_eq!(actions::save(&limited, alike(&limited)).await, refused, "{field}");
        }
        // What was accepted once is not asked about again.
        let stored = actions::profile(ctx, second).await.unwrap();
        let form = SaveClient {
            notes: "a".into(),
            ..SaveClient::of(&stored)
        };
        actions::save(ctx, form).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_many_with_one_number_at_once_one_is_saved() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        rule(ctx, |rules| rules.same_tax_id = "refuse".into()).await;
        let tasks = (0..8).map(|n| {
            let ctx = ctx.clone();
            let form = SaveClient {
                tax_ids: inn("7707083893"),
                ..named(&ctx, &format!("Клієнт {n}"))
            };
            tokio::spawn(async move { actions::save(&ctx, form).await })
        });
        let done = futures::future::join_all(tasks).await;
        assert_eq!(
            done.into_iter().filter(|saved| saved.as_ref().unwrap().is_ok()).count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn the_primary_contact_of_a_person_is_his_profile_where_it_is_wanted() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let person = SaveClient {
            kind: "person".into(),
            email: "old@example.com".into(),
            ..named(ctx, "Хтось")
        };
        let person = actions::save(ctx, person).await.unwrap();
        let company = actions::save(ctx, named(ctx, "Компанія")).await.unwrap();
        let contact = |client, name: &str| SaveContact {
            first_name: name.into(),
            last_name: "Ёлкина".into(),
            email: "anna@example.com".into(),
            ..SaveContact::blank(ctx.new_id(), Some(client), Lang::Uk, true)
        };
        contacts::actions::save(ctx, contact(person, "Марія")).await.unwrap();
        let name = async |client| actions::show(ctx, client).await.unwrap().name;
        assert_eq!(name(person).await, "Хтось", "as it was before");

        rule(ctx, |rules| rules.person_is_contact = true).await;
        let second = contacts::actions::save(ctx, contact(person, "Анна")).await.unwrap();
        contacts::actions::save(ctx, contact(company, "Анна")).await.unwrap();
        assert_eq!(name(company).await, "Компанія");
        let card = actions::show(ctx, person).await.unwrap();
        assert_eq!(
            (card.name.as_str(), card.email.as_str()),
            ("Анна Ёлкина", "anna@example.com")
        );
        assert_eq!(card.legal_name, "Анна Ёлкина");

        let stored = contacts::actions::show(ctx, second).await.unwrap().contact;
        let married = SaveContact {
            last_name: "Дубова".into(),
            ..SaveContact::of(&stored)
        };
        contacts::actions::save(ctx, married).await.unwrap();
        assert_eq!(name(person).await, "Анна Дубова");
        let filter = contacts::model::ContactFilter {
            client: Some(person),
            ..contacts::model::ContactFilter::default()
        };
        let rows = contacts::actions::list(ctx, filter).await.unwrap().rows;
        let other = rows.into_iter().find(|row| !row.primary).unwrap();
        contacts::actions::make_primary(ctx, other.id).await.unwrap();
        assert_eq!(name(person).await, "Марія Ёлкина");
        assert_eq!(actions::show(ctx, person).await.unwrap().currency, Currency::Rub);

        // The address stays where somebody takes the name along who does not see all that is mailed there.
        let stored = contacts::actions::show(ctx, second).await.unwrap().contact;
        let moved = SaveContact {
            email: "dubova@example.com".into(),
            ..SaveContact::of(&stored)
        };
        contacts::actions::save(ctx, moved).await.unwrap();
        let rights: Rights = [Right::ViewClients, Right::EditClients].into_iter().collect();
        let (editor, _) = manager(&env, "editor@example.com").await;
        let editor = env.with_rights(editor, rights);
        contacts::actions::make_primary(&editor, second).await.unwrap();
        let card = actions::show(ctx, person).await.unwrap();
        assert_eq!(
            (card.name.as_str(), card.email.as_str()),
            ("Анна Дубова", "anna@example.com")
        );

        // Nor does it come along later, with a step of somebody who sees all of it.
        let form = async || SaveContact::of(&contacts::actions::show(ctx, second).await.unwrap().contact);
        let planted = SaveContact {
            email: "planted@example.com".into(),
            mail: TypedMailing::default(),
            ..form().await
        };
        contacts::actions::save(&editor, planted).await.unwrap();
        let married = SaveContact {
            last_name: "Вишнева".into(),
            ..form().await
        };
        contacts::actions::save(ctx, married).await.unwrap();
        let card = actions::show(ctx, person).await.unwrap();
        assert_eq!(
            (card.name.as_str(), card.email.as_str()),
            ("Анна Вишнева", "anna@example.com")
        );
        let moved = SaveContact {
            email: "vyshneva@example.com".into(),
            ..form().await
        };
        contacts::actions::save(ctx, moved).await.unwrap();
        assert_eq!(actions::show(ctx, person).await.unwrap().email, "vyshneva@example.com");
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
