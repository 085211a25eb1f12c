//! draft → issued → cancelled, and everything that is refused on the way.

use super::{client, holds, issue, office, opened, pay, problem, stored};
use crate::company::organization;
use crate::company::organization::forms::SaveOrganization;
use crate::company::organization::parts::EndRate;
use crate::crm::clients;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{
    Cancellation, CopyOf, InvoiceFilter, IssueDraft, IssuedInvoice, Line, SaveInvoice, SavedDraft, Settlement, Stage,
    TypedLine,
};
use crate::documents::invoices::store;
use crate::documents::papers;
use crate::documents::templates::views::InvoiceView;
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::totals::{DocumentTerms, totals};
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::{TestEnv, on_both_engines};

async fn cancel(ctx: &Ctx, id: InvoiceId, reason: &str) -> crate::error::AppResult<()> {
    let reason = reason.to_owned();
    actions::cancel(ctx, Cancellation { id, reason }).await
}

async fn verbs(ctx: &Ctx, id: InvoiceId) -> Vec<Verb> {
    let owner = stored(ctx, id).await.owner();
    let events = activity::actions::of_owner(ctx, &owner, 50).await.unwrap();
    events.into_iter().rev().map(|event| event.verb).collect()
}

#[tokio::test]
async fn an_invoice_lives_through_its_states() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut form = office.form(ctx, "100");
        form.lines = vec![
            office.line("3", "99.99", &office.twenty),
            office.line("0.5", "3*400", &office.seven),
            office.line("2", "10", &office.none),
        ];
        form.lines[0].discount = "10".into();
        form.discount_kind = "percent".into();
        form.discount = "5".into();
        let id = actions::save_draft(ctx, form).await.unwrap().id;

        // The stored sums are those of the kernel.
        let draft = stored(ctx, id).await;
        let lines = store::lines(&mut ctx.read(), id).await.unwrap();
        let terms = DocumentTerms {
            currency: draft.currency,
            price_mode: draft.price_mode,
            vat_rounding: draft.vat_rounding,
            discount: draft.discount,
        };
        let sums = totals(&terms, &lines.iter().map(Line::input).collect::<Vec<_>>()).unwrap();
        assert_eq!(
            (draft.subtotal, draft.discounted, draft.net, draft.vat, draft.total),
            (sums.subtotal, sums.discount, sums.net, sums.vat, sums.total)
        );
        assert_eq!(lines.iter().map(|line| line.totals).collect::<Vec<_>>(), sums.lines);
        // 269.97 + 600 + 20 = 889.97 less 44.50 = 845.47; VAT 51.29 + 39.90.
        assert_eq!((draft.subtotal.minor(), draft.discounted.minor()), (88_997, 4_450));
        assert_eq!(
            (draft.net.minor(), draft.vat.minor(), draft.total.minor()),
            (84_547, 9_119, 93_666)
        );
        assert_eq!(
            (draft.stage(), draft.settlement, draft.number()),
            (Stage::Draft, Settlement::None, None)
        );
        assert!(pay(ctx, id, 1).await.is_err(), "a draft is not paid");
        assert_eq!(
            problem(cancel(ctx, id, "why").await),
            ("lifecycle".into(), Problem::StillDraft)
        );
        assert_eq!(actions::totals(ctx, &InvoiceFilter::default()).await.unwrap(), []);

        let number = issue(ctx, id).await.unwrap();
        let invoice = stored(ctx, id).await;
        assert_eq!(
            (invoice.number(), invoice.settlement),
            (Some(number.as_str()), Settlement::Unpaid)
        );
        let refused = |result| assert_eq!(problem(result), ("lifecycle".to_owned(), Problem::AlreadyIssued));
        refused(issue(ctx, id).await.map(|_| ()));
        refused(actions::delete_draft(ctx, id).await);
        refused(actions::editor(ctx, Some(id), None, None).await.map(|_| ()));
        let edited = SaveInvoice {
            id: Some(id),
            version: invoice.version,
            ..office.form(ctx, "1")
        };
        refused(actions::save_draft(ctx, edited).await.map(|_| ()));

        let balance = actions::totals(ctx, &InvoiceFilter::default()).await.unwrap().remove(0);
        assert_eq!(
            (balance.invoices, balance.total.minor(), balance.paid.minor()),
            (1, 93_666, 0)
        );
        let paid = pay(ctx, id, 33_666).await.unwrap();
        assert_eq!(
            (paid.settlement, paid.balance().minor()),
            (Settlement::PartiallyPaid, 60_000)
        );
        assert_eq!(paid, stored(ctx, id).await);
        let paid = invoice.money(Amount::from_minor(33_666));
        assert_eq!(
            problem(cancel(ctx, id, "why").await),
            ("paid".into(), Problem::HasPayments { paid })
        );
        let balance = invoice.money(Amount::from_minor(60_000));
        assert_eq!(
            problem(pay(ctx, id, 60_001).await),
            ("amount".into(), Problem::MoreThanBalance { balance })
        );
        assert_eq!(pay(ctx, id, 60_000).await.unwrap().settlement, Settlement::Paid);
        assert_eq!(pay(ctx, id, -93_666).await.unwrap().settlement, Settlement::Unpaid);
        assert!(pay(ctx, id, -1).await.is_err());

        assert_eq!(
            problem(cancel(ctx, id, "  ").await),
            ("reason".into(), Problem::Required)
        );
        cancel(ctx, id, "wrong client").await.unwrap();
        let cancelled = stored(ctx, id).await;
        assert_eq!(
            (cancelled.number(), cancelled.settlement),
            (Some(number.as_str()), Settlement::None)
        );
        assert_eq!(
            problem(cancel(ctx, id, "again").await),
            ("lifecycle".to_owned(), Problem::AlreadyCancelled)
        );
        assert!(pay(ctx, id, 1).await.is_err());
        assert_eq!(actions::totals(ctx, &InvoiceFilter::default()).await.unwrap(), []);
        assert_eq!(verbs(ctx, id).await, [Verb::Created, Verb::Issued, Verb::Cancelled]);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn an_issued_paper_stays_as_it_was() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let before = actions::sheet(ctx, id, None).await.unwrap().paper;
        assert_eq!(
            (before.seller.name.as_str(), before.buyer.name.as_str()),
            ("ТОВ «Обрій»", "ТОВ «Ромашка»")
        );
        assert_eq!(
            (before.seller.tax_id.as_str(), before.account.number.as_str()),
            ("14360570", "UA213223130000026007233566001")
        );
        assert_eq!(before.groups.len(), 1);

        let client = clients::actions::profile(ctx, office.client).await.unwrap();
        let mut card = clients::forms::SaveClient::of(&client);
        card.name = "Інша назва".into();
        card.legal_name = "Інша назва".into();
        clients::actions::save(ctx, card).await.unwrap();
        let after = actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!(after.paper, before);
        assert_eq!(after.client_name, "Інша назва");

        let owner = after.invoice.owner();
        let mut conn = ctx.read();
        let frozen = papers::actions::frozen::<InvoiceView>(&mut conn, &owner, 1).await;
        assert_eq!(frozen.unwrap().unwrap().view, before);
        let none = std::collections::BTreeSet::new();
        let broken = papers::actions::broken_snapshots(&mut conn, &none).await.unwrap();
        assert_eq!(broken, []);
        crate::platform::db::Sql::raw("UPDATE snapshots SET body = body || ' '".into())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        let broken = papers::actions::broken_snapshots(&mut conn, &none).await.unwrap();
        assert_eq!(broken.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_day_of_issue_decides_once_more() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut empty = office.form(ctx, "1");
        empty.lines = vec![TypedLine::default(); 3];
        let empty = actions::save_draft(ctx, empty).await.unwrap().id;
        assert_eq!(problem(issue(ctx, empty).await), ("lines".into(), Problem::NoLines));

        let (rated, closed, archived) = (
            office.draft(ctx, "1").await,
            office.draft(ctx, "2").await,
            office.draft(ctx, "3").await,
        );
        let end = EndRate {
            organization: Some(office.organization),
            id: Some(office.twenty.parse().unwrap()),
            valid_until: "2026-11-19".into(),
        };
        organization::actions::end_rate(ctx, end.clone()).await.unwrap();
        let date = jiff::civil::date(2026, 11, 20);
        let not_in_force = ("lines.0.vat".to_owned(), Problem::NotInForce { date });
        assert_eq!(problem(issue(ctx, rated).await), not_in_force);
        assert_eq!(
            problem(actions::save_draft(ctx, office.form(ctx, "1")).await),
            not_in_force
        );
        let again = EndRate {
            valid_until: "2026-12-31".into(),
            ..end
        };
        organization::actions::end_rate(ctx, again).await.unwrap();

        let company = organization::store::by_id(&mut ctx.read(), office.organization)
            .await
            .unwrap()
            .unwrap();
        let lock = SaveOrganization {
            lock_date: "2026-11-20".into(),
            ..SaveOrganization::of(&company)
        };
        let issued = office.issued(ctx, "5").await;
        organization::actions::save(ctx, lock).await.unwrap();
        let is_closed = ("issue_date".to_owned(), Problem::Closed { date });
        assert_eq!(problem(issue(ctx, closed).await), is_closed);
        assert_eq!(problem(cancel(ctx, issued, "too late").await), is_closed);
        let mut open = opened(ctx, closed).await;
        open.issue_date = "2026-11-21".into();
        actions::save_draft(ctx, open).await.unwrap();
        issue(ctx, closed).await.unwrap();

        clients::actions::archive(ctx, office.client).await.unwrap();
        let mut later = opened(ctx, archived).await;
        later.issue_date = "2026-11-22".into();
        assert_eq!(
            problem(actions::save_draft(ctx, later).await),
            ("client".into(), Problem::Archived)
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_form_twice_is_one_invoice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let form = office.form(ctx, "7");
        let first = actions::save_draft(ctx, form.clone()).await.unwrap().id;
        assert_eq!(
            actions::save_draft(ctx, form).await.unwrap(),
            SavedDraft { id: first, version: 1 }
        );

        let now = office.form(ctx, "8");
        let tasks = (0..8).map(|_| {
            let (ctx, now) = (ctx.clone(), now.clone());
            tokio::spawn(async move { actions::issue_now(&ctx, now).await.unwrap() })
        });
        let issued: Vec<_> = futures::future::join_all(tasks)
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert!(
            issued
                .iter()
                .all(|i| (i.id, &i.number) == (issued[0].id, &issued[0].number)),
            "{issued:?}"
        );

        let press = IssueDraft {
            id: first,
            version: 1,
            request: ctx.new_id(),
        };
        let number = actions::issue(ctx, press.clone()).await.unwrap().number;
        assert_eq!(actions::issue(ctx, press).await.unwrap().number, number);

        let copy = CopyOf {
            id: first,
            request: ctx.new_id(),
        };
        let draft = actions::copy(ctx, copy.clone()).await.unwrap();
        assert_eq!(actions::copy(ctx, copy).await.unwrap(), draft);
        let copied = stored(ctx, draft).await;
        assert_eq!(
            (copied.stage(), copied.total, copied.issue_date.to_string().as_str()),
            (Stage::Draft, stored(ctx, first).await.total, "2026-11-24")
        );
        assert_eq!(
            actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows.len(),
            3
        );
        let mut keyless = office.form(ctx, "9");
        keyless.request = None;
        assert_eq!(actions::save_draft(ctx, keyless).await, Err(AppError::Outdated));
        holds(ctx, false).await;
    })
    .await;
}

