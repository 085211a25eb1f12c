//! Other requisites: asked for by the client, decided on by the staff, told to who has asked.

use super::access::{client, visit, visitor};
use crate::cabinet::access::model::SaveAccess;
use crate::cabinet::access::requisites::{AskRequisites, DecideRequisites, RequestRow, RequestState};
use crate::cabinet::access::{deciding, granting};
use crate::crm::clients::forms::SaveClient;
use crate::crm::clients::model::ClientFilter;
use crate::crm::{clients, contacts};
use crate::desk::dashboard;
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::cabinet::CabinetRights;
use crate::kernel::ids::ClientId;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::TaxIdKind;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;
use crate::tests::clients::manager;
use crate::tests::invoices::problem;
use crate::tests::on_both_engines;
use crate::tests::payments::books;
use crate::tests::rights::world::visitors::{grant, named};
use crate::tests::support::letters::{letters, ready};

async fn card(ctx: &Ctx, client: ClientId) -> SaveClient {
    SaveClient::of(&clients::actions::profile(ctx, client).await.unwrap())
}

fn decision(request: &RequestRow, client: ClientId) -> DecideRequisites {
    DecideRequisites {
        id: request.id,
        client,
        reason: String::new(),
    }
}

/// The clients in the queue, and as many in the figure of the first page.
async fn asking(ctx: &Ctx) -> Vec<ClientId> {
    let filter = ClientFilter {
        asks: true,
        ..ClientFilter::default()
    };
    let rows = clients::actions::list(ctx, &filter).await.unwrap().rows;
    let figure = dashboard::actions::show(ctx).await.unwrap().asking;
    assert_eq!(usize::try_from(figure), Ok(rows.len()));
    rows.into_iter().map(|row| row.id).collect()
}

async fn form(ctx: &Ctx) -> AskRequisites {
    AskRequisites {
        request: Some(ctx.new_id()),
        ..deciding::sheet(ctx).await.unwrap().card
    }
}

#[tokio::test]
async fn what_is_asked_for_is_on_the_card_only_when_the_staff_has_taken_it_over() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let client = client(ctx, "ООО «Ромашка»").await;
        let (_, session) = visitor(&env, client, "anna@example.com").await;
        let here = visit(&env, &session).await.unwrap();
        let before = card(ctx, client).await;

        let nothing = form(&here).await;
        assert_eq!(
            problem(deciding::ask(&here, nothing).await),
            ("note".to_owned(), Problem::Required)
        );
        let mut wrong = form(&here).await;
        wrong.email = "nobody".into();
        assert_eq!(
            problem(deciding::ask(&here, wrong).await),
            ("email".to_owned(), Problem::NotAnEmail)
        );
        let mut asked = form(&here).await;
        asked.address = "Москва, Тверская, 1".into();
        asked.tax_ids.set(TaxIdKind::RuInn, "7707083893".into());
        deciding::ask(&here, asked.clone()).await.unwrap();
        deciding::ask(&here, asked).await.unwrap();
        assert_eq!(card(ctx, client).await, before, "the card stays as it is");
        let latest = deciding::sheet(&here).await.unwrap().latest.unwrap();
        assert_eq!((latest.state, latest.wanted.len()), (RequestState::Open, 2));

        // The card goes on meanwhile: what was not asked for stays.
        let mut changed = card(ctx, client).await;
        changed.phone = "+74951234567".into();
        changed.save_anyway = true;
        clients::actions::save(ctx, changed).await.unwrap();

        let (user, mine) = manager(&env, "manager@example.com").await;
        let waiting = deciding::waiting(ctx, client).await.unwrap().unwrap();
        let decide = decision(&waiting, client);
        assert_eq!(deciding::waiting(&mine, client).await.err(), Some(AppError::NotFound));
        // Among the clients they stand in a queue of their own, for who sees them.
        assert_eq!((asking(ctx).await, asking(&mine).await), (vec![client], vec![]));
        assert_eq!(deciding::take(&mine, &decide).await, Err(AppError::NotFound));
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(deciding::take(&reader, &decide).await, Err(AppError::Forbidden));
        assert_eq!(deciding::take(&here, &decide).await, Err(AppError::Forbidden));
        deciding::take(ctx, &decide).await.unwrap();
        let after = card(ctx, client).await;
        assert_eq!(
            (&*after.address, &*after.phone),
            ("Москва, Тверская, 1", "+74951234567")
        );
        assert_eq!(after.tax_ids.value(TaxIdKind::RuInn), "7707083893");
        let too_late = DecideRequisites {
            reason: "Слишком поздно".into(),
            ..decide
        };
        assert_eq!(
            problem(deciding::refuse(ctx, &too_late).await),
            ("id".to_owned(), Problem::WrongState)
        );
        assert_eq!(deciding::waiting(ctx, client).await, Ok(None));
        assert_eq!(asking(ctx).await, []);
        let latest = deciding::sheet(&here).await.unwrap().latest.unwrap();
        assert_eq!((latest.state, &*latest.decided_by), (RequestState::Taken, "Akta"));
        let events = activity::actions::of_client(ctx, client, 20).await.unwrap();
        let asked = events.iter().filter(|event| event.verb == Verb::RequisitesAsked);
        assert_eq!(asked.map(|event| &*event.who).collect::<Vec<_>>(), ["Анна"]);
    })
    .await;
}

