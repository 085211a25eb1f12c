//! Signatures and returned originals, as the staff records them.

use super::super::model::ClosingKind;
use super::super::store;
use crate::company::organization::store as organizations;
use crate::documents::signatures;
use crate::documents::signatures::model::{SignPaper, SignedPaper};
use crate::error::{AppError, AppResult};
use crate::kernel::lifecycle::Stage;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Records who has signed, or that the original has come back. Nobody signs before the date of the paper.
///
/// # Errors
/// Problems beside `date`, `reason` and `lifecycle`; [`AppError::Conflict`] when somebody was faster.
pub async fn sign_in(tx: &mut Tx, ctx: &Ctx, kind: ClosingKind, input: &SignPaper) -> AppResult<SignedPaper> {
    ctx.may(kind.edit())?;
    let closing = store::locked(tx, kind, input.id.into(), ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    if closing.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", closing.stage().in_the_way()));
    }
    let seller = organizations::by_id(tx, closing.organization).await?;
    let today = ctx.clock.today(&seller.ok_or(AppError::NotFound)?.time_zone);
    let days = (Some(closing.date), today);
    signatures::actions::record_in(tx, ctx, "closings", closing.signed(), input, days).await
}
