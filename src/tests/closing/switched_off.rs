//! What is closed stays closed while the module of the papers that have closed it is off; and the sums say what they are made of.

use super::{issued, issued_part};
use crate::desk::client_card;
use crate::documents::closing::actions;
use crate::documents::closing::model::{ClosingKind, ClosingsOfInvoice, HiddenPart};
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, ClosingQueue, InvoiceFilter};
use crate::error::AppError;
use crate::kernel::actor::{Actor, Right, Rights};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::module::Module;
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::invoices::{Office, holds, office, pay, problem, stored};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

/// Services for 120.00 and goods for 60.00, with VAT, all of it paid: 36.00 of the services are closed by an act, all goods by a note.
async fn closed_by_both(ctx: &Ctx, office: &Office) -> InvoiceId {
    let mut goods = office.line("5", "10", &office.twenty);
    goods.kind = "goods".into();
    let mut input = office.form(ctx, "100");
    input.lines.push(goods);
    let id = invoices::actions::issue_now(ctx, input).await.unwrap().id;
    issued_part(ctx, Act, id, "30").await;
    issued(ctx, DeliveryNote, id).await;
    pay(ctx, id, 18_000).await.unwrap();
    id
}

fn with(ctx: &Ctx, rights: Rights) -> Ctx {
    let user = UserId::from(uuid::Uuid::from_u128(7));
    ctx.acting_as(Actor::Staff { user, rights }, "Test Person")
}

fn but(missing: &[Right]) -> Rights {
    let held = Right::ALL.iter().copied().filter(|right| !missing.contains(right));
    held.collect()
}

/// The invoices of a queue, and what they sum up to.
async fn queued(ctx: &Ctx, queue: Option<ClosingQueue>) -> (Vec<InvoiceId>, Vec<i64>) {
    let filter = InvoiceFilter {
        closing: queue,
        ..InvoiceFilter::default()
    };
    let page = invoices::actions::list(ctx, &filter).await.unwrap();
    let mut ids: Vec<InvoiceId> = page.rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    let sums = invoices::actions::totals(ctx, &filter).await.unwrap();
    (ids, sums.iter().map(|sum| sum.total.minor()).collect())
}

/// What the panel shows accounts for the whole closed sum.
fn accounts_for(shown: &ClosingsOfInvoice, closed: Amount) {
    let listed = shown.rows.iter().map(|row| row.total);
    let all = listed.chain(shown.hidden.iter().map(|part| part.gross));
    assert_eq!(Amount::sum(all), Ok(closed), "{shown:?}");
}

#[tokio::test]
async fn what_is_closed_does_not_depend_on_which_papers_are_shown() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = closed_by_both(ctx, &office).await;
        let wholly = office.issued(ctx, "50").await;
        issued(ctx, Act, wholly).await;
        let closed = stored(ctx, id).await.closed;
        assert_eq!(closed.minor(), 9_600);

        let part = |kind, minor, is_off| HiddenPart {
            kind,
            gross: Amount::from_minor(minor),
            is_off,
        };
        let off = |modules: &[Module]| with(ctx, Rights::all().without(modules.iter().copied()));
        for (reader, hidden) in [
            (with(ctx, Rights::all()), vec![]),
            (off(&[Module::Acts]), vec![part(Act, 3_600, true)]),
            (off(&[Module::DeliveryNotes]), vec![part(DeliveryNote, 6_000, true)]),
            (with(ctx, but(&[Right::ViewActs])), vec![part(Act, 3_600, false)]),
            (
                with(ctx, but(&[Right::ViewDeliveryNotes])),
                vec![part(DeliveryNote, 6_000, false)],
            ),
        ] {
            let shown = actions::of_invoice(&reader, id).await.unwrap();
            assert_eq!(shown.hidden, hidden);
            accounts_for(&shown, closed);
            assert_eq!(shown.open.len(), 1, "of the services something is open for everybody");
            let off = |kind: ClosingKind| hidden.iter().any(|part| part.kind == kind && part.is_off);
            assert!(
                shown.can_make.iter().all(|(kind, _)| !off(*kind)),
                "what is off is not offered"
            );
            // Lists, queues and the card tell everybody the same.
            for (queue, expected) in [
                (ClosingQueue::PartlyClosed, vec![id]),
                (ClosingQueue::Closed, vec![wholly]),
                (ClosingQueue::Unclosed, vec![id]),
                (ClosingQueue::PaidNotClosed, vec![id]),
                (ClosingQueue::ClosedNotPaid, vec![wholly]),
            ] {
                assert_eq!(queued(&reader, Some(queue)).await.0, expected, "{queue}");
            }
            let card = client_card::actions::show(&reader, office.client).await.unwrap();
            assert_eq!(card.unclosed, [Money::new(Amount::from_minor(8_400), Currency::Uah)]);
        }
        holds(ctx, true).await;
    })
    .await;
}

#[tokio::test]
async fn without_both_modules_only_what_is_closed_is_told() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = closed_by_both(ctx, &office).await;
        let neither = with(ctx, Rights::all().without([Module::Acts, Module::DeliveryNotes]));
        // Nothing is asked or offered; but what is closed keeps the invoice from being changed, so by what it is closed is told.
        let shown = actions::of_invoice(&neither, id).await.unwrap();
        let hidden: Vec<_> = shown.hidden.iter().map(|part| (part.kind, part.is_off)).collect();
        assert_eq!(hidden, [(Act, true), (DeliveryNote, true)]);
        accounts_for(&shown, stored(ctx, id).await.closed);
        assert_eq!((shown.open, shown.can_make), (vec![], vec![]));
        let blind = with(
            ctx,
            but(&[Right::ViewActs, Right::ViewDeliveryNotes]).without([Module::Acts, Module::DeliveryNotes]),
        );
        let refused = actions::of_invoice(&blind, id).await;
        assert_eq!(
            refused.map(|_| ()),
            Err(AppError::Forbidden),
            "who would see none of them anyway"
        );
        let card = client_card::actions::show(&neither, office.client).await.unwrap();
        assert_eq!(card.unclosed, []);
        // A filter that was kept before narrows nothing, since its page has no chip for it.
        let all = queued(&neither, None).await;
        assert_eq!(all, (vec![id], vec![18_000]));
        for queue in ClosingQueue::ALL {
            assert_eq!(queued(&neither, Some(*queue)).await, all, "{queue}");
        }
        // What was closed stays so, and keeps the invoice from being changed.
        let off = ("closing".to_owned(), Problem::HasClosingsOff);
        assert_eq!(problem(invoices::actions::correction(&neither, id).await), off);
        let unpaid = office.issued(ctx, "50").await;
        issued(ctx, Act, unpaid).await;
        let cancellation = Cancellation {
            id: unpaid,
            reason: "помилка".into(),
        };
        assert_eq!(problem(invoices::actions::cancel(&neither, cancellation).await), off);
        assert_eq!(stored(ctx, id).await.closed.minor(), 9_600);
        holds(ctx, true).await;
    })
    .await;
}
