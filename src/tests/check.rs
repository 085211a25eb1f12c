//! `akta check`: a database made by the actions is clean, and a row changed by hand is found.

use super::payments::{Books, books};
use super::{TestEnv, on_both_engines};
use crate::documents::invoices;
use crate::documents::invoices::model::Cancellation;
use crate::finance::payments;
use crate::kernel::ids::InvoiceId;
use crate::platform::db::{Engine, Sql};
use crate::server::check::check;

/// A company with a draft, invoices in every state and three payments.
async fn made(env: &TestEnv) -> (Books, InvoiceId) {
    let (ctx, books) = (&env.ctx, books(&env.ctx).await);
    books.draft(ctx, "1").await;
    books.issued(ctx, "50").await;
    let cancelled = books.issued(ctx, "70").await;
    let cancellation = Cancellation {
        id: cancelled,
        reason: "помилка".into(),
    };
    invoices::actions::cancel(ctx, cancellation).await.unwrap();
    books.issued(ctx, "0").await;
    let id = books.issued(ctx, "100").await;
    for amount in ["10", "20", "30"] {
        payments::actions::record(ctx, books.payment(ctx, id, amount))
            .await
            .unwrap();
    }
    assert_eq!(check(ctx).await.unwrap(), []);
    (books, id)
}

/// Changes rows by hand.
async fn by_hand(env: &TestEnv, text: &str) {
    Sql::raw(text.to_owned())
        .outside_transaction(&env.ctx.db)
        .await
        .unwrap();
}

/// The invariants that are broken, without repeats.
async fn broken(env: &TestEnv) -> Vec<&'static str> {
    let mut found: Vec<_> = check(&env.ctx)
        .await
        .unwrap()
        .iter()
        .map(|breach| breach.invariant)
        .collect();
    found.dedup();
    found
}

