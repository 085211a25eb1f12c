//! Drafts, issuing, correcting, cancelling, signatures; what the invoice is told.

use super::{draft, form, issue, issued, issued_part, part, stored};
use crate::desk::signing::actions as signing;
use crate::documents::closing::actions;
use crate::documents::closing::model::{
    CancelClosing, ClosingKind, CorrectClosing, IssueClosing, SaveClosing, Signature,
};
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, Closing as Closed, Correction, TypedLine};
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::{ClosingId, Id, InvoiceId};
use crate::kernel::lifecycle::Stage;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::kernel::signatory::TypedSignatory;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::invoices::{holds, office, problem, problems, stored as invoice};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

async fn closing_of(ctx: &Ctx, id: InvoiceId) -> (Closed, i64) {
    let invoice = invoice(ctx, id).await;
    (invoice.closing, invoice.closed.minor())
}

fn cancellation(kind: ClosingKind, id: ClosingId) -> CancelClosing {
    CancelClosing {
        kind,
        id,
        reason: "помилка".into(),
        agreed_on: String::new(),
        client_reason: String::new(),
    }
}

async fn sign(ctx: &Ctx, id: ClosingId, step: SigningStep, date: &str) -> AppResult<i64> {
    let input = SignPaper {
        kind: OwnerKind::Act,
        id: id.uuid(),
        version: stored(ctx, Act, id).await.version,
        step,
        date: date.into(),
        reason: "не згоден".into(),
    };
    signing::record(ctx, input).await
}

