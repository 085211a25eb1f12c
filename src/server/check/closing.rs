//! I3 and I6 of acts and delivery notes; what they take of the invoices' lines is held against these in `money`.

use super::Breach;
use super::store::closing::{self as store, Closed};
use crate::kernel::totals::closing::{NewRate, retaxed};
use crate::platform::db::{Conn, DbResult};

/// Papers that are in memory at once.
const SLICE: i64 = 500;

pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = signatures(conn).await?;
    let lists: [(_, &str); 4] = [
        (
            store::summed_otherwise(conn).await?,
            "its sums are not those of its lines",
        ),
        (
            store::inherited_otherwise(conn).await?,
            "own company, client, currency, prices or rounding are not those of its invoice",
        ),
        (
            store::taken_otherwise(conn).await?,
            "a line is not what it takes of the invoice, though its VAT rate has not changed",
        ),
        (
            store::of_nothing(conn).await?,
            "it is issued, and closes what is not invoiced",
        ),
    ];
    for (rows, sentence) in lists {
        breaches.extend(rows.into_iter().map(|row| Breach::new("I6", row.object(), sentence)));
    }
    for line in store::retaxed_lines(conn).await? {
        let new = NewRate {
            rate: line.rate,
            keep: line.keep,
        };
        if retaxed(line.taken, new) != Ok(line.of_paper) {
            let sentence = "a line is not what it takes of the invoice at the VAT rate of its date";
            breaches.push(Breach::new("I6", line.named.object(), sentence));
        }
    }
    Ok(breaches)
}

/// I3: the stored signature of every paper.
async fn signatures(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let (mut breaches, mut after) = (Vec::new(), None);
    loop {
        let slice = store::closings(conn, after, SLICE).await?;
        let Some(last) = slice.last() else { return Ok(breaches) };
        after = Some(last.id);
        for row in slice {
            breaches.extend(signature(&row));
        }
    }
}

fn signature(row: &Closed) -> Option<Breach> {
    let stored = &row.signature;
    match &row.closing {
        Err(reason) => Some(Breach::new("I6", row.object(), format!("can't be read: {reason}"))),
        Ok(closing) if closing.signature().as_str() == stored => None,
        Ok(closing) => {
            let sentence = format!("its signature is stored as {stored}, but is {}", closing.signature());
            Some(Breach::new("I3", row.object(), sentence))
        }
    }
}
