//! What is seen of one's own only is told of nobody else: by figures, letters, files, choices, or through other eyes.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::reach::office;
use crate::cabinet::access::granting;
use crate::crm::clients;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::ClientFilter;
use crate::desk::{client_card, dashboard, files};
use crate::documents::closing::model::ClosingKind;
use crate::documents::{closing, contracts, invoices};
use crate::error::AppError;
use crate::finance::reports::model::ReceivedFilter;
use crate::finance::statements::model::StatementFilter;
use crate::finance::{expenses, payments, reports, statements};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, Id, LetterId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::letter::NewLetter;
use crate::records::mail::letter::tests::letter;
use crate::records::mail::model::OutboxState;
use crate::records::{activity, mail};
use crate::support::tickets;
use crate::tests::contacts::contact;
use crate::tests::mail::{post, row};
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn nothing_tells_of_invoices_that_are_not_ones_own() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(&env).await;
        let reader = office.reader(&env, &[Object::Invoices]);
        let (own, others) = (&office.own, &office.others);

        let page = clients::actions::list(&reader, &ClientFilter::default()).await.unwrap();
        let owed = |id| page.rows.iter().find(|row| row.id == id).unwrap().balances.len();
        assert_eq!((owed(own.client), owed(others.client)), (1, 0));
        let card = client_card::actions::show(&reader, own.client).await.unwrap();
        assert_eq!((card.invoices, card.payments, card.acts), (Some(2), Some(1), Some(1)));
        assert_eq!((card.balances.len(), card.unclosed.len(), card.files), (1, 1, 1));
        let card = client_card::actions::show(&reader, others.client).await.unwrap();
        assert_eq!((card.invoices, card.payments, card.acts), (None, None, None));
        assert_eq!(
            (card.contracts, card.expenses, card.tickets),
            (Some(1), Some(1), Some(1))
        );
        assert_eq!(
            (card.balances.len(), card.advances.len(), card.unclosed.len()),
            (0, 0, 0)
        );
        assert_eq!(card.files, 0);
        assert!(card.rights.has(Right::EditClients) && !card.rights.has(Right::ViewInvoices));
        let kinds: BTreeSet<&str> = card.events.iter().map(|event| event.kind.as_str()).collect();
        assert!(
            kinds
                .iter()
                .all(|kind| !["invoice", "payment", "act", "delivery_note"].contains(kind)),
            "{kinds:?}"
        );

        // Figures and reports are of one's own.
        let first = dashboard::actions::show(&reader).await.unwrap();
        let balances = first.balances.unwrap();
        assert_eq!(balances.len(), 1);
        assert_eq!(balances[0].owed.minor(), 10_000, "the goods of the own client");
        let received: i64 = first.months.unwrap()[0]
            .months
            .iter()
            .map(|(_, sums)| sums.received.minor())
            .sum();
        assert_eq!(received, 10_000);
        let told = ["invoice", "payment", "act", "delivery_note"];
        let news = first
            .events
            .iter()
            .filter(|one| told.contains(&one.event.kind.as_str()));
        let news: Vec<ClientId> = news.filter_map(|one| one.client.as_ref().map(|(id, _)| *id)).collect();
        assert!(!news.is_empty() && news.iter().all(|id| *id == own.client), "{news:?}");
        let report = reports::actions::received(&reader, &ReceivedFilter::default())
            .await
            .unwrap();
        let report: i64 = report.currencies.iter().map(|one| one.sums.received.minor()).sum();
        assert_eq!(report, 10_000);
        let filter = StatementFilter::default();
        assert!(statements::actions::show(&reader, own.client, &filter).await.is_ok());
        let missing = Some(AppError::NotFound);
        assert_eq!(
            statements::actions::show(&reader, others.client, &filter).await.err(),
            missing
        );

        // Files, and papers a request can be about.
        assert!(files::actions::show(&reader, own.file).await.is_ok());
        assert_eq!(files::actions::show(&reader, others.file).await.err(), missing);
        let offered = async |id| {
            let sheet = tickets::actions::show(&reader, id).await.unwrap();
            let papers = sheet.choices.unwrap().papers;
            let kinds = papers.into_iter().map(|paper| paper.key.kind.as_str());
            kinds.collect::<BTreeSet<_>>()
        };
        assert!(offered(own.ticket).await.contains("invoice"));
        assert_eq!(offered(others.ticket).await, BTreeSet::from(["contract"]));

        // Nothing is made there either, and nobody is offered for it.
        let choices = async |of| {
            let found = clients::actions::find(&reader, "Ромашка", of).await.unwrap();
            found.into_iter().map(|choice| choice.id).collect::<BTreeSet<_>>()
        };
        assert_eq!(
            choices(OwnerKind::Client).await,
            BTreeSet::from([own.client, others.client])
        );
        assert_eq!(choices(OwnerKind::Invoice).await, BTreeSet::from([own.client]));
        let new = invoices::actions::issue_now(&reader, office.books.form(&reader, "5")).await;
        assert_eq!(new.err(), Some(AppError::field("client", Problem::UnknownChoice)));
        let sheet = contracts::actions::sheet(&reader, others.contract).await.unwrap();
        assert!(!sheet.rights.has(Right::CreateInvoices) && sheet.rights.has(Right::CreateContracts));

        // Letters are seen with what they bring, those without a paper with everything.
        let to_others = async |kind: Option<(OwnerKind, Uuid)>, name: &str| {
            let owner = kind.map(|(kind, id)| Owner {
                kind,
                id,
                client: Some(others.client),
            });
            let letter = NewLetter {
                client: Some(others.client),
                papers: owner.map(|owner| (owner, 1)).into_iter().collect(),
                ..letter(name)
            };
            post(ctx, &letter).await
        };
        let invoice = to_others(Some((OwnerKind::Invoice, others.invoice.uuid())), "invoice").await;
        let contract = to_others(Some((OwnerKind::Contract, others.contract.uuid())), "contract").await;
        let plain = to_others(None, "plain").await;
        let seen = async |id| mail::actions::letter(&reader, id).await.is_ok();
        assert_eq!(
            (seen(invoice).await, seen(contract).await, seen(plain).await),
            (false, true, false)
        );
        assert!(mail::actions::letter(&office.reader(&env, &[]), invoice).await.is_ok());
        for (id, is_seen) in [(invoice, false), (contract, true), (plain, false)] {
            is_decided_by_whoever_sees_it(&env, &reader, id, is_seen).await;
        }
    })
    .await;
}