/// The answer to the first send got lost, and more was typed before the form was sent again.
#[tokio::test]
async fn a_new_draft_sent_again_keeps_what_was_typed_since() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut form = office.form(ctx, "7");
        let id = actions::save_draft(ctx, form.clone()).await.unwrap().id;
        form.lines[0].price = "8".into();
        form.note = "typed since".into();
        assert_eq!(
            actions::save_draft(ctx, form.clone()).await.unwrap(),
            SavedDraft { id, version: 2 }
        );
        let draft = stored(ctx, id).await;
        assert_eq!((draft.note.as_str(), draft.version), ("typed since", 2));
        assert_eq!(
            store::lines(&mut ctx.read(), id).await.unwrap()[0].price.to_string(),
            "8"
        );
        assert_eq!(verbs(ctx, id).await, [Verb::Created, Verb::Changed]);

        // A third send meets a version that the form has never seen: the same content is no quarrel, another one is shown.
        let mut other = form.clone();
        other.note = "typed in an old window".into();
        assert!(matches!(
            actions::save_draft(ctx, other.clone()).await,
            Err(AppError::Conflict(_))
        ));
        assert!(matches!(
            actions::issue_now(ctx, other).await,
            Err(AppError::Conflict(_))
        ));

        // Issue after a draft whose answer was lost issues what is on the screen, with a number.
        let mut form = office.form(ctx, "9");
        let id = actions::save_draft(ctx, form.clone()).await.unwrap().id;
        form.lines[0].price = "10".into();
        let issued = actions::issue_now(ctx, form.clone()).await.unwrap();
        assert_eq!((issued.id, issued.number.is_empty()), (id, false));
        assert_eq!(
            store::lines(&mut ctx.read(), id).await.unwrap()[0].price.to_string(),
            "10"
        );
        assert_eq!(
            actions::issue_now(ctx, form).await.unwrap(),
            IssuedInvoice { newest: None, ..issued }
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_stale_save_shows_both_versions() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "10").await;
        let (mine, mut theirs) = (opened(ctx, id).await, opened(ctx, id).await);
        theirs.lines[0].price = "20".into();
        theirs.note = "Дякуємо".into();
        let other = ctx.acting_as(ctx.actor, "Ганна");
        actions::save_draft(&other, theirs).await.unwrap();

        let stale = SaveInvoice {
            note: "Моє".into(),
            ..mine.clone()
        };
        let Err(AppError::Conflict(conflict)) = actions::save_draft(ctx, stale.clone()).await else {
            panic!("expected a conflict")
        };
        assert_eq!((conflict.version, conflict.by.as_str()), (2, "Ганна"));
        assert_eq!(conflict.current["note"], "Дякуємо");
        assert_eq!(conflict.current["lines.0.price"], "20");
        assert_eq!(conflict.current["lines.0.vat"], office.twenty);
        assert_eq!(
            stale.with_fields(&conflict.current).flattened(),
            opened(ctx, id).await.flattened()
        );
        let issuing = actions::issue_now(ctx, stale.clone()).await;
        assert!(matches!(issuing, Err(AppError::Conflict(_))), "{issuing:?}");
        let unseen = IssueDraft {
            id,
            version: 1,
            request: ctx.new_id(),
        };
        assert!(matches!(actions::issue(ctx, unseen).await, Err(AppError::Conflict(_))));
        let on_purpose = SaveInvoice {
            version: conflict.version,
            ..stale
        };
        actions::save_draft(ctx, on_purpose).await.unwrap();
        assert_eq!(stored(ctx, id).await.note, "Моє");
        assert_eq!(verbs(ctx, id).await, [Verb::Created, Verb::Changed, Verb::Changed]);
    })
    .await;
}

