//! One payment over several invoices, in several currencies; advances used later; allocations changed and taken back.

use super::{Books, books, clean, client, close_books, stored, uah};
use crate::documents::invoices;
use crate::documents::invoices::model::{SaveInvoice, Settlement};
use crate::error::{AppError, AppResult};
use crate::finance::payments::model::{
    Allocate, Opening, Payment, PaymentFilter, RecordPayment, Release, TypedPart, UseAdvance,
};
use crate::finance::payments::{actions, store};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{InvoiceId, PaymentId, UserId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity::model::Verb;
use crate::tests::on_both_engines;

async fn payment(ctx: &Ctx, id: PaymentId) -> Payment {
    store::by_id(&mut ctx.read(), id, Scope::All).await.unwrap().unwrap()
}

/// What is settled, given back and left, in minor units.
async fn sums(ctx: &Ctx, id: PaymentId) -> (i64, i64, i64) {
    let payment = payment(ctx, id).await;
    (
        payment.allocated.minor(),
        payment.refunded.minor(),
        payment.advance.minor(),
    )
}

async fn in_euros(books: &Books, ctx: &Ctx, price: &str) -> InvoiceId {
    let form = SaveInvoice {
        account: books.eur.to_string(),
        currency: "EUR".into(),
        ..books.form(ctx, price)
    };
    invoices::actions::issue_now(ctx, form).await.unwrap().id
}

fn closing(invoice: InvoiceId, amount: &str, closes: &str) -> TypedPart {
    TypedPart {
        closes: closes.into(),
        ..TypedPart::of(invoice, amount)
    }
}

async fn allocated(ctx: &Ctx, id: PaymentId, parts: Vec<TypedPart>) -> AppResult<()> {
    let version = payment(ctx, id).await.version;
    actions::allocate(ctx, Allocate { id, version, parts }).await
}

#[tokio::test]
async fn one_payment_settles_invoices_in_two_currencies_and_stays_an_advance() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let (first, second) = (books.issued(ctx, "100").await, books.issued(ctx, "50").await);
        let abroad = in_euros(&books, ctx, "99.99").await;
        let form = RecordPayment {
            parts: vec![
                TypedPart::of(first, "100"),
                TypedPart::of(second, "20"),
                closing(abroad, "4 823,50", "99.99"),
            ],
            ..books.advance(ctx, "5000")
        };
        let id = actions::record(ctx, form).await.unwrap();
        assert_eq!(sums(ctx, id).await, (494_350, 0, 5_650));
        for (invoice, settlement, paid) in [
            (first, Settlement::Paid, 10_000),
            (second, Settlement::PartiallyPaid, 2_000),
            (abroad, Settlement::Paid, 9_999),
        ] {
            let invoice = stored(ctx, invoice).await;
            assert_eq!((invoice.settlement, invoice.paid.minor()), (settlement, paid));
        }
        let page = actions::show(ctx, id).await.unwrap();
        assert_eq!(page.allocations.len(), 3);
        let rates: Vec<_> = page
            .allocations
            .iter()
            .filter_map(crate::finance::payments::model::AllocationRow::rate)
            .collect();
        assert_eq!(rates.len(), 1);
        assert_eq!(rates[0].to_string(), "48.2398");
        // What it settles, and what it could settle beside that.
        assert_eq!(page.offered.len(), 3);
        let row = &actions::list(ctx, &PaymentFilter::default()).await.unwrap().rows[0];
        assert_eq!((row.invoices, row.advance.minor()), (3, 5_650));
        assert_eq!(row.settled, None, "two currencies have no sum");
        let left = actions::advances(ctx, books.client).await.unwrap();
        assert_eq!(left.iter().map(|left| left.sum).collect::<Vec<_>>(), [uah(5_650)]);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn parts_that_cannot_be_are_refused_beside_their_fields() {
    on_both_engines(async |env| {
        let (ctx, mut books) = (&env.ctx, books(&env.ctx).await);
        let own = books.issued(ctx, "100").await;
        let abroad = in_euros(&books, ctx, "10").await;
        let one = books.client;
        books.client = client(ctx, "ТОВ «Інша»").await;
        let others = books.issued(ctx, "100").await;
        books.client = one;
        let refused = async |parts: Vec<TypedPart>, field: &str, problem: Problem| {
            let form = RecordPayment {
                parts,
                ..books.advance(ctx, "60")
            };
            let error = actions::record(ctx, form).await.unwrap_err();
            assert_eq!(error, AppError::field(field, problem));
        };
        let left = uah(6_000);
        refused(
            vec![TypedPart::of(own, "60.01")],
            "amount",
            Problem::MoreThanPayment { left },
        )
        .await;
        refused(
            vec![TypedPart::of(others, "1")],
            "parts.0.amount",
            Problem::UnknownChoice,
        )
        .await;
        refused(
            vec![TypedPart::of(ctx.new_id(), "1")],
            "parts.0.amount",
            Problem::UnknownChoice,
        )
        .await;
        refused(vec![closing(own, "5", "4")], "parts.0.closes", Problem::Different).await;
        refused(vec![closing(abroad, "5", "")], "parts.0.closes", Problem::Required).await;
        refused(
            vec![closing(abroad, "5", "0")],
            "parts.0.closes",
            Problem::MustBePositive,
        )
        .await;
        let balance = Money::new(Amount::from_minor(1_000), Currency::Eur);
        refused(
            vec![closing(abroad, "5", "10.01")],
            "parts.0.closes",
            Problem::MoreThanBalance { balance },
        )
        .await;
        let everything = actions::totals(ctx, &PaymentFilter::default()).await.unwrap();
        assert!(everything.is_empty(), "nothing was written: {everything:?}");
        // All objections at once.
        let form = RecordPayment {
            date: "2027-01-01".into(),
            parts: vec![TypedPart::of(own, "100.01"), TypedPart::of(others, "1")],
            ..books.advance(ctx, "200")
        };
        let Err(AppError::Invalid(errors)) = actions::record(ctx, form).await else {
            panic!("accepted");
        };
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.to_owned()).collect();
        assert_eq!(fields, ["date", "parts.0.amount", "parts.1.amount"]);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn without_scripts_the_server_spreads_the_sum() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let due = async |price: &str, day: &str| {
            let form = SaveInvoice {
                due_date: day.into(),
                ..books.form(ctx, price)
            };
            invoices::actions::issue_now(ctx, form).await.unwrap().id
        };
        let (late, soon) = (due("100", "2026-12-01").await, due("50", "2026-11-21").await);
        let last = due("70", "2026-12-05").await;
        let blank = |ids: &[InvoiceId]| ids.iter().map(|id| TypedPart::of(*id, "")).collect::<Vec<_>>();
        // From the invoice it was opened from first, then by due dates.
        let form = RecordPayment {
            invoice: last.to_string(),
            parts: blank(&[last, soon, late]),
            spread: true,
            ..books.advance(ctx, "130")
        };
        actions::record(ctx, form).await.unwrap();
        let paid = async |id| stored(ctx, id).await.paid.minor();
        assert_eq!(
            (paid(last).await, paid(soon).await, paid(late).await),
            (7_000, 5_000, 1_000)
        );
        // A field with a zero says that nothing is meant.
        let form = RecordPayment {
            parts: vec![TypedPart::of(late, "0")],
            spread: true,
            ..books.advance(ctx, "40")
        };
        let id = actions::record(ctx, form).await.unwrap();
        assert_eq!(sums(ctx, id).await, (0, 0, 4_000));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn an_advance_is_used_changed_and_taken_back() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = actions::record(ctx, books.advance(ctx, "100")).await.unwrap();
        let (first, second) = (books.issued(ctx, "80").await, books.issued(ctx, "60").await);
        allocated(ctx, id, vec![TypedPart::of(first, "70"), TypedPart::of(second, "30")])
            .await
            .unwrap();
        assert_eq!(sums(ctx, id).await, (10_000, 0, 0));
        assert_eq!(stored(ctx, first).await.settlement, Settlement::PartiallyPaid);
        // Only what is named changes.
        allocated(ctx, id, vec![TypedPart::of(first, "10")]).await.unwrap();
        assert_eq!(sums(ctx, id).await, (4_000, 0, 6_000));
        assert_eq!(stored(ctx, second).await.paid.minor(), 3_000);
        let found = PaymentFilter {
            q: stored(ctx, second).await.number().unwrap().to_owned(),
            advance: true,
            ..PaymentFilter::default()
        };
        assert_eq!(actions::list(ctx, &found).await.unwrap().rows.len(), 1);

        let version = payment(ctx, id).await.version;
        let back = Release {
            id,
            version,
            invoice: second,
        };
        actions::release(ctx, back.clone()).await.unwrap();
        assert_eq!(stored(ctx, second).await.settlement, Settlement::Unpaid);
        assert_eq!(sums(ctx, id).await, (1_000, 0, 9_000));
        let Err(AppError::Conflict(conflict)) = actions::release(ctx, back).await else {
            panic!("a stale page takes nothing back");
        };
        assert_eq!(conflict.version, version + 1);
        let again = Release {
            id,
            version: version + 1,
            invoice: second,
        };
        assert_eq!(actions::release(ctx, again).await, Err(AppError::NotFound));

        let left = uah(9_000);
        let more = allocated(
            ctx,
            id,
            vec![TypedPart::of(first, "80"), TypedPart::of(second, "20.01")],
        )
        .await;
        assert_eq!(more, Err(AppError::field("amount", Problem::MoreThanPayment { left })));
        let page = actions::show(ctx, id).await.unwrap();
        let verbs: Vec<_> = page.events.iter().map(|event| event.verb).collect();
        assert_eq!(
            verbs,
            [Verb::Allocated, Verb::Allocated, Verb::Allocated, Verb::Created]
        );
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn an_invoice_takes_advances_the_oldest_first() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let dated = |amount: &str, date: &str| RecordPayment {
            date: date.into(),
            ..books.advance(ctx, amount)
        };
        let newer = actions::record(ctx, dated("50", "2026-11-22")).await.unwrap();
        let older = actions::record(ctx, dated("30", "2026-11-02")).await.unwrap();
        let euros = RecordPayment {
            account: books.eur.to_string(),
            ..books.advance(ctx, "500")
        };
        actions::record(ctx, euros).await.unwrap();
        let id = books.issued(ctx, "100").await;
        let panel = actions::of_invoice(ctx, id).await.unwrap();
        assert_eq!(panel.advance, uah(8_000));
        let using = |amount: &str, version| UseAdvance {
            invoice: id,
            version,
            amount: amount.into(),
        };
        let version = stored(ctx, id).await.version;
        let advance = uah(8_000);
        for (amount, problem) in [
            ("80.01", Problem::MoreThanAdvance { advance }),
            ("100.01", Problem::MoreThanBalance { balance: uah(10_000) }),
            ("0", Problem::MustBePositive),
            ("-1", Problem::MustBePositive),
            ("", Problem::Required),
        ] {
            let refused = actions::use_advance(ctx, using(amount, version)).await;
            assert_eq!(refused, Err(AppError::field("amount", problem)), "{amount}");
        }
        actions::use_advance(ctx, using("45", version)).await.unwrap();
        assert_eq!(sums(ctx, older).await, (3_000, 0, 0));
        assert_eq!(sums(ctx, newer).await, (1_500, 0, 3_500));
        assert_eq!(stored(ctx, id).await.paid.minor(), 4_500);
        let stale = actions::use_advance(ctx, using("1", version)).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        // More of the same payment is added to what it settles.
        let version = stored(ctx, id).await.version;
        actions::use_advance(ctx, using("35", version)).await.unwrap();
        assert_eq!(sums(ctx, newer).await, (5_000, 0, 0));
        assert_eq!(actions::of_invoice(ctx, id).await.unwrap().allocations.len(), 2);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn closed_books_keep_their_allocations() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let (first, second) = (books.issued(ctx, "80").await, books.issued(ctx, "60").await);
        let form = RecordPayment {
            date: "2026-11-21".into(),
            parts: vec![TypedPart::of(first, "50")],
            ..books.advance(ctx, "100")
        };
        let id = actions::record(ctx, form).await.unwrap();
        let lock = close_books(ctx, books.organization, "2026-11-22").await;
        // The advance is used from today on; what holds from a closed day stays.
        allocated(ctx, id, vec![TypedPart::of(second, "50")]).await.unwrap();
        let closed = Err(AppError::field("date", Problem::Closed { date: lock }));
        assert_eq!(allocated(ctx, id, vec![TypedPart::of(first, "")]).await, closed);
        assert_eq!(allocated(ctx, id, vec![TypedPart::of(first, "40")]).await, closed);
        allocated(ctx, id, vec![TypedPart::of(second, "40")]).await.unwrap();
        let lock = close_books(ctx, books.organization, "2026-11-24").await;
        let closed = Err(AppError::field("date", Problem::Closed { date: lock }));
        assert_eq!(allocated(ctx, id, vec![TypedPart::of(second, "50")]).await, closed);
        assert_eq!(sums(ctx, id).await, (9_000, 0, 1_000));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn only_who_may_allocates_and_only_his_own() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = actions::record(ctx, books.advance(ctx, "100")).await.unwrap();
        let invoice = books.issued(ctx, "80").await;
        let somebody: UserId = ctx.new_id();
        let manager = env.as_staff(somebody, Role::Manager, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let form = || Allocate {
            id,
            version: 1,
            parts: vec![TypedPart::of(invoice, "1")],
        };
        let release = || Release {
            id,
            version: 1,
            invoice,
        };
        let using = || UseAdvance {
            invoice,
            version: 2,
            amount: "1".into(),
        };
        assert_eq!(actions::allocate(&manager, form()).await, Err(AppError::Forbidden));
        assert_eq!(actions::allocate(&other, form()).await, Err(AppError::NotFound));
        assert_eq!(actions::release(&manager, release()).await, Err(AppError::Forbidden));
        assert_eq!(actions::release(&other, release()).await, Err(AppError::NotFound));
        assert_eq!(actions::use_advance(&manager, using()).await, Err(AppError::Forbidden));
        assert_eq!(actions::use_advance(&other, using()).await, Err(AppError::NotFound));
        assert_eq!(
            actions::record(&other, books.advance(ctx, "1")).await,
            Err(AppError::NotFound)
        );
        let of_client = Opening {
            client: Some(books.client),
            ..Opening::default()
        };
        assert_eq!(actions::open(&other, of_client.clone()).await, Err(AppError::NotFound));
        assert_eq!(
            actions::open(&manager, of_client.clone()).await,
            Err(AppError::Forbidden)
        );
        let opened = actions::open(ctx, of_client).await.unwrap();
        assert_eq!((opened.open.len(), opened.form.amount.as_str()), (1, ""));
        assert_eq!(opened.form.account, books.uah.to_string());
        assert_eq!(actions::open(ctx, Opening::default()).await, Err(AppError::NotFound));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn many_at_once_share_one_advance() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        actions::record(ctx, books.advance(ctx, "100")).await.unwrap();
        let mut ids = Vec::new();
        for _ in 0..6 {
            ids.push(books.issued(ctx, "30").await);
        }
        let all = ids.iter().map(|id| {
            let (ctx, invoice) = (ctx.clone(), *id);
            tokio::spawn(async move {
                let version = stored(&ctx, invoice).await.version;
                let using = UseAdvance {
                    invoice,
                    version,
                    amount: "30".into(),
                };
                actions::use_advance(&ctx, using).await
            })
        });
        let mut used = 0;
        for one in futures::future::join_all(all).await {
            match one.unwrap() {
                Ok(()) => used += 1,
                Err(AppError::Invalid(errors)) => assert!(errors.get("amount").is_some(), "{errors:?}"),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(used, 3);
        let left = actions::advances(ctx, books.client).await.unwrap();
        assert_eq!(left[0].sum, uah(1_000));
        clean(&env).await;
    })
    .await;
}
