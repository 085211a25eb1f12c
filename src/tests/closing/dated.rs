//! What follows from the date: the VAT rate, closed books, the default dates; and the numbers.

use super::{draft, form, issue, stored, sum};
use crate::company::organization;
use crate::company::organization::forms::NewOrganization;
use crate::company::organization::model::DocumentKind;
use crate::company::organization::parts::SaveSeries;
use crate::documents::closing::actions;
use crate::documents::closing::model::{CancelClosing, ClosingKind, SaveClosing};
use crate::documents::invoices;
use crate::documents::invoices::model::{Closing as Closed, SaveInvoice, TypedLine};
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{InvoiceId, OrganizationId};
use crate::kernel::problem::Problem;
use crate::kernel::tax::VatRate;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::tests::invoices::{client, holds, office, problem, problems, stored as invoice};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

/// An invoice of December 2025 of a Russian company, over 1000.00 and 20 % of VAT, and 10 % of a second line.
async fn of_last_year(ctx: &Ctx) -> InvoiceId {
    let new = NewOrganization {
        request: Some(ctx.new_id()),
        name: "Ромашка".into(),
        legal_name: "ООО «Ромашка»".into(),
        country: "ru".into(),
        tax_id_kind: "ru_inn".into(),
        tax_id: "7707083893".into(),
        currency: "RUB".into(),
        price_mode: "net".into(),
        vat_ground: "ст. 149 НК РФ".into(),
        time_zone: "Europe/Moscow".into(),
        lang: "ru".into(),
        bank: "Банк".into(),
        account: "40702810900000000001".into(),
        bic: "044525225".into(),
        ..NewOrganization::default()
    };
    let company = organization::actions::create(ctx, new).await.unwrap();
    let account = organization::store::accounts(&mut ctx.read(), company).await.unwrap()[0].id;
    let rates = organization::store::vat_rates(&mut ctx.read(), company).await.unwrap();
    let rate = |percent| {
        let wanted = VatRate::standard(Percent::from_int(percent).unwrap()).unwrap();
        rates.iter().find(|rate| rate.rate == wanted).unwrap().id.to_string()
    };
    let line = |price: &str, percent| TypedLine {
        kind: "service".into(),
        name: format!("Услуга {percent} %"),
        quantity: "4".into(),
        unit: "ч".into(),
        price: price.into(),
        vat: rate(percent),
        ..TypedLine::default()
    };
    let form = SaveInvoice {
        request: Some(ctx.new_id()),
        organization: company.to_string(),
        account: account.to_string(),
        client: client(ctx, "ООО «Василёк»").await.to_string(),
        issue_date: "2025-12-20".into(),
        due_date: "2025-12-27".into(),
        currency: "RUB".into(),
        price_mode: "net".into(),
        lines: vec![line("250", 20), line("10", 10)],
        ..SaveInvoice::default()
    };
    invoices::actions::issue_now(ctx, form).await.unwrap().id
}

