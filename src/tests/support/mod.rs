//! Requests of clients: states, decisions, files; what each side sees, letters and lists in files of their own.
#![allow(clippy::unwrap_used)]

pub mod letters;
mod lists;
mod seeing;

use super::clients::manager;
use super::files::{PDF, received};
use super::payments::{Books, books, client};
use super::{TestEnv, on_both_engines};
use crate::crm::contacts;
use crate::crm::contacts::forms::SaveContact;
use crate::desk::files::actions as desk_files;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Role, Scope};
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId, DepartmentId, Id, TicketId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::records::files::actions::Opened;
use crate::server::check::check;
use crate::support::departments;
use crate::support::departments::model::{RetireDepartment, SaveDepartment};
use crate::support::tickets::actions;
use crate::support::tickets::cabinet::OwnTicketFilter;
use crate::support::tickets::forms::{AskTicket, NewTicket, Reply, SaveTicket, SetTicketStatus};
use crate::support::tickets::model::{MOST_FILES, MessageKind, PaperKey, TicketFilter, TicketStatus, TicketView};

/// A request that the staff writes down for a client.
pub async fn ticket(ctx: &Ctx, client: ClientId) -> TicketId {
    let form = NewTicket {
        request: Some(ctx.new_id()),
        client: client.to_string(),
        priority: "medium".into(),
        subject: "Де рахунок?".into(),
        body: "Телефонували, питали про рахунок.".into(),
        ..NewTicket::default()
    };
    actions::open(ctx, &form, Vec::new()).await.unwrap()
}

/// A contact of a client who can be written to, and the cabinet as he sees it.
async fn visitor(env: &TestEnv, client: ClientId, name: &str, lang: Lang) -> (ContactId, Ctx) {
    let form = SaveContact {
        first_name: name.into(),
        email: format!("{}@client.example", name.to_lowercase()),
        ..SaveContact::blank(env.ctx.new_id(), Some(client), lang, false)
    };
    let contact = contacts::actions::save(&env.ctx, form).await.unwrap();
    (contact, looking(&env.ctx, contact, client, CabinetRights::all(), None))
}

fn looking(ctx: &Ctx, contact: ContactId, client: ClientId, rights: CabinetRights, shown_to: Option<UserId>) -> Ctx {
    let actor = Actor::Contact {
        contact,
        client,
        rights,
        shown_to,
    };
    ctx.acting_as(actor, "Оксана Бойко")
}

fn asked(ctx: &Ctx) -> AskTicket {
    AskTicket {
        request: Some(ctx.new_id()),
        priority: "high".into(),
        subject: "Потрібен акт".into(),
        body: "Надішліть акт за жовтень.".into(),
        ..AskTicket::default()
    }
}

async fn ask(ctx: &Ctx) -> TicketId {
    actions::ask(ctx, &asked(ctx), Vec::new()).await.unwrap()
}

fn said(ctx: &Ctx, body: &str, note: bool) -> Reply {
    Reply {
        request: Some(ctx.new_id()),
        body: body.into(),
        note,
    }
}

async fn answer(ctx: &Ctx, id: TicketId, body: &str) {
    actions::answer(ctx, id, &said(ctx, body, false), Vec::new())
        .await
        .unwrap();
}

async fn note(ctx: &Ctx, id: TicketId, body: &str) {
    actions::answer(ctx, id, &said(ctx, body, true), Vec::new())
        .await
        .unwrap();
}

async fn reply(ctx: &Ctx, id: TicketId, body: &str) {
    actions::reply(ctx, id, &said(ctx, body, false), Vec::new())
        .await
        .unwrap();
}

async fn status(ctx: &Ctx, id: TicketId) -> TicketStatus {
    actions::show(ctx, id).await.unwrap().ticket.status
}

async fn department(ctx: &Ctx, name: &str) -> DepartmentId {
    let form = SaveDepartment {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SaveDepartment::default()
    };
    departments::actions::save(ctx, form).await.unwrap()
}

