//! I1, I2, I3 and I12: sums.

use super::Breach;
use super::store::{self, Invoiced};
use crate::documents::invoices::model::{Invoice, Line, settlement};
use crate::kernel::currency::Currency;
use crate::kernel::money::{Amount, Money};
use crate::kernel::totals::{DocumentTerms, LineInput, Totals, totals};
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
    let inputs: Vec<LineInput> = lines.iter().map(input_of).collect();
    match totals(&terms_of(invoice), &inputs) {
        Ok(right) => {
            let wrong = differences(invoice, &lines, &right).into_iter();
            breaches.extend(wrong.map(|sentence| Breach::new("I1", object.clone(), sentence)));
        }
        Err(error) => breaches.push(Breach::new("I1", object, format!("has no totals: {error}"))),
    }
    breaches
}

const fn terms_of(invoice: &Invoice) -> DocumentTerms {
    DocumentTerms {
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        vat_rounding: invoice.vat_rounding,
        discount: invoice.discount,
    }
}

const fn input_of(line: &Line) -> LineInput {
    LineInput {
        quantity: line.quantity,
        price: line.price,
        discount: line.discount,
        vat: line.vat,
    }
}

fn differences(invoice: &Invoice, lines: &[Line], right: &Totals) -> Vec<String> {
    let sums = [
        ("subtotal", invoice.subtotal, right.subtotal),
        ("discount", invoice.discounted, right.discount),
        ("net", invoice.net, right.net),
        ("VAT", invoice.vat, right.vat),
        ("total", invoice.total, right.total),
    ];
    let of_sums = sums.into_iter().filter(|(_, stored, right)| stored != right);
    let of_sums = of_sums.map(|(name, stored, right)| {
        let (stored, right) = (stored.plain(invoice.currency), right.plain(invoice.currency));
        format!("its {name} is stored as {stored}, but comes to {right}")
    });
    let of_lines = lines.iter().zip(&right.lines).enumerate();
    let of_lines = of_lines
        .filter(|(_, (line, right))| line.totals != **right)
        .map(|(index, _)| format!("the sums of its line {} are not what they come to", index + 1));
    of_sums.chain(of_lines).collect()
}

/// I2: what payments settle.
pub(super) async fn of_payments(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = Vec::new();
    for row in store::paid_otherwise(conn).await? {
        let (paid, settled, total) = (row.money(row.paid), row.money(row.settled), row.money(row.total));
        let sentence = if row.paid == row.settled {
            format!("{paid} of {total} is paid")
        } else {
            format!("{paid} is stored as paid, but payments settle {settled}")
        };
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    for row in store::spent_beyond(conn).await? {
        let (amount, settles) = (row.money(row.total), row.money(row.settled));
        breaches.push(Breach::new(
            "I2",
            row.object(),
            format!("of {amount}, {settles} is allocated"),
        ));
    }
    for row in store::allocated_astray(conn).await? {
        let sentence = "is allocated to an invoice of another client, company or currency rate";
        breaches.push(Breach::new("I2", row.object(), sentence));
    }
    Ok(breaches)
}

/// I12: the maintained totals of clients.
pub(super) async fn of_balances(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let wrong = store::balances_otherwise(conn).await?.into_iter();
    let wrong = wrong.map(|row| {
        let sentence = format!(
            "{} invoices, total {}, paid {} are kept, but there are {}, {}, {}",
            row.kept.0,
            plain(row.kept.1, &row.currency),
            plain(row.kept.2, &row.currency),
            row.right.0,
            plain(row.right.1, &row.currency),
            plain(row.right.2, &row.currency),
        );
        Breach::new(
            "I12",
            format!("balance of client {} in {}", row.client, row.currency),
            sentence,
        )
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