#[tokio::test]
async fn a_rate_that_has_ended_stops_at_its_line_and_takes_a_choice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = of_last_year(ctx).await;
        let last_year = form(ctx, Act, id).await;
        assert_eq!(last_year.date, "2025-12-31", "the month is over");
        let new = SaveClosing {
            date: "2026-01-31".into(),
            ..last_year
        };
        let twenty = VatRate::standard(Percent::from_int(20).unwrap()).unwrap();
        let stops = Problem::VatRateEnded {
            rate: twenty,
            date: "2026-01-31".parse().unwrap(),
        };
        assert_eq!(
            problem(actions::save_draft(ctx, new.clone()).await),
            ("lines.0.keep".into(), stops)
        );
        let choose = |keep: &str, quantity: &str| {
            let mut form = SaveClosing {
                request: Some(ctx.new_id()),
                ..new.clone()
            };
            form.lines.truncate(1);
            form.lines[0].quantity = quantity.into();
            form.lines[0].keep = keep.into();
            form
        };
        // 250.00 and 50.00 of VAT of the invoice; at 22 % either 55.00 on the same net, or 54.10 out of the same 300.00.
        let net = actions::issue_now(ctx, choose("net", "1")).await.unwrap().id;
        let net = stored(ctx, Act, net).await;
        assert_eq!(
            (net.net.minor(), net.vat.minor(), net.total.minor()),
            (25_000, 5_500, 30_500)
        );
        assert_eq!(invoice(ctx, id).await.closed.minor(), 30_000, "of the invoice");
        // Saved first, and issued as it is stored.
        let gross = actions::save_draft(ctx, choose("gross", "2")).await.unwrap().id;
        issue(ctx, Act, gross).await.unwrap();
        let gross = stored(ctx, Act, gross).await;
        assert_eq!(
            (gross.net.minor(), gross.vat.minor(), gross.total.minor()),
            (49_180, 10_820, 60_000)
        );
        let reopened = actions::correction(ctx, Act, gross.id).await.unwrap().form;
        assert_eq!(reopened.lines[0].keep, "gross");
        assert!(!reopened.lines[0].rate.is_empty());
        // Another rate than the one that has taken its place: 10 % is in force, 20 % is not.
        let rates = organization::store::vat_rates(&mut ctx.read(), gross.organization)
            .await
            .unwrap();
        let of = |percent| {
            let wanted = VatRate::standard(Percent::from_int(percent).unwrap()).unwrap();
            rates.iter().find(|rate| rate.rate == wanted).unwrap().id.to_string()
        };
        let mut chosen = choose("net", "1");
        chosen.lines[0].rate = of(20);
        let date = "2026-01-31".parse().unwrap();
        assert_eq!(
            problem(actions::save_draft(ctx, chosen.clone()).await),
            ("lines.0.rate".into(), Problem::NotInForce { date })
        );
        chosen.lines[0].rate = of(10);
        let last = actions::issue_now(ctx, chosen).await.unwrap().id;
        assert_eq!(stored(ctx, Act, last).await.vat.minor(), 2_500);
        // The other line has had its rate all the time; what is chosen for it is not asked.
        assert_eq!(invoice(ctx, id).await.closing, Closed::PartlyClosed);
        let mut rest = form(ctx, Act, id).await;
        assert_eq!(rest.lines.len(), 1);
        rest.date = "2026-02-01".into();
        rest.lines[0].keep = "net".into();
        let rest = actions::issue_now(ctx, rest).await.unwrap().id;
        let lines = crate::documents::closing::store::lines(&mut ctx.read(), rest)
            .await
            .unwrap();
        assert_eq!(lines[0].keep, None);
        let whole = invoice(ctx, id).await;
        assert_eq!((whole.closing, whole.closed), (Closed::Closed, whole.total));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn closed_books_are_kept() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut sold = office.form(ctx, "100");
        sold.issue_date = "2026-10-05".into();
        let id = invoices::actions::issue_now(ctx, sold).await.unwrap().id;
        assert_eq!(form(ctx, Act, id).await.date, "2026-10-31");
        let act = actions::issue_now(ctx, sum(ctx, Act, id, "10").await).await.unwrap().id;
        let waiting = draft(ctx, Act, id).await;
        let by_hand = Sql::raw("UPDATE organizations SET lock_date = '2026-10-31'".to_owned());
        by_hand.outside_transaction(&ctx.db).await.unwrap();
        let date = "2026-10-31".parse().unwrap();
        let closed = ("date".to_owned(), Problem::Closed { date });
        assert_eq!(problem(issue(ctx, Act, waiting).await), closed);
        let cancel = CancelClosing {
            kind: Act,
            id: act,
            reason: "помилка".into(),
            agreed_on: String::new(),
            client_reason: String::new(),
        };
        assert_eq!(problem(actions::cancel(ctx, cancel).await), closed);
        assert_eq!(form(ctx, Act, id).await.date, "2026-11-24", "an open day");
        holds(ctx, false).await;
    })
    .await;
}

