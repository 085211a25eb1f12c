//! Money given back, payments entered by mistake, invoices cancelled with their payments.

use super::{books, clean, close_books, stored, uah};
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, Settlement, Stage};
use crate::error::{AppError, AppResult};
use crate::finance::payments::model::{
    CancelWithPayments, PaymentFilter, PaymentKind, RecordPayment, RefundPayment, ReversePayment, TypedPart,
};
use crate::finance::payments::{actions, store};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, PaymentId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity::model::Verb;
use crate::tests::on_both_engines;

async fn version(ctx: &Ctx, id: PaymentId) -> i64 {
    let payment = store::by_id(&mut ctx.read(), id, Scope::All).await.unwrap().unwrap();
    payment.version
}

async fn refund_form(ctx: &Ctx, id: PaymentId, amount: &str) -> RefundPayment {
    RefundPayment {
        request: ctx.new_id(),
        id,
        version: version(ctx, id).await,
        date: "2026-11-24".into(),
        amount: amount.into(),
        mode: "bank_transfer".into(),
        transaction_id: String::new(),
        purpose: String::new(),
        note: String::new(),
        silent: false,
    }
}

async fn reverse(ctx: &Ctx, id: PaymentId, reason: &str) -> AppResult<()> {
    let form = ReversePayment {
        id,
        version: version(ctx, id).await,
        reason: reason.into(),
    };
    actions::reverse(ctx, form).await
}

fn one<T>(field: &str, problem: Problem) -> AppResult<T> {
    Err(AppError::field(field, problem))
}

