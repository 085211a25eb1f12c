//! Maintained totals that many transactions change are kept in parts, so that one rarely waits for another's row.

use crate::kernel::ids::Id;

/// Parts of a total.
const PARTS: u8 = 16;

/// The part in which what belongs to `id` is kept: 0 to 15.
#[must_use]
pub fn part_of(id: impl Id) -> i64 {
    // The end of an id is random.
    i64::from(id.uuid().as_bytes()[15] % PARTS)
}
