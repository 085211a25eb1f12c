//! Limits on guessing (passwords, codes), kept in the database so that restarts and several processes don't lift them. A
//! limit ends by itself: an attempt that was turned away does not prolong it.

use std::time::Duration;

use uuid::Uuid;

use super::ctx::Ctx;
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::date::Timestamp;

/// How many attempts a window allows.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub max: i64,
    pub window: Duration,
}

/// Attempts older than this concern no limit any more.
const KEPT: Duration = Duration::from_hours(24);

/// An attempt that was counted.
#[derive(Debug)]
pub struct Attempt(Uuid);

/// Counts one attempt under the key.
///
/// # Errors
/// [`AppError::TooMany`] with the seconds until the oldest attempt leaves the window.
pub async fn take(ctx: &Ctx, key: &str, limit: Limit) -> AppResult<Attempt> {
    let now = ctx.now();
    let before = |age: Duration| now.checked_sub(age).unwrap_or(Timestamp::MIN);
    let mut tx = ctx.write().await?;
    store::sweep_attempts(&mut tx, before(KEPT)).await?;
    let attempt = Attempt(ctx.new_id());
    store::add_attempt(&mut tx, attempt.0, key, now).await?;
    let (count, oldest) = store::attempts_since(&mut tx, key, before(limit.window)).await?;
    if count > limit.max {
        let free_at = oldest.and_then(|at| at.checked_add(limit.window).ok()).unwrap_or(now);
        let seconds = u64::try_from(free_at.as_second() - now.as_second()).unwrap_or(0);
        return Err(AppError::TooMany {
            retry_after: seconds.max(1),
        });
    }
    tx.commit().await?;
    Ok(attempt)
}

/// Takes one attempt back: it succeeded, and the others under its key still count.
///
/// # Errors
/// Whatever the database answers.
pub async fn give_back(ctx: &Ctx, attempt: Attempt) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    store::remove_attempt(&mut tx, attempt.0).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets the attempts under the key, after a success.
///
/// # Errors
/// Whatever the database answers.
pub async fn forget(ctx: &Ctx, key: &str) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    store::forget_attempts(&mut tx, key).await?;
    tx.commit().await?;
    Ok(())
}