#[tokio::test]
async fn an_advance_is_given_back_on_its_own_day_under_its_own_number() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let invoice = books.issued(ctx, "60").await;
        let form = RecordPayment {
            parts: vec![TypedPart::of(invoice, "60")],
            ..books.advance(ctx, "100")
        };
        let id = actions::record(ctx, form).await.unwrap();
        let advance = uah(4_000);
        let more = actions::refund(ctx, refund_form(ctx, id, "40.01").await).await;
        assert_eq!(more, one("amount", Problem::MoreThanAdvance { advance }));
        let early = RefundPayment {
            date: "2026-11-23".into(),
            ..refund_form(ctx, id, "1").await
        };
        let date = jiff::civil::date(2026, 11, 24);
        assert_eq!(
            actions::refund(ctx, early).await,
            one("date", Problem::EarlierThan { date })
        );
        let late = RefundPayment {
            date: "2026-11-26".into(),
            ..refund_form(ctx, id, "1").await
        };
        let date = jiff::civil::date(2026, 11, 25);
        assert_eq!(
            actions::refund(ctx, late).await,
            one("date", Problem::LaterThan { date })
        );
        for (amount, problem) in [("0", Problem::MustBePositive), ("", Problem::Required)] {
            let refused = actions::refund(ctx, refund_form(ctx, id, amount).await).await;
            assert_eq!(refused, one("amount", problem));
        }

        let form = refund_form(ctx, id, "15").await;
        let refund = actions::refund(ctx, form.clone()).await.unwrap();
        assert_eq!(actions::refund(ctx, form).await.unwrap(), refund, "sent twice");
        let page = actions::show(ctx, refund).await.unwrap();
        assert_eq!(
            (page.payment.kind, page.payment.number.as_str()),
            (PaymentKind::Refund, "00002")
        );
        assert_eq!(page.refund_of_number, "00001");
        let parent = actions::show(ctx, id).await.unwrap();
        assert_eq!(
            (parent.payment.refunded, parent.payment.advance),
            (uah(1_500).amount, uah(2_500).amount)
        );
        assert_eq!(parent.refunds.len(), 1);
        assert_eq!(parent.events[0].verb, Verb::Refunded);
        let totals = actions::totals(ctx, &PaymentFilter::default()).await.unwrap();
        assert_eq!((totals[0].payments, totals[0].received), (1, uah(10_000)));
        assert_eq!((totals[0].refunds, totals[0].refunded), (1, uah(1_500)));
        let refunds = PaymentFilter {
            kind: Some(PaymentKind::Refund),
            ..PaymentFilter::default()
        };
        assert_eq!(actions::list(ctx, &refunds).await.unwrap().rows.len(), 1);
        // A refund is no money that came in.
        let again = actions::refund(ctx, refund_form(ctx, refund, "1").await).await;
        assert_eq!(again, one("payment", Problem::NotIncoming));
        let stale = RefundPayment {
            version: 1,
            ..refund_form(ctx, id, "1").await
        };
        assert!(matches!(actions::refund(ctx, stale).await, Err(AppError::Conflict(_))));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn a_mistake_is_reversed_and_counts_nowhere() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let (first, second) = (books.issued(ctx, "60").await, books.issued(ctx, "50").await);
        let form = RecordPayment {
            parts: vec![TypedPart::of(first, "60"), TypedPart::of(second, "10")],
            ..books.advance(ctx, "100")
        };
        let id = actions::record(ctx, form).await.unwrap();
        let refund = actions::refund(ctx, refund_form(ctx, id, "5").await).await.unwrap();
        let refunded = uah(500);
        assert_eq!(
            reverse(ctx, id, "помилка").await,
            one("payment", Problem::HasRefunds { refunded })
        );
        assert_eq!(reverse(ctx, refund, " ").await, one("reason", Problem::Required));
        reverse(ctx, refund, "не повертали").await.unwrap();
        let parent = actions::show(ctx, id).await.unwrap().payment;
        assert_eq!((parent.refunded.minor(), parent.advance.minor()), (0, 3_000));

        let stale = ReversePayment {
            id,
            version: 1,
            reason: "помилка".into(),
        };
        assert!(matches!(actions::reverse(ctx, stale).await, Err(AppError::Conflict(_))));
        reverse(ctx, id, "внесено двічі").await.unwrap();
        for invoice in [first, second] {
            assert_eq!(stored(ctx, invoice).await.settlement, Settlement::Unpaid);
        }
        let page = actions::show(ctx, id).await.unwrap();
        assert!(page.payment.reversed && page.allocations.is_empty() && page.offered.is_empty());
        assert_eq!(page.payment.reversal_reason, "внесено двічі");
        assert_eq!(page.payment.advance.minor(), 0);
        assert!(
            actions::totals(ctx, &PaymentFilter::default())
                .await
                .unwrap()
                .is_empty()
        );
        let found = PaymentFilter {
            client: Some(books.client),
            ..PaymentFilter::default()
        };
        assert!(actions::totals(ctx, &found).await.unwrap().is_empty());
        assert_eq!(
            actions::list(ctx, &found).await.unwrap().rows.len(),
            2,
            "it stays readable"
        );
        let reversed = PaymentFilter {
            reversed: true,
            ..PaymentFilter::default()
        };
        assert_eq!(actions::list(ctx, &reversed).await.unwrap().rows.len(), 2);

        assert_eq!(
            reverse(ctx, id, "ще раз").await,
            one("payment", Problem::AlreadyReversed)
        );
        let refused = actions::refund(ctx, refund_form(ctx, id, "1").await).await;
        assert_eq!(refused, one("payment", Problem::AlreadyReversed));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn closed_books_keep_payments_and_refunds() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let dated = RecordPayment {
            date: "2026-11-20".into(),
            ..books.advance(ctx, "100")
        };
        let id = actions::record(ctx, dated).await.unwrap();
        let refund = RefundPayment {
            date: "2026-11-21".into(),
            ..refund_form(ctx, id, "10").await
        };
        let refund = actions::refund(ctx, refund).await.unwrap();
        let date = close_books(ctx, books.organization, "2026-11-22").await;
        let closed = |field: &str| one::<()>(field, Problem::Closed { date });
        assert_eq!(reverse(ctx, refund, "помилка").await, closed("date"));
        let early = RefundPayment {
            date: "2026-11-22".into(),
            ..refund_form(ctx, id, "10").await
        };
        assert_eq!(actions::refund(ctx, early).await.map(|_| ()), closed("date"));
        actions::refund(ctx, refund_form(ctx, id, "90").await).await.unwrap();
        clean(&env).await;
    })
    .await;
}

async fn cancel(ctx: &Ctx, id: InvoiceId, replacement: Option<InvoiceId>) -> AppResult<()> {
    let form = CancelWithPayments {
        id,
        version: stored(ctx, id).await.version,
        reason: "помилка в рахунку".into(),
        payments: if replacement.is_some() {
            "replacement"
        } else {
            "advance"
        }
        .into(),
        replacement: replacement.map(|id| id.to_string()).unwrap_or_default(),
    };
    actions::cancel_with_payments(ctx, form).await
}

