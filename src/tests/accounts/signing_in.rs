//! Sign-in: what opens a session, what does not, and how often one may guess.

use super::{MINUTE, PASSWORD, account, form, is_open, one, sign_in, try_sign_in, with_session, wrong};
use crate::company::accounts::model::{Role, SaveUser};
use crate::company::accounts::{actions, signing};
use crate::error::AppError;
use crate::kernel::actor::Actor;
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Theme;
use crate::tests::on_both_engines;

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
