//! Statements: what stands in them, on which day, for whom; and that they agree with the papers.

use jiff::civil::date;

use super::story::{Story, story};
use crate::company::organization::balances::SaveStartBalance;
use crate::company::organization::start;
use crate::documents::invoices::model::SaveInvoice;
use crate::error::AppError;
use crate::finance::payments::actions as payments;
use crate::finance::payments::model::{Allocate, RecordPayment, RefundPayment, ReversePayment, TypedPart};
use crate::finance::statements::actions::{lines, papers, show, views};
use crate::finance::statements::model::{Account, Entry, Favour, LineKind, Statement, StatementFilter};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, PaymentId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::period::NamedPeriod;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::platform::typeset::tests::{pages, squeezed};
use crate::server::check::check;
use crate::tests::on_both_engines;
use crate::tests::payments::{Books, books};

const fn all() -> StatementFilter {
    StatementFilter {
        period: NamedPeriod::All,
        from: None,
        until: None,
        organization: None,
        currency: None,
        client: None,
    }
}

fn between(from: Date, until: Date) -> StatementFilter {
    StatementFilter {
        from: Some(from),
        until: Some(until),
        ..StatementFilter::default()
    }
}

/// The one account in a currency.
fn account(statement: &Statement, currency: Currency) -> &Account {
    let mut accounts = statement.accounts.iter().filter(|account| account.currency == currency);
    let account = accounts
        .next()
        .unwrap_or_else(|| panic!("nothing in {currency}: {statement:?}"));
    assert!(accounts.next().is_none());
    account
}

/// Day, entry, debit, credit, balance.
fn rows(account: &Account) -> Vec<(String, Entry, i64, i64, i64)> {
    let row = |row: &crate::finance::statements::model::StatementRow| {
        let sums = (row.debit.minor(), row.credit.minor(), row.balance.minor());
        (row.date.to_string(), row.entry, sums.0, sums.1, sums.2)
    };
    account.rows.iter().map(row).collect()
}

fn row(day: &str, entry: Entry, debit: i64, credit: i64, balance: i64) -> (String, Entry, i64, i64, i64) {
    (day.to_owned(), entry, debit, credit, balance)
}

async fn issued_on(ctx: &Ctx, books: &Books, day: &str, price: &str) -> crate::kernel::ids::InvoiceId {
    let form = SaveInvoice {
        issue_date: day.into(),
        due_date: day.into(),
        ..books.form(ctx, price)
    };
    crate::documents::invoices::actions::issue_now(ctx, form)
        .await
        .unwrap()
        .id
}

async fn version(ctx: &Ctx, id: PaymentId) -> i64 {
    payments::show(ctx, id).await.unwrap().payment.version
}

