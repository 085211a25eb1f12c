//! What people and programs type into the editor: each problem stands beside its field, and nothing panics.

use super::{office, problem, problems};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{InvoiceFilter, MAX_LINES, SaveInvoice, TypedLine};
use crate::kernel::problem::Problem;
use crate::tests::{TestEnv, on_both_engines};

type Change = fn(&mut SaveInvoice);

#[tokio::test]
async fn every_bad_value_is_named() {
    let cases: [(Change, &str, Problem); 32] = [
        (
            |f| f.lines[0].quantity = "-1".into(),
            "lines.0.quantity",
            Problem::MustBePositive,
        ),
        (
            |f| f.lines[0].quantity = "0".into(),
            "lines.0.quantity",
            Problem::MustBePositive,
        ),
        (
            |f| f.lines[0].quantity = "1e308".into(),
            "lines.0.quantity",
            Problem::NotANumber,
        ),
        (
            |f| f.lines[0].quantity = "1e-30".into(),
            "lines.0.quantity",
            Problem::NotANumber,
        ),
        (
            |f| f.lines[0].quantity = "0.123456789012".into(),
            "lines.0.quantity",
            Problem::TooManyPlaces { max: 6 },
        ),
        (
            |f| f.lines[0].quantity = "1/0".into(),
            "lines.0.quantity",
            Problem::NotANumber,
        ),
        (
            |f| f.lines[0].quantity = String::new(),
            "lines.0.quantity",
            Problem::Required,
        ),
        (
            |f| f.lines[0].quantity = "9".repeat(60),
            "lines.0.quantity",
            Problem::OutOfRange,
        ),
        (
            |f| f.lines[0].price = "-0.01".into(),
            "lines.0.price",
            Problem::MustNotBeNegative,
        ),
        (
            |f| f.lines[0].price = "NaN".into(),
            "lines.0.price",
            Problem::NotANumber,
        ),
        (
            |f| f.lines[0].price = "1e308".into(),
            "lines.0.price",
            Problem::NotANumber,
        ),
        (
            |f| f.lines[0].price = "9223372036854".into(),
            "lines",
            Problem::TooLarge,
        ),
        (
            |f| f.lines[0].discount = "101".into(),
            "lines.0.discount",
            Problem::NotAPercentage,
        ),
        (
            |f| f.lines[0].discount = "-5".into(),
            "lines.0.discount",
            Problem::NotAPercentage,
        ),
        (|f| f.lines[0].vat = "-5".into(), "lines.0.vat", Problem::UnknownChoice),
        (|f| f.lines[0].vat = String::new(), "lines.0.vat", Problem::Required),
        (
            |f| f.lines[0].vat = f.client.clone(),
            "lines.0.vat",
            Problem::UnknownChoice,
        ),
        (|f| f.lines[0].name = String::new(), "lines.0.name", Problem::Required),
        (
            |f| f.lines[0].name = "a\u{202e}b".into(),
            "lines.0.name",
            Problem::ForbiddenCharacters,
        ),
        (
            |f| f.lines[0].kind = "gift".into(),
            "lines.0.kind",
            Problem::UnknownChoice,
        ),
        (|f| f.issue_date = "9999-01-01".into(), "issue_date", Problem::NotADate),
        (|f| f.issue_date = "2026-02-30".into(), "issue_date", Problem::NotADate),
        (
            |f| (f.issue_date, f.due_date) = ("2027-11-25".into(), "2027-12-01".into()),
            "issue_date",
            Problem::LaterThan {
                date: jiff::civil::date(2027, 11, 24),
            },
        ),
        (
            |f| f.due_date = "2026-11-19".into(),
            "due_date",
            Problem::EarlierThan {
                date: jiff::civil::date(2026, 11, 20),
            },
        ),
        (|f| f.currency = "XXX".into(), "currency", Problem::UnknownChoice),
        (|f| f.currency = "EUR".into(), "account", Problem::OtherCurrency),
        (|f| f.price_mode = "free".into(), "price_mode", Problem::UnknownChoice),
        (|f| f.client = "1 OR 1=1".into(), "client", Problem::UnknownChoice),
        (
            |f| f.organization = f.client.clone(),
            "organization",
            Problem::UnknownChoice,
        ),
        (|f| f.account = f.client.clone(), "account", Problem::UnknownChoice),
        (
            |f| f.discount_kind = "gift".into(),
            "discount_kind",
            Problem::UnknownChoice,
        ),
        (|f| f.note = "x".repeat(4001), "note", Problem::TooLong { max: 4000 }),
    ];
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        for (change, field, expected) in cases.clone() {
            let mut form = office.form(ctx, "10");
            change(&mut form);
            let found = problem(actions::save_draft(ctx, form).await);
            assert_eq!(found, (field.to_owned(), expected));
        }
        for (kind, typed, expected) in [
            ("percent", "101", Problem::NotAPercentage),
            ("percent", "-1", Problem::NotAPercentage),
            ("percent", "", Problem::Required),
            ("amount", "10.01", Problem::DiscountTooLarge),
            ("amount", "-1", Problem::MustNotBeNegative),
            ("amount", "0.001", Problem::TooManyPlaces { max: 2 }),
            ("amount", "1e308", Problem::NotANumber),
        ] {
            let mut form = office.form(ctx, "10");
            (form.discount_kind, form.discount) = (kind.into(), typed.into());
            let found = problem(actions::save_draft(ctx, form).await);
            assert_eq!(found, ("discount".to_owned(), expected), "{kind} {typed}");
        }
        assert_eq!(actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows, []);
    })
    .await;
}

