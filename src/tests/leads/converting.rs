//! A lead becomes a client, once.

use std::collections::BTreeSet;

use super::{
    OwnerKind, PDF, TestEnv, actions, attached, check, files, given_up, lead, manager, on_both_engines, typed,
};
use crate::crm::clients::forms::SaveClient;
use crate::crm::contacts::model::ContactFilter;
use crate::crm::leads::conversion::{ConnectLead, ConvertLead};
use crate::crm::leads::forms::{SaveLead, SaveLeadNotes};
use crate::crm::leads::model::LeadState;
use crate::crm::{clients, contacts};
use crate::error::AppError;
use crate::kernel::actor::Role;
use crate::kernel::ids::{ClientId, Id, LeadId, RequestKey, UserId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::clients::named;

/// A lead with everything a client is made of.
async fn full(ctx: &Ctx, company: &str) -> LeadId {
    let form = SaveLead {
        company: company.into(),
        position: "директорка".into(),
        email: "hai@lishchyna.example".into(),
        phone: "+380 50 123-45-67".into(),
        website: "lishchyna.example".into(),
        address: "м. Київ, вул. Лугова, 1".into(),
        description: "Хоче сто стільців".into(),
        ..typed(ctx, "Ольга Гай")
    };
    let id = actions::save(ctx, form).await.unwrap();
    let notes = SaveLeadNotes {
        id: Some(id),
        version: 1,
        notes: "Дзвонити після обіду".into(),
    };
    actions::save_notes(ctx, notes).await.unwrap();
    attached(ctx, (OwnerKind::Lead, id.uuid()), "Запит.pdf", PDF).await;
    id
}

async fn form(ctx: &Ctx, id: LeadId) -> ConvertLead {
    actions::conversion(ctx, id).await.unwrap().input
}

async fn people(ctx: &Ctx, client: ClientId) -> Vec<(String, bool)> {
    let filter = ContactFilter {
        client: Some(client),
        ..ContactFilter::default()
    };
    let page = contacts::actions::list(ctx, filter).await.unwrap();
    page.rows.into_iter().map(|row| (row.name, row.primary)).collect()
}

async fn card_files(ctx: &Ctx, client: ClientId) -> usize {
    files::of_owner(ctx, OwnerKind::Client, client.uuid())
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_lead_becomes_a_client_with_his_primary_contact() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = full(ctx, "ТОВ «Ліщина»").await;
        let conversion = actions::conversion(ctx, id).await.unwrap();
        assert_eq!((conversion.similar.len(), conversion.files), (0, 1));
        let input = conversion.input;
        assert_eq!(input.kind, "company");
        let client = actions::convert(ctx, input.clone()).await.unwrap();
        assert_eq!(actions::convert(ctx, input).await.unwrap(), client, "sent twice");

        let profile = clients::actions::profile(ctx, client).await.unwrap();
        assert_eq!(profile.client.name, "ТОВ «Ліщина»");
        assert_eq!(profile.client.website, "https://lishchyna.example");
        assert_eq!(profile.client.notes, "Хоче сто стільців\n\nДзвонити після обіду");
        assert_eq!(people(ctx, client).await, [("Ольга Гай".to_owned(), true)]);
        assert_eq!(card_files(ctx, client).await, 1);

        // Linked both ways, and locked.
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!(sheet.lead.state, LeadState::Customer { client });
        assert_eq!(sheet.client_name, "ТОВ «Ліщина»");
        assert_eq!(sheet.events[0].verb, Verb::Converted);
        let leads = actions::of_client(ctx, client).await.unwrap();
        assert_eq!(leads, [(id, "Ольга Гай".to_owned())]);
        let told = activity::actions::of_client(ctx, client, 20).await.unwrap();
        assert!(told.iter().any(|event| event.kind == OwnerKind::Lead));

        let locked = AppError::field("id", Problem::AlreadyConverted);
        assert_eq!(actions::conversion(ctx, id).await.unwrap_err(), locked);
        assert_eq!(actions::save(ctx, SaveLead::of(&sheet.lead)).await, Err(locked.clone()));
        assert_eq!(actions::delete(ctx, id).await, Err(locked.clone()));
        assert_eq!(actions::reopen(ctx, id).await, Err(locked));
        let attached = files::may_attach(ctx, OwnerKind::Lead, id.uuid()).await;
        assert_eq!(attached, Ok(()), "asked before the row is locked");
        let refused = super::super::files::attach(ctx, ctx.new_id(), (OwnerKind::Lead, id.uuid()), "a.pdf", PDF).await;
        assert_eq!(refused, Err(AppError::NotFound));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_sees_his_own_clients_only_looks_after_the_new_one_beside_whom_the_lead_was_assigned_to() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (anna, _) = manager(&env, "anna@example.com").await;
        let (boris, _) = manager(&env, "boris@example.com").await;
        let form_of_lead = SaveLead {
            assigned: anna.to_string(),
            ..typed(ctx, "Ольга Гай")
        };
        let id = actions::save(ctx, form_of_lead).await.unwrap();
        let his = env.with_rights(boris, Role::Manager.rights().seeing_own([Object::Clients]));
        let client = actions::convert(&his, form(&his, id).await).await.unwrap();
        let managers = clients::actions::profile(ctx, client).await.unwrap().managers;
        let managers: BTreeSet<UserId> = managers.into_iter().map(|(id, _)| id).collect();
        assert_eq!(managers, BTreeSet::from([anna, boris]));
    })
    .await;
}

