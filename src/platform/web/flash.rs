//! A plain form that failed comes back with what was typed: the values and the error wait in a row that is read once by the
//! page the browser is sent back to. Secrets are never kept.

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

/// Fields that hold one of these words are secrets: passwords, and the code of the set-up.
const SECRETS: [&str; 2] = ["password", "setup_code"];

/// Forms of strangers that are kept for one address.
const PER_ADDRESS: Limit = Limit { max: 100, window: KEPT };

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
    if ctx.actor == Actor::Anonymous {
        attempts::take(ctx, &attempts::by_address("flash", ctx), PER_ADDRESS).await?;
    }
    form.values
        .retain(|name, _| !SECRETS.iter().any(|secret| name.contains(secret)));
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
    let actor = ctx.actor.name();
    if !store::has_flash(&mut ctx.read(), id, &actor).await? {
        return Ok(None);
    }
    let mut tx = ctx.write().await?;
    let body = store::take_flash(&mut tx, id, &actor).await?;
    tx.commit().await?;
    Ok(body.and_then(|json| serde_json::from_str(&json).ok()))
}
