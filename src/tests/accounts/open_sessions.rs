//! Sessions and what ends them.

use super::{DAY, MINUTE, PASSWORD, account, form, is_open, one, sign_in, try_sign_in, with_session, wrong};
use crate::company::accounts::model::{ChangePassword, Role, SaveUser};
use crate::company::accounts::{actions, profile, sessions};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::tests::on_both_engines;

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
        sessions::sweep(&env.ctx).await.unwrap();
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
        assert_eq!(one::<Timestamp>(&env, "SELECT last_seen FROM sessions").await, start);
        env.ctx.clock.advance(MINUTE);
        assert!(is_open(&env, &token).await);
        assert_eq!(
            one::<Timestamp>(&env, "SELECT last_seen FROM sessions").await,
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
        assert_eq!(actor.scope_of(Object::Clients), Scope::OwnedBy(anna));

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

        let Err(AppError::Invalid(problems)) = profile::change_password(&ctx, &change("not this one", "short")).await
        else {
            panic!("a wrong form was taken")
        };
        let told: Vec<_> = problems.iter().map(|(field, _)| field).collect();
        assert_eq!(told, ["current_password", "password"]);

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

        let listed = sessions::list(&here).await.unwrap();
        assert_eq!(listed.len(), 2);
        let current: Vec<_> = listed.iter().filter(|row| row.current).map(|row| row.id).collect();
        assert_eq!(current, [here.request.session.unwrap()]);
        assert_eq!(listed[0].since, jiff::civil::date(2026, 11, 24).at(12, 0, 0, 0));

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
        assert_eq!(sessions::list(&foreign).await.unwrap().len(), 1, "others are untouched");
    })
    .await;
}
