//! What each side has answered to papers by itself.

use super::Breach;
use super::store::answers as stored;
use crate::platform::db::{Conn, DbResult};

pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let other = stored::of_other_files(conn).await?.into_iter();
    let other = other.map(|row| {
        Breach::new(
            "I15",
            row.object(),
            "what was answered is not the stored file of the paper",
        )
    });
    let astray = stored::not_in_papers(conn).await?.into_iter();
    let astray = astray.map(|row| {
        Breach::new(
            "I15",
            row.object(),
            "its paper is not signed as it says, or is not there",
        )
    });
    Ok(other.chain(astray).collect())
}