#[tokio::test]
async fn invoices_payments_and_refunds_stand_on_their_days_with_a_running_balance() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let first = issued_on(ctx, &books, "2026-09-10", "100").await;
        issued_on(ctx, &books, "2026-10-01", "50").await;
        let pay = RecordPayment {
            date: "2026-10-31".into(),
            parts: vec![TypedPart::of(first, "100")],
            ..books.advance(ctx, "130.50")
        };
        let paid = payments::record(ctx, pay).await.unwrap();
        let back = RefundPayment {
            request: ctx.new_id(),
            id: paid,
            version: version(ctx, paid).await,
            date: "2026-11-01".into(),
            amount: "10.50".into(),
            mode: "cash".into(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
        };
        payments::refund(ctx, back).await.unwrap();
        // Neither a draft, nor what was entered by mistake.
        books.draft(ctx, "7").await;
        let mistake = payments::record(ctx, books.advance(ctx, "999")).await.unwrap();
        let reversal = ReversePayment {
            id: mistake,
            version: version(ctx, mistake).await,
            reason: "помилка".into(),
        };
        payments::reverse(ctx, reversal).await.unwrap();

        let statement = show(ctx, books.client, &all()).await.unwrap();
        let uah = account(&statement, Currency::Uah);
        assert_eq!(
            rows(uah),
            [
                row("2026-09-10", Entry::Invoice, 10_000, 0, 10_000),
                row("2026-10-01", Entry::Invoice, 5_000, 0, 15_000),
                row("2026-10-31", Entry::Payment, 0, 13_050, 1_950),
                row("2026-11-01", Entry::Refund, 1_050, 0, 3_000),
            ]
        );
        assert_eq!((uah.opening, uah.closing.minor()), (Amount::ZERO, 3_000));
        assert_eq!(
            (uah.debit.minor(), uah.credit.minor(), uah.entries),
            (16_050, 13_050, 4)
        );
        assert_eq!(
            (uah.favour(), statement.as_of),
            (Favour::OwnCompany, date(2026, 11, 24))
        );

        // October, with both of its ends.
        let october = show(ctx, books.client, &between(date(2026, 10, 1), date(2026, 10, 31)))
            .await
            .unwrap();
        let uah = account(&october, Currency::Uah);
        assert_eq!((uah.opening.minor(), uah.closing.minor()), (10_000, 1_950));
        assert_eq!(rows(uah).len(), 2);
        // One day less at each end.
        let inside = show(ctx, books.client, &between(date(2026, 10, 2), date(2026, 10, 30)))
            .await
            .unwrap();
        let uah = account(&inside, Currency::Uah);
        assert_eq!(
            (uah.opening.minor(), uah.closing.minor(), uah.entries),
            (15_000, 15_000, 0)
        );
        // Days before everything say nothing.
        let before = show(ctx, books.client, &between(date(2025, 1, 1), date(2025, 12, 31)))
            .await
            .unwrap();
        assert_eq!(before.accounts, []);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_start_balance_stands_before_everything_of_its_day() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let form = SaveStartBalance {
            request: Some(ctx.new_id()),
            organization: Some(books.organization),
            client: books.client.to_string(),
            currency: "UAH".into(),
            as_of: "2026-10-01".into(),
            amount: "-25".into(),
            ..SaveStartBalance::default()
        };
        start::save(ctx, form).await.unwrap();
        issued_on(ctx, &books, "2026-10-01", "100").await;
        let of = async |filter: StatementFilter| show(ctx, books.client, &filter).await.unwrap();

        let from_its_day = of(between(date(2026, 10, 1), date(2026, 10, 31))).await;
        let uah = account(&from_its_day, Currency::Uah);
        assert_eq!(uah.opening.minor(), -2_500);
        assert_eq!(rows(uah), [row("2026-10-01", Entry::Invoice, 10_000, 0, 7_500)]);

        let from_before = of(between(date(2026, 9, 30), date(2026, 10, 31))).await;
        let uah = account(&from_before, Currency::Uah);
        assert_eq!(uah.opening, Amount::ZERO);
        assert_eq!(
            rows(uah),
            [
                row("2026-10-01", Entry::StartBalance, 0, 2_500, -2_500),
                row("2026-10-01", Entry::Invoice, 10_000, 0, 7_500),
            ]
        );
        let until_before = of(between(date(2026, 9, 1), date(2026, 9, 30))).await;
        assert_eq!(until_before.accounts, []);
    })
    .await;
}

