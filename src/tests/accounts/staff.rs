//! Who may change whom, and what the forms and commands are told.

use super::{PASSWORD, account, form, new_user, try_sign_in};
use crate::company::accounts::model::{NewUser, Role, SaveProfile, SaveUser, UserFilter};
use crate::company::accounts::{actions, profile};
use crate::error::AppError;
use crate::kernel::actor::{Actor, Right, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::kernel::viewer::Theme;
use crate::server::users;
use crate::tests::{TestEnv, on_both_engines};

fn ctx_user(env: &TestEnv) -> UserId {
    env.ctx.new_id()
}

#[tokio::test]
async fn an_administrator_always_stays() {
    on_both_engines(async |env| {
        let anna = account(&env, "anna@example.com", Role::Administrator).await;
        let out = |form: SaveUser| SaveUser { active: false, ..form };
        let demoted = |form: SaveUser| SaveUser {
            role: "manager".into(),
            ..form
        };
        let refused = actions::save(&env.ctx, out(form(&env, anna).await)).await;
        assert_eq!(refused, Err(AppError::field("active", Problem::LastAdministrator)));
        let refused = actions::save(&env.ctx, demoted(form(&env, anna).await)).await;
        assert_eq!(refused, Err(AppError::field("role", Problem::LastAdministrator)));

        let petro = account(&env, "petro@example.com", Role::Administrator).await;
        let by_anna = env.as_staff(anna, Role::Administrator, Scope::All);
        let by_petro = env.as_staff(petro, Role::Administrator, Scope::All);
        // Two who remove each other at the same moment: one of them stays.
        let (first, second) = tokio::join!(
            actions::save(&by_anna, demoted(form(&env, petro).await)),
            actions::save(&by_petro, out(form(&env, anna).await)),
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert!(actions::administrators_exist(&env.ctx).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_his_own_role_or_takes_his_account_away() {
    on_both_engines(async |env| {
        let anna = account(&env, "anna@example.com", Role::Administrator).await;
        account(&env, "petro@example.com", Role::Administrator).await;
        let ctx = env.as_staff(anna, Role::Administrator, Scope::All);
        let own = form(&env, anna).await;
        for (field, input) in [
            (
                "role",
                SaveUser {
                    role: "manager".into(),
                    ..own.clone()
                },
            ),
            (
                "active",
                SaveUser {
                    active: false,
                    ..own.clone()
                },
            ),
        ] {
            assert_eq!(
                actions::save(&ctx, input).await,
                Err(AppError::field(field, Problem::Yourself))
            );
        }
        let renamed = SaveUser {
            name: "Anna S.".into(),
            ..own
        };
        actions::save(&ctx, renamed).await.unwrap();
        assert_eq!(form(&env, anna).await.name, "Anna S.");
    })
    .await;
}

#[tokio::test]
async fn users_are_managed_only_with_the_right() {
    on_both_engines(async |env| {
        let anna = account(&env, "anna@example.com", Role::Administrator).await;
        for role in [Role::Manager, Role::Accountant, Role::ReadOnly] {
            let ctx = env.as_staff(ctx_user(&env), role, Scope::All);
            let forbidden = AppError::Forbidden;
            assert_eq!(
                actions::list(&ctx, &UserFilter::default()).await,
                Err(forbidden.clone())
            );
            assert_eq!(actions::show(&ctx, anna).await, Err(forbidden.clone()));
            assert_eq!(
                actions::save(&ctx, form(&env, anna).await).await,
                Err(forbidden.clone())
            );
            let new = new_user(&ctx, "new@example.com", Role::Administrator);
            assert_eq!(actions::create_user(&ctx, new).await, Err(forbidden));
            assert_eq!(
                actions::pick_managers(&ctx).await.unwrap(),
                [(anna, "Anna Koval".to_owned())]
            );
        }
        let stranger = env.as_stranger();
        assert_eq!(
            actions::list(&stranger, &UserFilter::default()).await,
            Err(AppError::NotSignedIn)
        );
        assert_eq!(actions::pick_managers(&stranger).await, Err(AppError::NotSignedIn));
        assert_eq!(profile::show(&stranger).await.err(), Some(AppError::NotSignedIn));

        // Managing users does not reach beyond one's own rights.
        let limited = env.ctx.acting_as(
            Actor::Staff {
                user: ctx_user(&env),
                rights: [Right::ManageUsers].into_iter().collect(),
            },
            "Limited",
        );
        assert_eq!(
            actions::save(&limited, form(&env, anna).await).await,
            Err(AppError::Forbidden)
        );
        let new = new_user(&limited, "new@example.com", Role::ReadOnly);
        assert_eq!(actions::create_user(&limited, new).await, Err(AppError::Forbidden));
    })
    .await;
}

#[tokio::test]
async fn an_e_mail_belongs_to_one_account() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let form = new_user(ctx, "Anna@Example.com", Role::Administrator);
        let id = actions::create_user(ctx, form.clone()).await.unwrap();
        assert_eq!(
            actions::create_user(ctx, form).await,
            Ok(id),
            "the same form sent twice"
        );
        let taken = AppError::field("email", Problem::AlreadyTaken);
        let again = new_user(ctx, "anna@EXAMPLE.com", Role::Administrator);
        assert_eq!(actions::create_user(ctx, again).await, Err(taken.clone()));

        let other = actions::create_user(ctx, new_user(ctx, "petro@example.com", Role::Administrator))
            .await
            .unwrap();
        let user = actions::show(ctx, other).await.unwrap().user;
        let save = SaveUser {
            id: other,
            version: user.version,
            name: user.name,
            email: "ANNA@example.com".into(),
            role: user.role.to_string(),
            own_only: false,
            active: true,
        };
        assert_eq!(actions::save(ctx, save.clone()).await, Err(taken));
        let weak = NewUser {
            password: "password1".into(),
            ..new_user(ctx, "new@example.com", Role::Administrator)
        };
        let common = AppError::field("password", Problem::CommonPassword);
        assert_eq!(actions::create_user(ctx, weak.clone()).await, Err(common));
        // Everything that is wrong is told at once.
        let both = NewUser {
            name: String::new(),
            email: " Anna@example.com".into(),
            ..weak
        };
        let Err(AppError::Invalid(problems)) = actions::create_user(ctx, both.clone()).await else {
            panic!("a wrong form was taken")
        };
        let expected = [
            ("email", &Problem::AlreadyTaken),
            ("name", &Problem::Required),
            ("password", &Problem::CommonPassword),
        ];
        assert_eq!(problems.iter().collect::<Vec<_>>(), expected);
        let empty = NewUser {
            password: "".into(),
            ..both
        };
        let Err(AppError::Invalid(problems)) = actions::create_user(ctx, empty).await else {
            panic!("a wrong form was taken")
        };
        assert_eq!(problems.get("password"), Some(&Problem::Required));

        let rows = actions::list(ctx, &UserFilter::default()).await.unwrap().rows;
        let emails: Vec<_> = rows.iter().map(|row| row.email.as_str()).collect();
        assert_eq!(emails, ["anna@example.com", "petro@example.com"]);

        // Gone from the list of those who work here, still found by who asks for all.
        let gone = SaveUser {
            active: false,
            email: "petro@example.com".into(),
            ..save
        };
        actions::save(ctx, gone).await.unwrap();
        let all = UserFilter {
            deactivated: true,
            ..UserFilter::default()
        };
        assert_eq!(actions::list(ctx, &UserFilter::default()).await.unwrap().rows.len(), 1);
        assert_eq!(actions::list(ctx, &all).await.unwrap().rows.len(), 2);
        let found = UserFilter {
            q: "КОВАЛЬ petro@".into(),
            ..all.clone()
        };
        assert_eq!(actions::list(ctx, &found).await.unwrap().rows.len(), 0);
        let found = UserFilter {
            q: "koval petro".into(),
            ..all
        };
        assert_eq!(actions::list(ctx, &found).await.unwrap().rows.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_shows_both_versions() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let id = actions::create_user(ctx, new_user(ctx, "anna@example.com", Role::Administrator))
            .await
            .unwrap();
        let form = |name: &str, version| SaveUser {
            id,
            version,
            name: name.into(),
            email: "anna@example.com".into(),
            role: "administrator".into(),
            own_only: false,
            active: true,
        };
        let second = ctx.acting_as(ctx.actor, "Petro");
        actions::save(&second, form("Anna of Petro", 1)).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form("Anna of mine", 1)).await else {
            panic!("a stale form was saved")
        };
        assert_eq!((conflict.version, conflict.by.as_str()), (2, "Petro"));
        assert_eq!(conflict.current.get("name").map(String::as_str), Some("Anna of Petro"));
        actions::save(ctx, form("Anna of mine", conflict.version))
            .await
            .unwrap();

        let card = actions::show(ctx, id).await.unwrap();
        assert_eq!((card.user.name.as_str(), card.user.version), ("Anna of mine", 3));
        assert_eq!(card.events.len(), 3);
        actions::save(ctx, form("Anna of mine", 3)).await.unwrap();
        assert_eq!(
            actions::show(ctx, id).await.unwrap(),
            card,
            "nothing changed, nothing recorded"
        );
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_ones_own() {
    on_both_engines(async |env| {
        let id = actions::create_user(&env.ctx, new_user(&env.ctx, "anna@example.com", Role::Administrator))
            .await
            .unwrap();
        let ctx = env.as_staff(id, Role::Administrator, Scope::All);
        let form = SaveProfile {
            version: 1,
            name: "Anna S.".into(),
            lang: "ru".into(),
            theme: "dark".into(),
        };
        profile::save(&ctx, form.clone()).await.unwrap();
        let user = profile::show(&ctx).await.unwrap();
        assert_eq!(
            (user.name.as_str(), user.lang, user.theme),
            ("Anna S.", Lang::Ru, Theme::Dark)
        );
        let stale = SaveProfile {
            name: "Somebody".into(),
            ..form
        };
        assert!(matches!(profile::save(&ctx, stale).await, Err(AppError::Conflict(_))));

        assert_eq!(profile::set_language(&ctx, Lang::En).await, Ok(true));
        assert_eq!(profile::set_theme(&ctx, Theme::Light).await, Ok(true));
        let user = profile::show(&ctx).await.unwrap();
        assert_eq!((user.lang, user.theme), (Lang::En, Theme::Light));
        assert_eq!(profile::set_language(&env.as_stranger(), Lang::Ru).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn an_account_without_a_language_takes_that_of_the_first_browser() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let email = "anna@example.com";
        let made = users::add(ctx, email, Role::Administrator, None, None, Some(PASSWORD.into())).await;
        let (id, _) = made.unwrap();
        // Somebody who changes the account meanwhile decides nothing.
        let renamed = SaveUser {
            name: "Anna".into(),
            ..form(&env, id).await
        };
        actions::save(ctx, renamed).await.unwrap();
        for browser in [Lang::Ru, Lang::Uk] {
            let mut stranger = env.as_stranger();
            stranger.request.lang = Some(browser);
            try_sign_in(&stranger, email, PASSWORD).await.unwrap();
            assert_eq!(
                actions::show(ctx, id).await.unwrap().user.lang,
                Lang::Ru,
                "the first one"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_commands_answer_with_one_line() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let (_, password) = users::add(ctx, "anna@example.com", Role::Administrator, None, Some(Lang::En), None).await.unwrap();
        let sign_in = async |email: &str, password: &str| try_sign_in(&env.as_stranger(), email, password).await.is_ok();
        assert!(sign_in("anna@example.com", &password.unwrap()).await);
        let given = users::add(ctx, "petro@example.com", Role::ReadOnly, Some("Petro"), Some(Lang::Uk), Some(PASSWORD.into()));
        assert_eq!(given.await.unwrap().1, None, "a given password is not told");
        assert!(sign_in("petro@example.com", PASSWORD).await);
        assert_eq!(
            users::list(ctx).await.unwrap(),
            "anna@example.com   administrator  active       anna\npetro@example.com  read-only      active       Petro\n"
        );

        let fresh = users::reset_password(ctx, "Petro@example.com", None).await.unwrap().unwrap();
        assert!(sign_in("petro@example.com", &fresh).await && !sign_in("petro@example.com", PASSWORD).await);
        users::deactivate(ctx, "petro@example.com").await.unwrap();
        assert!(!sign_in("petro@example.com", &fresh).await);

        let mistakes = [
            users::add(ctx, "anna@example.com", Role::Manager, None, Some(Lang::En), None).await.err(),
            users::add(ctx, "not an address", Role::Manager, None, Some(Lang::En), None).await.err(),
            users::add(ctx, "new@example.com", Role::Manager, None, Some(Lang::En), Some("12345678".into())).await.err(),
            users::deactivate(ctx, "anna@example.com").await.err(),
            users::deactivate(ctx, "petro@example.com").await.err(),
            users::deactivate(ctx, "nobody@example.com").await.err(),
            users::reset_password(ctx, "nobody@example.com", None).await.err(),
        ];
        for mistake in mistakes {
            let line = mistake.unwrap();
            assert!(!line.is_empty() && !line.contains('\n'), "{line}");
        }
    })
    .await;
}