#[tokio::test]
async fn rights_and_scope_are_checked_in_the_actions() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (draft, issued) = (office.draft(ctx, "1").await, office.issued(ctx, "2").await);
        let user: UserId = ctx.new_id();
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(
            actions::save_draft(&reader, office.form(ctx, "1")).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(issue(&reader, draft).await, Err(AppError::Forbidden));
        assert_eq!(actions::delete_draft(&reader, draft).await, Err(AppError::Forbidden));
        assert!(actions::sheet(&reader, draft, None).await.is_ok());
        let manager = env.as_staff(user, Role::Manager, Scope::All);
        assert_eq!(cancel(&manager, issued, "why").await, Err(AppError::Forbidden));
        let stranger = env.as_stranger();
        assert_eq!(
            actions::sheet(&stranger, issued, None).await,
            Err(AppError::NotSignedIn)
        );
        assert_eq!(
            actions::list(&stranger, &InvoiceFilter::default()).await,
            Err(AppError::NotSignedIn)
        );

        // Somebody who sees only his own clients, and has none.
        let own = env.as_staff(user, Role::Accountant, Scope::OwnedBy(user));
        assert_eq!(actions::sheet(&own, issued, None).await, Err(AppError::NotFound));
        assert_eq!(actions::delete_draft(&own, draft).await, Err(AppError::NotFound));
        assert_eq!(issue(&own, draft).await, Err(AppError::NotFound));
        assert_eq!(cancel(&own, issued, "why").await, Err(AppError::NotFound));
        let copy = CopyOf {
            id: issued,
            request: ctx.new_id(),
        };
        assert_eq!(actions::copy(&own, copy).await, Err(AppError::NotFound));
        for (id, client) in [(Some(draft), None), (None, Some(office.client))] {
            let opened = actions::editor(&own, id, client, None).await;
            assert_eq!(opened, Err(AppError::NotFound));
        }
        assert_eq!(
            problem(actions::save_draft(&own, office.form(ctx, "1")).await),
            ("client".into(), Problem::UnknownChoice)
        );
        assert_eq!(actions::list(&own, &InvoiceFilter::default()).await.unwrap().rows, []);
        assert_eq!(actions::totals(&own, &InvoiceFilter::default()).await.unwrap(), []);
        assert_eq!(stored(ctx, draft).await.version, 1, "nothing was written");

        // A client sees his issued papers, never a draft.
        let mut conn = ctx.read();
        let his = Scope::Client(office.client);
        assert!(store::by_id(&mut conn, draft, his).await.unwrap().is_none());
        assert!(store::by_id(&mut conn, issued, his).await.unwrap().is_some());
        let other = Scope::Client(client(ctx, "Інший").await);
        assert!(store::by_id(&mut conn, issued, other).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_draft_can_be_deleted_and_an_invoice_of_nothing_is_paid() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let draft = office.draft(ctx, "1").await;
        let owner = stored(ctx, draft).await.owner();
        actions::delete_draft(ctx, draft).await.unwrap();
        assert_eq!(actions::sheet(ctx, draft, None).await, Err(AppError::NotFound));
        assert_eq!(store::lines(&mut ctx.read(), draft).await.unwrap(), []);
        let events = activity::actions::of_owner(ctx, &owner, 9).await.unwrap();
        assert_eq!(events[0].verb, Verb::Deleted);

        let mut form = office.form(ctx, "10");
        form.discount_kind = "amount".into();
        form.discount = "10".into();
        let id = actions::issue_now(ctx, form).await.unwrap().id;
        let invoice = stored(ctx, id).await;
        assert_eq!((invoice.total.minor(), invoice.settlement), (0, Settlement::Paid));
        holds(ctx, false).await;
    })
    .await;
}
