//! Maintained totals that many transactions change are kept in parts, so that one rarely waits for another's row.

use super::{Engine, Tx};
use crate::kernel::ids::Id;

/// Parts of a total.
const PARTS: u8 = 16;

/// The part in which what belongs to `id` is kept: 0 to 15. Where one transaction writes at a time nobody waits, and parts would only be more
/// rows to add up.
#[must_use]
pub fn part_of(tx: &Tx, id: impl Id) -> i64 {
    match tx.engine() {
        Engine::Sqlite => 0,
        // The end of an id is random.
        Engine::Postgres => i64::from(id.uuid().as_bytes()[15] % PARTS),
    }
}
