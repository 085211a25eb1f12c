//! Papers by e-mail.

use super::server::{SmtpServer, Speaks};
use super::{Around, count, work};
use crate::crm::contacts;
use crate::crm::contacts::forms::{SaveContact, TypedMailing};
use crate::documents::invoices::actions as invoices;
use crate::documents::invoices::model::{Cancellation, Correction, InvoiceFilter, Stage};
use crate::documents::sending::actions;
use crate::documents::sending::model::{FILE, PaperRef, SendOne, SendPaper, SendSheet};
use crate::documents::templates::model::PaperKind;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientId, ContactId, Id, InvoiceId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::records::mail::model::{Dispatch, OutboxFilter, OutboxState};
use crate::server::check::check;
use crate::tests::files::{PDF, attached};
use crate::tests::invoices::{client, office, opened, problem, stored};
use crate::tests::on_both_engines;

pub fn paper(id: InvoiceId) -> PaperRef {
    PaperRef {
        kind: PaperKind::Invoice,
        id: id.uuid(),
    }
}

/// A contact who gets everything in a line.
pub async fn person(ctx: &Ctx, client: ClientId, name: &str, lang: Lang, line: &str) -> ContactId {
    let contact = SaveContact {
        first_name: name.into(),
        email: format!("{}@example.com", name.to_lowercase()),
        mail: TypedMailing::all(line),
        ..SaveContact::blank(ctx.new_id(), Some(client), lang, false)
    };
    contacts::actions::save(ctx, contact).await.unwrap()
}

/// The form as it opens.
pub fn filled(sheet: &SendSheet) -> SendPaper {
    let people = sheet
        .people
        .iter()
        .map(|choice| (choice.contact.to_string(), typed(choice.line)));
    SendPaper {
        request: Some(sheet.request),
        paper: sheet.paper.to_string(),
        query: sheet.query.clone(),
        draft: sheet.is_draft,
        version: sheet.version,
        people: people.collect(),
        drafted_for: typed(sheet.drafted_for),
        lang: sheet.lang.to_string(),
        subject: sheet.subject.clone(),
        text: sheet.text.clone(),
        rendition: "stamped".into(),
        ..SendPaper::default()
    }
}

async fn send(ctx: &Ctx, id: InvoiceId) -> AppResult<usize> {
    let form = filled(&actions::open(ctx, paper(id)).await?);
    actions::send(ctx, form).await.map(|sent| sent.recipients)
}

