//! The pages as somebody without scripts uses them.

use std::collections::BTreeMap;

use crate::finance::payments::actions;
use crate::finance::payments::model::{PaymentFilter, ReversePayment};
use crate::tests::on_both_engines;
use crate::tests::rights::world::{Person, World};

#[tokio::test]
async fn a_payment_is_recorded_without_scripts() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let person = Some(Person::Accountant);
        let address = format!("/payments/new?invoice={}", world.issued);
        let open = world.page(&address, person).await.text;
        for expected in ["value=\"90.00\"", "value=\"2026-11-24\"", "input[amount]", "00001"] {
            assert!(open.contains(expected), "{expected} in {open}");
        }

        // Refused: the form comes back with what was typed and why, once.
        let form = |amount: &str, part: &str| {
            let account = uuid_after(&open, "UA703223130000026007204118053");
            format!(
                "input[request]={}&input[client]={}&input[invoice]={invoice}&input[date]=2026-11-24&input[amount]={amount}&input[mode]=cash\
                 &input[account]={account}&input[transaction_id]=TX-77&input[purpose]=for+tea&input[spread]=true\
                 &input[parts][0][invoice]={invoice}&input[parts][0][amount]={part}",
                world.key(),
                world.client,
                invoice = world.issued,
            )
        };
        let refused = world
            .plain_form("/api/payments/record", &form("95", "90.01"), &address, person)
            .await;
        assert_eq!(refused.status, 303);
        assert!(
            refused.location.starts_with(&address) && refused.location.contains("flash="),
            "{}",
            refused.location
        );
        let back = world.page(&refused.location, person).await.text;
        for expected in [
            "value=\"90.01\"",
            "value=\"TX-77\"",
            "value=\"for tea\"",
            "is left to pay",
        ] {
            assert!(back.contains(expected), "{expected} in {back}");
        }
        let again = world.page(&refused.location, person).await.text;
        assert!(!again.contains("90.01"), "a failed form is shown once");

        let done = world
            .plain_form("/api/payments/record", &form("120", ""), &address, person)
            .await;
        assert!(
            done.leads_to(&format!("/invoices/{}", world.issued)),
            "{} {}",
            done.status,
            done.location
        );

        let list = world.page("/payments", person).await.text;
        // The invoices of 7.00 and of 20.00 are paid too; the rest is left.
        for expected in ["TX-77", "120.00", "00002", "3.00", "130.00"] {
            assert!(list.contains(expected), "{expected} in {list}");
        }
        let tab = world
            .page(&format!("/clients/{}/payments?q=tx-77", world.client), person)
            .await
            .text;
        assert!(tab.contains("TX-77") && tab.matches("row-link").count() == 1, "{tab}");
        let invoice = world.page(&format!("/invoices/{}", world.issued), person).await.text;
        assert!(invoice.contains("The invoice is paid in full"), "{invoice}");
        let paid = world.page(&address, person).await.text;
        assert!(
            paid.contains("The invoice is paid in full") && !paid.contains("input[amount]"),
            "{paid}"
        );
        let card = world.page(&format!("/clients/{}", world.client), person).await.text;
        assert!(card.contains("payments?advance=true&amp;currency=UAH"), "{card}");
        super::clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_allocated_refunded_and_reversed_without_scripts() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let person = Some(Person::Accountant);
        let address = format!("/payments/{}", world.payment);
        let page = world.page(&address, person).await.text;
        for expected in ["input[parts][0][amount]", "value=\"10.00\"", "/api/payments/reverse"] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
        let id = world.payment;
        let allocate = format!(
            "input[id]={id}&input[version]=1&input[parts][0][invoice]={}&input[parts][0][amount]=4",
            world.issued
        );
        let done = world.plain_form("/api/payments/allocate", &allocate, &address, person).await;
        assert!(done.leads_to(&address), "{} {}", done.status, done.location);
        let refund = |amount: &str| {
            format!(
                "input[request]={}&input[id]={id}&input[version]=2&input[amount]={amount}&input[date]=2026-11-24&input[mode]=cash",
                world.key()
            )
        };
        let refused = world.plain_form("/api/payments/refund", &refund("6.01"), &address, person).await;
        let back = world.page(&refused.location, person).await.text;
        assert!(back.contains("of the advance is left") && back.contains("value=\"6.01\""), "{back}");
        let done = world.plain_form("/api/payments/refund", &refund("6"), &address, person).await;
        assert!(done.leads_to(&address), "{} {}", done.status, done.location);
        let page = world.page(&address, person).await.text;
        assert!(page.contains("Refunds") && page.contains("reverse the refund first"), "{page}");
        let invoice = format!("/invoices/{}", world.issued);
        let asked = world.page(&format!("{invoice}/cancel"), person).await.text;
        assert!(asked.contains("Return to the client") && asked.contains("4.00"), "{asked}");
        super::clean(&env).await;
    })
    .await;
}

