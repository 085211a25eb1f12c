//! The confirmation of a payment.

use super::{books, client};
use crate::error::AppError;
use crate::finance::payments::actions::{confirmation, paper, record, refund, reverse, show};
use crate::finance::payments::model::{RefundPayment, ReversePayment};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{PaymentId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::typeset::tests::{pages, squeezed};
use crate::tests::invoices::problem;
use crate::tests::templates::published_as;
use crate::tests::{TestEnv, on_both_engines};

const KIND: &str = "payment_confirmation";

#[track_caller]
fn says(pdf: &[u8], words: &[&str]) {
    assert!(pdf.starts_with(b"%PDF-"));
    // Where the program that reads it is missing, the tests of the typesetter say so.
    let Some(pages) = pages(pdf) else { return };
    let text = squeezed(&pages.concat());
    for word in words {
        assert!(text.contains(&squeezed(word)), "{word} in {text}");
    }
}

async fn version(ctx: &Ctx, id: PaymentId) -> i64 {
    show(ctx, id).await.unwrap().payment.version
}

#[tokio::test]
async fn a_payment_is_confirmed_with_what_it_settles_now() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let invoice = books.issued(ctx, "100").await;
        let id = record(ctx, books.payment(ctx, invoice, "60")).await.unwrap();
        let first = confirmation(ctx, id).await.unwrap();
        says(
            &first.bytes,
            &[
                "Підтвердження оплати",
                "Ромашка",
                "60,00 UAH",
                "00001",
                "Банківський переказ",
                "фіскальним",
            ],
        );
        assert_eq!(confirmation(ctx, id).await.unwrap(), first, "the same each time");
        let advance = record(ctx, books.advance(ctx, "70")).await.unwrap();
        let view = paper(ctx, advance).await.unwrap();
        assert_eq!((view.allocations.len(), view.advance.minor()), (0, 7000));
        says(&confirmation(ctx, advance).await.unwrap().bytes, &["аванс"]);

        published_as(ctx, KIND, "<h1>Дякуємо, {{ client.name }}</h1>").await;
        let thanks = confirmation(ctx, id).await.unwrap();
        assert_eq!(thanks.title, "Дякуємо, ТОВ «Ромашка»");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_confirmed_that_did_not_come_in_or_is_not_seen() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = record(ctx, books.advance(ctx, "60")).await.unwrap();
        let back = RefundPayment {
            request: ctx.new_id(),
            id,
            version: version(ctx, id).await,
            amount: "10".into(),
            date: "2026-11-24".into(),
            mode: "cash".into(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
        };
        let back = refund(ctx, back).await.unwrap();
        assert_eq!(confirmation(ctx, back).await, Err(AppError::NotFound));
        let wrong = record(ctx, books.advance(ctx, "5")).await.unwrap();
        let reversal = ReversePayment {
            id: wrong,
            version: version(ctx, wrong).await,
            reason: "помилка".into(),
        };
        reverse(ctx, reversal).await.unwrap();
        assert_eq!(confirmation(ctx, wrong).await, Err(AppError::NotFound));
        assert_eq!(confirmation(ctx, ctx.new_id()).await, Err(AppError::NotFound));

        client(ctx, "ТОВ «Сусід»").await;
        let user: UserId = ctx.new_id();
        let limited = env.as_staff(user, Role::Accountant, Scope::OwnedBy(user));
        assert_eq!(confirmation(&limited, id).await, Err(AppError::NotFound));
        assert_eq!(confirmation(&env.as_stranger(), id).await, Err(AppError::NotSignedIn));

        // A template that prints what the company has not.
        published_as(ctx, KIND, "<h1>{{ company.name }}</h1>").await;
        crate::platform::db::Sql::raw("UPDATE organizations SET legal_name = ''".to_owned())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
        let (field, told) = problem(confirmation(ctx, id).await);
        assert_eq!(field, "template");
        assert!(
            matches!(told, Problem::TemplateNeeds { ref name, .. } if name == "company.name"),
            "{told:?}"
        );
    })
    .await;
}
