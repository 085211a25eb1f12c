//! Signatures and returned originals, as the staff records them.

use super::super::model::{SignClosing, Signing, SigningStep};
use super::super::store;
use super::draft::conflict;
use crate::company::organization::store as organizations;
use crate::error::{AppError, AppResult};
use crate::kernel::lifecycle::Stage;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Records who has signed, or that the original has come back. Says the paper's new version.
///
/// # Errors
/// Problems beside `date`, `reason` and `lifecycle`; [`AppError::Conflict`] when somebody was faster.
pub async fn sign(ctx: &Ctx, input: SignClosing) -> AppResult<i64> {
    let mut tx = ctx.write().await?;
    let version = sign_in(&mut tx, ctx, &input).await?;
    tx.commit().await?;
    Ok(version)
}

/// [`sign`] within a transaction, without its end.
///
/// # Errors
/// As [`sign`].
pub async fn sign_in(tx: &mut Tx, ctx: &Ctx, input: &SignClosing) -> AppResult<i64> {
    ctx.may(input.kind.edit())?;
    let closing = store::locked(tx, input.kind, input.id, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    if closing.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", closing.stage().in_the_way()));
    }
    if closing.version != input.version {
        return Err(conflict(tx, &closing).await?);
    }
    let seller = organizations::by_id(tx, closing.organization).await?;
    let zone = seller.ok_or(AppError::NotFound)?.time_zone;
    let after = input.applied(&closing.signing, closing.date, ctx.clock.today(&zone))?;
    if after == closing.signing {
        return Ok(closing.version);
    }
    store::set_signing(tx, closing.id, &after).await?;
    let verb = match input.step {
        SigningStep::Ours | SigningStep::Client => Verb::Signed,
        SigningStep::Refused => Verb::SignatureRefused,
        SigningStep::Original => Verb::OriginalReceived,
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => Verb::Changed,
    };
    let (old, new) = (told(&closing.signing), told(&after));
    let changes = old.into_iter().zip(new);
    let event = changes.fold(Event::new(closing.owner(), verb), |event, ((field, old), (_, new))| {
        event.change(field, old, new)
    });
    activity::record(tx, ctx, event).await?;
    Ok(closing.version + 1)
}

fn told(signing: &Signing) -> [(&'static str, String); 5] {
    let refused = signing.refused.as_ref();
    [
        ("signed_by_us", typed(signing.ours)),
        ("signed_by_client", typed(signing.clients)),
        ("refused_on", typed(refused.map(|refusal| refusal.date))),
        (
            "reason",
            refused.map(|refusal| refusal.reason.clone()).unwrap_or_default(),
        ),
        ("original_received", typed(signing.original)),
    ]
}
