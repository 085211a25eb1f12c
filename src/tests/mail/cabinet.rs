//! Letters that let contacts into the cabinet.

use super::mailbox;
use super::server::{SmtpServer, Speaks};
use crate::cabinet::access::{granting, signing};
use crate::company::accounts::access::{AskReset, Purpose, UseLink};
use crate::company::mailbox::actions as mailboxes;
use crate::platform::ctx::Ctx;
use crate::records::mail::worker::work_off;
use crate::server::post::Post;
use crate::tests::invoices::{client, office};
use crate::tests::on_both_engines;
use crate::tests::rights::world::visitors::named;

const PASSWORD: &str = "violet tractor 7";
const ADDRESS: &str = "anna@example.com";

async fn deliver(ctx: &Ctx) {
    while work_off(ctx, &Post).await.unwrap() {}
}

/// The text of the last letter that arrived.
fn last(server: &SmtpServer) -> String {
    let letter = server
        .received()
        .into_iter()
        .rfind(|letter| letter.to == ADDRESS)
        .unwrap();
    // Lines of a letter may be folded and coded (quoted-printable).
    letter.text.replace("=\r\n", "").replace("=3D", "=")
}

fn token(text: &str) -> String {
    let (_, rest) = text.split_once("/cabinet/access/").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

#[tokio::test]
async fn a_contact_gets_his_links_by_e_mail_and_learns_of_another_client_without_one() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        mailboxes::save_server(ctx, mailbox::form(&server)).await.unwrap();
        mailbox::sender(ctx, office.organization, 0).await.unwrap();
        let (first, second) = (client(ctx, "Daisy").await, client(ctx, "Cornflower").await);
        let anna = named(ctx, first, "Anna", ADDRESS).await;
        let stranger = env.as_stranger();
        let forgot = AskReset { email: ADDRESS.into() };
        signing::ask_reset(&stranger, &forgot).await.unwrap();
        deliver(ctx).await;
        assert!(server.received().is_empty(), "she is not let in yet");

        granting::invite(ctx, anna).await.unwrap();
        let access = granting::show(ctx, anna).await.unwrap();
        assert!(access.by_mail && access.granted && access.links[0].address.is_none());
        deliver(ctx).await;
        let invitation = token(&last(&server));
        assert_eq!(invitation.len(), 64);
        let form = UseLink {
            token: invitation,
            password: PASSWORD.into(),
            password_again: PASSWORD.into(),
        };
        signing::use_link(&stranger, &form).await.unwrap();

        // At another client she has a password already.
        let there = named(ctx, second, "Anna", ADDRESS).await;
        granting::invite(ctx, there).await.unwrap();
        deliver(ctx).await;
        let notice = last(&server);
        assert!(
            notice.contains("/cabinet/sign-in") && !notice.contains("/access/"),
            "{notice}"
        );

        signing::ask_reset(&stranger, &forgot).await.unwrap();
        deliver(ctx).await;
        let reset = token(&last(&server));
        let sheet = signing::open_link(&stranger, &reset).await.unwrap().unwrap();
        assert_eq!(sheet.purpose, Purpose::Reset);
    })
    .await;
}