/// Each breach on a database of its own.
async fn finds(text: &'static str, invariants: &'static [&'static str], sentence: &'static str) {
    on_both_engines(async |env| {
        made(&env).await;
        by_hand(&env, text).await;
        let breaches = check(&env.ctx).await.unwrap();
        assert_eq!(broken(&env).await, invariants, "{text}: {breaches:?}");
        let told = breaches.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(told.contains(sentence), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_price_of_a_line_is_found() {
    finds(
        "UPDATE invoice_lines SET price = price + 10000 WHERE gross = 10000",
        &["I1"],
        "its total is stored as 100.00, but comes to 100.01",
    )
    .await;
}

#[tokio::test]
async fn a_sum_of_a_line_is_found() {
    finds(
        "UPDATE invoice_lines SET net = net - 1 WHERE gross = 10000",
        &["I1"],
        "the sums of its line 1 are not what they come to",
    )
    .await;
}

#[tokio::test]
async fn a_total_is_found_and_so_is_the_balance_of_its_client() {
    finds(
        "UPDATE invoices SET total = total + 1 WHERE total = 5000 AND lifecycle = 'issued'",
        &["I1", "I12"],
        "its total is stored as 50.01, but comes to 50.00",
    )
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_found() {
    finds(
        "UPDATE invoice_lines SET vat_category = 'standard' WHERE gross = 5000",
        &["I1"],
        "has a line that can't be read",
    )
    .await;
}

#[tokio::test]
async fn paid_without_payments_is_found() {
    finds(
        "UPDATE invoices SET paid = paid + 100 WHERE total = 10000",
        &["I2", "I12"],
        "61.00 UAH is stored as paid, but payments settle 60.00 UAH",
    )
    .await;
}

#[tokio::test]
async fn an_allocation_that_is_gone_is_found() {
    finds(
        "DELETE FROM allocations WHERE amount = 1000",
        &["I2"],
        "60.00 UAH is stored as paid, but payments settle 50.00 UAH",
    )
    .await;
}

#[tokio::test]
async fn an_allocation_beyond_its_payment_is_found() {
    finds(
        "UPDATE payments SET amount = amount - 1 WHERE amount = 3000",
        &["I2", "I12"],
        "of 29.99 UAH, 30.00 UAH is allocated, 0.00 UAH refunded, 0.00 UAH left as it is kept",
    )
    .await;
}

#[tokio::test]
async fn a_settlement_is_found() {
    finds(
        "UPDATE invoices SET settlement = 'paid' WHERE total = 10000",
        &["I3"],
        "its settlement is stored as paid, but is partially_paid",
    )
    .await;
}

#[tokio::test]
async fn a_counter_that_ran_ahead_is_found() {
    finds(
        "UPDATE number_counters SET last = last + 2 WHERE last = 4",
        &["I4"],
        "missing: 5, 6",
    )
    .await;
}

#[tokio::test]
async fn a_gap_in_the_numbers_is_found() {
    finds(
        "UPDATE payments SET n = 9 WHERE n = 2",
        &["I4"],
        "numbers 1 to 3 were given, and 3 documents have 1 to 9; missing: 2",
    )
    .await;
}

#[tokio::test]
async fn a_counter_that_is_gone_is_found() {
    finds(
        "DELETE FROM number_counters",
        &["I4"],
        "its number is of no counter of its own company",
    )
    .await;
}

#[tokio::test]
async fn a_changed_snapshot_is_found() {
    finds(
        "UPDATE snapshots SET body = replace(body, 'Ромашка', 'Фіалка')",
        &["I5"],
        "its content does not have its hash",
    )
    .await;
}

#[tokio::test]
async fn a_snapshot_that_is_gone_is_found() {
    finds(
        "DELETE FROM snapshots",
        &["I5"],
        "was issued, but what was issued is not there",
    )
    .await;
}

#[tokio::test]
async fn a_changed_event_is_found() {
    finds(
        "UPDATE activity SET actor_name = 'Nobody' WHERE owner_kind = 'payment'",
        &["I9"],
        "the event was changed",
    )
    .await;
}

#[tokio::test]
async fn events_that_are_gone_are_found() {
    finds(
        "DELETE FROM activity WHERE owner_kind = 'payment'",
        &["I9"],
        "nothing tells how it came to be",
    )
    .await;
}

#[tokio::test]
async fn a_maintained_balance_is_found() {
    finds(
        "UPDATE invoice_balances SET paid = paid - 1",
        &["I12"],
        "3 invoices, total 150.00 UAH, paid 59.99 UAH are kept",
    )
    .await;
    finds("DELETE FROM invoice_balances", &["I12"], "0 invoices").await;
    finds(
        "UPDATE invoice_totals SET total = total + 1",
        &["I12"],
        "3 invoices, total 150.01 UAH, paid 60.00 UAH are kept",
    )
    .await;
    finds("DELETE FROM invoice_totals", &["I12"], "0 invoices").await;
    finds(
        "UPDATE payment_totals SET received = received + 1",
        &["I12"],
        "3 payments, total 60.01 UAH, paid 0.00 UAH are kept",
    )
    .await;
    finds("DELETE FROM payment_totals", &["I12"], "0 payments").await;
    finds(
        "UPDATE payment_totals SET refunds = refunds + 1",
        &["I12"],
        "month of 2026-11-01: 1 refunds, total 0.00 UAH",
    )
    .await;
}

#[tokio::test]
async fn what_is_left_of_a_payment_is_found() {
    finds(
        "UPDATE payments SET advance = advance + 5 WHERE amount = 3000",
        &["I2"],
        "30.00 UAH is allocated, 0.00 UAH refunded, 0.05 UAH left as it is kept, but 30.00 UAH is allocated",
    )
    .await;
    finds(
        "UPDATE payments SET refunded = refunded + 5, allocated = allocated - 5 WHERE amount = 3000",
        &["I2"],
        "29.95 UAH is allocated, 0.05 UAH refunded",
    )
    .await;
    finds(
        "UPDATE payments SET kind = 'refund' WHERE amount = 3000",
        &["I2", "I12"],
        "is a refund of no payment",
    )
    .await;
    finds(
        "UPDATE payment_modes SET is_default = FALSE",
        &["I14"],
        "none of those that are offered is what new payments begin with",
    )
    .await;
}

#[tokio::test]
async fn a_reference_that_leads_nowhere_is_found() {
    on_both_engines(async |env| {
        made(&env).await;
        match env.engine {
            Engine::Sqlite => {
                by_hand(&env, "PRAGMA foreign_keys = OFF").await;
                by_hand(&env, "DELETE FROM bank_accounts").await;
                let breaches = check(&env.ctx).await.unwrap();
                assert!(breaches.iter().all(|b| b.invariant == "I11"), "{breaches:?}");
                assert!(
                    breaches[0]
                        .to_string()
                        .contains("refers to a row of bank_accounts that is not there")
                );
            }
            Engine::Postgres => {
                by_hand(&env, "ALTER TABLE allocations DISABLE TRIGGER ALL").await;
                let breaches = check(&env.ctx).await.unwrap();
                assert!(breaches.iter().all(|b| b.invariant == "I11"), "{breaches:?}");
                assert!(
                    breaches[0].to_string().contains("allocations_invoice_id_fkey"),
                    "{breaches:?}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn another_clients_invoice_is_found() {
    on_both_engines(async |env| {
        let (mut books, _) = made(&env).await;
        books.client = super::payments::client(&env.ctx, "ТОВ «Інша»").await;
        books.issued(&env.ctx, "1").await;
        by_hand(&env, "UPDATE payments SET client_id = (SELECT client_id FROM invoices WHERE total = 100 AND lifecycle = 'issued') WHERE amount = 1000").await;
        let breaches = check(&env.ctx).await.unwrap();
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert!(breaches[0].to_string().contains("is allocated to an invoice of another client"));
    })
    .await;
}
