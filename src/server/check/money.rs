//! I1, I2, I3, I6 of invoices, and I12: sums.

use std::collections::BTreeMap;

use super::Breach;
use super::store::sums::{self, Spending, Totals};
use super::store::{self, Invoiced};
use crate::documents::invoices::model::{Extent, Invoice, Line, WrongSum, closing, settlement};
use crate::kernel::currency::Currency;
use crate::kernel::ids::InvoiceLineId;
use crate::kernel::money::{Amount, Money};
use crate::kernel::totals::closing::Share;
use crate::platform::db::{Conn, DbResult};

/// Invoices that are in memory at once, with their lines.
const SLICE: i64 = 200;

/// I1, I3 and I6 of every invoice.
pub(super) async fn of_invoices(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let (mut breaches, mut after) = (Vec::new(), None);
    loop {
        let slice = store::invoices(conn, after, SLICE).await?;
        let Some(last) = slice.last() else { return Ok(breaches) };
        let mut lines = store::lines(conn, after, last.id).await?.into_iter().peekable();
        let taken = store::closing::taken(conn, after, last.id).await?;
        after = Some(last.id);
        for invoice in slice {
            let mut own = Vec::new();
            while let Some(line) = lines.next_if(|line| line.invoice == invoice.id) {
                own.push(line.line);
            }
            breaches.extend(of_invoice(&invoice, own, &taken));
        }
    }
}

fn of_invoice(
    stored: &Invoiced,
    lines: Vec<Result<Line, String>>,
    taken: &BTreeMap<InvoiceLineId, Share>,
) -> Vec<Breach> {
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
    breaches.extend(closed(invoice, &lines, taken, &object));
    match invoice.wrong_sums(&lines) {
        Ok(wrong) => {
            let wrong = wrong.into_iter().map(|sum| sentence(invoice, sum));
            breaches.extend(wrong.map(|sentence| Breach::new("I1", object.clone(), sentence)));
        }
        Err(error) => breaches.push(Breach::new("I1", object, format!("has no totals: {error}"))),
    }
    breaches
}

/// What issued acts and notes take of an invoice's lines, and what it has as closed.
fn closed(invoice: &Invoice, lines: &[Line], taken: &BTreeMap<InvoiceLineId, Share>, object: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let of = |line: &Line| taken.get(&line.id).copied().unwrap_or_default();
    for (n, line) in (1..).zip(lines) {
        let invoiced = Share {
            quantity: line.quantity,
            net: line.totals.net,
            vat: line.totals.vat,
            gross: line.totals.gross,
        };
        if invoiced.checked_sub(of(line)).is_ok_and(|left| left.is_below_zero()) {
            let sentence = format!("acts and notes close more of its line {n} than there is");
            breaches.push(Breach::new("I6", object, sentence));
        }
    }
    let gross = Amount::sum(lines.iter().map(|line| of(line).gross));
    if gross != Ok(invoice.closed) {
        let sentence = format!(
            "{} is stored as closed, but acts and notes close {}",
            invoice.money(invoice.closed),
            gross.map(|gross| invoice.money(gross).to_string()).unwrap_or_default()
        );
        breaches.push(Breach::new("I6", object, sentence));
    }
    let is_all = |line: &Line| {
        let taken = of(line);
        (taken.quantity, taken.net, taken.vat) == (line.quantity, line.totals.net, line.totals.vat)
    };
    let extent = if lines.iter().all(|line| of(line).is_nothing()) {
        Extent::Nothing
    } else if lines.iter().all(is_all) {
        Extent::Everything
    } else {
        Extent::Part
    };
    let right = closing(invoice.stage(), extent);
    if right != invoice.closing {
        let sentence = format!("its closing state is stored as {}, but is {right}", invoice.closing);
        breaches.push(Breach::new("I3", object, sentence));
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
