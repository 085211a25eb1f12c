//! Expenses: their VAT, and the invoices they are on.

use super::Breach;
use super::store::expenses as stored;
use crate::finance::expenses::model::vat_within;
use crate::platform::db::{Conn, DbResult};

/// Expenses that are read at a time.
const SLICE: i64 = 500;

/// What is wrong with expenses.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = Vec::new();
    let mut after = None;
    loop {
        let slice = stored::slice(conn, after, SLICE).await?;
        let Some(last) = slice.last() else { break };
        after = Some(last.id);
        let wrong = slice
            .iter()
            .filter(|expense| vat_within(expense.amount, expense.vat_percent) != Ok(expense.vat));
        breaches.extend(wrong.map(|expense| {
            let sentence = "its VAT is not what its rate takes out of its sum";
            Breach::new("I13", expense.object(), sentence)
        }));
    }
    let astray = stored::billed_astray(conn).await?.into_iter();
    breaches.extend(astray.map(|row| {
        let sentence = "it is on an invoice of other parties or another currency, on a cancelled one, or its client does not pay for it";
        Breach::new("I13", row.object(), sentence)
    }));
    let twice = stored::billed_twice(conn).await?.into_iter();
    breaches.extend(twice.map(|row| Breach::new("I13", row.object(), "several lines of invoices charge it")));
    Ok(breaches)
}
