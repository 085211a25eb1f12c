//! I4: the numbers of documents.

use super::Breach;
use super::store::{self, Counted};
use crate::company::organization::model::DocumentKind;
use crate::platform::db::{Conn, DbResult};

/// Missing numbers that are named one by one.
const MOST_NAMED: usize = 20;

/// Numbers that are in memory at once.
const SLICE: i64 = 1000;

/// Every series and period: as many documents as the counter has given numbers, from the first to the last.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = Vec::new();
    for counter in store::counters(conn).await? {
        let given = counter.last - counter.first + 1;
        if counter.documents == given && counter.lowest == counter.first && counter.highest == counter.last {
            continue;
        }
        let sentence = format!(
            "numbers {} to {} were given, and {} documents have {} to {}{}",
            counter.first,
            counter.last,
            counter.documents,
            counter.lowest,
            counter.highest,
            missing(conn, &counter).await?
        );
        breaches.push(Breach::new("I4", counter.object(), sentence));
    }
    let astray = store::numbered_astray(conn).await?.into_iter();
    breaches
        .extend(astray.map(|row| Breach::new("I4", row.object(), "its number is of no counter of its own company")));
    let twice = store::numbered_twice(conn).await?.into_iter();
    breaches
        .extend(twice.map(|row| Breach::new("I4", row.object(), "another one has the same number in the same year")));
    let wrong = store::numbered_wrongly(conn).await?.into_iter();
    breaches
        .extend(wrong.map(|row| Breach::new("I4", row.object(), "a draft has a number, or an issued paper has none")));
    let other = store::closing::numbered_otherwise(conn).await?.into_iter();
    breaches.extend(other.map(|row| Breach::new("I4", row.object(), "its number is not that of its invoice")));
    Ok(breaches)
}

/// The numbers that were given and belong to no document, as the end of a sentence.
async fn missing(conn: &mut Conn, counter: &Counted) -> DbResult<String> {
    let (mut missing, mut next) = (Vec::new(), counter.first);
    'all: loop {
        let slice = match counter.kind {
            DocumentKind::Invoice => store::invoice_numbers(conn, counter, next, SLICE).await?,
            DocumentKind::Payment => store::payment_numbers(conn, counter, next, SLICE).await?,
            DocumentKind::Act | DocumentKind::DeliveryNote => {
                store::closing::numbers(conn, counter, next, SLICE).await?
            }
            // No such counter is read.
            DocumentKind::Contract => Vec::new(),
        };
        let end = slice.is_empty();
        let found = slice.into_iter().chain(end.then_some(counter.last.saturating_add(1)));
        for n in found {
            while next < n && next <= counter.last {
                if missing.len() == MOST_NAMED {
                    missing.push("…".to_owned());
                    break 'all;
                }
                missing.push(next.to_string());
                next += 1;
            }
            next = n.saturating_add(1);
        }
        if end {
            break;
        }
    }
    Ok(if missing.is_empty() {
        String::new()
    } else {
        format!("; missing: {}", missing.join(", "))
    })
}