/// The fields that a form is refused for.
fn fields<T: std::fmt::Debug>(answer: AppResult<T>) -> Vec<String> {
    match answer {
        Err(AppError::Invalid(errors)) => errors.iter().map(|(field, _)| field.to_owned()).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_request_goes_to_and_fro_until_it_is_closed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (contact, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let form = asked(&visitor);
        let id = actions::ask(&visitor, &form, Vec::new()).await.unwrap();
        assert_eq!(actions::ask(&visitor, &form, Vec::new()).await, Ok(id), "sent twice");
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!((sheet.ticket.number, sheet.ticket.contact), (1, Some(contact)));
        assert_eq!(sheet.ticket.status, TicketStatus::Open);

        let words = said(ctx, "Акт уже у вас.", false);
        let first = actions::answer(ctx, id, &words, Vec::new()).await.unwrap();
        assert_eq!(
            actions::answer(ctx, id, &words, Vec::new()).await,
            Ok(first),
            "sent twice"
        );
        assert_eq!(status(ctx, id).await, TicketStatus::Answered);
        reply(&visitor, id, "Не бачу.").await;
        assert_eq!(status(ctx, id).await, TicketStatus::Open);
        note(ctx, id, "Перевірити доступ.").await;
        assert_eq!(status(ctx, id).await, TicketStatus::Open, "a note moves nothing");
        for state in [TicketStatus::OnHold, TicketStatus::Answered, TicketStatus::Closed] {
            let input = SetTicketStatus { id, status: state };
            actions::set_status(ctx, input).await.unwrap();
            assert_eq!(status(ctx, id).await, state);
            reply(&visitor, id, "І ще питання.").await;
            assert_eq!(status(ctx, id).await, TicketStatus::Open, "{state}");
        }
        let input = SetTicketStatus {
            id,
            status: TicketStatus::InProgress,
        };
        actions::set_status(ctx, input).await.unwrap();
        reply(&visitor, id, "Додам.").await;
        assert_eq!(status(ctx, id).await, TicketStatus::InProgress, "somebody is at it");

        let wrong = AppError::field("id", Problem::WrongState);
        assert_eq!(actions::reopen(&visitor, id).await, Err(wrong.clone()));
        actions::close(&visitor, id).await.unwrap();
        assert_eq!(actions::close(&visitor, id).await, Err(wrong));
        actions::reopen(&visitor, id).await.unwrap();
        assert_eq!(status(ctx, id).await, TicketStatus::Open);

        let sheet = actions::show(ctx, id).await.unwrap();
        let kinds: Vec<MessageKind> = sheet.messages.iter().map(|message| message.kind).collect();
        assert_eq!(kinds.len(), 8);
        assert_eq!(
            kinds[..4],
            [
                MessageKind::Client,
                MessageKind::Staff,
                MessageKind::Client,
                MessageKind::Note
            ]
        );
        let verbs: Vec<Verb> = sheet.events.iter().map(|event| event.verb).collect();
        for verb in [Verb::Created, Verb::Asked, Verb::Answered, Verb::Noted, Verb::Changed] {
            assert!(verbs.contains(&verb), "{verb}");
        }
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_is_decided_is_checked_and_remembered() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (accounting, sales) = (department(ctx, "Бухгалтерія").await, department(ctx, "Продажі").await);
        let (outsider, _) = manager(&env, "first@example.com").await;
        let other = client(ctx, "ФОП Йолкін").await;
        let (stranger, _) = visitor(&env, other, "petro", Lang::Ru).await;
        let (contact, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let id = ask(&visitor).await;
        let stored = async || actions::show(ctx, id).await.unwrap().ticket;
        let form = SaveTicket {
            executor: outsider.to_string(),
            contact: stranger.to_string(),
            department: ctx.new_id::<DepartmentId>().to_string(),
            paper: format!("invoice:{}", ctx.new_id::<TicketId>()),
            ..SaveTicket::of(&stored().await)
        };
        assert_eq!(
            fields(actions::save(ctx, form).await),
            ["contact", "department", "executor", "paper"],
            "he does not see the client"
        );
        let form = SaveTicket {
            department: accounting.to_string(),
            priority: "low".into(),
            status: "on_hold".into(),
            subject: "Акт за жовтень".into(),
            ..SaveTicket::of(&stored().await)
        };
        actions::save(ctx, form.clone()).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(
            conflict.current.get("department.label").map(String::as_str),
            Some("Бухгалтерія")
        );
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!(
            (sheet.department.as_str(), sheet.ticket.contact),
            ("Бухгалтерія", Some(contact))
        );
        let changed: Vec<&str> = sheet.events[0]
            .changes
            .iter()
            .map(|change| change.field.as_str())
            .collect();
        assert_eq!(changed, ["subject", "status", "priority", "department"]);

        // What the client has written meanwhile is not undone by an older form.
        let form = SaveTicket::of(&stored().await);
        reply(&visitor, id, "Ще одне.").await;
        assert!(matches!(actions::save(ctx, form).await, Err(AppError::Conflict(_))));

        // A department in use stays where it is.
        let used = departments::actions::delete(ctx, accounting).await;
        assert_eq!(used, Err(AppError::field("name", Problem::InUse)));
        for id in [accounting, sales] {
            let retired = RetireDepartment { id, retired: true };
            departments::actions::retire(ctx, retired).await.unwrap();
        }
        actions::save(ctx, SaveTicket::of(&stored().await)).await.unwrap();
        let refused = SaveTicket {
            department: sales.to_string(),
            ..SaveTicket::of(&stored().await)
        };
        assert_eq!(fields(actions::save(ctx, refused).await), ["department"]);
        assert_eq!(actions::own_form(&visitor).await.unwrap().departments, []);
        // Nobody deletes whom a request names.
        assert!(contacts::actions::delete(ctx, contact).await.is_err());

        let olha = env.as_staff(outsider, Role::Manager, Scope::All);
        actions::take(&olha, id).await.unwrap();
        let taken = stored().await;
        assert_eq!(
            (taken.executor, taken.status),
            (Some(outsider), TicketStatus::InProgress)
        );
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn files_come_with_their_messages() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let hostile = "../<svg onload=alert(1)>.pdf";
        let file = received(ctx, hostile, PDF).await.unwrap();
        let form = AskTicket {
            subject: "<img src=x onerror=alert(1)>".into(),
            body: "{{ 7*7 }} </script><script>alert(1)</script>".into(),
            ..asked(&visitor)
        };
        let id = actions::ask(&visitor, &form, vec![file.clone()]).await.unwrap();
        let sheet = actions::own_sheet(&visitor, id).await.unwrap();
        assert_eq!(sheet.messages[0].body, form.body, "kept as it was typed");
        let own = &sheet.messages[0].files[0];
        assert!(!own.name.contains('/'), "{}", own.name);
        assert!(actions::open_file(&visitor, id, own.id, true).await.is_ok());
        let listed = desk_files::of_owner(ctx, OwnerKind::Ticket, id.uuid()).await.unwrap();
        assert!(listed[0].visible);
        assert_eq!(desk_files::show(ctx, own.id).await.unwrap().number, "1");

        // A deleted one is gone for both.
        desk_files::delete(ctx, own.id).await.unwrap();
        assert_eq!(actions::own_sheet(&visitor, id).await.unwrap().messages[0].files, []);
        assert!(actions::open_file(&visitor, id, own.id, false).await.is_err());
        desk_files::restore(ctx, own.id).await.unwrap();

        let many = vec![file; MOST_FILES + 1];
        let refused = actions::reply(&visitor, id, &said(&visitor, "Усе одразу", false), many).await;
        assert_eq!(fields(refused), ["file"]);
        let empty = actions::reply(&visitor, id, &said(&visitor, " ", false), Vec::new()).await;
        assert_eq!(fields(empty), ["body"]);
        let override_ = actions::reply(&visitor, id, &said(&visitor, "a\u{202E}b", false), Vec::new()).await;
        assert_eq!(fields(override_), ["body"]);
        assert_eq!(
            actions::show(ctx, id).await.unwrap().messages.len(),
            1,
            "nothing by halves"
        );
        let events = activity::actions::of_owner(ctx, &Owner::ticket(id, books.client), 10)
            .await
            .unwrap();
        assert!(events.iter().any(|event| event.verb == Verb::FileAdded));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_true_is_found() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let id = ticket(ctx, books.client).await;
        assert_eq!(check(ctx).await.unwrap(), []);
        for change in [
            "UPDATE tickets SET last_seq = last_seq + 1",
            "UPDATE tickets SET last_seq = last_seq - 1, number = number + 7",
            "UPDATE ticket_messages SET kind = 'note'",
        ] {
            let mut tx = ctx.write().await.unwrap();
            Sql::raw(change.to_owned()).execute(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            let found = check(ctx).await.unwrap();
            assert!(
                found.iter().any(|breach| breach.invariant == "I16"),
                "{change} {id}: {found:?}"
            );
        }
    })
    .await;
}
