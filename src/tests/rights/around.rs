//! Ways around seeing one's own only: kinds and ids that come from outside, subscriptions, other clients' cabinets.

use std::collections::BTreeSet;
use std::time::Duration;

use super::reach::{Office, office};
use crate::cabinet::access::granting;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::contacts::forms::{SaveContact, TypedMailing};
use crate::crm::contacts::model::{ContactFilter, MailedAs, MailedKind};
use crate::crm::leads::conversion::ConnectLead;
use crate::crm::{clients, contacts, leads};
use crate::documents::closing::model::ClosingKind;
use crate::documents::invoices::model::{ClosingQueue, Correction, InvoiceFilter, SaveInvoice};
use crate::documents::{closing, invoices, sending};
use crate::error::AppError;
use crate::kernel::actor::{Right, Rights};
use crate::kernel::ids::{ClientId, ContactId, Id, InvoiceId};
use crate::kernel::lang::Lang;
use crate::kernel::module::Module;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::support::tickets;
use crate::support::tickets::forms::SaveTicket;
use crate::support::tickets::model::Ticket;
use crate::tests::closing as papers;
use crate::tests::contacts::contact;
use crate::tests::{TestEnv, on_both_engines};

/// On both engines: the office, and its reader, to whom of these kinds only what is his own is shown.
async fn in_office<F: Future<Output = ()>>(own: &[Object], body: impl Fn(TestEnv, Office, Ctx) -> F) {
    let body = &body;
    on_both_engines(move |env| async move {
        let office = office(&env).await;
        let reader = office.reader(&env, own);
        body(env, office, reader).await;
    })
    .await;
}

#[tokio::test]
async fn no_kind_that_is_asked_for_offers_clients_who_are_not_seen() {
    in_office(&Object::OWNED, async |env, office, limited| {
        let (own, others) = (office.own.client, office.others.client);
        let offered = async |ctx: &Ctx, of: OwnerKind| {
            let found = clients::actions::find(ctx, "Ромашка", of).await.unwrap();
            found.into_iter().map(|choice| choice.id).collect::<BTreeSet<_>>()
        };
        let wide = office.reader(&env, &[]);
        for kind in OwnerKind::ALL {
            assert_eq!(
                offered(&limited, kind).await,
                BTreeSet::from([own]),
                "{}",
                kind.as_str()
            );
            assert_eq!(
                offered(&wide, kind).await,
                BTreeSet::from([own, others]),
                "{}",
                kind.as_str()
            );
        }
        // Leads are no client's: seeing one's own of them takes no client away.
        let reader = office.reader(&env, &[Object::Leads]);
        assert_eq!(offered(&reader, OwnerKind::Lead).await, BTreeSet::from([own, others]));
        let reader = office.reader(&env, &[Object::Acts]);
        assert_eq!(offered(&reader, OwnerKind::Act).await, BTreeSet::from([own]));
    })
    .await;
}

/// All rights but one.
fn all_but(gone: Right) -> Rights {
    Right::ALL.into_iter().filter(|right| *right != gone).collect()
}

#[tokio::test]
async fn who_sees_nothing_of_a_kind_widens_nothing_either() {
    in_office(&[], async |env, office, _| {
        let ctx = &env.ctx;
        let reader = env.with_rights(office.user, all_but(Right::ViewTickets));
        let person = contact(ctx, office.others.client, "Перша").await;
        let forbidden = Some(AppError::Forbidden);
        assert_eq!(granting::show(&reader, person).await.err(), forbidden);
        assert_eq!(granting::invite(&reader, person).await.err(), forbidden);
        assert_eq!(granting::look(&reader, person).await.err(), forbidden);
        let card = clients::actions::profile(&reader, office.others.client).await.unwrap();
        let mut form = SaveClient::of(&card);
        form.managers.insert(tick(office.user), true);
        clients::actions::save(&reader, form).await.unwrap();
        let card = clients::actions::profile(ctx, office.others.client).await.unwrap();
        assert!(card.managers.is_empty());

        // What is off shows nothing to anybody, and what is in no cabinet is not seen there.
        let off = all_but(Right::ViewActs).without([Module::Acts]);
        for rights in [Rights::all(), off, all_but(Right::ViewExpenses)] {
            let reader = env.with_rights(office.user, rights);
            assert!(granting::show(&reader, person).await.is_ok());
        }
    })
    .await;
}

