//! Nothing is lost and nothing is closed twice: random invoices closed by random papers, and two papers at the same moment.

use super::{draft, issue, part, stored, sum};
use crate::company::organization;
use crate::company::organization::parts::SaveAccount;
use crate::documents::closing::actions;
use crate::documents::closing::model::{ClosingEditor, ClosingKind, SaveClosing, TypedClosingLine};
use crate::documents::invoices;
use crate::documents::invoices::model::{Closing as Closed, SaveInvoice};
use crate::error::AppError;
use crate::kernel::fixed::Quantity;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRounding};
use crate::kernel::totals::closing::{Measure, OpenLine};
use crate::kernel::totals::oracle::Random;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::tests::invoices::{Office, holds, office, problem, stored as invoice};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

/// Invoices of each run.
const INVOICES: i64 = 24;

/// So many thousandths, written out.
fn decimal(thousandths: i64) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

async fn account(ctx: &Ctx, office: &Office, currency: &str, number: &str) -> String {
    let form = SaveAccount {
        request: Some(ctx.new_id()),
        organization: Some(office.organization),
        number: number.into(),
        bank: "Bank".into(),
        currency: currency.into(),
        ..SaveAccount::default()
    };
    organization::actions::save_account(ctx, form)
        .await
        .unwrap()
        .to_string()
}

async fn random_invoice(
    ctx: &Ctx,
    office: &Office,
    random: &mut Random,
    (currency, account): &(&str, String),
) -> InvoiceId {
    let mode = random.pick(PriceMode::ALL);
    let discount = random.pick(&["", "", "3", "12.5"]);
    let mut lines = Vec::new();
    for _ in 0..=random.below(4) {
        let rate = random.pick(&[&office.twenty, &office.seven, &office.none]);
        let quantity = decimal(1 + random.below(20_000));
        // Whole units of the currency, so that no price has more places than it.
        let price = if *currency == "JPY" {
            (1 + random.below(5_000)).to_string()
        } else {
            decimal(10 * (1 + random.below(50_000)))
        };
        let mut line = office.line(&quantity, &price, rate);
        line.discount = random.pick(&["", "", "7.5"]).into();
        line.kind = random.pick(&["service", "work", "goods"]).into();
        lines.push(line);
    }
    let form = SaveInvoice {
        account: account.clone(),
        currency: (*currency).into(),
        price_mode: mode.to_string(),
        discount_kind: if discount.is_empty() { "none" } else { "percent" }.into(),
        discount: discount.into(),
        lines,
        ..office.form(ctx, "1")
    };
    invoices::actions::issue_now(ctx, form).await.unwrap().id
}

/// Some of what is left of a line.
fn some(random: &mut Random, line: &OpenLine, mode: PriceMode) -> Option<Measure> {
    let rest = line.rest().unwrap();
    let (quantity, money) = (rest.quantity.scaled(), rest.base(mode).minor());
    let by_amount = money > 0 && (quantity == 0 || random.below(2) == 0);
    let left = if by_amount { money } else { quantity };
    if left == 0 || random.below(4) == 0 {
        return None;
    }
    let part = match random.below(4) {
        0 => left,
        1 => (left / 3).max(1),
        2 => 1,
        _ => 1 + random.below(left),
    };
    Some(if by_amount {
        Measure::Amount(Amount::from_minor(part))
    } else {
        Measure::Quantity(Quantity::from_scaled(part))
    })
}

/// The next paper of an invoice: some of it, or all the rest.
fn next_paper(random: &mut Random, editor: ClosingEditor, is_last: bool) -> SaveClosing {
    let ClosingEditor { form, basis, .. } = editor;
    let mode = basis.terms.price_mode;
    let mut lines = Vec::new();
    for line in &basis.lines {
        let measure = if is_last {
            line.open.all_the_rest(mode)
        } else {
            some(random, &line.open, mode)
        };
        lines.extend(measure.map(|measure| TypedClosingLine::of(Some(line.line.id), measure, basis.terms.currency)));
    }
    SaveClosing { lines, ..form }
}

