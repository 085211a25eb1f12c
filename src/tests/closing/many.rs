//! Several drafts at once, and many invoices of a month.

use super::{draft, stored};
use crate::documents::closing::actions;
use crate::documents::closing::model::{
    CloseInvoice, CloseInvoices, ClosingFilter, ClosingKind, IssueClosing, MOST_AT_ONCE, Then,
};
use crate::documents::invoices;
use crate::documents::invoices::model::Closing as Closed;
use crate::error::AppError;
use crate::kernel::ids::{ClosingId, InvoiceId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::invoices::{holds, office, problem, stored as invoice};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

fn wanted(ctx: &Ctx, invoices: &[InvoiceId], issue: bool) -> CloseInvoices {
    let one = |invoice: &InvoiceId| CloseInvoice {
        invoice: *invoice,
        request: ctx.new_id(),
    };
    CloseInvoices {
        kind: Act,
        invoices: invoices.iter().map(one).collect(),
        date: String::new(),
        issue,
    }
}

#[tokio::test]
async fn what_many_would_come_to_is_told_and_nothing_is_kept() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (open, draft) = (office.issued(ctx, "10").await, office.draft(ctx, "50").await);
        let tried = actions::try_many(ctx, Act, vec![open, draft], "").await.unwrap();
        let stored = invoice(ctx, open).await;
        assert_eq!(tried[0].total, Some(stored.money(stored.total)));
        assert_eq!((tried[0].refused.clone(), tried[0].invoice), (None, open));
        assert_eq!(tried[1].refused, Some(AppError::field("invoice", Problem::StillDraft)));
        let dated = actions::try_many(ctx, Act, vec![open], "2026-11-22").await.unwrap();
        assert_eq!(dated[0].date.map(|date| date.to_string()), Some("2026-11-22".into()));
        let far = actions::try_many(ctx, Act, vec![open], "2036-11-22").await.unwrap();
        assert!(matches!(far[0].refused, Some(AppError::Invalid(_))) && far[0].total.is_none());
        assert!(actions::try_many(ctx, Act, vec![open], "x").await.is_err());
        let all = actions::list(ctx, Act, &ClosingFilter::default()).await.unwrap();
        assert_eq!(all.rows, []);
        assert_eq!(invoice(ctx, open).await.closing, Closed::Open);
    })
    .await;
}

#[tokio::test]
async fn one_form_is_saved_issued_and_corrected() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "10").await;
        let form = super::form(ctx, Act, invoice).await;
        let sent = actions::send(ctx, form.clone(), Then::Draft).await.unwrap();
        assert_eq!(sent.number, None);
        let again = actions::send(ctx, form, Then::Draft).await.unwrap();
        assert_eq!(again.id, sent.id, "the same form sent twice makes one");
        let stored_form = actions::editor(ctx, Act, sent.id).await.unwrap().form;
        let issued = actions::send(ctx, stored_form, Then::Print).await.unwrap();
        assert_eq!((issued.id, issued.number.as_deref()), (sent.id, Some("00001")));
        let mut next = actions::correction(ctx, Act, sent.id).await.unwrap().form;
        next.place = "Київ".into();
        let refused = actions::send(ctx, next.clone(), Then::Correct).await;
        assert_eq!(problem(refused), ("reason".to_owned(), Problem::Required));
        next.reason = "the place was missing".into();
        actions::send(ctx, next, Then::Correct).await.unwrap();
        let corrected = stored(ctx, Act, sent.id).await;
        assert_eq!((corrected.revision, corrected.place.as_str()), (2, "Київ"));
        // What is left to close is told beside the invoice.
        let other = office.issued(ctx, "20").await;
        let left = actions::of_invoice(ctx, other).await.unwrap();
        assert_eq!((left.rows.len(), left.open.len()), (0, 1));
        assert_eq!(actions::of_invoice(ctx, invoice).await.unwrap().open, []);
    })
    .await;
}

