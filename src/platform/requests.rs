//! The same form sent twice is one write. Every creating form carries a hidden key; the first write under it stores what it
//! made, the second finds it. The row is written in the transaction of the write itself.

use std::fmt::Display;
use std::str::FromStr;

use super::ctx::Ctx;
use super::db::{DbResult, Tx};
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::RequestKey;

/// Claims the key. `Some` is the result of the earlier write under the same key by the same actor, and nothing else is to be
/// done. Must be the first statement of the transaction: a second send waits here until the first one is decided.
///
/// # Errors
/// [`AppError::Outdated`] if another actor used the key or its result is of another kind.
pub async fn claim<T: FromStr>(tx: &mut Tx, ctx: &Ctx, key: RequestKey) -> AppResult<Option<T>> {
    let actor = ctx.actor.name();
    if store::claim_request(tx, key, &actor, ctx.now()).await? {
        return Ok(None);
    }
    // The answer says that it is stored: the first send has to be committed, or to have failed.
    if tx.anew().await? && store::claim_request(tx, key, &actor, ctx.now()).await? {
        return Ok(None);
    }
    let result = store::request_result(tx, key, &actor).await?;
    result
        .and_then(|text| text.parse().ok())
        .map(Some)
        .ok_or(AppError::Outdated)
}

/// Stores what the write under the key has made.
///
/// # Errors
/// Whatever the database answers.
pub async fn done(tx: &mut Tx, key: RequestKey, result: impl Display) -> DbResult<()> {
    store::finish_request(tx, key, &result.to_string()).await
}
