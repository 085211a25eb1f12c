//! Accounts: sign-in and its limits, sessions and what ends them, who may change whom.

use std::time::Duration;

use crate::company::accounts::model::{ChangePassword, NewUser, Role, SaveUser, SignIn, UserFilter};
use crate::company::accounts::{actions, profile, sessions, signing};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::kernel::viewer::Theme;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Column, Sql};

use super::{TestEnv, on_both_engines};

const PASSWORD: &str = "violet tractor 7";
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn new_user(ctx: &Ctx, email: &str, role: Role) -> NewUser {
    NewUser {
        request: ctx.new_id(),
        name: "Anna Koval".into(),
        email: email.into(),
        role: role.to_string(),
        own_only: false,
        lang: "uk".into(),
        password: PASSWORD.into(),
    }
}

async fn account(env: &TestEnv, email: &str, role: Role) -> UserId {
    actions::create_user(&env.ctx, new_user(&env.ctx, email, role))
        .await
        .unwrap()
}

async fn try_sign_in(ctx: &Ctx, email: &str, password: &str) -> AppResult<String> {
    let input = SignIn {
        email: email.into(),
        password: password.into(),
        next: String::new(),
    };
    signing::sign_in(ctx, &input)
        .await
        .map(|token| token.as_str().to_owned())
}

async fn sign_in(env: &TestEnv, email: &str) -> String {
    try_sign_in(&env.as_stranger(), email, PASSWORD).await.unwrap()
}

async fn is_open(env: &TestEnv, token: &str) -> bool {
    actions::viewer_by_token(&env.as_stranger(), token)
        .await
        .unwrap()
        .is_some()
}

/// The surroundings of a request with this session.
async fn with_session(env: &TestEnv, token: &str) -> Ctx {
    let (actor, viewer, session) = actions::viewer_by_token(&env.ctx, token).await.unwrap().unwrap();
    let mut ctx = env.ctx.acting_as(actor, &viewer.name);
    ctx.request.session = Some(session);
    ctx
}

async fn one<T: Column>(env: &TestEnv, sql: &'static str) -> T {
    Sql::new(sql).scalar(&mut env.ctx.read()).await.unwrap().unwrap()
}

/// The form as the page would send it back unchanged.
async fn form(env: &TestEnv, id: UserId) -> SaveUser {
    let user = actions::show(&env.ctx, id).await.unwrap().user;
    SaveUser {
        id,
        version: user.version,
        name: user.name,
        email: user.email,
        role: user.role.to_string(),
        own_only: user.own_only,
        active: user.active,
    }
}

fn wrong() -> AppError {
    AppError::field("password", Problem::WrongCredentials)
}