async fn found(ctx: &Ctx, dispatch: Dispatch) -> Vec<InvoiceId> {
    let filter = InvoiceFilter {
        dispatch: Some(dispatch),
        ..InvoiceFilter::default()
    };
    let rows = invoices::list(ctx, &filter).await.unwrap().rows;
    let sums = invoices::totals(ctx, &filter).await.unwrap();
    let counted: i64 = sums.iter().map(|row| row.invoices).sum();
    assert_eq!(i64::try_from(rows.len()).unwrap(), counted, "{dispatch}");
    assert!(rows.iter().all(|row| row.dispatch == dispatch));
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn two_papers_go_to_two_people_in_one_letter() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        person(ctx, office.client, "Emma", Lang::En, "cc").await;
        person(ctx, office.client, "Nobody", Lang::En, "").await;
        let (first, second) = (office.issued(ctx, "100").await, office.issued(ctx, "200").await);
        let numbers = (
            stored(ctx, first).await.number().unwrap().to_owned(),
            stored(ctx, second).await.number().unwrap().to_owned(),
        );
        let sheet = actions::open(ctx, paper(first)).await.unwrap();
        assert_eq!(sheet.lang, Lang::Uk);
        assert!(
            sheet.subject.contains(&numbers.0) && sheet.text.contains("Oksana"),
            "{}",
            sheet.text
        );
        assert_eq!(sheet.others.len(), 1);
        assert!(!sheet.has_server && sheet.sender.is_none());
        let mut form = filled(&sheet);
        form.papers
            .insert(sheet.others[0].paper.to_string().replace('.', ":"), "true".into());
        let sent = actions::send(ctx, form.clone()).await.unwrap();
        assert_eq!((sent.letters, sent.recipients), (1, 2));
        actions::send(ctx, form).await.unwrap();
        assert_eq!(count(ctx, "outbox").await, 2, "the same form twice");
        assert_eq!(found(ctx, Dispatch::Queued).await.len(), 2);

        work(ctx, &Around::of(&server)).await;
        for id in [first, second] {
            let mails = actions::mails(ctx, paper(id)).await.unwrap();
            assert_eq!(mails.dispatch, Dispatch::Sent);
            assert_eq!(mails.rows.len(), 2);
            assert!(mails.rows.iter().all(|row| row.answer.starts_with("250")));
        }
        let received = server.received();
        assert_eq!(received.len(), 2);
        assert_eq!(received[0].text.matches("application/pdf").count(), 2, "both papers");
        assert!(received[0].header("Cc").contains("emma@example.com"));
        let owner = stored(ctx, first).await.owner();
        let events = activity::actions::of_owner(ctx, &owner, 5).await.unwrap();
        assert_eq!(events[0].verb, Verb::Mailed);
        assert_eq!(events[0].changes[0].new, "oksana@example.com, emma@example.com");
        assert_eq!(found(ctx, Dispatch::Sent).await.len(), 2);
        assert_eq!(found(ctx, Dispatch::NotSent).await, []);
        assert_eq!(check(ctx).await.unwrap(), []);

        // The next revision has not been sent.
        let mut form = invoices::correction(ctx, second).await.unwrap().form;
        form.lines = vec![office.line("1", "300", &office.twenty)];
        let reason = "помилка".to_owned();
        invoices::correct(ctx, Correction { form, reason }).await.unwrap();
        assert_eq!(found(ctx, Dispatch::NotSent).await, [second]);
        assert_eq!(found(ctx, Dispatch::Sent).await, [first]);
    })
    .await;
}

#[tokio::test]
async fn everybody_gets_his_own_letter_in_his_own_language_unless_it_was_rewritten() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        person(ctx, office.client, "Emma", Lang::En, "to").await;
        let id = office.issued(ctx, "100").await;
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        let each = SendPaper {
            together: "each".into(),
            more: "third@example.com; OKSANA@example.com".into(),
            ..filled(&sheet)
        };
        let sent = actions::send(ctx, each.clone()).await.unwrap();
        assert_eq!((sent.letters, sent.recipients), (3, 3));
        let rows = actions::mails(ctx, paper(id)).await.unwrap().rows;
        let subject = |address: &str| rows.iter().find(|row| row.address == address).unwrap().subject.clone();
        assert!(subject("emma@example.com").starts_with("Invoice No."));
        assert!(subject("oksana@example.com").starts_with("Рахунок №"));
        assert!(subject("third@example.com").starts_with("Рахунок №"));

        let rewritten = SendPaper {
            request: Some(ctx.new_id()),
            text: "Свій текст\n\n<b>без розмітки</b>".into(),
            ..each
        };
        actions::send(ctx, rewritten).await.unwrap();
        let letters = count(ctx, "mail_letters WHERE html LIKE '%Свій текст</p><p>&lt;b&gt;%'").await;
        assert_eq!(letters, 3);
    })
    .await;
}

