//! Recording. The room of the paper has checked the right and the state, and has locked the paper's row.

use super::model::{SignPaper, SignedPaper, SigningStep};
use super::store;
use crate::error::AppResult;
use crate::kernel::date::Date;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Records who has signed, or that the original has come back, in the row of a paper in `table`; says the paper as it is then. The days of
/// the form lie between `earliest` and `today`.
///
/// # Errors
/// Problems beside `date` and `reason`; [`crate::error::AppError::Conflict`] when somebody was faster.
pub async fn record_in(
    tx: &mut Tx,
    ctx: &Ctx,
    table: &'static str,
    before: SignedPaper,
    input: &SignPaper,
    (earliest, today): (Option<Date>, Date),
) -> AppResult<SignedPaper> {
    let owner = before.owner;
    if before.version != input.version {
        let current = before.signing.flattened();
        return Err(activity::actions::conflict(tx, &owner, before.version, current).await?);
    }
    let after = input.applied(&before.signing, earliest, today)?;
    if after == before.signing {
        return Ok(before);
    }
    store::set(tx, table, owner.id, &after).await?;
    let verb = match input.step {
        SigningStep::Ours | SigningStep::Client => Verb::Signed,
        SigningStep::Refused => Verb::SignatureRefused,
        SigningStep::Original => Verb::OriginalReceived,
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => Verb::Changed,
    };
    let changes = before.signing.told().into_iter().zip(after.told());
    let event = changes.fold(Event::new(owner, verb), |event, ((field, old), (_, new))| {
        event.change(field, old, new)
    });
    activity::record(tx, ctx, event).await?;
    Ok(SignedPaper {
        version: before.version + 1,
        signing: after,
        ..before
    })
}