#[tokio::test]
async fn the_right_password_opens_a_session_whose_token_is_stored_hashed() {
    on_both_engines(async |env| {
        let anna = account(&env, "anna@example.com", Role::Accountant).await;
        let token = try_sign_in(&env.as_stranger(), " Anna@Example.COM ", PASSWORD)
            .await
            .unwrap();
        let (actor, viewer, _) = actions::viewer_by_token(&env.ctx, &token).await.unwrap().unwrap();
        let expected = Actor::Staff {
            user: anna,
            rights: Role::Accountant.rights(),
            scope: Scope::All,
        };
        assert_eq!(actor, expected);
        assert_eq!(
            (viewer.name.as_str(), viewer.lang, viewer.theme),
            ("Anna Koval", Lang::Uk, Theme::Auto)
        );
        assert_eq!(viewer.today, "2026-11-24".parse().unwrap());

        assert_eq!(token.len(), 64);
        let stored: Vec<u8> = one(&env, "SELECT token_hash FROM sessions").await;
        assert_eq!(stored.len(), 32);
        assert_ne!(hex::encode(&stored), token);
        assert!(
            !is_open(&env, &hex::encode(stored)).await,
            "the stored hash is no token"
        );
        let hash: String = one(&env, "SELECT password_hash FROM users").await;
        assert!(hash.starts_with("$argon2id$"));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_an_unknown_and_a_deactivated_account_get_the_same_answer() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let gone = account(&env, "gone@example.com", Role::Manager).await;
        let input = SaveUser {
            active: false,
            ..form(&env, gone).await
        };
        actions::save(&env.ctx, input).await.unwrap();
        for (email, password) in [
            ("anna@example.com", "violet tractor 8"),
            ("nobody@example.com", PASSWORD),
            ("gone@example.com", PASSWORD),
        ] {
            assert_eq!(
                try_sign_in(&env.as_stranger(), email, password).await,
                Err(wrong()),
                "{email}"
            );
        }
        assert_eq!(one::<i64>(&env, "SELECT COUNT(*) FROM sessions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn guessing_at_one_account_is_limited_and_the_limit_ends_by_itself() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        account(&env, "petro@example.com", Role::Manager).await;
        let stranger = env.as_stranger();
        for email in ["anna@example.com", "nobody@example.com"] {
            for _ in 0..10 {
                assert_eq!(try_sign_in(&stranger, email, "guessed wrong").await, Err(wrong()));
            }
            // Even the right password, and whether or not there is such an account.
            let refused = try_sign_in(&stranger, email, PASSWORD).await;
            assert_eq!(refused, Err(AppError::TooMany { retry_after: 900 }));
        }
        sign_in(&env, "petro@example.com").await;
        env.ctx.clock.advance(MINUTE * 14);
        assert!(try_sign_in(&stranger, "anna@example.com", PASSWORD).await.is_err());
        env.ctx.clock.advance(MINUTE);
        sign_in(&env, "anna@example.com").await;
    })
    .await;
}

#[tokio::test]
async fn guessing_from_one_address_is_limited_and_success_does_not_count() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let mut near = env.as_stranger();
        near.request.address = "2001:db8::1".parse().ok();
        for guess in 0..50 {
            let email = format!("nobody{guess}@example.com");
            assert_eq!(try_sign_in(&near, &email, "guessed wrong").await, Err(wrong()));
        }
        // The same network, another machine in it.
        near.request.address = "2001:db8::ffff".parse().ok();
        let refused = try_sign_in(&near, "anna@example.com", PASSWORD).await;
        assert_eq!(refused, Err(AppError::TooMany { retry_after: 900 }));
        // The account itself is not locked by that, for another network.
        near.request.address = "2001:db8:0:1::1".parse().ok();
        for _ in 0..12 {
            try_sign_in(&near, "anna@example.com", PASSWORD).await.unwrap();
        }
        let of_addresses = "SELECT COUNT(*) FROM attempts WHERE key LIKE 'sign-in/address/%'";
        assert_eq!(
            one::<i64>(&env, of_addresses).await,
            50,
            "the twelve successes are not among them"
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_two_idle_weeks_or_ninety_days() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let used = sign_in(&env, "anna@example.com").await;
        let idle = sign_in(&env, "anna@example.com").await;
        let clock = &env.ctx.clock;
        for _ in 0..6 {
            clock.advance(DAY * 13);
            assert!(is_open(&env, &used).await);
        }
        assert!(!is_open(&env, &idle).await, "not used for two weeks");
        clock.advance(DAY * 12);
        assert!(!is_open(&env, &used).await, "ninety days old");
        assert_eq!(one::<i64>(&env, "SELECT COUNT(*) FROM sessions").await, 2);
        sign_in(&env, "anna@example.com").await;
        assert_eq!(
            one::<i64>(&env, "SELECT COUNT(*) FROM sessions").await,
            1,
            "the ended ones are swept"
        );
    })
    .await;
}

