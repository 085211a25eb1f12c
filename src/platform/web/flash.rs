//! A plain form that failed comes back with what was typed: the values and the error wait in a row that is read once by the
//! page the browser is sent back to. Passwords are never kept.

use std::time::Duration;

use crate::error::FailedForm;
use crate::kernel::ids::FlashId;
use crate::platform::ctx::Ctx;
use crate::platform::db::DbResult;
use crate::platform::store;

/// How long a row waits for its page.
const KEPT: Duration = Duration::from_mins(10);

/// The query parameter that names the row.
pub const PARAMETER: &str = "flash";

/// Keeps a failed form.
///
/// # Errors
/// Whatever the database answers.
pub async fn keep(ctx: &Ctx, mut form: FailedForm) -> DbResult<FlashId> {
    form.values.retain(|name, _| !name.contains("password"));
    let id: FlashId = ctx.new_id();
    let body = serde_json::to_string(&form).unwrap_or_default();
    let now = ctx.now();
    let mut tx = ctx.write().await?;
    store::sweep_flashes(&mut tx, now.checked_sub(KEPT).unwrap_or(now)).await?;
    store::keep_flash(&mut tx, id, &ctx.actor.name(), &body, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a failed form of the same actor out; it is there once.
///
/// # Errors
/// Whatever the database answers.
pub async fn take(ctx: &Ctx, id: FlashId) -> DbResult<Option<FailedForm>> {
    let mut tx = ctx.write().await?;
    let body = store::take_flash(&mut tx, id, &ctx.actor.name()).await?;
    tx.commit().await?;
    Ok(body.and_then(|json| serde_json::from_str(&json).ok()))
}