/// Whoever sees a letter sends it once more or takes it out; to others there is none.
async fn is_decided_by_whoever_sees_it(env: &TestEnv, reader: &Ctx, letter: LetterId, is_seen: bool) {
    let id = row(&env.ctx, letter).await.id;
    let refused = (!is_seen).then_some(AppError::NotFound);
    assert_eq!(mail::actions::letter(reader, letter).await.err(), refused);
    assert_eq!(mail::actions::retry(reader, id).await.err(), refused);
    assert_eq!(mail::actions::cancel(reader, id).await.err(), refused);
    let taken_out = row(&env.ctx, letter).await.state == OutboxState::Cancelled;
    assert_eq!(taken_out, is_seen);
}

#[tokio::test]
async fn a_letter_with_a_paper_of_an_unseen_kind_is_left_alone() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(&env).await;
        let own = &office.own;
        let paper = |kind, id| Owner {
            kind,
            id,
            client: Some(own.client),
        };
        let invoice = paper(OwnerKind::Invoice, own.invoice.uuid());
        let contract = paper(OwnerKind::Contract, own.contract.uuid());
        let bringing = async |name: &str, papers: &[Owner]| {
            let letter = NewLetter {
                client: Some(own.client),
                papers: papers.iter().map(|paper| (*paper, 1)).collect(),
                ..letter(name)
            };
            post(ctx, &letter).await
        };
        let alone = bringing("alone", &[invoice]).await;
        let both = bringing("both", &[invoice, contract]).await;
        let client = Owner::client(own.client);
        let statement = bringing("statement", &[client]).await;
        let refused = Sql::raw("UPDATE outbox SET answer = '450 later'".into());
        refused.outside_transaction(&ctx.db).await.unwrap();
        let sees = [Right::ViewClients, Right::ViewInvoices, Right::SendMail];
        let reader = env.with_rights(office.user, sees.into_iter().collect());

        // Beside the invoice it stands that it was mailed, and no more of what else went along; neither does it beside the client, whose statement
        // tells of payments.
        let beside = async |reader: &Ctx, paper: &Owner, letter: LetterId| {
            let rows = mail::actions::of_paper(reader, paper).await.unwrap();
            let row = rows.into_iter().find(|row| row.letter == letter).unwrap();
            let is_open = (row.open, row.may_retry(), row.may_cancel());
            (is_open, row.subject.is_empty(), row.answer)
        };
        let told = ((true, true, true), false, "450 later".to_owned());
        let hidden = ((false, false, false), true, String::new());
        assert_eq!(beside(&reader, &invoice, alone).await, told);
        assert_eq!(beside(&reader, &invoice, both).await, hidden);
        assert_eq!(beside(&reader, &client, statement).await, hidden);
        is_decided_by_whoever_sees_it(&env, &reader, alone, true).await;
        is_decided_by_whoever_sees_it(&env, &reader, both, false).await;
        is_decided_by_whoever_sees_it(&env, &reader, statement, false).await;
        let more = sees.into_iter().chain([Right::ViewPayments]).collect();
        let of_payments = env.with_rights(office.user, more);
        assert_eq!(beside(&of_payments, &client, statement).await, told);
        is_decided_by_whoever_sees_it(&env, &of_payments, statement, true).await;

        // Neither does the history of the client tell what his statement was called.
        let event = Event::new(client, Verb::Mailed).change("mail_subject", "", "Statement");
        let mut tx = ctx.write().await.unwrap();
        activity::record(&mut tx, ctx, event).await.unwrap();
        tx.commit().await.unwrap();
        for (reader, told) in [(&reader, 0), (&of_payments, 1)] {
            let events = activity::actions::of_owner(reader, &client, 1).await.unwrap();
            assert_eq!(events[0].verb, Verb::Mailed);
            assert_eq!(events[0].changes.len(), told);
        }

        // Who looks after the outbox sees all of it.
        let more = sees.into_iter().chain([Right::ManageMail]).collect();
        is_decided_by_whoever_sees_it(&env, &env.with_rights(office.user, more), both, true).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_widens_what_he_sees_himself() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(&env).await;
        let reader = office.reader(&env, &[Object::Payments]);
        // By making a client his own, or by looking through the eyes of its contact.
        let card = clients::actions::profile(&reader, office.others.client).await.unwrap();
        let mut form = SaveClient::of(&card);
        form.managers.insert(tick(office.user), true);
        clients::actions::save(&reader, form).await.unwrap();
        let card = clients::actions::profile(ctx, office.others.client).await.unwrap();
        assert!(card.managers.iter().all(|(id, _)| *id != office.user));
        let person = contact(ctx, office.others.client, "Перша").await;
        let forbidden = Some(AppError::Forbidden);
        assert_eq!(granting::show(&reader, person).await.err(), forbidden);
        assert_eq!(granting::invite(&reader, person).await.err(), forbidden);
        assert_eq!(granting::look(&reader, person).await.err(), forbidden);
        let own = contact(ctx, office.own.client, "Друга").await;
        assert!(granting::show(&reader, own).await.is_ok());
        assert!(
            granting::of_client(&reader, office.others.client)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn the_page_of_an_invoice_leaves_out_what_is_not_ones_own() {
    on_both_engines(async |env| {
        let office = office(&env).await;
        let missing = Some(AppError::NotFound);
        let others = &office.others;

        let reader = office.reader(&env, &[Object::Payments]);
        let sheet = invoices::actions::sheet(&reader, others.invoice, None).await.unwrap();
        assert!(!sheet.rights.has(Right::ViewPayments) && sheet.rights.has(Right::ViewActs));
        assert_eq!(
            payments::actions::of_invoice(&reader, others.invoice).await.err(),
            missing
        );
        let own = invoices::actions::sheet(&reader, office.own.invoice, None)
            .await
            .unwrap();
        assert!(own.rights.has(Right::ViewPayments));

        let reader = office.reader(&env, &[Object::Acts]);
        let acts = async |id| closing::actions::of_invoice(&reader, id).await.unwrap().rows.len();
        assert_eq!((acts(office.own.invoice).await, acts(others.invoice).await), (1, 0));
        let new = closing::actions::new_editor(&reader, ClosingKind::Act, others.invoice).await;
        assert_eq!(new.err(), missing);

        // Nor do invoices and expenses tell of each other.
        office.books.draft(&env.ctx, "1").await;
        let wide = office.reader(&env, &[]);
        for (own, told) in [(None, 1), (Some(Object::Invoices), 0)] {
            let reader = office.reader(&env, own.as_slice());
            let sheet = expenses::actions::show(&reader, others.expense).await.unwrap();
            assert_eq!(sheet.drafts.len(), told);
        }
        let to_bill = async |ctx: &Ctx| {
            let found = invoices::actions::expenses_to_bill(ctx, others.client, None).await;
            found.unwrap().len()
        };
        let narrow = office.reader(&env, &[Object::Expenses]);
        assert_eq!((to_bill(&wide).await, to_bill(&narrow).await), (1, 0));
    })
    .await;
}
