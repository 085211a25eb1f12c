//! Limits on guessing (passwords, codes), kept in the database so that restarts and several processes don't lift them. A
//! limit ends by itself: an attempt that was turned away does not prolong it.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use uuid::Uuid;

use super::ctx::Ctx;
use super::db::{DbResult, Tx};
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::date::Timestamp;

/// How many attempts a window allows.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub max: i64,
    pub window: Duration,
}

/// An attempt that was counted.
#[derive(Debug)]
pub struct Attempt(Uuid);

/// Counts one attempt under the key. Attempts that come at the same time count one after the other.
///
/// # Errors
/// [`AppError::TooMany`] with the seconds until the oldest attempt leaves the window.
pub async fn take(ctx: &Ctx, key: &str, limit: Limit) -> AppResult<Attempt> {
    let now = ctx.now();
    let since = now.checked_sub(limit.window).unwrap_or(Timestamp::MIN);
    let mut tx = ctx.write().await?;
    tx.alone_with(key).await?;
    let attempt = Attempt(ctx.new_id());
    store::add_attempt(&mut tx, attempt.0, key, now).await?;
    let (count, oldest) = store::attempts_since(&mut tx, key, since).await?;
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

/// Takes one attempt back: it succeeded, and the others under its key still count. In the transaction of the success.
///
/// # Errors
/// Whatever the database answers.
pub async fn give_back(tx: &mut Tx, attempt: Attempt) -> DbResult<()> {
    store::remove_attempt(tx, attempt.0).await
}

/// Forgets the attempts under the key, in the transaction of a success.
///
/// # Errors
/// Whatever the database answers.
pub async fn forget(tx: &mut Tx, key: &str) -> DbResult<()> {
    store::forget_attempts(tx, key).await
}

/// The key under which attempts from the address of the request are counted. An IPv6 customer has a whole /64, and counts as
/// one.
#[must_use]
pub fn by_address(what: &str, ctx: &Ctx) -> String {
    let address = match ctx.request.address.map(|address| address.to_canonical()) {
        Some(IpAddr::V6(ip)) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).to_string(),
        Some(IpAddr::V4(ip)) => ip.to_string(),
        None => "unknown".to_owned(),
    };
    format!("{what}/address/{address}")
}
