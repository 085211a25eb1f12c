//! Other requisites: asked for by the client, decided on by the staff.

use super::access::{client, visit, visitor};
use crate::cabinet::access::deciding;
use crate::cabinet::access::requisites::{AskRequisites, DecideRequisites, RequestState};
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::ClientId;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::TaxIdKind;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::clients::manager;
use crate::tests::invoices::problem;
use crate::tests::on_both_engines;

async fn card(ctx: &Ctx, client: ClientId) -> SaveClient {
    SaveClient::of(&clients::actions::profile(ctx, client).await.unwrap())
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
        let decide = DecideRequisites { id: waiting.id, client };
        assert_eq!(deciding::waiting(&mine, client).await.err(), Some(AppError::NotFound));
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
        assert_eq!(
            problem(deciding::refuse(ctx, &decide).await),
            ("id".to_owned(), Problem::WrongState)
        );
        assert_eq!(deciding::waiting(ctx, client).await, Ok(None));
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
        let elsewhere = DecideRequisites {
            id: waiting.id,
            client: other,
        };
        assert_eq!(problem(deciding::take(ctx, &elsewhere).await).1, Problem::WrongState);
        let before = card(ctx, client).await;
        let decide = DecideRequisites { id: waiting.id, client };
        deciding::refuse(ctx, &decide).await.unwrap();
        assert_eq!(card(ctx, client).await, before);
        let latest = deciding::sheet(&here).await.unwrap().latest.unwrap();
        assert_eq!(latest.state, RequestState::Refused);
    })
    .await;
}