#[tokio::test]
async fn papers_that_one_does_not_see_are_mailed_to_nobody_new() {
    in_office(&[Object::Invoices], async |env, office, reader| {
        let ctx = &env.ctx;
        let (own, others) = (office.own.client, office.others.client);
        let typed = |client: ClientId, mail: TypedMailing| SaveContact {
            first_name: "Перша".into(),
            mail,
            ..SaveContact::blank(ctx.new_id(), Some(client), Lang::Uk, false)
        };
        let form = contacts::actions::form(&reader, Some(others)).await.unwrap().input;
        assert_eq!((form.mail.invoice.as_str(), form.mail.contract.as_str()), ("", "to"));
        let form = contacts::actions::form(&reader, Some(own)).await.unwrap().input;
        assert_eq!(form.mail, TypedMailing::all("to"));

        let everything = typed(others, TypedMailing::all("to"));
        let Err(AppError::Invalid(errors)) = contacts::actions::save(&reader, everything).await else {
            panic!("it was saved")
        };
        for kind in MailedKind::ALL {
            let is_refused = errors.get(&format!("mail.{kind}")) == Some(&Problem::UnseenPapers);
            assert_eq!(is_refused, *kind != MailedKind::Contract, "{kind}");
        }
        contacts::actions::save(&reader, typed(own, TypedMailing::all("to")))
            .await
            .unwrap();

        // What was mailed before stays, and whoever does not see it may end it.
        let mail = TypedMailing {
            invoice: "to".into(),
            ..TypedMailing::default()
        };
        let id = contacts::actions::save(ctx, typed(others, mail)).await.unwrap();
        let stored = async || contacts::actions::show(&reader, id).await.unwrap().contact;
        let mut form = SaveContact::of(&stored().await);
        form.mail.contract = "cc".into();
        contacts::actions::save(&reader, form).await.unwrap();
        assert_eq!(stored().await.mail.to_string(), "invoice:to contract:cc");
        let mut form = SaveContact::of(&stored().await);
        form.mail.invoice = String::new();
        contacts::actions::save(&reader, form).await.unwrap();
        assert_eq!(stored().await.mail.to_string(), "contract:cc");

        // What is off today may be on tomorrow; what is mailed already may go elsewhere all the same.
        let off = env.with_rights(office.user, all_but(Right::ViewActs).without([Module::Acts]));
        let acts = TypedMailing {
            act: "to".into(),
            ..TypedMailing::default()
        };
        let refused = contacts::actions::save(&off, typed(own, acts.clone())).await;
        assert_eq!(refused, Err(AppError::field("mail.act", Problem::UnseenPapers)));
        let id = contacts::actions::save(ctx, typed(own, acts)).await.unwrap();
        let mut form = SaveContact::of(&contacts::actions::show(ctx, id).await.unwrap().contact);
        form.email = "other@example.com".into();
        contacts::actions::save(&off, form).await.unwrap();

        // Nor does the person of a lead bring it along.
        let connect = ConnectLead {
            request: ctx.new_id(),
            lead: office.others.lead,
            version: 1,
            client: others,
        };
        leads::actions::connect(&reader, connect).await.unwrap();
        let filter = ContactFilter {
            client: Some(others),
            ..ContactFilter::default()
        };
        let rows = contacts::actions::list(ctx, filter).await.unwrap().rows;
        let came = rows.into_iter().find(|row| row.name == "Ромашковий").unwrap();
        assert_eq!(came.mail.of(MailedKind::Invoice), None);
        assert_eq!(came.mail.of(MailedKind::Contract), Some(MailedAs::To));
    })
    .await;
}

