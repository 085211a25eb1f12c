//! Rows that have served: taken out by the server from time to time, never by a request of a person.

use std::time::Duration;

use super::ctx::Ctx;
use super::db::DbResult;
use super::store;
use super::web::flash;
use crate::kernel::date::Timestamp;

const DAY: Duration = Duration::from_hours(24);
/// No limit looks further back.
const ATTEMPTS: Duration = DAY;
/// A form that was open so long is not sent a second time.
const REQUESTS: Duration = DAY.saturating_mul(30);

/// Sweeps the platform's own tables.
///
/// # Errors
/// Whatever the database answers.
pub async fn sweep(ctx: &Ctx) -> DbResult<()> {
    let now = ctx.now();
    let before = |age: Duration| now.checked_sub(age).unwrap_or(Timestamp::MIN);
    let mut tx = ctx.write().await?;
    store::sweep_attempts(&mut tx, before(ATTEMPTS)).await?;
    store::sweep_requests(&mut tx, before(REQUESTS)).await?;
    store::sweep_flashes(&mut tx, flash::expired_before(now)).await?;
    tx.commit().await
}
