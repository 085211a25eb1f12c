//! I1, I2, I3 and I12: sums.

use super::Breach;
use super::store::sums::{self, Spending, Totals};
use super::store::{self, Invoiced};
use crate::documents::invoices::model::{Invoice, Line, WrongSum, settlement};
use crate::kernel::currency::Currency;
use crate::kernel::money::{Amount, Money};
use crate::platform::db::{Conn, DbResult};

/// Invoices that are in memory at once, with their lines.
const SLICE: i64 = 200;

/// I1 and I3 of every invoice.
pub(super) async fn of_invoices(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let (mut breaches, mut after) = (Vec::new(), None);
    loop {
        let slice = store::invoices(conn, after, SLICE).await?;
        let Some(last) = slice.last() else { return Ok(breaches) };
        let mut lines = store::lines(conn, after, last.id).await?.into_iter().peekable();
        after = Some(last.id);
        for invoice in slice {
            let mut own = Vec::new();
            while let Some(line) = lines.next_if(|line| line.invoice == invoice.id) {
                own.push(line.line);
            }
            breaches.extend(of_invoice(&invoice, own));
        }
    }
}

fn of_invoice(stored: &Invoiced, lines: Vec<Result<Line, String>>) -> Vec<Breach> {
    let object = stored.object();
    let lines: Result<Vec<Line>, String> = lines.into_iter().collect();
    let (invoice, lines) = match (&stored.invoice, lines) {
        (Ok(invoice), Ok(lines)) => (invoice, lines),
        (Err(reason), _) => return vec![Breach::new("I1", object, format!("can't be read: {reason}"))],
        (_, Err(reason)) => {
            return vec![Breach::new(
                "I1",
                object,
                format!("has a line that can't be read: {reason}"),
            )];
        }
    };
    let mut breaches = Vec::new();
    let right = settlement(invoice.stage(), invoice.total, invoice.paid);
    if right != invoice.settlement {
        let sentence = format!("its settlement is stored as {}, but is {right}", invoice.settlement);
        breaches.push(Breach::new("I3", object.clone(), sentence));
    }
    match invoice.wrong_sums(&lines) {
        Ok(wrong) => {
            let wrong = wrong.into_iter().map(|sum| sentence(invoice, sum));
            breaches.extend(wrong.map(|sentence| Breach::new("I1", object.clone(), sentence)));
        }
        Err(error) => breaches.push(Breach::new("I1", object, format!("has no totals: {error}"))),
    }
    breaches
}

fn sentence(invoice: &Invoice, wrong: WrongSum) -> String {
    match wrong {
        WrongSum::OfDocument { name, stored, right } => {
            let (stored, right) = (stored.plain(invoice.currency), right.plain(invoice.currency));
            format!("its {name} is stored as {stored}, but comes to {right}")
        }
        WrongSum::OfLine { index } => format!("the sums of its line {} are not what they come to", index + 1),
    }
}

/// I2: what payments and write-offs settle, and what is left of the payments.
pub(super) async fn of_payments(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = Vec::new();
    for row in sums::paid_otherwise(conn).await? {
        let (paid, total) = (row.money(row.paid), row.money(row.total));
        let right = Amount::sum([row.settled, row.written_off]);
        let sentence = if right == Ok(row.paid) {
            format!("{paid} of {total} is paid")
        } else if row.written_off.is_zero() {
            format!(
                "{paid} is stored as paid, but payments settle {}",
                row.money(row.settled)
            )
        } else {
            let (settled, written_off) = (row.money(row.settled), row.money(row.written_off));
            format!("{paid} is stored as paid, but payments settle {settled} and {written_off} is written off")
        };
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    for row in sums::spent_otherwise(conn).await? {
        let amount = row.money(row.amount);
        let text = |spending: Spending| {
            let (allocated, refunded) = (row.money(spending.allocated), row.money(spending.refunded));
            format!(
                "{allocated} is allocated, {refunded} refunded, {} left",
                row.money(spending.advance)
            )
        };
        let sentence = if row.kept == row.right {
            format!("of {amount}, {}", text(row.kept))
        } else {
            format!("of {amount}, {} as it is kept, but {}", text(row.kept), text(row.right))
        };
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    for row in sums::allocated_astray(conn).await? {
        let sentence = "is allocated to an invoice of another client, company or currency rate";
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    for row in sums::refunded_astray(conn).await? {
        let sentence = "is a refund of no payment of its client, company and currency, or no refund and of one";
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    Ok(breaches)
}

/// I12: the maintained totals of clients and of own companies.
pub(super) async fn of_balances(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let wrong = sums::balances_otherwise(conn).await?.into_iter();
    let wrong = wrong.map(|row| {
        let sums = |totals: Totals| {
            let (total, paid) = (plain(totals.total, &row.currency), plain(totals.paid, &row.currency));
            format!("{} {}, total {total}, paid {paid}", totals.count, row.documents)
        };
        let (kind, id) = row.of;
        let month = match (row.month.as_str(), row.documents) {
            ("", _) => String::new(),
            (day, "due") => format!(", due on {day}"),
            (month, _) => format!(", month of {month}"),
        };
        let object = format!("balance of {kind} {id} in {}{month}", row.currency);
        let sentence = format!("{} are kept, but there are {}", sums(row.kept), sums(row.right));
        Breach::new("I12", object, sentence)
    });
    Ok(wrong.collect())
}

/// An amount in a currency whose stored code may itself be wrong.
pub(super) fn plain(amount: Amount, currency: &str) -> String {
    match currency.parse::<Currency>() {
        Ok(currency) => Money::new(amount, currency).to_string(),
        Err(_) => format!("{} minor units of {currency}", amount.minor()),
    }
}