#[tokio::test]
async fn one_letter_to_several_greets_nobody_by_name() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let named = async |name: &str| count(ctx, &format!("mail_letters WHERE html LIKE '%{name}%'")).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let id = office.issued(ctx, "100").await;
        // Written to one, and then somebody else was put beside him.
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        assert!(sheet.text.contains("Oksana"), "{}", sheet.text);
        let more = SendPaper {
            more: "third@example.com".into(),
            ..filled(&sheet)
        };
        assert_eq!(actions::send(ctx, more).await.unwrap().letters, 1);
        assert_eq!((count(ctx, "mail_letters").await, named("Oksana").await), (1, 0));

        person(ctx, office.client, "Emma", Lang::En, "to").await;
        person(ctx, office.client, "Copied", Lang::En, "cc").await;
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        assert!(
            sheet.drafted_for.is_none() && !sheet.text.contains("Oksana") && !sheet.text.contains("Emma"),
            "{}",
            sheet.text
        );
        actions::send(ctx, filled(&sheet)).await.unwrap();
        let many = SendOne {
            id: id.uuid(),
            request: ctx.new_id(),
        };
        let outcomes = actions::send_invoices(ctx, vec![many]).await.unwrap();
        assert_eq!(outcomes[0].refused, None);
        assert_eq!((count(ctx, "mail_letters").await, named("Oksana").await), (3, 0));
        // Letters to each greet each of them.
        let each = SendPaper {
            request: Some(ctx.new_id()),
            together: "each".into(),
            ..filled(&sheet)
        };
        assert_eq!(actions::send(ctx, each).await.unwrap().letters, 3);
        for name in ["Oksana", "Emma", "Copied"] {
            assert_eq!(named(name).await, 1, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_issued_and_sent() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "100").await;
        // Nobody to write to: nothing is issued.
        let nobody = send(ctx, id).await;
        assert_eq!(problem(nobody), ("people".to_owned(), Problem::NobodyToWriteTo));
        assert_eq!(stored(ctx, id).await.stage(), Stage::Draft);

        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        assert!(sheet.is_draft);
        let form = filled(&sheet);
        actions::send(ctx, form.clone()).await.unwrap();
        actions::send(ctx, form.clone()).await.unwrap();
        let invoice = stored(ctx, id).await;
        assert_eq!(invoice.stage(), Stage::Issued);
        let rows = actions::mails(ctx, paper(id)).await.unwrap().rows;
        assert_eq!(rows.len(), 1);
        assert!(
            rows[0].subject.contains(invoice.number().unwrap()),
            "{}",
            rows[0].subject
        );

        // Changed meanwhile: it is told, and neither issued nor sent.
        let other = office.draft(ctx, "100").await;
        let sheet = actions::open(ctx, paper(other)).await.unwrap();
        let mut changed = opened(ctx, other).await;
        changed.note = "інше".into();
        invoices::save_draft(ctx, changed).await.unwrap();
        let stale = actions::send(ctx, filled(&sheet)).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        assert_eq!(stored(ctx, other).await.stage(), Stage::Draft);
        assert_eq!(actions::mails(ctx, paper(other)).await.unwrap().rows, []);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_sent_is_not() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let stranger = client(ctx, "ТОВ «Інший»").await;
        let theirs = person(ctx, stranger, "Their", Lang::Uk, "to").await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let id = office.issued(ctx, "100").await;
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        let form = || SendPaper {
            request: Some(ctx.new_id()),
            ..filled(&sheet)
        };
        let with = async |change: fn(&mut SendPaper, String), what: String| {
            let mut form = form();
            change(&mut form, what);
            problem(actions::send(ctx, form).await)
        };
        let contact = with(
            |form, who| drop(form.people.insert(who, "to".into())),
            theirs.to_string(),
        )
        .await;
        assert_eq!(contact, ("people".to_owned(), Problem::UnknownChoice));
        let header = with(|form, text| form.subject = text, "a\r\nBcc: x@y.z".into()).await;
        assert_eq!(header, ("subject".to_owned(), Problem::ForbiddenCharacters));
        let address = with(|form, text| form.more = text, "nobody".into()).await;
        assert_eq!(address, ("more".to_owned(), Problem::NotAnEmail));
        let draft = office.draft(ctx, "5").await;
        let name = paper(draft).to_string().replace('.', ":");
        let other = with(|form, name| drop(form.papers.insert(name, "true".into())), name).await;
        assert_eq!(other, ("papers".to_owned(), Problem::WrongState));

        let user: UserId = ctx.new_id();
        let limited = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        assert_eq!(actions::send(&limited, form()).await, Err(AppError::NotFound));
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(actions::send(&reader, form()).await, Err(AppError::Forbidden));
        assert!(
            actions::mails(&reader, paper(id)).await.is_ok(),
            "whoever reads the paper reads its mails"
        );

        let cancellation = Cancellation {
            id,
            reason: "помилка".into(),
        };
        invoices::cancel(ctx, cancellation).await.unwrap();
        assert_eq!(
            problem(actions::send(ctx, form()).await),
            ("paper".to_owned(), Problem::AlreadyCancelled)
        );
        assert_eq!(count(ctx, "outbox").await, 0);
    })
    .await;
}

