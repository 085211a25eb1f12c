//! Links that let somebody choose a password, and their letters.

use std::time::Duration;

use super::mailbox;
use super::server::{SmtpServer, Speaks};
use super::{count, wait};
use crate::company::accounts::access::{AskReset, Purpose, UseLink};
use crate::company::accounts::model::{NewUser, Role, SaveUser, SignIn};
use crate::company::accounts::{actions, links, signing};
use crate::company::mailbox::actions as mailboxes;
use crate::error::AppError;
use crate::kernel::ids::UserId;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::mail;
use crate::records::mail::model::OutboxFilter;
use crate::records::mail::worker::work_off;
use crate::server::check::check;
use crate::server::post::Post;
use crate::tests::invoices::{office, problem};
use crate::tests::{TestEnv, on_both_engines};

const PASSWORD: &str = "violet tractor 7";
const HOUR: Duration = Duration::from_hours(1);

fn invited(ctx: &Ctx, email: &str) -> NewUser {
    NewUser {
        request: ctx.new_id(),
        name: "Anna <Koval>".into(),
        email: email.into(),
        role: "manager".into(),
        own_only: false,
        lang: "en".into(),
        invite: true,
        password: "".into(),
    }
}

fn with_password(ctx: &Ctx, email: &str) -> NewUser {
    NewUser {
        invite: false,
        password: PASSWORD.into(),
        ..invited(ctx, email)
    }
}

fn chosen(token: &str, password: &str) -> UseLink {
    UseLink {
        token: token.into(),
        password: password.into(),
        password_again: password.into(),
    }
}

async fn ask(env: &TestEnv, email: &str) -> Result<(), AppError> {
    let form = AskReset { email: email.into() };
    links::ask_reset(&env.as_stranger(), &form).await
}

async fn can_sign_in(env: &TestEnv, email: &str, password: &str) -> bool {
    let form = SignIn {
        email: email.into(),
        password: password.into(),
        next: String::new(),
    };
    signing::sign_in(&env.as_stranger(), &form).await.is_ok()
}