#[tokio::test]
async fn the_last_use_is_noted_every_five_minutes_at_most() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let token = sign_in(&env, "anna@example.com").await;
        let start = env.ctx.now();
        env.ctx.clock.advance(MINUTE * 4);
        assert!(is_open(&env, &token).await);
        assert_eq!(
            one::<crate::kernel::date::Timestamp>(&env, "SELECT last_seen FROM sessions").await,
            start
        );
        env.ctx.clock.advance(MINUTE);
        assert!(is_open(&env, &token).await);
        assert_eq!(
            one::<crate::kernel::date::Timestamp>(&env, "SELECT last_seen FROM sessions").await,
            env.ctx.now()
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_end_at_once_when_the_account_changes() {
    on_both_engines(async |env| {
        let anna = account(&env, "anna@example.com", Role::Accountant).await;
        account(&env, "petro@example.com", Role::Manager).await;
        let other = sign_in(&env, "petro@example.com").await;

        let token = sign_in(&env, "anna@example.com").await;
        let renamed = SaveUser {
            name: "Anna Shevchenko".into(),
            ..form(&env, anna).await
        };
        actions::save(&env.ctx, renamed).await.unwrap();
        assert!(is_open(&env, &token).await, "a new name changes no rights");

        let demoted = SaveUser {
            role: "read_only".into(),
            ..form(&env, anna).await
        };
        actions::save(&env.ctx, demoted).await.unwrap();
        assert!(!is_open(&env, &token).await, "demoted");

        let token = sign_in(&env, "anna@example.com").await;
        let narrowed = SaveUser {
            own_only: true,
            ..form(&env, anna).await
        };
        actions::save(&env.ctx, narrowed).await.unwrap();
        assert!(!is_open(&env, &token).await, "sees only his own clients now");
        let token = sign_in(&env, "anna@example.com").await;
        let (actor, _, _) = actions::viewer_by_token(&env.ctx, &token).await.unwrap().unwrap();
        assert_eq!(actor.scope(), Scope::OwnedBy(anna));

        let deactivated = SaveUser {
            active: false,
            ..form(&env, anna).await
        };
        actions::save(&env.ctx, deactivated).await.unwrap();
        assert!(!is_open(&env, &token).await, "deactivated");

        let reactivated = SaveUser {
            active: true,
            ..form(&env, anna).await
        };
        actions::save(&env.ctx, reactivated).await.unwrap();
        assert!(!is_open(&env, &token).await, "an ended session does not come back");
        let token = sign_in(&env, "anna@example.com").await;
        actions::reset_password(&env.ctx, "anna@example.com", &"another secret 9".into())
            .await
            .unwrap();
        assert!(!is_open(&env, &token).await, "password reset");
        assert_eq!(
            try_sign_in(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );

        assert!(is_open(&env, &other).await, "nobody else is concerned");
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_all_sessions_and_opens_a_new_one() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let elsewhere = sign_in(&env, "anna@example.com").await;
        let here = sign_in(&env, "anna@example.com").await;
        let ctx = with_session(&env, &here).await;
        let change = |current: &str, new: &str| ChangePassword {
            current_password: current.into(),
            password: new.into(),
            password_again: new.into(),
        };
        let refused = |result: AppResult<sessions::Token>| result.err().unwrap();
        assert_eq!(
            refused(profile::change_password(&ctx, &change("not this one", "another secret 9")).await),
            AppError::field("current_password", Problem::WrongPassword)
        );
        assert_eq!(
            refused(profile::change_password(&ctx, &change(PASSWORD, "Anna Koval")).await),
            AppError::field("password", Problem::CommonPassword)
        );
        let differs = ChangePassword {
            password_again: "another secret 8".into(),
            ..change(PASSWORD, "another secret 9")
        };
        assert_eq!(
            refused(profile::change_password(&ctx, &differs).await),
            AppError::field("password_again", Problem::Different)
        );
        assert!(is_open(&env, &elsewhere).await);

        let token = profile::change_password(&ctx, &change(PASSWORD, "another secret 9"))
            .await
            .unwrap();
        assert!(is_open(&env, token.as_str()).await);
        assert!(!is_open(&env, &here).await && !is_open(&env, &elsewhere).await);
        assert_eq!(
            try_sign_in(&env.as_stranger(), "anna@example.com", PASSWORD).await,
            Err(wrong())
        );
        try_sign_in(&env.as_stranger(), "anna@example.com", "another secret 9")
            .await
            .unwrap();

        for _ in 0..10 {
            assert!(
                profile::change_password(&ctx, &change("not this one", "third secret 10"))
                    .await
                    .is_err()
            );
        }
        assert!(matches!(
            profile::change_password(&ctx, &change("another secret 9", "third secret 10")).await,
            Err(AppError::TooMany { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn one_lists_and_ends_ones_own_sessions_only() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        account(&env, "petro@example.com", Role::Manager).await;
        let foreign = with_session(&env, &sign_in(&env, "petro@example.com").await).await;
        let tokens = [
            sign_in(&env, "anna@example.com").await,
            sign_in(&env, "anna@example.com").await,
        ];
        let here = with_session(&env, &tokens[1]).await;
        let there = with_session(&env, &tokens[0]).await.request.session;

        let listed = profile::show(&here).await.unwrap().sessions;
        assert_eq!(listed.len(), 2);
        let current: Vec<_> = listed.iter().filter(|row| row.current).map(|row| row.id).collect();
        assert_eq!(current, [here.request.session.unwrap()]);
        assert_eq!(listed[0].since, "2026-11-24 12:00");

        assert_eq!(
            sessions::end(&here, foreign.request.session).await,
            Err(AppError::NotFound)
        );
        assert_eq!(sessions::end(&here, there).await, Ok(false));
        assert!(!is_open(&env, &tokens[0]).await && is_open(&env, &tokens[1]).await);

        let third = sign_in(&env, "anna@example.com").await;
        assert_eq!(sessions::end(&here, None).await, Ok(false));
        assert!(!is_open(&env, &third).await && is_open(&env, &tokens[1]).await);
        assert_eq!(sessions::end(&here, here.request.session).await, Ok(true));
        assert!(!is_open(&env, &tokens[1]).await);
        assert_eq!(
            sessions::end(&env.as_stranger(), None).await,
            Err(AppError::NotSignedIn)
        );
        assert_eq!(
            profile::show(&foreign).await.unwrap().sessions.len(),
            1,
            "others are untouched"
        );
    })
    .await;
}

#[tokio::test]
async fn signing_in_and_out_replaces_and_ends_the_session() {
    on_both_engines(async |env| {
        account(&env, "anna@example.com", Role::Manager).await;
        let first = sign_in(&env, "anna@example.com").await;
        let ctx = with_session(&env, &first).await;
        let second = try_sign_in(&ctx, "anna@example.com", PASSWORD).await.unwrap();
        assert!(!is_open(&env, &first).await && is_open(&env, &second).await);
        signing::sign_out(&with_session(&env, &second).await).await.unwrap();
        assert!(!is_open(&env, &second).await);
        signing::sign_out(&env.as_stranger()).await.unwrap();
    })
    .await;
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
                rights: [crate::kernel::actor::Right::ManageUsers].into_iter().collect(),
                scope: Scope::All,
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

fn ctx_user(env: &TestEnv) -> UserId {
    env.ctx.new_id()
}
