//! What has to hold of contracts: their numbers, their annexes, who has signed, what goes back to them.

use super::Breach;
use super::store;
use crate::platform::db::{Conn, DbResult};

/// Contracts that are in memory at once.
const SLICE: i64 = 500;

pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let mut breaches = signatures(conn).await?;
    let twice = store::contracts_numbered_twice(conn).await?.into_iter();
    let same = "another one of the same parties has the same number in the same year";
    breaches.extend(twice.map(|row| Breach::new("I4", row.object(), same)));
    let annexes = store::astray_annexes(conn).await?.into_iter();
    let astray = "is an annex to a draft, to an annex, or to a contract of other parties";
    breaches.extend(annexes.map(|row| Breach::new("I11", row.object(), astray)));
    let invoices = store::based_astray(conn).await?.into_iter();
    let based = "goes back to a contract of another client or own company";
    breaches.extend(invoices.map(|row| Breach::new("I11", row.object(), based)));
    Ok(breaches)
}

async fn signatures(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let (mut breaches, mut after) = (Vec::new(), None);
    loop {
        let slice = store::signed(conn, after, SLICE).await?;
        let Some(last) = slice.last() else { return Ok(breaches) };
        after = Some(last.id);
        let wrong = slice.iter().filter(|row| row.signature != row.facts.state().as_str());
        breaches.extend(wrong.map(|row| {
            let sentence = format!(
                "is kept as signed: {}, and its facts say {}",
                row.signature,
                row.facts.state()
            );
            Breach::new("I3", row.object(), sentence)
        }));
    }
}
