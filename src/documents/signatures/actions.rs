//! Recording. The room of the paper has checked the right and the state, and has locked the paper's row.

use super::model::{SignPaper, SignedPaper, Signing, SigningStep};
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
    write(tx, ctx, table, before, (input.step, after), &[]).await
}

/// What one side has answered by itself.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    pub step: SigningStep,
    /// Today.
    pub date: Date,
    /// Of a refusal.
    pub reason: &'a str,
    /// Who has answered.
    pub signer: &'a str,
    /// Of the file that was answered.
    pub sha256: &'a str,
}

/// Records what one side of a paper in `table` has answered by itself. The caller keeps the answer, and has checked that it can be given.
///
/// # Errors
/// What can't be recorded.
pub async fn answered_in(
    tx: &mut Tx,
    ctx: &Ctx,
    table: &'static str,
    before: SignedPaper,
    given: Given<'_>,
) -> AppResult<SignedPaper> {
    let form = SignPaper {
        kind: before.owner.kind,
        id: before.owner.id,
        version: before.version,
        step: given.step,
        date: given.date.to_string(),
        reason: given.reason.to_owned(),
    };
    let after = form.applied(&before.signing, None, given.date)?;
    let told = [("signer", given.signer), ("sha256", given.sha256)];
    write(tx, ctx, table, before, (given.step, after), &told).await
}

/// Writes what is known, with its event; `told` is what else that says.
async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    table: &'static str,
    before: SignedPaper,
    (step, after): (SigningStep, Signing),
    told: &[(&str, &str)],
) -> AppResult<SignedPaper> {
    let owner = before.owner;
    store::set(tx, table, owner.id, &after).await?;
    let verb = match step {
        SigningStep::Ours | SigningStep::Client => Verb::Signed,
        SigningStep::Refused => Verb::SignatureRefused,
        SigningStep::Original => Verb::OriginalReceived,
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => Verb::Changed,
    };
    let changes = before.signing.told().into_iter().zip(after.told());
    let event = changes.fold(Event::new(owner, verb), |event, ((field, old), (_, new))| {
        event.change(field, old, new)
    });
    let event = told
        .iter()
        .fold(event, |event, (field, new)| event.change(field, "", new));
    activity::record(tx, ctx, event).await?;
    Ok(SignedPaper {
        version: before.version + 1,
        signing: after,
        ..before
    })
}
