//! What is made of what is stored now: confirmations of payments and statements, sent by a person.

use super::count;
use super::mailbox;
use super::sending::{filled, person};
use super::server::{SmtpServer, Speaks};
use crate::company::mailbox::actions as mailboxes;
use crate::error::AppError;
use crate::finance::payments::{self, model::ReversePayment};
use crate::finance::statements::sending as statements;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::records::mail::model::Dispatch;
use crate::records::mail::worker::work_off;
use crate::server::check::check;
use crate::server::post::Post;
use crate::tests::invoices::problem;
use crate::tests::on_both_engines;
use crate::tests::payments::books;

#[tokio::test]
async fn a_confirmation_and_a_statement_are_sent_with_their_files() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let books = books(ctx).await;
        mailboxes::save_server(ctx, mailbox::form(&server)).await.unwrap();
        mailbox::sender(ctx, books.organization, 0).await.unwrap();
        person(ctx, books.client, "Oksana", Lang::Uk, "to").await;
        let invoice = books.issued(ctx, "100").await;
        let payment = payments::actions::record(ctx, books.payment(ctx, invoice, "40"))
            .await
            .unwrap();

        let sheet = payments::actions::open_sending(ctx, payment).await.unwrap();
        assert_eq!(sheet.renditions, []);
        assert!(sheet.text.contains("Oksana"), "{}", sheet.text);
        let form = filled(&sheet);
        let sent = payments::actions::send(ctx, form.clone()).await.unwrap();
        assert_eq!((sent.letters, sent.recipients), (1, 1));
        payments::actions::send(ctx, form).await.unwrap();
        assert_eq!(count(ctx, "mail_letters").await, 1, "sent twice is sent once");
        assert!(work_off(ctx, &Post).await.unwrap());
        let mails = payments::actions::mails(ctx, payment).await.unwrap();
        assert_eq!((mails.dispatch, mails.rows.len()), (Dispatch::Sent, 1));
        let owner = Owner::payment(payment, books.client);
        let events = activity::actions::of_owner(ctx, &owner, 10).await.unwrap();
        assert!(events.iter().any(|event| event.verb == Verb::Mailed), "{events:?}");

        let query = "?period=all".to_owned();
        let sheet = statements::open(ctx, books.client, query.clone()).await.unwrap();
        assert_eq!(sheet.query, query);
        let sent = statements::send(ctx, filled(&sheet)).await.unwrap();
        assert_eq!(sent.href, format!("/clients/{}/statement?period=all", books.client));
        assert!(work_off(ctx, &Post).await.unwrap());
        let mails = statements::mails(ctx, books.client).await.unwrap();
        assert_eq!((mails.dispatch, mails.rows.len()), (Dispatch::Sent, 1));
        assert_eq!(server.received().len(), 2);
        for letter in server.received() {
            assert_eq!(letter.text.matches("Content-Type: application/pdf").count(), 1);
        }

        // Nothing to be said, nobody to be told of.
        let nothing = statements::open(ctx, books.client, "?from=2020-01-01&until=2020-01-02".into()).await;
        assert_eq!(nothing.err(), Some(AppError::NotFound));
        let stranger: UserId = ctx.new_id();
        let stranger = env.as_staff(stranger, Role::Manager, Scope::OwnedBy(ctx.new_id()));
        for answer in [
            payments::actions::open_sending(&stranger, payment).await.err(),
            statements::open(&stranger, books.client, query).await.err(),
            statements::mails(&stranger, books.client).await.err(),
        ] {
            assert!(
                matches!(answer, Some(AppError::NotFound | AppError::Forbidden)),
                "{answer:?}"
            );
        }

        // What was reversed confirms nothing.
        let version = payments::actions::show(ctx, payment).await.unwrap().payment.version;
        let reverse = ReversePayment {
            id: payment,
            version,
            reason: "помилка".into(),
        };
        let open = filled(&payments::actions::open_sending(ctx, payment).await.unwrap());
        payments::actions::reverse(ctx, reverse).await.unwrap();
        assert_eq!(
            payments::actions::send(ctx, open.clone()).await,
            Err(AppError::NotFound)
        );
        assert_eq!(payments::actions::mails(ctx, payment).await.unwrap().rows.len(), 1);
        let mut nobody = filled(&statements::open(ctx, books.client, String::new()).await.unwrap());
        nobody.people.clear();
        assert_eq!(
            problem(statements::send(ctx, nobody).await),
            ("people".to_owned(), Problem::NobodyToWriteTo)
        );
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