#[tokio::test]
async fn a_newer_request_takes_the_place_of_an_open_one_and_refusing_changes_nothing() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let (client, other) = (client(ctx, "A").await, client(ctx, "B").await);
        let (_, session) = visitor(&env, client, "anna@example.com").await;
        let here = visit(&env, &session).await.unwrap();
        for note in ["Новый счёт", "Ещё новее"] {
            let mut asked = form(&here).await;
            asked.note = note.into();
            deciding::ask(&here, asked).await.unwrap();
            ctx.clock.advance(std::time::Duration::from_secs(1));
        }
        let waiting = deciding::waiting(ctx, client).await.unwrap().unwrap();
        assert_eq!(waiting.note, "Ещё новее");
        // A request is decided on where it belongs.
        let elsewhere = decision(&waiting, other);
        assert_eq!(problem(deciding::take(ctx, &elsewhere).await).1, Problem::WrongState);
        let before = card(ctx, client).await;
        let mut decide = decision(&waiting, client);
        let unsaid = ("reason".to_owned(), Problem::Required);
        assert_eq!(problem(deciding::refuse(ctx, &decide).await), unsaid);
        assert_eq!(asking(ctx).await, [client]);
        decide.reason = "Счёт закрыт".into();
        deciding::refuse(ctx, &decide).await.unwrap();
        assert_eq!((card(ctx, client).await, asking(ctx).await), (before, vec![]));
        let latest = deciding::sheet(&here).await.unwrap().latest.unwrap();
        assert_eq!((latest.state, &*latest.reason), (RequestState::Refused, "Счёт закрыт"));
        let events = activity::actions::of_client(ctx, client, 20).await.unwrap();
        let refused = events.iter().find(|event| event.verb == Verb::RequisitesRefused);
        assert_eq!(refused.unwrap().changes[0].new, "Счёт закрыт");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_asked_gets_one_letter_with_the_decision_and_its_reason() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let client = books.client;
        named(ctx, client, "Перша", "first@example.com").await;
        let (anna, session) = visitor(&env, client, "anna@example.com").await;
        let here = visit(&env, &session).await.unwrap();
        let asked = async || {
            ctx.clock.advance(std::time::Duration::from_secs(1));
            let asked = AskRequisites {
                note: "Новий рахунок".into(),
                ..form(&here).await
            };
            deciding::ask(&here, asked).await.unwrap();
            decision(&deciding::waiting(ctx, client).await.unwrap().unwrap(), client)
        };
        deciding::take(ctx, &asked().await).await.unwrap();
        assert_eq!(letters(ctx).await.len(), 0, "there is no mail server");

        ready(ctx, &books).await;
        let refused = DecideRequisites {
            reason: "Рахунок <закрито>".into(),
            ..asked().await
        };
        deciding::refuse(ctx, &refused).await.unwrap();
        assert!(deciding::refuse(ctx, &refused).await.is_err());
        deciding::take(ctx, &asked().await).await.unwrap();
        let all = letters(ctx).await;
        let [refusal, taken] = &all[..] else {
            panic!("{all:?}");
        };
        for letter in [refusal, taken] {
            assert_eq!(
                (&*letter.to, &*letter.subject),
                ("anna@example.com", "Your change of requisites")
            );
            let link = "http://127.0.0.1:3000/cabinet/profile";
            assert!(letter.html.contains(link), "{}", letter.html);
        }
        assert!(
            refusal.html.contains("<p>Рахунок &lt;закрито&gt;</p>"),
            "{}",
            refusal.html
        );
        assert!(taken.html.contains("is written on the card"), "{}", taken.html);

        // Nobody is written to once he is out, be it for a while.
        let late = asked().await;
        let off = SaveAccess {
            id: anna,
            version: granting::show(ctx, anna).await.unwrap().version,
            granted: false,
            contracts: true,
            invoices: true,
            acts: true,
            delivery_notes: true,
            payments: true,
            files: true,
            support: true,
        };
        granting::save(ctx, off).await.unwrap();
        deciding::take(ctx, &late).await.unwrap();
        assert_eq!(letters(ctx).await.len(), 2, "he is not let in");
        grant(ctx, anna, CabinetRights::all()).await;
        let late = asked().await;
        contacts::actions::deactivate(ctx, anna).await.unwrap();
        deciding::take(ctx, &late).await.unwrap();
        assert_eq!(letters(ctx).await.len(), 2);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