#[tokio::test]
async fn many_are_sent_each_by_itself() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let mut all = Vec::new();
        for price in ["1", "2", "3"] {
            all.push(office.issued(ctx, price).await);
        }
        all.push(office.draft(ctx, "4").await);
        let lonely = client(ctx, "ТОВ «Самотній»").await;
        let mut form = office.form(ctx, "5");
        form.client = lonely.to_string();
        all.push(invoices::issue_now(ctx, form).await.unwrap().id);
        let ones: Vec<_> = all
            .iter()
            .map(|id| SendOne {
                id: id.uuid(),
                request: ctx.new_id(),
            })
            .collect();
        for _ in 0..2 {
            let outcomes = actions::send_invoices(ctx, ones.clone()).await.unwrap();
            let refused: Vec<_> = outcomes.iter().map(|outcome| outcome.refused.clone()).collect();
            assert_eq!(refused[..3], [None, None, None]);
            assert_eq!(refused[3], Some(AppError::field("lifecycle", Problem::StillDraft)));
            assert_eq!(refused[4], Some(AppError::field("people", Problem::NobodyToWriteTo)));
            assert!(outcomes[0].number.is_some());
        }
        let rows = crate::records::mail::actions::list(ctx, &OutboxFilter::default())
            .await
            .unwrap();
        assert_eq!(rows.page.rows.len(), 3, "sent again it is sent once");
        assert!(rows.page.rows.iter().all(|row| row.state == OutboxState::Waiting));
        assert_eq!(rows.waiting, 3);
    })
    .await;
}

#[tokio::test]
async fn attachments_of_a_paper_go_along_where_they_are_chosen() {
    on_both_engines(async |env| {
        let (ctx, server) = (&env.ctx, SmtpServer::start(Speaks::Plain).await);
        let office = office(ctx).await;
        person(ctx, office.client, "Oksana", Lang::Uk, "to").await;
        let (id, other) = (office.issued(ctx, "100").await, office.issued(ctx, "200").await);
        let plan = attached(ctx, (OwnerKind::Invoice, id.uuid()), "План.pdf", PDF).await;
        attached(ctx, (OwnerKind::Invoice, id.uuid()), "scan.pdf", PDF).await;
        let foreign = attached(ctx, (OwnerKind::Invoice, other.uuid()), "other.pdf", PDF).await;
        let sheet = actions::open(ctx, paper(id)).await.unwrap();
        let names: Vec<_> = sheet.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["scan.pdf", "План.pdf"]);
        let mut form = filled(&sheet);
        form.files.insert(foreign.to_string(), "true".into());
        assert_eq!(
            problem(actions::send(ctx, form.clone()).await),
            ("files".to_owned(), Problem::UnknownChoice)
        );
        form.files.clear();
        form.files.insert(format!("{FILE}{plan}"), "true".into());
        actions::send(ctx, form).await.unwrap();
        work(ctx, &Around::of(&server)).await;
        let letter = server.received().remove(0);
        assert_eq!(
            letter.text.matches("Content-Type: application/pdf").count(),
            2,
            "the paper and the plan"
        );
        assert!(!letter.text.contains("scan.pdf"));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