async fn number_after_invoice(ctx: &Ctx, company: OrganizationId, kind: DocumentKind) {
    let series = organization::store::series(&mut ctx.read(), company, kind).await;
    let series = series.unwrap().unwrap();
    let input = SaveSeries {
        organization: Some(company),
        id: Some(series.id),
        version: series.version,
        pattern: series.pattern,
        period: series.period.to_string(),
        start: "1".into(),
        after_invoice: true,
    };
    organization::actions::save_series(ctx, input).await.unwrap();
}

#[tokio::test]
async fn papers_may_be_numbered_after_their_invoice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        number_after_invoice(ctx, office.organization, DocumentKind::Act).await;
        let (id, other) = (office.issued(ctx, "100").await, office.issued(ctx, "100").await);
        let editor = actions::new_editor(ctx, Act, id).await.unwrap();
        assert_eq!(editor.next.number, "00001-1");
        let mut numbers = Vec::new();
        for (id, amount) in [(id, "10"), (other, "10"), (id, "20")] {
            let form = sum(ctx, Act, id, amount).await;
            numbers.push(actions::issue_now(ctx, form).await.unwrap().number);
        }
        assert_eq!(numbers, ["00001-1", "00002-1", "00001-2"]);
        // Notes go on by their series, and the setting is of acts and notes alone.
        let rest = SaveClosing {
            kind: DeliveryNote,
            ..form(ctx, Act, id).await
        };
        assert_eq!(actions::issue_now(ctx, rest).await.unwrap().number, "00001");
        number_after_invoice(ctx, office.organization, DocumentKind::Invoice).await;
        let series = organization::store::series(&mut ctx.read(), office.organization, DocumentKind::Invoice).await;
        assert!(!series.unwrap().unwrap().after_invoice);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn numbers_follow_the_date_and_never_repeat() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let on = |date: &'static str| async move {
            let form = SaveClosing {
                date: date.into(),
                ..sum(ctx, Act, id, "1").await
            };
            actions::issue_now(ctx, form).await.unwrap()
        };
        let first = on("2026-11-24").await;
        assert_eq!((first.number.as_str(), first.newest), ("00001", None));
        let earlier = on("2026-11-20").await;
        assert_eq!(earlier.number, "00002");
        assert_eq!(earlier.newest, Some("2026-11-24".parse().unwrap()), "a warning");
        let other = on("2027-01-02").await;
        assert_eq!((other.number.as_str(), other.newest), ("00001", None), "another year");
        // Each year counts anew, so what is dated in January makes nothing of December late; and within a year the order counts.
        for (date, number, newest) in [
            ("2026-12-31", "00003", None),
            ("2026-11-23", "00003", Some("2026-11-24")),
            ("2027-01-01", "00002", Some("2027-01-02")),
            ("2027-01-02", "00002", None),
        ] {
            let next = actions::next_number(ctx, Act, id, date.parse().unwrap()).await.unwrap();
            let warned = next.newest.map(|date| date.to_string());
            assert_eq!((next.number.as_str(), warned.as_deref()), (number, newest), "{date}");
        }
        // What fails leaves no gap.
        let late = SaveClosing {
            change_buyer: true,
            ..form(ctx, Act, id).await
        };
        let by_hand = Sql::raw("UPDATE organizations SET lock_date = '2026-11-25'".to_owned());
        by_hand.outside_transaction(&ctx.db).await.unwrap();
        assert_eq!(problems(actions::issue_now(ctx, late.clone()).await).len(), 1);
        let by_hand = Sql::raw("UPDATE organizations SET lock_date = NULL".to_owned());
        by_hand.outside_transaction(&ctx.db).await.unwrap();
        assert_eq!(actions::issue_now(ctx, late).await.unwrap().number, "00003");
        holds(ctx, false).await;
    })
    .await;
}
