//! The invoices that payments of a list settle.

use std::collections::HashMap;

use super::super::model::PaymentRow;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::money::{Amount, Money};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// An invoice that a payment settles, wholly or in part.
struct Settled {
    payment: PaymentId,
    invoice: InvoiceId,
    number: String,
    sum: Money,
}

impl FromRow for Settled {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            payment: row.get("payment_id")?,
            invoice: row.get("invoice_id")?,
            number: row.get("number")?,
            sum: Money::new(row.get("invoice_amount")?, row.code("currency")?),
        })
    }
}

/// Tells rows what they settle. One statement for all: asked within each row, for each column, it took four times as long as all else of a list.
pub(super) async fn with_invoices(conn: &mut Conn, mut rows: Vec<PaymentRow>) -> DbResult<Vec<PaymentRow>> {
    if rows.is_empty() {
        return Ok(rows);
    }
    let mut of_payments: HashMap<PaymentId, Vec<Settled>> = HashMap::new();
    for settled in settled_statement(rows.iter().map(|row| row.id))
        .all::<Settled>(conn)
        .await?
    {
        of_payments.entry(settled.payment).or_default().push(settled);
    }
    for row in &mut rows {
        let settled = of_payments.remove(&row.id).unwrap_or_default();
        row.invoices = i64::try_from(settled.len()).unwrap_or(i64::MAX);
        row.settled = sum(&settled);
        if let Some(first) = settled.into_iter().next() {
            row.invoice = Some(first.invoice);
            row.invoice_number = Some(first.number);
        }
    }
    Ok(rows)
}

/// The oldest invoice of each payment comes first.
pub(crate) fn settled_statement(payments: impl IntoIterator<Item = PaymentId>) -> Sql {
    Sql::new(
        "SELECT a.payment_id, a.invoice_id, a.invoice_amount, i.number, i.currency FROM allocations a JOIN invoices i ON i.id = a.invoice_id \
         WHERE 1 = 1",
    )
    .among("a.payment_id", payments)
    .push("ORDER BY a.payment_id, a.invoice_id")
}

/// What comes together, where all is in one currency.
fn sum(settled: &[Settled]) -> Option<Money> {
    let currency = settled.first()?.sum.currency;
    let mut total = Amount::ZERO;
    for part in settled {
        if part.sum.currency != currency {
            return None;
        }
        total = total.checked_add(part.sum.amount).ok()?;
    }
    Some(Money::new(total, currency))
}