/// A sum of a file, in minor units; what is left empty is nothing.
fn minor(text: &str) -> i64 {
    if text.is_empty() {
        0
    } else {
        text.replace('.', "").parse().unwrap()
    }
}

#[tokio::test]
async fn the_sums_of_a_file_are_those_of_the_page_and_what_was_reversed_stands_beside_them() {
    on_both_engines(async |env| {
        let (ctx, world) = (&env.ctx, World::new(&env).await);
        let version = actions::show(ctx, world.payment).await.unwrap().payment.version;
        let reversal = ReversePayment {
            id: world.payment,
            version,
            reason: "помилка".into(),
        };
        actions::reverse(ctx, reversal).await.unwrap();
        let file = world
            .page("/payments/export.csv", Some(Person::Administrator))
            .await
            .text;
        let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        let sum = |column: &str| rows.iter().map(|row| minor(&row[column])).sum::<i64>();
        let totals = actions::totals(ctx, &PaymentFilter::default()).await.unwrap();
        let net = totals
            .iter()
            .map(|total| total.received.amount.minor() - total.refunded.amount.minor());
        assert_eq!(sum("Amount"), net.sum::<i64>(), "{file}");
        assert_eq!(sum("Reversed amount"), 1_000, "{file}");
        for row in &rows {
            let is_reversed = row["State"] == "Reversed";
            assert_eq!(row["Amount"].is_empty(), is_reversed, "{file}");
            assert_eq!(row["Reversed amount"].is_empty(), !is_reversed, "{file}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_by_a_period_is_kept_and_said_beside_it() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let statement = format!("/clients/{}/statement", world.client);
        for (page, person) in [
            ("/payments", Person::Administrator),
            ("/invoices", Person::Administrator),
            ("/reports/received", Person::Administrator),
            (statement.as_str(), Person::Administrator),
            ("/cabinet/payments", Person::Contact),
            ("/cabinet/statement", Person::Contact),
        ] {
            let shown = async |query: &str| world.page(&format!("{page}?{query}"), Some(person)).await.text;
            let no_day = shown("from=2026-02-31&until=2026-03-01").await;
            assert!(
                no_day.contains("value=\"2026-02-31\"") && no_day.contains("There is no such day"),
                "{page}: {no_day}"
            );
            let turned = shown("from=2026-03-02&until=2026-03-01").await;
            assert!(
                turned.contains("value=\"2026-03-02\"") && turned.contains("comes before the first one"),
                "{page}: {turned}"
            );
            let usual = shown("from=2026-03-01&until=2026-03-02").await;
            assert!(!usual.contains("field-error"), "{page}: {usual}");
        }
    })
    .await;
}

#[tokio::test]
async fn above_the_reports_one_is_led_to_the_first() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let there = world.page("/reports", Some(Person::Accountant)).await;
        assert_eq!((there.status, there.location.as_str()), (303, "/reports/received"));
        let stranger = world.page("/reports", None).await;
        assert_eq!(
            (stranger.status, stranger.location.as_str()),
            (303, "/sign-in?next=%2Freports")
        );
    })
    .await;
}

/// The value of the option whose text holds `words`.
fn uuid_after(page: &str, words: &str) -> String {
    let before = page.split(words).next().unwrap_or_default();
    let value = before.rsplit("value=\"").next().unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}