#[tokio::test]
async fn papers_that_one_does_not_see_go_to_no_other_address() {
    in_office(&[Object::Invoices], async |env, office, reader| {
        let ctx = &env.ctx;
        let refused = Err(AppError::field("email", Problem::AddressOfUnseenPapers));
        let mailed = async |client: ClientId| {
            let person = SaveContact {
                first_name: "Перша".into(),
                email: "persha@example.com".into(),
                mail: TypedMailing {
                    invoice: "to".into(),
                    contract: "to".into(),
                    ..TypedMailing::default()
                },
                ..SaveContact::blank(ctx.new_id(), Some(client), Lang::Uk, false)
            };
            contacts::actions::save(ctx, person).await.unwrap()
        };
        let form = async |id: ContactId, email: &str| SaveContact {
            email: email.into(),
            ..SaveContact::of(&contacts::actions::show(ctx, id).await.unwrap().contact)
        };
        let save = async |form: SaveContact| contacts::actions::save(&reader, form).await.map(|_| ());
        let own = mailed(office.own.client).await;
        assert_eq!(save(form(own, "mine@example.com").await).await, Ok(()));
        let others = mailed(office.others.client).await;
        assert_eq!(save(form(others, "mine@example.com").await).await, refused);
        // Nor in two steps.
        assert_eq!(save(form(others, "").await).await, Ok(()));
        assert_eq!(save(form(others, "mine@example.com").await).await, refused);
        let mut ended = form(others, "mine@example.com").await;
        ended.mail.invoice.clear();
        assert_eq!(save(ended).await, Ok(()), "contracts are seen");

        // What no contact gets goes to the client's own address.
        let card = async |ctx: &Ctx, client: ClientId, email: &str| {
            let mut form = SaveClient::of(&clients::actions::profile(ctx, client).await.unwrap());
            form.email = email.into();
            clients::actions::save(ctx, form).await.map(|_| ())
        };
        let (own, others) = (office.own.client, office.others.client);
        assert_eq!(card(&reader, own, "own@example.com").await, Ok(()));
        assert_eq!(card(&reader, others, "others@example.com").await, refused);
        let blind = env.with_rights(office.user, all_but(Right::ViewActs));
        assert_eq!(card(&blind, own, "mine@example.com").await, refused);
        let off = env.with_rights(office.user, all_but(Right::ViewActs).without([Module::Acts]));
        assert_eq!(card(&off, own, "mine@example.com").await, Ok(()));
        assert_eq!(card(&blind, own, "").await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_whether_a_client_is_reminded_of_what_he_does_not_see() {
    in_office(&[Object::Invoices], async |_, office, reader| {
        let pause = async |client: ClientId| sending::actions::pause_client(&reader, client, true).await;
        assert_eq!(pause(office.others.client).await, Err(AppError::Forbidden));
        assert_eq!(pause(office.own.client).await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn an_invoice_goes_back_to_a_contract_that_is_seen() {
    in_office(&[Object::Contracts], async |env, office, reader| {
        let ctx = &env.ctx;
        let form = |price: &str| {
            let mut form = office.books.form(ctx, price);
            form.contract = office.others.contract.to_string();
            form
        };
        let refused = Some(AppError::field("contract", Problem::UnknownChoice));
        let saved = invoices::actions::save_draft(&reader, form("5")).await;
        assert_eq!(saved.err(), refused);
        let issued = invoices::actions::issue_now(&reader, form("5")).await;
        assert_eq!(issued.err(), refused);

        // One that stands there already stays, whether he sees those of some clients or of none.
        let draft = invoices::actions::save_draft(ctx, form("5")).await.unwrap().id;
        let issued = invoices::actions::issue_now(ctx, form("5")).await.unwrap().id;
        let stored = async |id: InvoiceId| invoices::actions::sheet(ctx, id, None).await.unwrap().invoice;
        let blind = env.with_rights(office.user, all_but(Right::ViewContracts));
        for (reader, price, total) in [(&reader, "6", 600), (&blind, "7", 700)] {
            let opened = invoices::actions::editor(reader, Some(draft), None, None)
                .await
                .unwrap();
            assert_eq!(opened.contracts, []);
            let mut changed = opened.form;
            changed.lines[0].price = price.into();
            invoices::actions::save_draft(reader, changed).await.unwrap();
            let kept = stored(draft).await;
            assert_eq!(
                (kept.contract, kept.total.minor()),
                (Some(office.others.contract), total)
            );

            let mut form = invoices::actions::correction(reader, issued).await.unwrap().form;
            form.lines[0].price = price.into();
            let correction = Correction {
                form,
                reason: "typed wrong".into(),
            };
            invoices::actions::correct(reader, correction).await.unwrap();
            let kept = stored(issued).await;
            assert_eq!(
                (kept.contract, kept.total.minor()),
                (Some(office.others.contract), total)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_contract_that_is_not_seen_is_put_back_as_long_as_it_stands_there() {
    in_office(&[Object::Contracts], async |env, office, reader| {
        let ctx = &env.ctx;
        let contract = office.others.contract;
        let named = SaveInvoice {
            contract: contract.to_string(),
            ..office.books.form(ctx, "5")
        };
        let draft = invoices::actions::save_draft(ctx, named).await.unwrap().id;
        let opened = async || {
            let editor = invoices::actions::editor(&reader, Some(draft), None, None);
            editor.await.unwrap().form
        };
        let save = async |ctx: &Ctx, form: SaveInvoice| invoices::actions::save_draft(ctx, form).await.map(|_| ());
        let stored = async || {
            invoices::actions::sheet(ctx, draft, None)
                .await
                .unwrap()
                .invoice
                .contract
        };

        // The form was without its client for a moment, and so without the contract; nothing of that is stored.
        let form = opened().await;
        let emptied = SaveInvoice {
            client: String::new(),
            contract: String::new(),
            ..form.clone()
        };
        let refused = save(&reader, emptied).await;
        assert_eq!(refused, Err(AppError::field("client", Problem::Required)));
        assert_eq!(save(&reader, form).await, Ok(()));
        assert_eq!(stored().await, Some(contract));

        // Once it was taken off, somebody who sees it has to choose it.
        let without = SaveInvoice {
            contract: String::new(),
            ..opened().await
        };
        assert_eq!(save(&reader, without).await, Ok(()));
        assert_eq!(stored().await, None);
        let again = SaveInvoice {
            contract: contract.to_string(),
            ..opened().await
        };
        let refused = save(&reader, again.clone()).await;
        assert_eq!(refused, Err(AppError::field("contract", Problem::UnknownChoice)));
        assert_eq!(save(ctx, again).await, Ok(()));
        assert_eq!(stored().await, Some(contract));
    })
    .await;
}

#[tokio::test]
async fn a_request_stays_about_a_paper_that_is_not_seen() {
    in_office(&[Object::Invoices], async |env, office, reader| {
        let ctx = &env.ctx;
        let (ticket, invoice) = (office.others.ticket, office.others.invoice.uuid());
        let sheet = async |ctx: &Ctx| tickets::actions::show(ctx, ticket).await.unwrap();
        let about = |ticket: &Ticket, paper: String| SaveTicket {
            paper,
            ..SaveTicket::of(ticket)
        };
        let named = about(&sheet(ctx).await.ticket, format!("invoice:{invoice}"));
        tickets::actions::save(ctx, named).await.unwrap();
        let seen = sheet(&reader).await;
        let papers = seen.choices.unwrap().papers;
        assert!(papers.iter().all(|paper| paper.key.id != invoice));
        let unsaid = about(&seen.ticket, String::new());
        tickets::actions::save(&reader, unsaid).await.unwrap();
        let stored = sheet(ctx).await.ticket;
        assert_eq!(stored.paper.map(|paper| paper.id), Some(invoice));
    })
    .await;
}

#[tokio::test]
async fn invoices_are_offered_for_what_can_be_made_of_them() {
    in_office(&[Object::Acts], async |env, office, reader| {
        let filter = InvoiceFilter {
            closing: Some(ClosingQueue::Unclosed),
            ..InvoiceFilter::default()
        };
        let offered = async |reader: &Ctx| {
            let page = closing::actions::invoices_for(reader, ClosingKind::Act, &filter).await;
            page.unwrap()
                .rows
                .into_iter()
                .map(|row| row.id)
                .collect::<BTreeSet<_>>()
        };
        let (own, others) = (office.own.invoice, office.others.invoice);
        let wide = office.reader(&env, &[Object::DeliveryNotes]);
        assert_eq!(offered(&wide).await, BTreeSet::from([own, others]));
        assert_eq!(offered(&reader).await, BTreeSet::from([own]));
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_beside_an_invoice_is_of_kinds_that_are_not_seen() {
    in_office(&[], async |env, office, _| {
        let ctx = &env.ctx;
        let own_acts = Rights::all().seeing_own([Object::Acts]);
        for (rights, is_off) in [(own_acts, false), (own_acts.without([Module::Acts]), true)] {
            let reader = env.with_rights(office.user, rights);
            let beside = closing::actions::of_invoice(&reader, office.others.invoice)
                .await
                .unwrap();
            let hidden: Vec<_> = beside.hidden.iter().map(|part| (part.kind, part.is_off)).collect();
            assert_eq!(hidden, [(ClosingKind::Act, is_off)]);
        }
        // The issued act is older than all that are shown.
        ctx.clock.advance(Duration::from_secs(1));
        for _ in 0..100 {
            papers::draft(ctx, ClosingKind::Act, office.own.invoice).await;
        }
        let beside = closing::actions::of_invoice(ctx, office.own.invoice).await.unwrap();
        assert_eq!((beside.rows.len(), beside.hidden.len()), (100, 0));
    })
    .await;
}
