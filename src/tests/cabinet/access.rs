//! Who is let into the cabinet, and who no longer.

use std::time::Duration;

use crate::cabinet::access::model::{SaveAccess, SaveOwn};
use crate::cabinet::access::{granting, profile, signing, visits};
use crate::company::accounts;
use crate::company::accounts::access::UseLink;
use crate::company::accounts::model::{ChangePassword, NewUser, Role, SignIn};
use crate::company::accounts::sessions::Token;
use crate::crm::contacts::forms::SaveContact;
use crate::crm::{clients, contacts};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId, SessionId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::Ctx;
use crate::tests::clients::named as new_client;
use crate::tests::invoices::problem;
use crate::tests::rights::world::visitors::{grant, invited, named};
use crate::tests::{TestEnv, on_both_engines};

const PASSWORD: &str = "violet tractor 7";
pub const HOUR: Duration = Duration::from_hours(1);

pub async fn client(ctx: &Ctx, name: &str) -> ClientId {
    clients::actions::save(ctx, new_client(ctx, name)).await.unwrap()
}

fn link(token: &str, password: &str) -> UseLink {
    UseLink {
        token: token.into(),
        password: password.into(),
        password_again: password.into(),
    }
}

/// The session of a contact who chooses his password by a link.
async fn choose(env: &TestEnv, token: &str) -> AppResult<String> {
    let session = signing::use_link(&env.as_stranger(), &link(token, PASSWORD)).await?;
    Ok(session.as_str().to_owned())
}

async fn enter(ctx: &Ctx, email: &str, password: &str) -> AppResult<String> {
    let form = SignIn {
        email: email.into(),
        password: password.into(),
        next: String::new(),
    };
    signing::sign_in(ctx, &form)
        .await
        .map(|token: Token| token.as_str().to_owned())
}

pub async fn seen(env: &TestEnv, session: &str) -> Option<(Ctx, Viewer)> {
    let (actor, viewer, seen) = visits::viewer_by_token(&env.as_stranger(), session).await.unwrap()?;
    let mut ctx = env.ctx.acting_as(actor, &viewer.name);
    ctx.request.session = Some(seen.id);
    Some((ctx, viewer))
}

/// The surroundings of a request with this session, as long as it is open.
pub async fn visit(env: &TestEnv, session: &str) -> Option<Ctx> {
    seen(env, session).await.map(|(ctx, _)| ctx)
}

/// A contact who has chosen his password, and his session.
pub async fn visitor(env: &TestEnv, client: ClientId, email: &str) -> (ContactId, String) {
    let contact = named(&env.ctx, client, "Анна", email).await;
    grant(&env.ctx, contact, CabinetRights::all()).await;
    let token = invited(&env.ctx, contact).await;
    (contact, choose(env, &token).await.unwrap())
}

fn wrong() -> AppError {
    AppError::field("password", Problem::WrongCredentials)
}

fn over() -> (String, Problem) {
    ("token".to_owned(), Problem::LinkIsOver)
}

