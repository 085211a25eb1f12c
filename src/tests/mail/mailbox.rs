//! The settings of e-mail.

use super::server::{Play, SmtpServer, Speaks};
use super::{count, post, row, to};
use crate::company::mailbox::actions;
use crate::company::mailbox::model::{SaveSender, SaveServer, TryMail};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::mail::letter::NewLetter;
use crate::records::mail::model::OutboxState;
use crate::records::mail::trial::Words;
use crate::records::mail::worker::work_off;
use crate::server::check::check;
use crate::server::post::Post;
use crate::tests::invoices::{office, problem};
use crate::tests::on_both_engines;

pub fn form(server: &SmtpServer) -> SaveServer {
    SaveServer {
        host: "LOCALHOST".into(),
        port: server.port.to_string(),
        security: "none".into(),
        user_name: "akta".into(),
        password: "дуже таємно".into(),
        ..SaveServer::default()
    }
}

fn words() -> Words {
    Words {
        lang: Lang::Uk,
        subject: "Перевірка".into(),
        html: "<p>Так</p>".into(),
    }
}

pub async fn sender(ctx: &Ctx, organization: crate::kernel::ids::OrganizationId, version: i64) -> Result<(), AppError> {
    let sender = SaveSender {
        organization,
        version,
        name: "ТОВ «Обрій»".into(),
        address: "Office@Example.com".into(),
        reply_to: "buh@example.com".into(),
    };
    actions::save_sender(ctx, sender).await
}

#[tokio::test]
async fn the_password_is_kept_and_never_shown() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        actions::save_server(ctx, form(&server)).await.unwrap();
        let shown = actions::settings(ctx).await.unwrap().server.unwrap();
        assert_eq!(
            (shown.host.as_str(), shown.has_password, shown.version),
            ("localhost", true, 1)
        );
        let sealed = count(ctx, "mail_server WHERE password IS NOT NULL").await;
        assert_eq!(sealed, 1);
        let login = async || actions::server(ctx).await.unwrap().unwrap().login;
        assert_eq!(login().await, Some(("akta".into(), "дуже таємно".into())));
        let events = activity::actions::of_owner(ctx, &Owner::mail(), 10).await.unwrap();
        assert!(!format!("{events:?}").contains("таємно"));

        // Left empty it stays; another host does not get it.
        let again = |version, host: &str| SaveServer {
            version,
            host: host.into(),
            password: String::new(),
            ..form(&server)
        };
        actions::save_server(ctx, again(1, "localhost")).await.unwrap();
        assert!(login().await.is_some());
        let stale = actions::save_server(ctx, again(1, "localhost")).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        actions::save_server(ctx, again(2, "127.0.0.1")).await.unwrap();
        assert_eq!(login().await, None);

        let abroad = SaveServer {
            version: 3,
            host: "smtp.example.com".into(),
            ..form(&server)
        };
        assert_eq!(
            problem(actions::save_server(ctx, abroad).await),
            ("security".to_owned(), Problem::OnlyOnThisMachine)
        );
        let user: UserId = ctx.new_id();
        let accountant = env.as_staff(user, Role::Accountant, Scope::All);
        assert_eq!(actions::settings(&accountant).await, Err(AppError::Forbidden));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn letters_wait_for_the_settings_and_leave_when_they_are_there() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        let letter = NewLetter {
            organization: Some(office.organization),
            ..to("a", "a@example.com")
        };
        let id = post(ctx, &letter).await;
        assert!(!work_off(ctx, &Post).await.unwrap());
        assert_eq!(actions::settings(ctx).await.unwrap().waiting, 1);
        actions::save_server(ctx, form(&server)).await.unwrap();
        assert!(work_off(ctx, &Post).await.unwrap(), "looked at");
        let waiting = row(ctx, id).await;
        assert_eq!(
            (waiting.state, waiting.tries),
            (OutboxState::Waiting, 0),
            "nobody to write as"
        );
        assert_eq!(waiting.answer, "no sender");
        assert!(!work_off(ctx, &Post).await.unwrap());

        sender(ctx, office.organization, 0).await.unwrap();
        assert!(work_off(ctx, &Post).await.unwrap(), "at once");
        assert_eq!(row(ctx, id).await.state, OutboxState::Sent);
        let received = server.received();
        assert_eq!(received[0].from, "office@example.com");
        assert_eq!(received[0].header("Reply-To"), "buh@example.com");
        assert_eq!(server.logins().len(), 1);
        let stale = sender(ctx, office.organization, 0).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_trial_tells_what_the_server_says() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        let trial = || TryMail {
            address: "me@example.com".into(),
            ..TryMail::default()
        };
        let tried = async || actions::try_out(ctx, trial(), words()).await;
        assert_eq!(problem(tried().await), ("host".to_owned(), Problem::Required));
        actions::save_server(ctx, form(&server)).await.unwrap();
        assert_eq!(problem(tried().await), ("organization".to_owned(), Problem::NoSender));
        sender(ctx, office.organization, 0).await.unwrap();
        assert_eq!(tried().await.unwrap(), "250 2.0.0 Ok: queued as 4F2");
        server.play([Play::Recipient("550 5.7.1 relaying denied")]);
        let (field, refused) = problem(tried().await);
        let Problem::MailServerSays { words } = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(field, "server");
        assert!(words.starts_with("550") && words.contains("relaying denied"), "{words}");
        assert_eq!(count(ctx, "outbox").await, 0, "kept nowhere");
    })
    .await;
}
