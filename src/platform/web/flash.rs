//! A plain form that failed comes back with what was typed: the values and the error wait in a row that is read once by the
//! page the browser is sent back to. Passwords are never kept.
//!
//! One that succeeded tells so on the next page, wherever that is ("client saved"): a cookie names the row, so that no address has
//! to.

use std::time::Duration;

use crate::error::{AppResult, FailedForm, internal};
use crate::kernel::actor::Actor;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::FlashId;
use crate::platform::attempts::{self, Limit};
use crate::platform::ctx::Ctx;
use crate::platform::db::DbResult;
use crate::platform::store;

/// How long a row waits for its page.
const KEPT: Duration = Duration::from_mins(10);

/// The query parameter that names the row.
pub const PARAMETER: &str = "flash";

/// Fields whose name holds this word are passwords. The one-time code of the set-up is none: its page comes back with it, so that
/// nobody copies it from the console again because of another field, and the right one is of no use to anybody afterwards.
const SECRET: &str = "password";

/// Forms of strangers that are kept for one address.
const PER_ADDRESS: Limit = Limit { max: 100, window: KEPT };

/// Whose rows what is told is: whoever has the cookie. Signing in for the first time makes another actor of the reader.
const TOLD_TO: &str = "told";

/// Longest text that is told.
const LONGEST_TOLD: usize = 200;

/// What a page tells of the form before it; the middleware puts it into the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told(pub String);

/// Keeps what the next page tells.
///
/// # Errors
/// [`AppError::TooMany`] for a stranger who has sent very many forms; whatever the database answers.
pub async fn keep_told(ctx: &Ctx, text: &str) -> AppResult<FlashId> {
    limit_strangers(ctx).await?;
    let text: String = text.chars().take(LONGEST_TOLD).collect();
    let id: FlashId = ctx.new_id();
    let mut tx = ctx.write().await?;
    store::keep_flash(&mut tx, id, TOLD_TO, &text, ctx.now()).await?;
    tx.commit().await?;
    Ok(id)
}

async fn limit_strangers(ctx: &Ctx) -> AppResult<()> {
    if ctx.actor == Actor::Anonymous {
        attempts::take(ctx, &attempts::by_address("flash", ctx), PER_ADDRESS).await?;
    }
    Ok(())
}

/// Takes out what is to be told; it is there once.
///
/// # Errors
/// Whatever the database answers.
pub async fn take_told(ctx: &Ctx, id: FlashId) -> DbResult<Option<String>> {
    take_row(ctx, id, TOLD_TO).await
}

/// How old rows may get.
#[must_use]
pub fn expired_before(now: Timestamp) -> Timestamp {
    now.checked_sub(KEPT).unwrap_or(Timestamp::MIN)
}

/// Keeps a failed form.
///
/// # Errors
/// [`AppError::TooMany`] for a stranger who has failed very often; whatever the database answers.
pub async fn keep(ctx: &Ctx, mut form: FailedForm) -> AppResult<FlashId> {
    limit_strangers(ctx).await?;
    form.values.retain(|name, _| !name.contains(SECRET));
    let id: FlashId = ctx.new_id();
    let body = serde_json::to_string(&form).map_err(|error| internal(&error.to_string()))?;
    let mut tx = ctx.write().await?;
    store::keep_flash(&mut tx, id, &ctx.actor.name(), &body, ctx.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a failed form of the same actor out; it is there once. An address without a row costs no write.
///
/// # Errors
/// Whatever the database answers.
pub async fn take(ctx: &Ctx, id: FlashId) -> DbResult<Option<FailedForm>> {
    let body = take_row(ctx, id, &ctx.actor.name()).await?;
    Ok(body.and_then(|json| serde_json::from_str(&json).ok()))
}

async fn take_row(ctx: &Ctx, id: FlashId, actor: &str) -> DbResult<Option<String>> {
    if !store::has_flash(&mut ctx.read(), id, actor).await? {
        return Ok(None);
    }
    let mut tx = ctx.write().await?;
    let body = store::take_flash(&mut tx, id, actor).await?;
    tx.commit().await?;
    Ok(body)
}
