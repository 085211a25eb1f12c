//! What the staff does with a contact's access: looks as him, hands links over.

use std::time::Duration;

use super::access::{client, seen, visit, visitor};
use crate::cabinet::access::model::SaveOwn;
use crate::cabinet::access::{granting, profile, signing};
use crate::company::accounts;
use crate::company::accounts::model::ChangePassword;
use crate::company::roles;
use crate::company::roles::model::SaveRole;
use crate::crm::{clients, contacts};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::problem::Problem;
use crate::records::activity::model::Verb;
use crate::tests::clients::manager;
use crate::tests::invoices::problem;
use crate::tests::on_both_engines;
use crate::tests::rights::world::visitors::{grant, named};

#[tokio::test]
async fn the_staff_looks_as_a_contact_and_changes_nothing() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let (anna, own) = visitor(&env, client, "anna@example.com").await;
        let (user, mine) = manager(&env, "manager@example.com").await;
        assert_eq!(
            granting::look(&mine, anna).await.err(),
            Some(AppError::NotFound),
            "not his client"
        );
        let staff = env.as_staff(user, Role::Manager, Scope::All);
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(granting::look(&reader, anna).await.err(), Some(AppError::Forbidden));
        assert_eq!(granting::show(&reader, anna).await.err(), Some(AppError::Forbidden));
        let petro = named(ctx, client, "Петро", "petro@example.com").await;
        assert_eq!(
            problem(granting::look(&staff, petro).await.map(|_| ())).1,
            Problem::WrongState
        );
        let look = granting::look(&staff, anna).await.unwrap();
        let look = look.as_str().to_owned();

        // He sees only his own clients, and this is none of them.
        assert!(visit(&env, &look).await.is_none());
        let profile = clients::actions::profile(ctx, client).await.unwrap();
        let mut form = clients::forms::SaveClient::of(&profile);
        form.managers.insert(clients::forms::tick(user), true);
        form.save_anyway = true;
        clients::actions::save(ctx, form).await.unwrap();
        let (looking, viewer) = seen(&env, &look).await.unwrap();
        let ends = viewer.cabinet.unwrap().shown_to.unwrap();
        assert_eq!(ends.seconds, 60 * 60, "he is told when it ends");
        assert_eq!(looking.any_visitor().unwrap().shown_to, Some(user));
        assert!(looking.visitor(CabinetRight::Invoices).is_ok());
        assert_eq!(looking.acting_visitor(CabinetRight::Support), Err(AppError::Forbidden));
        let save = SaveOwn {
            first_name: "Б".into(),
            lang: "uk".into(),
            ..SaveOwn::default()
        };
        assert_eq!(profile::save(&looking, save).await, Err(AppError::Forbidden));
        let change = profile::change_password(&looking, &ChangePassword::default()).await;
        assert_eq!(change.err(), Some(AppError::Forbidden));
        assert_eq!(profile::end_session(&looking, None).await, Err(AppError::Forbidden));
        assert_eq!(
            profile::sessions(&looking).await,
            Ok(Vec::new()),
            "his sessions are his own"
        );
        assert_eq!(
            signing::change_over(&looking, anna).await.err(),
            Some(AppError::Forbidden)
        );
        // The contact sees no session of the staff's.
        let own = visit(&env, &own).await.unwrap();
        assert_eq!(profile::sessions(&own).await.unwrap().len(), 1);
        let events = contacts::actions::show(ctx, anna).await.unwrap().events;
        assert_eq!((events[0].verb, &*events[0].who), (Verb::LookedAs, "Test Person"));

        assert_eq!(signing::sign_out(&looking).await, Ok(Some(anna)));
        assert!(visit(&env, &look).await.is_none());
        // An hour, and not longer than the right.
        let look = granting::look(&staff, anna).await.unwrap();
        ctx.clock.advance(Duration::from_secs(60 * 60 - 1));
        assert!(visit(&env, look.as_str()).await.is_some());
        ctx.clock.advance(Duration::from_secs(1));
        assert!(visit(&env, look.as_str()).await.is_none());
        let look = granting::look(&staff, anna).await.unwrap();
        let form = accounts::actions::show(ctx, user).await.unwrap().user;
        let form = accounts::model::SaveUser {
            id: user,
            version: form.version,
            name: form.name,
            email: form.email,
            role: Role::ReadOnly.to_string(),
            own_only: false,
            active: true,
        };
        accounts::actions::save(ctx, form).await.unwrap();
        assert!(visit(&env, look.as_str()).await.is_none(), "the right is gone");
    })
    .await;
}

#[tokio::test]
async fn who_sees_nothing_of_what_a_cabinet_shows_looks_at_his_own_clients_only() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let (user, mine) = manager(&env, "manager@example.com").await;
        let (foreign, own) = (client(ctx, "Чужий").await, client(&mine, "Свій").await);
        let (anna, _) = visitor(&env, foreign, "anna@example.com").await;
        let (olha, _) = visitor(&env, own, "olha@example.com").await;
        let form = accounts::actions::show(ctx, user).await.unwrap().user;
        let form = accounts::model::SaveUser {
            id: user,
            version: form.version,
            name: form.name,
            email: form.email,
            role: Role::Manager.to_string(),
            own_only: false,
            active: true,
        };
        accounts::actions::save(ctx, form).await.unwrap();
        let staff = env.as_staff(user, Role::Manager, Scope::All);
        let foreign = granting::look(&staff, anna).await.unwrap();
        let own = granting::look(&staff, olha).await.unwrap();
        assert!(visit(&env, foreign.as_str()).await.is_some() && visit(&env, own.as_str()).await.is_some());

        let role = roles::actions::show(ctx, Role::Manager.id()).await.unwrap().role;
        let mut role = SaveRole::of(&role);
        role.rights.retain(|code, _| !code.ends_with("_tickets"));
        roles::actions::save(ctx, role).await.unwrap();
        assert!(visit(&env, foreign.as_str()).await.is_none());
        assert!(visit(&env, own.as_str()).await.is_some());
        let rights = roles::actions::show(ctx, Role::Manager.id()).await.unwrap().role.rights;
        let staff = env.with_rights(user, rights);
        assert_eq!(granting::look(&staff, anna).await.err(), Some(AppError::Forbidden));
        assert!(granting::look(&staff, olha).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_link_in_the_hands_of_the_staff_opens_only_what_they_see() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let (user, mine) = manager(&env, "manager@example.com").await;
        let foreign = client(ctx, "Чужий").await;
        let own = client(&mine, "Свій").await;
        let anna = named(ctx, foreign, "Анна", "anna@example.com").await;
        grant(ctx, anna, CabinetRights::all()).await;
        // He writes her address on a card of his own: without a mail server the link would be in his hands.
        let trap = named(&mine, own, "Анна", "anna@example.com").await;
        assert_eq!(granting::invite(&mine, trap).await, Err(AppError::Forbidden));
        assert!(
            !granting::show(&mine, trap).await.unwrap().granted,
            "nothing was written"
        );
        assert_eq!(granting::invite(&mine, anna).await, Err(AppError::NotFound));
        assert_eq!(granting::of_client(&mine, foreign).await, Err(AppError::NotFound));
        // Whoever sees both may.
        granting::invite(ctx, trap).await.unwrap();
        let sheet = granting::show(&mine, trap).await.unwrap();
        assert!(sheet.links[0].address.is_none(), "{user}: {sheet:?}");
    })
    .await;
}