#[tokio::test]
async fn a_cancelled_invoice_lets_its_payments_go() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        actions::record(ctx, books.payment(ctx, id, "30")).await.unwrap();
        actions::record(ctx, books.payment(ctx, id, "20")).await.unwrap();
        let plain = Cancellation {
            id,
            reason: "помилка".into(),
        };
        let paid = uah(5_000);
        let refused = invoices::actions::cancel(ctx, plain).await;
        assert_eq!(refused, one("paid", Problem::HasPayments { paid }));
        cancel(ctx, id, None).await.unwrap();
        let invoice = stored(ctx, id).await;
        assert_eq!((invoice.stage(), invoice.paid.minor()), (Stage::Cancelled, 0));
        let left = actions::advances(ctx, books.client).await.unwrap();
        assert_eq!(left[0].sum, uah(5_000));
        assert_eq!(cancel(ctx, id, None).await, one("lifecycle", Problem::AlreadyCancelled));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn payments_of_a_cancelled_invoice_move_to_its_replacement() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let (old, new) = (books.issued(ctx, "100").await, books.issued(ctx, "120").await);
        let small = books.issued(ctx, "10").await;
        let form = RecordPayment {
            parts: vec![TypedPart::of(old, "60"), TypedPart::of(new, "20")],
            ..books.advance(ctx, "80")
        };
        let both = actions::record(ctx, form).await.unwrap();
        actions::record(ctx, books.payment(ctx, old, "39.50")).await.unwrap();
        let version = stored(ctx, old).await.version;
        let rest = crate::finance::payments::model::WriteOffRest {
            request: ctx.new_id(),
            invoice: old,
            version,
            date: "2026-11-24".into(),
            reason: "комісія".into(),
        };
        actions::write_off(ctx, rest).await.unwrap();
        let asked = actions::cancelling(ctx, old).await.unwrap();
        let others: Vec<_> = asked.replacements.iter().map(|other| other.id).collect();
        assert_eq!((asked.allocations.len(), others), (2, vec![new]));
        let balance = uah(1_000);
        assert_eq!(
            cancel(ctx, old, Some(small)).await,
            one("replacement", Problem::MoreThanBalance { balance })
        );
        assert_eq!(
            cancel(ctx, old, Some(old)).await,
            one("replacement", Problem::UnknownChoice)
        );
        cancel(ctx, old, Some(new)).await.unwrap();
        assert_eq!(stored(ctx, old).await.paid.minor(), 0);
        let target = stored(ctx, new).await;
        assert_eq!(
            (target.paid.minor(), target.settlement),
            (11_950, Settlement::PartiallyPaid)
        );
        let page = actions::show(ctx, both).await.unwrap();
        assert_eq!(page.allocations.len(), 1, "two parts for one invoice are one");
        assert_eq!(page.allocations[0].settled, uah(8_000));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn rights_and_scope_decide_who_returns() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = actions::record(ctx, books.advance(ctx, "100")).await.unwrap();
        let invoice = books.issued(ctx, "80").await;
        let somebody: UserId = ctx.new_id();
        let manager = env.as_staff(somebody, Role::Manager, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let form = refund_form(ctx, id, "1").await;
        assert_eq!(actions::refund(&manager, form.clone()).await, Err(AppError::Forbidden));
        assert_eq!(actions::refund(&other, form).await, Err(AppError::NotFound));
        let mistake = || ReversePayment {
            id,
            version: 1,
            reason: "a".into(),
        };
        assert_eq!(actions::reverse(&manager, mistake()).await, Err(AppError::Forbidden));
        assert_eq!(actions::reverse(&other, mistake()).await, Err(AppError::NotFound));
        let cancelling = || CancelWithPayments {
            id: invoice,
            version: 2,
            reason: "a".into(),
            payments: "advance".into(),
            replacement: String::new(),
        };
        assert_eq!(
            actions::cancel_with_payments(&manager, cancelling()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::cancel_with_payments(&other, cancelling()).await,
            Err(AppError::NotFound)
        );
        assert_eq!(
            actions::cancelling(&other, invoice).await.map(|_| ()),
            Err(AppError::NotFound)
        );
        clean(&env).await;
    })
    .await;
}