/// The token of the last link that arrived.
fn token(server: &SmtpServer, address: &str) -> String {
    let letter = server
        .received()
        .into_iter()
        .rfind(|letter| letter.to == address)
        .unwrap();
    // Lines of a letter may be folded and coded (quoted-printable).
    let text = letter.text.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = text.split_once("/access/").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

async fn deliver(ctx: &Ctx) {
    while work_off(ctx, &Post).await.unwrap() {}
}

#[tokio::test]
async fn an_invitation_lets_in_once_and_ends_after_three_days() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        mailboxes::save_server(ctx, mailbox::form(&server)).await.unwrap();
        mailbox::sender(ctx, office.organization, 0).await.unwrap();
        let form = invited(ctx, "anna@example.com");
        let anna = actions::create_user(ctx, form.clone()).await.unwrap();
        assert_eq!(actions::create_user(ctx, form).await.unwrap(), anna, "sent twice");
        assert_eq!(count(ctx, "mail_letters").await, 1);
        assert!(!can_sign_in(&env, "anna@example.com", "").await);
        assert!(!can_sign_in(&env, "anna@example.com", PASSWORD).await);
        let access = actions::show(ctx, anna).await.unwrap().access;
        assert!(!access.has_password && access.by_mail && access.links[0].address.is_none());

        deliver(ctx).await;
        let first = token(&server, "anna@example.com");
        assert_eq!(first.len(), 64);
        // Who sees the outbox does not see the link, and the database does not hold it.
        let row = mail::actions::list(ctx, &OutboxFilter::default())
            .await
            .unwrap()
            .page
            .rows
            .remove(0);
        let sheet = mail::actions::letter(ctx, row.letter).await.unwrap();
        assert!(
            sheet.html.contains("•••") && sheet.html.contains("Anna &lt;Koval&gt;"),
            "{}",
            sheet.html
        );
        let plain = format!("mail_letters WHERE html LIKE '%{first}%' OR plain LIKE '%{first}%'");
        assert_eq!(count(ctx, &plain).await, 0);

        // A new one takes its place.
        links::invite(ctx, anna).await.unwrap();
        deliver(ctx).await;
        let second = token(&server, "anna@example.com");
        let stranger = env.as_stranger();
        assert_eq!(links::open(&stranger, &first).await.unwrap(), None);
        let open = links::open(&stranger, &second).await.unwrap().unwrap();
        assert_eq!(
            (open.purpose, open.email.as_str()),
            (Purpose::Invitation, "anna@example.com")
        );

        let over = ("token".to_owned(), Problem::LinkIsOver);
        assert_eq!(
            problem(links::use_link(&stranger, &chosen(&first, PASSWORD)).await.map(|_| ())),
            over
        );
        assert_eq!(
            problem(
                links::use_link(&stranger, &chosen(&second, "password1"))
                    .await
                    .map(|_| ())
            ),
            ("password".to_owned(), Problem::CommonPassword)
        );
        // Two at once: one of them gets in.
        let form = chosen(&second, PASSWORD);
        let (one, other) = tokio::join!(links::use_link(&stranger, &form), links::use_link(&stranger, &form));
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(problem(links::use_link(&stranger, &form).await.map(|_| ())), over);
        assert!(can_sign_in(&env, "anna@example.com", PASSWORD).await);
        assert_eq!(count(ctx, "access_links").await, 0);

        let petro = actions::create_user(ctx, invited(ctx, "petro@example.com"))
            .await
            .unwrap();
        deliver(ctx).await;
        let late = token(&server, "petro@example.com");
        wait(ctx, HOUR * 71);
        assert!(links::open(&stranger, &late).await.unwrap().is_some());
        wait(ctx, HOUR * 2);
        assert_eq!(links::open(&stranger, &late).await.unwrap(), None);
        assert_eq!(
            problem(links::use_link(&stranger, &chosen(&late, PASSWORD)).await.map(|_| ())),
            over
        );
        links::sweep(ctx).await.unwrap();
        assert_eq!(count(ctx, "access_links").await, 0);
        let _: UserId = petro;
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_has_forgotten_gets_a_letter_and_nobody_else_learns_of_it() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        let anna = actions::create_user(ctx, with_password(ctx, "anna@example.com"))
            .await
            .unwrap();
        // Nothing to send it with.
        assert!(!links::is_reset_possible(&env.as_stranger()).await.unwrap());
        ask(&env, "anna@example.com").await.unwrap();
        assert_eq!(count(ctx, "access_links").await, 0);

        mailboxes::save_server(ctx, mailbox::form(&server)).await.unwrap();
        mailbox::sender(ctx, office.organization, 0).await.unwrap();
        assert!(links::is_reset_possible(&env.as_stranger()).await.unwrap());
        let begun = std::time::Instant::now();
        assert_eq!(
            ask(&env, "nobody@example.com").await,
            ask(&env, "Anna@Example.com").await
        );
        assert!(begun.elapsed() >= Duration::from_millis(600), "both take their time");
        deliver(ctx).await;
        assert_eq!(server.received().len(), 1);
        let first = token(&server, "anna@example.com");
        let open = signing::sign_in(
            &env.as_stranger(),
            &SignIn {
                email: "anna@example.com".into(),
                password: PASSWORD.into(),
                next: String::new(),
            },
        )
        .await
        .unwrap();
        links::use_link(&env.as_stranger(), &chosen(&first, "grey tractor 8"))
            .await
            .unwrap();
        let ended = actions::viewer_by_token(&env.as_stranger(), open.as_str())
            .await
            .unwrap();
        assert!(ended.is_none(), "his sessions end");
        assert!(can_sign_in(&env, "anna@example.com", "grey tractor 8").await);
        assert!(!can_sign_in(&env, "anna@example.com", PASSWORD).await);

        // After an hour it is over; with the account or its address changed, too.
        for change in 0..3 {
            wait(ctx, HOUR * 2);
            ask(&env, "anna@example.com").await.unwrap();
            deliver(ctx).await;
            let token = token(&server, "anna@example.com");
            assert!(links::open(ctx, &token).await.unwrap().is_some());
            let user = actions::show(ctx, anna).await.unwrap().user;
            let form = SaveUser {
                id: anna,
                version: user.version,
                name: user.name,
                email: user.email,
                role: Role::Manager.to_string(),
                own_only: false,
                active: true,
            };
            match change {
                0 => wait(ctx, HOUR + Duration::from_secs(1)),
                1 => {
                    let out = SaveUser {
                        active: false,
                        ..form.clone()
                    };
                    actions::save(ctx, out).await.unwrap();
                    let refused = problem(links::invite(ctx, anna).await);
                    assert_eq!(refused, ("id".to_owned(), Problem::WrongState));
                    ask(&env, "anna@example.com").await.unwrap();
                    let version = actions::show(ctx, anna).await.unwrap().user.version;
                    actions::save(ctx, SaveUser { version, ..form }).await.unwrap();
                }
                _ => {
                    let email = "koval@example.com".to_owned();
                    actions::save(ctx, SaveUser { email, ..form }).await.unwrap();
                }
            }
            assert_eq!(links::open(ctx, &token).await.unwrap(), None, "{change}");
        }
        // Nobody fills a mailbox of somebody else; that there is no account makes no difference.
        wait(ctx, HOUR * 2);
        for email in ["koval@example.com", "nobody@example.com"] {
            for _ in 0..5 {
                ask(&env, email).await.unwrap();
            }
            assert!(
                matches!(ask(&env, email).await, Err(AppError::TooMany { .. })),
                "{email}"
            );
        }
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_an_administrator_hands_the_link_over() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let anna = actions::create_user(ctx, invited(ctx, "anna@example.com"))
            .await
            .unwrap();
        assert_eq!(count(ctx, "mail_letters").await, 0);
        let access = actions::show(ctx, anna).await.unwrap().access;
        assert!(!access.by_mail);
        let address = access.links[0].address.clone().unwrap();
        let token = address.rsplit('/').next().unwrap().to_owned();
        assert!(address.starts_with(&format!("{}/access/", ctx.base_url)), "{address}");
        assert_eq!(
            count(
                ctx,
                &format!("access_links WHERE CAST(sealed AS TEXT) LIKE '%{token}%'")
            )
            .await,
            0
        );
        // An accountant may not; a manager of users who may less than the account sees no link.
        let user: UserId = ctx.new_id();
        let accountant = env.as_staff(user, Role::Accountant, crate::kernel::actor::Scope::All);
        assert_eq!(links::invite(&accountant, anna).await, Err(AppError::Forbidden));
        links::use_link(&env.as_stranger(), &chosen(&token, PASSWORD))
            .await
            .unwrap();
        assert!(can_sign_in(&env, "anna@example.com", PASSWORD).await);
        let access = actions::show(ctx, anna).await.unwrap().access;
        assert!(access.has_password && access.links.is_empty());
        // A way to a new one.
        links::invite(ctx, anna).await.unwrap();
        let access = actions::show(ctx, anna).await.unwrap().access;
        assert_eq!(access.links[0].purpose, Purpose::Reset);
        assert!(access.links[0].address.is_some());
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
