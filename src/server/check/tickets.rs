//! Requests of clients.

use super::Breach;
use super::store::tickets as stored;
use crate::platform::db::{Conn, DbResult};

/// What is wrong with requests.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let miscounted = stored::miscounted(conn).await?.into_iter();
    let miscounted =
        miscounted.map(|row| Breach::new("I16", row.object(), "what it says of its messages is not what they say"));
    let astray = stored::astray(conn).await?.into_iter();
    let astray = astray.map(|row| {
        let sentence = "its contact or its paper is another client's, or its number was never given";
        Breach::new("I16", row.object(), sentence)
    });
    let files = stored::with_files_astray(conn).await?.into_iter();
    let files = files.map(|row| Breach::new("I16", row.object(), "a file of its messages belongs to something else"));
    Ok(miscounted.chain(astray).chain(files).collect())
}