#[tokio::test]
async fn money_moves_between_currencies_on_the_day_of_the_allocation() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let invoice = issued_on(ctx, &books, "2026-10-10", "4500").await;
        // A hundred euros in September; in November ninety of them settle the invoice in hryvnias.
        let advance = RecordPayment {
            account: books.eur.to_string(),
            date: "2026-09-05".into(),
            ..books.advance(ctx, "100")
        };
        let advance = payments::record(ctx, advance).await.unwrap();
        let months = [
            between(date(2026, 9, 1), date(2026, 9, 30)),
            between(date(2026, 10, 1), date(2026, 10, 31)),
        ];
        let before = [
            show(ctx, books.client, &months[0]).await.unwrap(),
            show(ctx, books.client, &months[1]).await.unwrap(),
        ];
        let allocate = Allocate {
            id: advance,
            version: version(ctx, advance).await,
            parts: vec![TypedPart {
                closes: "4500".into(),
                ..TypedPart::of(invoice, "90")
            }],
        };
        payments::allocate(ctx, allocate).await.unwrap();
        for (month, before) in months.iter().zip(before) {
            assert_eq!(
                show(ctx, books.client, month).await.unwrap(),
                before,
                "a month that has passed stays"
            );
        }
        let now = show(ctx, books.client, &all()).await.unwrap();
        assert_eq!(
            rows(account(&now, Currency::Eur)),
            [
                row("2026-09-05", Entry::Payment, 0, 10_000, -10_000),
                row("2026-11-24", Entry::MovedOut, 9_000, 0, -1_000),
            ]
        );
        let uah = account(&now, Currency::Uah);
        assert_eq!(
            rows(uah),
            [
                row("2026-10-10", Entry::Invoice, 450_000, 0, 450_000),
                row("2026-11-24", Entry::MovedIn, 0, 450_000, 0),
            ]
        );
        assert_eq!(uah.favour(), Favour::Nobody);
        assert_eq!(account(&now, Currency::Eur).favour(), Favour::Client);
        let moved = &uah.rows[1];
        let euros = moved.other.unwrap();
        assert_eq!((euros.amount.minor(), euros.currency), (9_000, Currency::Eur));
        assert_eq!(moved.paper, crate::kernel::ids::Id::uuid(advance));
    })
    .await;
}

/// What is open of the invoices less the advances plus the start balance, per currency.
async fn by_the_papers(ctx: &Ctx, client: ClientId, currency: Currency) -> i64 {
    let sums = Sql::new(
        "SELECT CAST(COALESCE((SELECT SUM(total - paid) FROM invoices WHERE client_id = $1 AND currency = $2 AND lifecycle = 'issued'), 0) \
         - COALESCE((SELECT SUM(advance) FROM payments WHERE client_id = $1 AND currency = $2), 0) \
         + COALESCE((SELECT SUM(amount) FROM start_balances WHERE client_id = $1 AND currency = $2), 0) AS BIGINT)",
    );
    let sum: Option<i64> = sums
        .bind(client)
        .bind(currency.code())
        .scalar(&mut ctx.read())
        .await
        .unwrap();
    sum.unwrap()
}

#[tokio::test]
async fn a_statement_agrees_with_the_papers_and_its_periods_with_each_other() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let story: Story = story(ctx, 7, 150).await;
        story.is_rich();
        for client in &story.clients {
            let whole = show(ctx, *client, &all()).await.unwrap();
            for currency in [Currency::Uah, Currency::Eur] {
                let closing = whole.accounts.iter().find(|account| account.currency == currency);
                let closing = closing.map_or(0, |account| account.closing.minor());
                assert_eq!(closing, by_the_papers(ctx, *client, currency).await, "{currency}");
            }
            // Month after month begins with what the one before ended with, and together they are the whole.
            let mut balance: std::collections::BTreeMap<Currency, i64> = std::collections::BTreeMap::new();
            let mut count = 0;
            for month in [8, 9, 10, 11] {
                let first = date(2026, month, 1);
                let part = show(ctx, *client, &between(first, first.last_of_month()))
                    .await
                    .unwrap();
                for account in &part.accounts {
                    let before = balance.insert(account.currency, account.closing.minor());
                    // A start balance of the first day is in what the month begins with.
                    let begun = account.rows.first().is_none_or(|row| row.entry != Entry::StartBalance);
                    if let Some(before) = before.filter(|_| begun) {
                        let started = account.opening.minor() - before;
                        let euros = client == &story.clients[1] && account.currency == Currency::Eur && month == 10;
                        assert_eq!(started, if euros { -5_000 } else { 0 }, "{month}");
                    }
                    let sum = |of: fn(&crate::finance::statements::model::StatementRow) -> Amount| {
                        account.rows.iter().map(|row| of(row).minor()).sum::<i64>()
                    };
                    assert_eq!(sum(|row| row.debit), account.debit.minor());
                    assert_eq!(sum(|row| row.credit), account.credit.minor());
                    let last = account.rows.last().map_or(account.opening, |row| row.balance);
                    assert_eq!(last, account.closing);
                    count += account.rows.len();
                }
            }
            let rows: usize = whole.accounts.iter().map(|account| account.rows.len()).sum();
            let in_openings = usize::from(client == &story.clients[1]);
            assert_eq!(count + in_openings, rows);
        }
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn rights_and_scope_decide_who_reads_a_statement() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        issued_on(ctx, &books, "2026-11-20", "100").await;
        let somebody: UserId = ctx.new_id();
        let reader = env.as_staff(somebody, Role::ReadOnly, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let filter = StatementFilter::default();
        assert_eq!(show(&reader, books.client, &filter).await.unwrap().accounts.len(), 1);
        assert_eq!(show(&other, books.client, &filter).await, Err(AppError::NotFound));
        assert_eq!(show(&reader, ctx.new_id(), &filter).await, Err(AppError::NotFound));
        let stranger = env.as_stranger();
        assert_eq!(show(&stranger, books.client, &filter).await, Err(AppError::NotSignedIn));
        // A file names its client, or it is of none.
        assert_eq!(lines(&reader, &filter).await, Err(AppError::NotFound));
        let file = StatementFilter {
            client: Some(books.client),
            ..filter
        };
        let kinds: Vec<_> = lines(&reader, &file)
            .await
            .unwrap()
            .iter()
            .map(|line| line.kind)
            .collect();
        assert_eq!(
            kinds,
            [LineKind::Opening, LineKind::Entry(Entry::Invoice), LineKind::Closing]
        );
        // Another own company has nothing with this client.
        let elsewhere = StatementFilter {
            organization: Some(ctx.new_id()),
            ..StatementFilter::default()
        };
        assert_eq!(show(&reader, books.client, &elsewhere).await.unwrap().accounts, []);
    })
    .await;
}