#[tokio::test]
async fn an_invitation_lets_in_once_and_a_used_or_replaced_link_does_not() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "ТОВ «Ромашка»").await;
        let anna = named(ctx, client, "Анна", "anna@example.com").await;
        assert!(enter(&env.as_stranger(), "anna@example.com", "").await.is_err());
        let first = invited(ctx, anna).await;
        let second = invited(ctx, anna).await;
        assert_ne!(first, second);
        assert_eq!(
            problem(choose(&env, &first).await),
            over(),
            "a newer one has taken its place"
        );
        let sheet = signing::open_link(&env.as_stranger(), &second).await.unwrap().unwrap();
        assert_eq!(
            (sheet.name.as_str(), sheet.email.as_str()),
            ("Анна", "anna@example.com")
        );

        let refused = signing::use_link(&env.as_stranger(), &link(&second, "password")).await;
        assert_eq!(
            problem(refused.map(|_| ())),
            ("password".to_owned(), Problem::CommonPassword)
        );
        let session = choose(&env, &second).await.unwrap();
        assert_eq!(problem(choose(&env, &second).await), over(), "used");
        assert_eq!(signing::open_link(&env.as_stranger(), &second).await.unwrap(), None);

        let (visitor, viewer) = seen(&env, &session).await.unwrap();
        let seen = visitor.any_visitor().unwrap();
        assert_eq!((seen.contact, seen.client, seen.shown_to), (anna, client, None));
        let cabinet = viewer.cabinet.unwrap();
        assert_eq!(
            (cabinet.client_name.as_str(), cabinet.serves_several),
            ("ТОВ «Ромашка»", false)
        );
        assert_eq!(
            (viewer.user, visitor.scope_of(Object::Clients)),
            (None, Scope::Client(client))
        );

        // The staff's links and accounts are other ones.
        let staff = accounts::links::use_link(&env.as_stranger(), &link(&second, PASSWORD)).await;
        assert_eq!(problem(staff.map(|_| ())), over());
        let form = SignIn {
            email: "anna@example.com".into(),
            password: PASSWORD.into(),
            next: String::new(),
        };
        assert_eq!(
            accounts::signing::sign_in(&env.as_stranger(), &form).await.err(),
            Some(wrong())
        );

        let petro = named(ctx, client, "Петро", "petro@example.com").await;
        let late = invited(ctx, petro).await;
        ctx.clock.advance(HOUR * 72);
        assert_eq!(problem(choose(&env, &late).await), over(), "three days are over");
    })
    .await;
}

