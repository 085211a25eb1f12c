//! Cancelling: the number stays, and what was closed of the invoice is open again.

use super::super::model::{CancelClosing, Closing};
use super::super::store;
use super::compose::{After, basis, locked_invoice};
use super::paper::frozen;
use crate::company::organization::store as organizations;
use crate::documents::invoices::model::Extent;
use crate::documents::{invoices, papers};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::lifecycle::Stage;
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Cancels an issued paper. What the client has signed is annulled by both sides: the day on which they agreed, and his reason beside ours.
///
/// # Errors
/// Problems beside `reason`, `agreed_on`, `client_reason`, `lifecycle`; beside `date` if the books are closed then.
pub async fn cancel(ctx: &Ctx, input: CancelClosing) -> AppResult<()> {
    ctx.may(input.kind.cancel())?;
    let mut tx = ctx.write().await?;
    let closing = store::locked(&mut tx, input.kind, input.id, ctx.scope_of(input.kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    if closing.stage() != Stage::Issued {
        return Err(AppError::field("lifecycle", closing.stage().in_the_way()));
    }
    let (reason, annulment) = input.read(closing.needs_annulment())?;
    let invoice = locked_invoice(&mut tx, ctx, closing.kind, closing.invoice).await?;
    let seller = organizations::kept(&mut tx, closing.organization).await?;
    let seller = seller.ok_or(AppError::NotFound)?;
    if let Some(problem) = seller.closed_on(closing.date) {
        return Err(AppError::field("date", problem));
    }
    let today = ctx.clock.today(&seller.time_zone);
    if annulment.as_ref().is_some_and(|annulment| annulment.date > today) {
        return Err(AppError::field("agreed_on", Problem::LaterThan { date: today }));
    }
    let lifecycle = closing
        .lifecycle
        .clone()
        .cancel(reason.clone())
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    let cancelled = Closing {
        lifecycle,
        annulment,
        ..closing
    };
    store::mark_cancelled(&mut tx, &cancelled, &reason).await?;
    let left = basis(&mut tx, &invoice, &[], Some(cancelled.id)).await?;
    let closed = left.lines.iter().map(|line| line.open.closed);
    let after = After {
        closed: Amount::sum(closed.clone().map(|share| share.gross))
            .map_err(|overflow| internal(&overflow.to_string()))?,
        extent: if closed.clone().all(|share| share.is_nothing()) {
            Extent::Nothing
        } else {
            Extent::Part
        },
    };
    invoices::actions::close(&mut tx, &invoice, after.closed, after.extent).await?;
    papers::actions::cancelled(&mut tx, ctx, &frozen(&cancelled)).await?;
    let agreed = cancelled.annulment.as_ref();
    let event = Event::new(cancelled.owner(), Verb::Cancelled)
        .change("reason", "", &reason)
        .change("agreed_on", "", typed(agreed.map(|annulment| annulment.date)))
        .change(
            "client_reason",
            "",
            agreed.map(|annulment| annulment.reason.as_str()).unwrap_or_default(),
        );
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
