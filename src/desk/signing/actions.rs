//! Recording signatures: each kind of papers decides by its own room who may and when.

use uuid::Uuid;

use crate::desk::files;
use crate::documents::closing::model::ClosingKind;
use crate::documents::signatures::model::{SignPaper, SignedPaper};
use crate::documents::signing::actions as answers;
use crate::documents::{closing, contracts};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::RequestKey;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::files::actions::{Received, add_original_in, problem};

/// Records who has signed, or that the original has come back. Says the paper's new version.
///
/// # Errors
/// Problems beside `date`, `reason` and `lifecycle`; [`Problem::AnsweredByThemselves`] for what contradicts an answer that was given
/// electronically; [`AppError::Conflict`] when somebody was faster; [`AppError::NotFound`] for what nobody signs.
pub async fn record(ctx: &Ctx, input: SignPaper) -> AppResult<i64> {
    let mut tx = ctx.write().await?;
    let signed = sign_in(&mut tx, ctx, &input).await?;
    tx.commit().await?;
    Ok(signed.version)
}

async fn sign_in(tx: &mut Tx, ctx: &Ctx, input: &SignPaper) -> AppResult<SignedPaper> {
    let signed = match input.kind {
        OwnerKind::Contract => contracts::actions::sign_in(tx, ctx, input).await?,
        OwnerKind::Act => closing::actions::sign_in(tx, ctx, ClosingKind::Act, input).await?,
        OwnerKind::DeliveryNote => closing::actions::sign_in(tx, ctx, ClosingKind::DeliveryNote, input).await?,
        _ => return Err(AppError::NotFound),
    };
    answers::keep_given(tx, &signed).await?;
    Ok(signed)
}

/// Whether the actor may record the original of a paper: asked before a byte of its scan is read.
pub async fn may_record(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<()> {
    if matches!(kind, OwnerKind::Contract | OwnerKind::Act | OwnerKind::DeliveryNote) {
        files::actions::may_attach(ctx, kind, id).await
    } else {
        Err(AppError::NotFound)
    }
}

/// What is known of the original that has come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    pub kind: OwnerKind,
    pub id: Uuid,
    /// That it has come back, unless that is recorded already.
    pub step: Option<SignPaper>,
    pub scan: Option<Received>,
}

/// Records that a signed original has come back, with a scan of it, or adds a scan to one that is recorded. The same form sent twice does it
/// once.
///
/// # Errors
/// As [`record`]; beside the field of the file, that one is needed.
pub async fn record_original(ctx: &Ctx, request: RequestKey, original: Original) -> AppResult<()> {
    let Original { kind, id, step, scan } = original;
    may_record(ctx, kind, id).await?;
    let mut tx = ctx.write().await?;
    if requests::claim::<Uuid>(&mut tx, ctx, request).await?.is_some() {
        return Ok(());
    }
    let paper = match step {
        Some(step) => sign_in(&mut tx, ctx, &SignPaper { kind, id, ..step }).await?,
        None if scan.is_none() => return Err(problem(Problem::Required)),
        None => locked(&mut tx, ctx, kind, id).await?,
    };
    if paper.signing.original.is_none() {
        return Err(AppError::field("date", Problem::Required));
    }
    if let Some(scan) = scan {
        add_original_in(&mut tx, ctx, &paper.owner, scan, paper.revision).await?;
    }
    requests::done(&mut tx, request, id).await?;
    Ok(tx.commit().await?)
}

/// A paper within the actor's scope, its row locked until the transaction ends.
async fn locked(tx: &mut Tx, ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<SignedPaper> {
    let scope = ctx.scope_of_kind(kind);
    let paper = match kind {
        OwnerKind::Contract => {
            let contract = contracts::store::locked(tx, id.into(), scope).await?;
            contract.map(|contract| contract.signed())
        }
        OwnerKind::Act => {
            let act = closing::store::locked(tx, ClosingKind::Act, id.into(), scope).await?;
            act.map(|act| act.signed())
        }
        OwnerKind::DeliveryNote => {
            let note = closing::store::locked(tx, ClosingKind::DeliveryNote, id.into(), scope).await?;
            note.map(|note| note.signed())
        }
        _ => None,
    };
    paper.ok_or(AppError::NotFound)
}