#[tokio::test]
async fn all_problems_come_at_once_and_empty_lines_keep_their_place() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut form = office.form(ctx, "10");
        form.lines.insert(0, TypedLine::default());
        form.lines.push(office.line("-1", "5", &office.seven));
        form.lines.push(office.line("x", "", &office.seven));
        form.issue_date = "yesterday".into();
        let fields: Vec<String> = problems(actions::save_draft(ctx, form.clone()).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["issue_date", "lines.3.price", "lines.3.quantity"]);
        form.issue_date = "2026-11-20".into();
        form.lines.pop();
        let found = problem(actions::save_draft(ctx, form.clone()).await);
        assert_eq!(found, ("lines.2.quantity".into(), Problem::MustBePositive));

        form.lines = vec![office.line("1", "1", &office.seven); MAX_LINES + 1];
        let found = problem(actions::save_draft(ctx, form.clone()).await);
        assert_eq!(found, ("lines".into(), Problem::TooManyLines { max: MAX_LINES }));
        form.lines.pop();
        actions::save_draft(ctx, form).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_comes_back_as_it_counts() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut form = office.form(ctx, "10");
        form.lines[0].quantity = "3*4".into();
        form.lines[0].price = "1 250,5".into();
        form.issue_date = "20.11.2026".into();
        form.price_mode = "without_vat".into();
        form.lines.push(TypedLine {
            vat: String::new(),
            ..office.line("1", "5", "")
        });
        let id = actions::save_draft(ctx, form).await.unwrap().id;
        let sheet = actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!((sheet.invoice.total.minor(), sheet.invoice.vat.minor()), (1_501_100, 0));
        let group = &sheet.paper.groups[0];
        assert_eq!((sheet.paper.groups.len(), group.ground.as_str()), (1, "п. 196.1 ПКУ"));
        let back = super::opened(ctx, id).await;
        assert_eq!(
            (back.lines[0].quantity.as_str(), back.lines[0].price.as_str()),
            ("12", "1250.5")
        );
        assert_eq!(back.issue_date, "2026-11-20");
        assert_eq!(
            back.lines[0].vat, office.twenty,
            "the rate waits for another price mode"
        );
    })
    .await;
}