#[tokio::test]
async fn of_many_conversions_at_once_one_makes_a_client() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = full(ctx, "ТОВ «Ліщина»").await;
        let input = form(ctx, id).await;
        let tasks = (0..8).map(|_| {
            let ctx = ctx.clone();
            let input = ConvertLead {
                request: Some(ctx.new_id::<RequestKey>()),
                ..input.clone()
            };
            tokio::spawn(async move { actions::convert(&ctx, input).await })
        });
        let mut made = 0;
        for task in futures::future::join_all(tasks).await {
            match task.unwrap() {
                Ok(_) => made += 1,
                Err(error) => assert_eq!(error, AppError::field("lead", Problem::AlreadyConverted)),
            }
        }
        assert_eq!(made, 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_client_who_is_there_already_is_shown_first_and_can_be_taken() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let there = SaveClient {
            phone: "050 123 45 67".into(),
            notes: "Давній клієнт".into(),
            ..named(ctx, "Ліщина Плюс")
        };
        let there = clients::actions::save(ctx, there).await.unwrap();
        let id = full(ctx, "ТОВ «Ліщина»").await;
        let conversion = actions::conversion(ctx, id).await.unwrap();
        assert_eq!(conversion.similar.len(), 1);
        assert!(conversion.similar[0].same_phone && !conversion.similar[0].same_name);

        // A new one only with a tick, and then nothing of the lead has changed.
        let input = conversion.input;
        let asked = AppError::field("save_anyway", Problem::LooksAlike);
        assert_eq!(actions::convert(ctx, input.clone()).await, Err(asked));
        assert_eq!(actions::show(ctx, id).await.unwrap().lead.state, LeadState::Open);

        let connect = ConnectLead {
            request: ctx.new_id(),
            lead: id,
            version: input.version,
            client: there,
        };
        assert_eq!(actions::connect(ctx, connect.clone()).await.unwrap(), there);
        assert_eq!(
            actions::connect(ctx, connect.clone()).await.unwrap(),
            there,
            "sent twice"
        );
        let again = ConnectLead {
            request: ctx.new_id(),
            ..connect
        };
        let twice = AppError::field("lead", Problem::AlreadyConverted);
        assert_eq!(actions::connect(ctx, again).await, Err(twice));
        let client = clients::actions::show(ctx, there).await.unwrap();
        assert_eq!(
            client.notes,
            "Давній клієнт\n\nХоче сто стільців\n\nДзвонити після обіду"
        );
        assert_eq!(people(ctx, there).await, [("Ольга Гай".to_owned(), true)]);
        assert_eq!(card_files(ctx, there).await, 1);
        // A second lead of the same person adds nobody.
        let second = full(ctx, "Ліщина").await;
        let second = ConnectLead {
            request: ctx.new_id(),
            lead: second,
            version: 2,
            client: there,
        };
        actions::connect(ctx, second).await.unwrap();
        assert_eq!(people(ctx, there).await.len(), 1);
        assert_eq!(actions::of_client(ctx, there).await.unwrap().len(), 2);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_changes_nothing() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = full(ctx, "ТОВ «Ліщина»").await;
        let mut input = form(ctx, id).await;
        input.name = String::new();
        input.tax_ids.ua_edrpou = "12".into();
        input.contact.first_name = String::new();
        input.contact.phone = "телефон".into();
        let Err(AppError::Invalid(errors)) = actions::convert(ctx, input).await else {
            panic!("a wrong form was accepted");
        };
        for field in ["name", "tax_ids.ua_edrpou", "contact.first_name", "contact.phone"] {
            assert!(errors.get(field).is_some(), "{field}: {errors:?}");
        }
        let mut stale = form(ctx, id).await;
        stale.version = 1;
        assert!(matches!(actions::convert(ctx, stale).await, Err(AppError::Conflict(_))));
        given_up(ctx, id, "lost").await;
        let lost = form(ctx, id).await;
        let refused = AppError::field("lead", Problem::WrongState);
        assert_eq!(actions::convert(ctx, lost).await, Err(refused));

        // Nobody without a company is a person; without a name there is no contact.
        let person = lead(ctx, "Анна Ёлкина").await;
        let mut input = form(ctx, person).await;
        assert_eq!((input.kind.as_str(), input.name.as_str()), ("person", "Анна Ёлкина"));
        input.contact = crate::crm::leads::conversion::TypedPerson::default();
        let client = actions::convert(ctx, input).await.unwrap();
        assert!(people(ctx, client).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_looks_after_a_lead_looks_after_the_client() {
    on_both_engines(async |env: TestEnv| {
        let (user, as_manager) = manager(&env, "first@example.com").await;
        let given = SaveLead {
            assigned: user.to_string(),
            ..typed(&env.ctx, "Ольга Гай")
        };
        let id = actions::save(&env.ctx, given).await.unwrap();
        let client = actions::convert(&env.ctx, form(&env.ctx, id).await).await.unwrap();
        assert_eq!(clients::actions::show(&as_manager, client).await.unwrap().id, client);

        let own = lead(&as_manager, "Петро").await;
        let client = actions::convert(&as_manager, form(&as_manager, own).await)
            .await
            .unwrap();
        let profile = clients::actions::profile(&env.ctx, client).await.unwrap();
        assert_eq!(profile.managers.len(), 1);

        // Reading leads makes nobody a client.
        let reader = env.as_staff(user, Role::ReadOnly, crate::kernel::actor::Scope::All);
        let open = lead(&env.ctx, "Семен").await;
        assert_eq!(
            actions::conversion(&reader, open).await.unwrap_err(),
            AppError::Forbidden
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_left_behind_is_found() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = full(ctx, "ТОВ «Ліщина»").await;
        actions::convert(ctx, form(ctx, id).await).await.unwrap();
        let astray = "UPDATE files SET owner_kind = 'lead', client_id = NULL, owner_id = (SELECT id FROM leads)";
        Sql::raw(astray.into()).outside_transaction(&ctx.db).await.unwrap();
        let breaches = check(ctx).await.unwrap();
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert_eq!(breaches[0].invariant, "I11");
    })
    .await;
}