#[tokio::test]
async fn a_statement_is_printed_for_each_own_company_and_currency() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let invoice = issued_on(ctx, &books, "2026-11-02", "100").await;
        let payment = books.payment(ctx, invoice, "60");
        payments::record(ctx, payment).await.unwrap();
        let advance = RecordPayment {
            account: books.eur.to_string(),
            ..books.advance(ctx, "7")
        };
        payments::record(ctx, advance).await.unwrap();

        let all = papers(ctx, books.client, &all()).await.unwrap();
        assert_eq!(all.files.len(), 2, "{}", all.title);
        assert!(all.title.contains("ТОВ «Ромашка» 2026-11-"), "{}", all.title);
        let hryvnias = StatementFilter {
            currency: Some(Currency::Uah),
            ..between(date(2026, 11, 1), date(2026, 11, 30))
        };
        let [(_, view)] = &views(ctx, books.client, &hryvnias).await.unwrap()[..] else {
            panic!("one currency");
        };
        let shown = show(ctx, books.client, &hryvnias).await.unwrap();
        let account = account(&shown, Currency::Uah);
        assert_eq!(
            (view.opening, view.debit, view.credit, view.closing),
            (account.opening, account.debit, account.credit, account.closing)
        );
        assert_eq!((view.from, view.until), (date(2026, 11, 1), date(2026, 11, 30)));
        let documents: Vec<_> = view.entries.iter().map(|entry| entry.document.as_str()).collect();
        assert_eq!(
            documents,
            ["Рахунок №\u{a0}00001", "Оплата №\u{a0}00001"],
            "in the client's language"
        );
        let paper = papers(ctx, books.client, &hryvnias).await.unwrap();
        if let Some(pages) = pages(&paper.files[0].bytes) {
            let text = squeezed(&pages.concat());
            for word in [
                "Рахунок № 00001",
                "100,00",
                "60,00",
                "40,00",
                "Сорок гривень 00 копійок",
            ] {
                assert!(text.contains(&squeezed(word)), "{word} in {text}");
            }
        }
        let before = between(date(2020, 1, 1), date(2020, 12, 31));
        assert_eq!(papers(ctx, books.client, &before).await, Err(AppError::NotFound));
        let user: UserId = ctx.new_id();
        let limited = env.as_staff(user, Role::Accountant, Scope::OwnedBy(user));
        assert_eq!(papers(&limited, books.client, &hryvnias).await, Err(AppError::NotFound));
    })
    .await;
}