#[tokio::test]
async fn an_act_closes_its_invoice_and_a_draft_closes_nothing() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        assert_eq!(closing_of(ctx, id).await, (Closed::Open, 0));
        let act = draft(ctx, Act, id).await;
        let other = draft(ctx, Act, id).await;
        assert_eq!(closing_of(ctx, id).await, (Closed::Open, 0), "drafts close nothing");
        let act_stored = stored(ctx, Act, act).await;
        assert_eq!((act_stored.stage(), act_stored.total.minor()), (Stage::Draft, 12_000));
        // The month of the invoice is not over on the 24th.
        assert_eq!(act_stored.date.to_string(), "2026-11-24");
        assert_eq!(act_stored.period_until.unwrap().to_string(), "2026-11-30");

        assert_eq!(issue(ctx, Act, act).await.unwrap(), "00001");
        assert_eq!(closing_of(ctx, id).await, (Closed::Closed, 12_000));
        // The other one was measured when it was saved; now there is nothing left.
        assert_eq!(
            problem(issue(ctx, Act, other).await),
            ("lines.0.quantity".into(), Problem::AlreadyClosed)
        );
        let refused = actions::new_editor(ctx, Act, id).await;
        assert_eq!(problem(refused), ("invoice".into(), Problem::AlreadyClosed));
        actions::delete_draft(ctx, Act, other).await.unwrap();
        assert_eq!(
            problem(actions::delete_draft(ctx, Act, act).await),
            ("lifecycle".into(), Problem::AlreadyIssued)
        );
        let verbs: Vec<Verb> = activity::actions::of_owner(ctx, &stored(ctx, Act, act).await.owner(), 9)
            .await
            .unwrap()
            .iter()
            .map(|event| event.verb)
            .collect();
        assert_eq!(verbs, [Verb::Issued, Verb::Created]);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn services_go_to_acts_and_goods_to_notes_unless_somebody_decides_otherwise() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut sold = office.form(ctx, "100");
        for kind in ["goods", "work"] {
            sold.lines.push(TypedLine {
                kind: kind.into(),
                name: kind.into(),
                ..office.line("2", "10", &office.seven)
            });
        }
        let id = invoices::actions::issue_now(ctx, sold).await.unwrap().id;
        let act = form(ctx, Act, id).await;
        let note = form(ctx, DeliveryNote, id).await;
        assert_eq!((act.lines.len(), note.lines.len()), (2, 1));
        assert_eq!((note.period_from.as_str(), note.date.as_str()), ("", "2026-11-24"));
        // An act with the goods in it, and nothing else.
        let all = SaveClosing {
            kind: Act,
            ..note.clone()
        };
        let with_goods = actions::issue_now(ctx, all).await.unwrap();
        assert_eq!(with_goods.number, "00001");
        assert_eq!(closing_of(ctx, id).await, (Closed::PartlyClosed, 2_140));
        let of_invoice = actions::of_invoice(ctx, id).await.unwrap();
        assert_eq!(of_invoice.can_make, [(Act, true), (DeliveryNote, false)]);
        // Nothing of what is left usually goes to a note: nothing is filled in, and everything can be.
        let empty = form(ctx, DeliveryNote, id).await;
        assert!(empty.lines.is_empty());
        let lines = form(ctx, Act, id).await.lines;
        let note = actions::save_draft(ctx, SaveClosing { lines, ..empty })
            .await
            .unwrap()
            .id;
        assert_eq!(
            issue(ctx, DeliveryNote, note).await.unwrap(),
            "00001",
            "a series of its own"
        );
        assert_eq!(closing_of(ctx, id).await.0, Closed::Closed);
        // Of the other kind it is not found.
        assert_eq!(
            actions::sheet(ctx, Act, note, None).await.map(|_| ()),
            Err(AppError::NotFound)
        );
        let rows = actions::of_invoice(ctx, id).await.unwrap().rows;
        let kinds: std::collections::BTreeSet<ClosingKind> = rows.iter().map(|row| row.kind).collect();
        assert_eq!((rows.len(), kinds.len()), (2, 2));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn an_invoice_with_acts_is_neither_corrected_nor_cancelled() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let early = Correction {
            form: invoices::actions::correction(ctx, id).await.unwrap().form,
            reason: "ціна".into(),
        };
        let act = issued_part(ctx, Act, id, "30").await;
        let correction = || async {
            let mut form = invoices::actions::correction(ctx, id).await?.form;
            form.lines[0].price = "200".into();
            let reason = "ціна".into();
            invoices::actions::correct(ctx, Correction { form, reason }).await
        };
        let cancel = || async {
            let reason = "помилка".into();
            invoices::actions::cancel(ctx, Cancellation { id, reason }).await
        };
        let refused = ("closing".to_owned(), Problem::HasClosings);
        assert_eq!(problem(correction().await), refused);
        // Also where the form was opened before.
        assert_eq!(problem(invoices::actions::correct(ctx, early).await), refused);
        assert_eq!(problem(cancel().await), refused);
        let waiting = draft(ctx, Act, id).await;
        actions::cancel(ctx, cancellation(Act, act)).await.unwrap();
        assert_eq!(closing_of(ctx, id).await, (Closed::Open, 0));
        // A draft is in nobody's way; its lines are gone with those of the old revision.
        correction().await.unwrap();
        assert_eq!(
            problem(issue(ctx, Act, waiting).await),
            ("lines.0.line".into(), Problem::UnknownChoice)
        );
        let opened = actions::editor(ctx, Act, waiting).await.unwrap();
        assert_eq!((opened.form.lines.len(), opened.basis.lines.len()), (0, 1));
        holds(ctx, false).await;
        cancel().await.unwrap();
        assert_eq!(closing_of(ctx, id).await.0, Closed::None);
        let refused = actions::editor(ctx, Act, waiting).await;
        assert_eq!(problem(refused), ("invoice".into(), Problem::AlreadyCancelled));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn only_an_issued_invoice_is_closed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "100").await;
        let refused = actions::new_editor(ctx, Act, id).await;
        assert_eq!(problem(refused), ("invoice".into(), Problem::StillDraft));
        // Whatever the form names.
        let (other, id) = (office.issued(ctx, "1").await, office.issued(ctx, "2").await);
        let mut form = form(ctx, Act, id).await;
        form.lines[0].line = self::form(ctx, Act, other).await.lines[0].line.clone();
        let refused = actions::save_draft(ctx, form.clone()).await;
        assert_eq!(problem(refused), ("lines.0.line".into(), Problem::UnknownChoice));
        form.lines = vec![form.lines[0].clone(); 2];
        form.invoice = other;
        let refused = actions::save_draft(ctx, form).await;
        assert_eq!(problem(refused), ("lines.1.line".into(), Problem::UnknownChoice));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn all_problems_of_a_form_are_told_at_once() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let mut bad = form(ctx, Act, id).await;
        bad.date = "31.02.2026".into();
        bad.period_until = "2026-10-01".into();
        bad.change_buyer = true;
        bad.buyer.gender = "x".into();
        bad.lines[0].quantity = "a".into();
        let fields: Vec<String> = problems(actions::save_draft(ctx, bad).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["buyer.gender", "date", "lines.0.quantity", "period_until"]);
        let more = part(ctx, Act, id, "1.5").await;
        let left = "1".parse().unwrap();
        assert_eq!(
            problem(actions::save_draft(ctx, more).await),
            ("lines.0.quantity".into(), Problem::MoreThanQuantityLeft { left })
        );
        let later = SaveClosing {
            date: "2028-01-01".into(),
            ..form(ctx, Act, id).await
        };
        let latest = "2027-11-24".parse().unwrap();
        assert_eq!(
            problem(actions::save_draft(ctx, later).await),
            ("date".into(), Problem::LaterThan { date: latest })
        );
        let empty = SaveClosing {
            lines: Vec::new(),
            ..form(ctx, Act, id).await
        };
        let saved = actions::save_draft(ctx, empty).await.unwrap();
        assert_eq!(
            problem(issue(ctx, Act, saved.id).await),
            ("lines".into(), Problem::NoLines)
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_the_next_revision_until_the_client_has_signed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut sold = office.form(ctx, "100");
        sold.lines[0].quantity = "4".into();
        let id = invoices::actions::issue_now(ctx, sold).await.unwrap().id;
        let first = part(ctx, Act, id, "1").await;
        let act = actions::issue_now(ctx, first).await.unwrap();
        sign(ctx, act.id, SigningStep::Ours, "2026-11-24").await.unwrap();
        assert_eq!(stored(ctx, Act, act.id).await.signature(), Signature::Ours);
        let correct = |quantity: &'static str| async move {
            let mut form = actions::correction(ctx, Act, act.id).await?.form;
            form.lines[0].quantity = quantity.into();
            form.change_buyer = true;
            form.buyer = TypedSignatory {
                name: "Петренко Олена Іванівна".into(),
                position: "директорка".into(),
                ..TypedSignatory::default()
            };
            let reason = "кількість".into();
            actions::correct(ctx, CorrectClosing { form, reason }).await
        };
        let corrected = correct("3").await.unwrap();
        assert_eq!(corrected.number, act.number);
        let after = stored(ctx, Act, act.id).await;
        assert_eq!((after.revision, after.net.minor()), (2, 30_000));
        assert_eq!(after.signature(), Signature::None, "what was signed was another paper");
        assert_eq!(closing_of(ctx, id).await, (Closed::PartlyClosed, 36_000));
        let papers = |revision| actions::sheet(ctx, Act, act.id, Some(revision));
        let (before, now) = (papers(1).await.unwrap(), papers(2).await.unwrap());
        assert_eq!((before.paper.net.minor(), now.paper.net.minor()), (10_000, 30_000));
        assert_eq!(now.paper.buyer.signatory.name, "Петренко О. І.");
        assert_eq!(before.revisions.len(), 2);
        // Its own part is open to it, and no more than there is.
        let left = "4".parse().unwrap();
        assert_eq!(
            problem(correct("5").await),
            ("lines.0.quantity".into(), Problem::MoreThanQuantityLeft { left })
        );
        sign(ctx, act.id, SigningStep::Client, "2026-11-24").await.unwrap();
        assert_eq!(
            problem(correct("2").await),
            ("signature".into(), Problem::SignedByClient)
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_client_has_signed_is_annulled_by_both_sides() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let act = issued(ctx, Act, id).await;
        sign(ctx, act, SigningStep::Original, "2026-11-24").await.unwrap();
        let alone = cancellation(Act, act);
        let fields: Vec<String> = problems(actions::cancel(ctx, alone.clone()).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["agreed_on", "client_reason"]);
        let tomorrow = CancelClosing {
            agreed_on: "2026-11-25".into(),
            client_reason: "не те".into(),
            ..alone
        };
        let today = "2026-11-24".parse().unwrap();
        assert_eq!(
            problem(actions::cancel(ctx, tomorrow.clone()).await),
            ("agreed_on".into(), Problem::LaterThan { date: today })
        );
        let agreed = CancelClosing {
            agreed_on: "2026-11-24".into(),
            ..tomorrow
        };
        actions::cancel(ctx, agreed.clone()).await.unwrap();
        let cancelled = stored(ctx, Act, act).await;
        assert_eq!(
            cancelled.annulment.as_ref().map(|both| both.reason.as_str()),
            Some("не те")
        );
        assert_eq!(cancelled.number(), Some("00001"), "the number stays");
        assert_eq!(closing_of(ctx, id).await, (Closed::Open, 0));
        assert_eq!(
            problem(actions::cancel(ctx, agreed).await),
            ("lifecycle".into(), Problem::AlreadyCancelled)
        );
        assert_eq!(
            problem(sign(ctx, act, SigningStep::Ours, "2026-11-24").await),
            ("lifecycle".into(), Problem::AlreadyCancelled)
        );
        // Closed anew by another one, with the next number.
        let again = issued(ctx, Act, id).await;
        assert_eq!(stored(ctx, Act, again).await.number(), Some("00002"));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_and_a_stale_one_is_a_conflict() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let new = form(ctx, Act, id).await;
        let saved = actions::save_draft(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::save_draft(ctx, new.clone()).await.unwrap(), saved);
        let changed = SaveClosing {
            id: Some(saved.id),
            version: saved.version,
            place: "м. Київ".into(),
            ..new.clone()
        };
        let second = actions::save_draft(ctx, changed.clone()).await.unwrap();
        assert_eq!(second.version, saved.version + 1);
        let Err(AppError::Conflict(conflict)) = actions::save_draft(ctx, changed.clone()).await else {
            panic!("a stale form was saved");
        };
        assert_eq!(conflict.current.get("place").map(String::as_str), Some("м. Київ"));
        let input = IssueClosing {
            kind: Act,
            id: saved.id,
            version: second.version,
            request: ctx.new_id(),
        };
        let first = actions::issue(ctx, input.clone()).await.unwrap();
        assert_eq!(actions::issue(ctx, input).await.unwrap().number, first.number);
        assert_eq!(
            problem(actions::save_draft(ctx, changed).await),
            ("lifecycle".into(), Problem::AlreadyIssued)
        );
        // Without a key nothing new is made.
        let keyless = SaveClosing { request: None, ..new };
        assert_eq!(actions::save_draft(ctx, keyless).await, Err(AppError::Outdated));
        holds(ctx, false).await;
    })
    .await;
}