#[tokio::test]
async fn papers_of_an_invoice_come_to_the_invoice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let accounts = [
            ("UAH", office.account.clone()),
            (
                "JPY",
                account(ctx, &office, "JPY", "UA703223130000026007204118053").await,
            ),
            (
                "KWD",
                account(ctx, &office, "KWD", "UA213223130000026003204118974").await,
            ),
        ];
        let mut random = Random(20_261_124);
        let mut papers = 0;
        for n in 0..INVOICES {
            let rounding = VatRounding::ALL[usize::try_from(n % 2).unwrap()];
            let by_hand = Sql::raw(format!("UPDATE organizations SET vat_rounding = '{rounding}'"));
            by_hand.outside_transaction(&ctx.db).await.unwrap();
            let currency = &accounts[usize::try_from(n % 3).unwrap()];
            let id = random_invoice(ctx, &office, &mut random, currency).await;
            let (mut made, mut left) = (Vec::new(), random.below(7));
            while invoice(ctx, id).await.closing != Closed::Closed {
                let kind = random.pick(&[Act, DeliveryNote]);
                let editor = actions::new_editor(ctx, kind, id).await.unwrap();
                let form = next_paper(&mut random, editor, left <= 0);
                left -= 1;
                if form.lines.is_empty() {
                    continue;
                }
                let issued = actions::issue_now(ctx, form).await.unwrap().id;
                made.push(stored(ctx, kind, issued).await);
            }
            let whole = invoice(ctx, id).await;
            let sums = [
                Amount::sum(made.iter().map(|one| one.net)).unwrap(),
                Amount::sum(made.iter().map(|one| one.vat)).unwrap(),
                Amount::sum(made.iter().map(|one| one.total)).unwrap(),
            ];
            assert_eq!(sums, [whole.net, whole.vat, whole.total], "{whole:?}");
            assert_eq!(whole.closed, whole.total);
            papers += made.len();
        }
        assert!(papers > 50, "{papers}");
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn three_acts_of_a_third_are_the_whole() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut sold = office.form(ctx, "33.335");
        sold.lines[0].quantity = "3".into();
        let id = invoices::actions::issue_now(ctx, sold).await.unwrap().id;
        let mut sums = Vec::new();
        for _ in 0..3 {
            let act = actions::issue_now(ctx, part(ctx, Act, id, "1").await).await.unwrap().id;
            let act = stored(ctx, Act, act).await;
            sums.push((act.net.minor(), act.vat.minor()));
        }
        assert_eq!(sums, [(3_334, 667), (3_334, 667), (3_333, 666)]);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_measured_anew_when_it_is_issued() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut sold = office.form(ctx, "33.335");
        sold.lines[0].quantity = "3".into();
        let id = invoices::actions::issue_now(ctx, sold).await.unwrap().id;
        let waiting = part(ctx, Act, id, "1").await;
        let waiting = actions::save_draft(ctx, waiting).await.unwrap().id;
        assert_eq!(stored(ctx, Act, waiting).await.net.minor(), 3_334);
        actions::issue_now(ctx, part(ctx, Act, id, "2").await).await.unwrap();
        issue(ctx, Act, waiting).await.unwrap();
        // 2 × 33.335 = 66.67 of 100.01: it took the last.
        assert_eq!(stored(ctx, Act, waiting).await.net.minor(), 3_334);
        let lines = crate::documents::closing::store::lines(&mut ctx.read(), waiting)
            .await
            .unwrap();
        assert_eq!(lines[0].totals.vat.minor(), 667, "20.00 − 13.33");
        assert_eq!(invoice(ctx, id).await.closing, Closed::Closed);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn papers_issued_at_once_close_no_more_than_there_is() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        // Ten drafts of 40 each: two fit.
        let mut drafts = Vec::new();
        for _ in 0..10 {
            let form = sum(ctx, Act, id, "40").await;
            drafts.push(actions::save_draft(ctx, form).await.unwrap().id);
        }
        // And one of everything, at the same moment.
        drafts.push(draft(ctx, Act, id).await);
        let mut at_once = tokio::task::JoinSet::new();
        for draft in drafts {
            let ctx = ctx.clone();
            at_once.spawn(async move { crate::platform::again::unless_busy(|| issue(&ctx, Act, draft)).await });
        }
        let (mut issued, mut refused) = (Vec::new(), 0);
        while let Some(done) = at_once.join_next().await {
            match done.unwrap() {
                Ok(number) => issued.push(number),
                Err(AppError::Invalid(_)) => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        issued.sort();
        let whole = invoice(ctx, id).await;
        assert_eq!(issued.len() + refused, 11);
        if issued.len() == 1 {
            assert_eq!((whole.closing, whole.closed), (Closed::Closed, whole.total));
        } else {
            assert_eq!(issued, ["00001", "00002"]);
            assert_eq!((whole.closing, whole.closed.minor()), (Closed::PartlyClosed, 9_600));
        }
        holds(ctx, false).await;
        let more = sum(ctx, Act, office.issued(ctx, "1").await, "1.01").await;
        let left = invoice(ctx, id).await.money(Amount::from_minor(100));
        assert_eq!(
            problem(actions::save_draft(ctx, more).await),
            (
                "lines.0.amount".into(),
                crate::kernel::problem::Problem::MoreThanAmountLeft { left }
            )
        );
    })
    .await;
}
