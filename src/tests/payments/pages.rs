//! The pages as somebody without scripts uses them.

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

/// The value of the option whose text holds `words`.
fn uuid_after(page: &str, words: &str) -> String {
    let before = page.split(words).next().unwrap_or_default();
    let value = before.rsplit("value=\"").next().unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}