#[tokio::test]
async fn a_right_that_is_taken_is_gone_with_the_next_request() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let (anna, session) = visitor(&env, client, "anna@example.com").await;
        let here = visit(&env, &session).await.unwrap();
        assert!(here.visitor(CabinetRight::Invoices).is_ok());
        let acts: CabinetRights = [CabinetRight::Acts].into_iter().collect();
        grant(ctx, anna, acts).await;
        let here = visit(&env, &session).await.unwrap();
        assert_eq!(here.visitor(CabinetRight::Invoices), Err(AppError::Forbidden));
        assert!(here.visitor(CabinetRight::Acts).is_ok());

        let events = contacts::actions::show(ctx, anna).await.unwrap().events;
        let change = &events.first().unwrap().changes[0];
        assert_eq!((&*change.field, &*change.new), ("cabinet_rights", "acts"));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_put_out_is_out_at_once_and_his_old_session_never_comes_back() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let first = client(ctx, "A").await;
        named(ctx, first, "Перша", "").await;
        let (anna, session) = visitor(&env, first, "anna@example.com").await;

        // The access is switched off, and on again.
        let access = granting::show(ctx, anna).await.unwrap();
        let mut form = SaveAccess {
            id: anna,
            version: access.version,
            granted: false,
            contracts: true,
            invoices: true,
            acts: false,
            delivery_notes: false,
            payments: false,
            files: false,
            support: false,
        };
        granting::save(ctx, form.clone()).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        assert_eq!(
            enter(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );
        assert!(matches!(
            granting::save(ctx, form.clone()).await,
            Err(AppError::Conflict(_))
        ));
        form.version += 1;
        form.granted = true;
        granting::save(ctx, form).await.unwrap();
        assert!(
            visit(&env, &session).await.is_none(),
            "the old session is gone for good"
        );
        let session = enter(&env.as_stranger(), "anna@example.com", PASSWORD).await.unwrap();

        // The contact is deactivated with a live session.
        contacts::actions::deactivate(ctx, anna).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        assert_eq!(
            enter(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );
        contacts::actions::reactivate(ctx, anna).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        let session = enter(&env.as_stranger(), "anna@example.com", PASSWORD).await.unwrap();

        // The client is archived.
        clients::actions::archive(ctx, first).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        assert_eq!(
            enter(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );
        clients::actions::restore(ctx, first).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        let session = enter(&env.as_stranger(), "anna@example.com", PASSWORD).await.unwrap();

        // Another address on the card is another person's: he has to be let in first.
        let contact = contacts::actions::show(ctx, anna).await.unwrap().contact;
        let mut form = SaveContact::of(&contact);
        form.email = "evil@example.com".into();
        contacts::actions::save(ctx, form).await.unwrap();
        assert!(visit(&env, &session).await.is_none());
        for email in ["anna@example.com", "evil@example.com"] {
            assert_eq!(
                enter(&env.as_stranger(), email, PASSWORD).await,
                Err(wrong()),
                "{email}"
            );
        }
        assert!(!granting::show(ctx, anna).await.unwrap().granted);

        // Fourteen idle days.
        let (_, idle) = visitor(&env, first, "petro@example.com").await;
        ctx.clock.advance(HOUR * 24 * 14);
        assert!(visit(&env, &idle).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn who_belongs_to_two_clients_has_one_password_and_changes_over() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let (a, b) = (client(ctx, "А").await, client(ctx, "Б").await);
        let (_, session) = visitor(&env, a, "anna@example.com").await;
        let other = named(ctx, b, "Анна", "anna@example.com").await;
        let foreign = named(ctx, b, "Петро", "petro@example.com").await;
        grant(ctx, foreign, CabinetRights::all()).await;
        let here = visit(&env, &session).await.unwrap();
        let not_yet = signing::change_over(&here, other).await;
        assert_eq!(not_yet.err(), Some(AppError::NotFound), "he is not let in there yet");
        granting::invite(ctx, other).await.unwrap();
        let sheet = granting::show(ctx, other).await.unwrap();
        assert!(
            sheet.granted && sheet.has_password && sheet.links.is_empty(),
            "he has a password: {sheet:?}"
        );

        let (here, viewer) = seen(&env, &session).await.unwrap();
        assert!(viewer.cabinet.unwrap().serves_several);
        let names: Vec<_> = signing::entrances(&here).await.unwrap();
        let names: Vec<_> = names.iter().map(|entrance| entrance.client_name.as_str()).collect();
        assert_eq!(names, ["А", "Б"]);
        let refused = signing::change_over(&here, foreign).await;
        assert_eq!(refused.err(), Some(AppError::NotFound), "somebody else's contact");
        let there = signing::change_over(&here, other).await.unwrap();
        assert!(
            visit(&env, &session).await.is_none(),
            "one session took the place of the other"
        );
        let there = visit(&env, there.as_str()).await.unwrap();
        assert_eq!(there.any_visitor().unwrap().client, b);

        // One password: changed at one client, it is another one at both.
        let form = ChangePassword {
            current_password: PASSWORD.into(),
            password: "violet tractor 8".into(),
            password_again: "violet tractor 8".into(),
        };
        let wrongly = ChangePassword {
            current_password: "violet tractor 9".into(),
            ..form.clone()
        };
        let refused = profile::change_password(&there, &wrongly).await;
        assert_eq!(
            problem(refused.map(|_| ())),
            ("current_password".to_owned(), Problem::WrongPassword)
        );
        let beside = enter(&env.as_stranger(), "anna@example.com", PASSWORD).await.unwrap();
        let token = profile::change_password(&there, &form).await.unwrap();
        assert!(visit(&env, &beside).await.is_none(), "all other sessions end");
        assert!(visit(&env, token.as_str()).await.is_some());
        assert_eq!(
            enter(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );
        enter(&env.as_stranger(), "anna@example.com", "violet tractor 8")
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn guessing_is_limited_and_no_answer_tells_whether_there_is_an_account() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        visitor(&env, client, "anna@example.com").await;
        let stranger = env.as_stranger();
        for email in ["anna@example.com", "nobody@example.com"] {
            for _ in 0..10 {
                assert_eq!(enter(&stranger, email, "guessed wrong").await, Err(wrong()));
            }
            // Even the right password, and whether or not there is such an account.
            let refused = enter(&stranger, email, PASSWORD).await;
            assert_eq!(refused, Err(AppError::TooMany { retry_after: 900 }));
        }
        // From rotating sessions of one address.
        let mut near = env.as_stranger();
        near.request.address = "203.0.113.7".parse().ok();
        for guess in 0..50 {
            let email = format!("nobody{guess}@example.com");
            assert_eq!(enter(&near, &email, "guessed wrong").await, Err(wrong()));
        }
        let refused = enter(&near, "other@example.com", "guessed wrong").await;
        assert_eq!(refused, Err(AppError::TooMany { retry_after: 900 }));
        ctx.clock.advance(HOUR);
        enter(&near, "anna@example.com", PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_contact_changes_of_himself_what_is_his() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let (anna, session) = visitor(&env, client, "anna@example.com").await;
        let (_, foreign) = visitor(&env, client, "petro@example.com").await;
        let here = visit(&env, &session).await.unwrap();
        let own = profile::show(&here).await.unwrap();
        let form = SaveOwn {
            version: own.version,
            first_name: "Ганна".into(),
            last_name: "Коваль".into(),
            phone: "+380501112233".into(),
            lang: "uk".into(),
        };
        profile::save(&here, form.clone()).await.unwrap();
        assert!(matches!(profile::save(&here, form).await, Err(AppError::Conflict(_))));
        let contact = contacts::actions::show(ctx, anna).await.unwrap().contact;
        assert_eq!(
            (contact.name().as_str(), contact.phone.as_str()),
            ("Ганна Коваль", "+380501112233")
        );
        assert_eq!((contact.email.as_str(), contact.primary), ("anna@example.com", true));

        let foreign_session: SessionId = visit(&env, &foreign).await.unwrap().request.session.unwrap();
        assert_eq!(
            profile::end_session(&here, Some(foreign_session)).await,
            Err(AppError::NotFound)
        );
        let second = enter(&env.as_stranger(), "anna@example.com", PASSWORD).await.unwrap();
        let rows = profile::sessions(&here).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.current).count(), 1);
        assert_eq!(rows.len(), 2);
        assert_eq!(profile::end_session(&here, None).await, Ok(false));
        assert!(visit(&env, &second).await.is_none());
        assert!(visit(&env, &foreign).await.is_some());
        assert_eq!(profile::end_session(&here, here.request.session).await, Ok(true));
        assert!(visit(&env, &session).await.is_none());
        // The staff has no profile here, and a stranger has none at all.
        assert_eq!(profile::show(ctx).await.err(), Some(AppError::Forbidden));
        assert_eq!(
            profile::show(&env.as_stranger()).await.err(),
            Some(AppError::NotSignedIn)
        );
    })
    .await;
}

#[tokio::test]
async fn who_comes_through_both_doors_is_somebody_else_behind_each() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let email = "anna@example.com";
        let client = client(ctx, "A").await;
        let (_, here) = visitor(&env, client, email).await;
        let account = NewUser {
            request: ctx.new_id(),
            name: "Anna Koval".into(),
            email: email.into(),
            role: Role::Manager.to_string(),
            own_only: false,
            lang: "uk".into(),
            invite: false,
            password: "amber ladder 9".into(),
        };
        accounts::actions::create_user(ctx, account).await.unwrap();
        let staff = async |password: &str| {
            let form = SignIn {
                email: email.into(),
                password: password.into(),
                next: String::new(),
            };
            let token = accounts::signing::sign_in(&env.as_stranger(), &form).await?;
            Ok::<_, AppError>(token.as_str().to_owned())
        };
        // The password of one door is a wrong one behind the other, where nothing of it is counted.
        for _ in 0..10 {
            assert_eq!(staff(PASSWORD).await, Err(wrong()));
        }
        assert_eq!(
            staff("amber ladder 9").await,
            Err(AppError::TooMany { retry_after: 900 })
        );
        enter(&env.as_stranger(), email, PASSWORD).await.unwrap();
        ctx.clock.advance(HOUR);
        let inside = staff("amber ladder 9").await.unwrap();

        // What is changed behind one ends nothing behind the other.
        let form = ChangePassword {
            current_password: PASSWORD.into(),
            password: "violet tractor 8".into(),
            password_again: "violet tractor 8".into(),
        };
        let own = visit(&env, &here).await.unwrap();
        profile::change_password(&own, &form).await.unwrap();
        assert!(visit(&env, &here).await.is_none());
        let still = accounts::actions::viewer_by_token(&env.as_stranger(), &inside).await;
        assert!(still.unwrap().is_some());
        staff("amber ladder 9").await.unwrap();
        enter(&env.as_stranger(), email, "violet tractor 8").await.unwrap();
    })
    .await;
}