#[tokio::test]
async fn many_invoices_are_closed_each_by_its_act() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut ids = Vec::new();
        for price in ["10", "20", "30"] {
            ids.push(office.issued(ctx, price).await);
        }
        let mut goods = office.form(ctx, "40");
        goods.lines[0].kind = "goods".into();
        ids.push(invoices::actions::issue_now(ctx, goods).await.unwrap().id);
        ids.push(office.draft(ctx, "50").await);
        let input = wanted(ctx, &ids, true);
        let closed = actions::close_many(ctx, input.clone()).await.unwrap();
        let numbers: Vec<Option<&str>> = closed.iter().map(|one| one.number.as_deref()).collect();
        assert_eq!(numbers, [Some("00001"), Some("00002"), Some("00003"), None, None]);
        let refused: Vec<_> = closed[3..].iter().map(|one| one.refused.clone()).collect();
        assert_eq!(
            refused,
            [
                Some(AppError::field("invoice", Problem::AlreadyClosed)),
                Some(AppError::field("invoice", Problem::StillDraft))
            ],
            "goods go to notes"
        );
        assert_eq!(closed[0].invoice_number, "00001");
        for id in &ids[..3] {
            assert_eq!(invoice(ctx, *id).await.closing, Closed::Closed);
        }
        // Sent again, it answers the same and makes nothing.
        assert_eq!(actions::close_many(ctx, input).await.unwrap()[..3], closed[..3]);
        let all = actions::list(ctx, Act, &ClosingFilter::default()).await.unwrap();
        assert_eq!(all.rows.len(), 3);
        let note = CloseInvoices {
            kind: DeliveryNote,
            date: "2026-11-22".into(),
            ..wanted(ctx, &ids[3..4], false)
        };
        let made = actions::close_many(ctx, note).await.unwrap()[0].made.unwrap();
        let note = stored(ctx, DeliveryNote, made).await;
        assert_eq!((note.number(), note.date.to_string().as_str()), (None, "2026-11-22"));
        let too_many = CloseInvoices {
            invoices: vec![wanted(ctx, &ids[..1], false).invoices[0]; MOST_AT_ONCE + 1],
            ..wanted(ctx, &[], false)
        };
        assert_eq!(actions::close_many(ctx, too_many).await, Err(AppError::TooLarge));
        let bad = CloseInvoices {
            date: "x".into(),
            ..wanted(ctx, &ids, false)
        };
        assert_eq!(
            problem(actions::close_many(ctx, bad).await),
            ("date".into(), Problem::NotADate)
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn an_invoice_with_a_draft_gets_no_second_one() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut goods = office.line("5", "10", &office.twenty);
        goods.kind = "goods".into();
        let mut both = office.form(ctx, "10");
        both.lines.push(goods);
        let id = invoices::actions::issue_now(ctx, both).await.unwrap().id;
        let note = draft(ctx, DeliveryNote, id).await;
        // The draft of a note is none of an act.
        let tried = actions::try_many(ctx, Act, vec![id], "").await.unwrap();
        assert_eq!((tried[0].draft, tried[0].refused.clone()), (None, None));
        let made = actions::close_many(ctx, wanted(ctx, &[id], false)).await.unwrap()[0].made;
        assert!(made.is_some());

        let exists = Some(AppError::field("invoice", Problem::DraftExists));
        for (kind, draft) in [(Act, made), (DeliveryNote, Some(note))] {
            let tried = actions::try_many(ctx, kind, vec![id], "").await.unwrap();
            assert_eq!((tried[0].draft, tried[0].refused.clone()), (draft, exists.clone()));
            assert!(tried[0].total.is_some());
            for issue in [false, true] {
                let input = CloseInvoices {
                    kind,
                    ..wanted(ctx, &[id], issue)
                };
                let refused = actions::close_many(ctx, input).await.unwrap();
                assert_eq!((refused[0].made, refused[0].refused.clone()), (None, exists.clone()));
            }
            let all = actions::list(ctx, kind, &ClosingFilter::default()).await.unwrap();
            assert_eq!(all.rows.len(), 1);
        }
        // Whoever deletes it is offered a new one.
        actions::delete_draft(ctx, DeliveryNote, note).await.unwrap();
        let tried = actions::try_many(ctx, DeliveryNote, vec![id], "").await.unwrap();
        assert_eq!((tried[0].draft, tried[0].refused.clone()), (None, None));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn drafts_are_issued_and_deleted_whatever_becomes_of_some() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (one, other) = (office.issued(ctx, "10").await, office.issued(ctx, "20").await);
        let mut ids: Vec<ClosingId> = Vec::new();
        for id in [one, one, other] {
            ids.push(draft(ctx, Act, id).await);
        }
        let mut drafts = Vec::new();
        for id in &ids {
            drafts.push(IssueClosing {
                kind: Act,
                id: *id,
                version: stored(ctx, Act, *id).await.version,
                request: ctx.new_id(),
            });
        }
        let outcomes = actions::issue_many(ctx, Act, drafts.clone()).await.unwrap();
        let numbers: Vec<Option<&str>> = outcomes.iter().map(|one| one.number.as_deref()).collect();
        assert_eq!(numbers, [Some("00001"), None, Some("00002")]);
        assert_eq!(
            outcomes[1].refused,
            Some(AppError::field("lines.0.quantity", Problem::AlreadyClosed))
        );
        let again = actions::issue_many(ctx, Act, drafts).await.unwrap();
        assert_eq!((&again[0], &again[2]), (&outcomes[0], &outcomes[2]));
        let deleted = actions::delete_many(ctx, Act, ids.clone()).await.unwrap();
        let done: Vec<bool> = deleted.iter().map(|one| one.refused.is_none()).collect();
        assert_eq!(done, [false, true, false]);
        // Of the other kind nothing is found.
        let astray = actions::delete_many(ctx, DeliveryNote, ids).await.unwrap();
        assert!(astray.iter().all(|one| one.refused == Some(AppError::NotFound)));
        holds(ctx, false).await;
    })
    .await;
}
