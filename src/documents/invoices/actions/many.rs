//! Several invoices at once: one after the other by the action for one, each in a transaction of its own. What is wrong with one
//! of them does not touch the others, and its number goes to the next.

use super::super::model::{IssueDraft, Outcome};
use super::super::store;
use super::draft::delete_draft;
use super::issue::issue;
use crate::documents::papers::files::{done, within_limit};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::InvoiceId;
use crate::kernel::rights::Object;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;

/// Issues drafts, each as it was in the list. The numbers follow the order in which the drafts are sent. Each comes with the key
/// of its own form: sent again, what was issued answers with its number.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than are taken at once. What is wrong with one draft
/// is told by its outcome.
pub async fn issue_many(ctx: &Ctx, drafts: Vec<IssueDraft>) -> AppResult<Vec<Outcome>> {
    ctx.may(Right::IssueInvoices)?;
    let drafts = within_limit(drafts, |draft| draft.id)?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let issued = unless_busy(|| issue(ctx, draft.clone())).await;
        outcomes.push(match issued {
            Ok(issued) => done(draft.id, Some(issued.number)),
            Err(error) => refused(ctx, draft.id, error).await,
        });
    }
    Ok(outcomes)
}

/// Deletes drafts. Sent again, what was deleted is not found.
///
/// # Errors
/// As for [`issue_many`].
pub async fn delete_many(ctx: &Ctx, ids: Vec<InvoiceId>) -> AppResult<Vec<Outcome>> {
    ctx.may(Right::DeleteInvoices)?;
    let ids = within_limit(ids, |id| *id)?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let deleted = unless_busy(|| delete_draft(ctx, id)).await;
        outcomes.push(match deleted {
            Ok(()) => done(id, None),
            Err(error) => refused(ctx, id, error).await,
        });
    }
    Ok(outcomes)
}

/// Tells the number of what was not done, so that people know which one it was. Where it can't be read it is left out: the reason
/// counts.
pub(super) async fn refused(ctx: &Ctx, id: InvoiceId, error: AppError) -> Outcome {
    let invoice = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Invoices))
        .await
        .ok()
        .flatten();
    Outcome {
        id,
        number: invoice.and_then(|invoice| invoice.number().map(ToOwned::to_owned)),
        refused: Some(error),
    }
}
