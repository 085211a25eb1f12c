//! Who hears of a message, once, in which language, and with which link.

use super::{
    Books, Ctx, Lang, SaveTicket, TestEnv, TicketId, actions, answer, ask, asked, books, contacts, note,
    on_both_engines, reply, said, ticket, visitor,
};
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::company::mailbox;
use crate::company::mailbox::model::{SaveSender, SaveServer};
use crate::kernel::ids::UserId;
use crate::platform::db::{FromRow, Row, Sql};
use crate::server::check::check;

/// A mail server that is never talked to here.
pub async fn ready(ctx: &Ctx, books: &Books) {
    let server = SaveServer {
        host: "localhost".into(),
        port: "2525".into(),
        security: "none".into(),
        ..SaveServer::default()
    };
    mailbox::actions::save_server(ctx, server).await.unwrap();
    let sender = SaveSender {
        organization: books.organization,
        version: 0,
        name: "ТОВ «Обрій»".into(),
        address: "office@example.com".into(),
        reply_to: String::new(),
    };
    mailbox::actions::save_sender(ctx, sender).await.unwrap();
}

async fn user(ctx: &Ctx, name: &str, role: &str, own_only: bool, lang: &str) -> UserId {
    let user = NewUser {
        request: ctx.new_id(),
        name: name.into(),
        email: format!("{name}@example.com"),
        role: role.into(),
        own_only,
        lang: lang.into(),
        invite: false,
        password: "correct horse battery".into(),
    };
    accounts::actions::create_user(ctx, user).await.unwrap()
}

/// A letter on its way.
#[derive(Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub html: String,
}

impl FromRow for Letter {
    fn from_row(row: &Row) -> crate::platform::db::DbResult<Self> {
        Ok(Self {
            to: row.get("address")?,
            subject: row.get("subject")?,
            html: row.get("html")?,
        })
    }
}

/// All letters so far, by their recipients.
pub async fn letters(ctx: &Ctx) -> Vec<Letter> {
    let sql = "SELECT o.address, l.subject, l.html FROM outbox o JOIN mail_letters l ON l.id = o.letter_id ORDER BY o.address, o.id";
    Sql::raw(sql.to_owned()).all(&mut ctx.read()).await.unwrap()
}

async fn told(ctx: &Ctx) -> Vec<String> {
    letters(ctx).await.into_iter().map(|letter| letter.to).collect()
}

async fn assign(ctx: &Ctx, id: TicketId, executor: UserId) {
    let ticket = actions::show(ctx, id).await.unwrap().ticket;
    let form = SaveTicket {
        executor: executor.to_string(),
        ..SaveTicket::of(&ticket)
    };
    actions::save(ctx, form).await.unwrap();
}

#[tokio::test]
async fn without_a_mail_server_nothing_waits_to_be_sent() {
    on_both_engines(async |env: TestEnv| {
        let books = books(&env.ctx).await;
        user(&env.ctx, "olha", "manager", false, "uk").await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let id = ask(&visitor).await;
        answer(&env.ctx, id, "Так.").await;
        assert_eq!(told(&env.ctx).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_message_of_the_client_is_told_to_who_may_answer() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        ready(ctx, &books).await;
        let olha = user(ctx, "olha", "manager", false, "uk").await;
        user(ctx, "ivan", "accountant", false, "ru").await;
        user(ctx, "reader", "read_only", false, "en").await;
        user(ctx, "limited", "manager", true, "en").await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let form = asked(&visitor);
        let id = actions::ask(&visitor, &form, Vec::new()).await.unwrap();
        actions::ask(&visitor, &form, Vec::new()).await.unwrap();
        let first = letters(ctx).await;
        let to: Vec<&str> = first.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!(to, ["ivan@example.com", "olha@example.com"], "once each");
        assert_eq!(first[0].subject, "Обращение № 1: Потрібен акт");
        assert_eq!(first[1].subject, "Звернення № 1: Потрібен акт");
        let link = format!("http://127.0.0.1:3000/support/{id}");
        for letter in &first {
            assert!(letter.html.contains(&link), "{}", letter.html);
            assert!(letter.html.contains("Надішліть акт за жовтень."), "{}", letter.html);
        }

        // Whoever works on it hears alone.
        assign(ctx, id, olha).await;
        reply(&visitor, id, "<b>Ще</b>\n\nпитання").await;
        let more = letters(ctx).await;
        assert_eq!(more.len(), 3);
        let last = more.iter().find(|letter| letter.html.contains("питання")).unwrap();
        assert_eq!(last.to, "olha@example.com");
        assert!(last.html.contains("<p>&lt;b&gt;Ще&lt;/b&gt;</p>"), "{}", last.html);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_told_to_the_contact_and_a_note_to_nobody() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        ready(ctx, &books).await;
        let (contact, visitor) = visitor(&env, books.client, "oksana", Lang::En).await;
        let id = ask(&visitor).await;
        assert_eq!(told(ctx).await, [""; 0], "there is nobody who could answer");
        note(ctx, id, "Таємно.").await;
        assert_eq!(told(ctx).await, [""; 0]);
        let words = said(ctx, "Yes, of course.", false);
        actions::answer(ctx, id, &words, Vec::new()).await.unwrap();
        actions::answer(ctx, id, &words, Vec::new()).await.unwrap();
        let all = letters(ctx).await;
        let [letter] = &all[..] else {
            panic!("{all:?}");
        };
        assert_eq!(letter.to, "oksana@client.example");
        assert_eq!(letter.subject, "Request No. 1: Потрібен акт");
        assert!(letter.html.contains("Yes, of course."));
        assert!(!letter.html.contains("Таємно"));
        let link = format!("http://127.0.0.1:3000/cabinet/support/{id}");
        assert!(letter.html.contains(&link), "{}", letter.html);

        // What the staff opens itself is told to whom people turn to first; nobody else is written to once he is out.
        ticket(ctx, books.client).await;
        assert_eq!(told(ctx).await.len(), 2);
        contacts::actions::deactivate(ctx, contact).await.unwrap();
        answer(ctx, id, "Ще раз.").await;
        assert_eq!(told(ctx).await.len(), 2);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
