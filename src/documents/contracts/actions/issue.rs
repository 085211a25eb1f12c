//! Issuing: the draft's text is checked once more, and the paper is frozen.

use super::super::model::{IssueContract, Lifecycle, Stage};
use super::super::store;
use super::draft::locked_draft;
use super::paper::{check_text, freeze};
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Issues a draft as it was on the page.
///
/// # Errors
/// A text with an unresolved shortcode is refused with its place; [`AppError::Conflict`] when the draft is not in that version any more.
pub async fn issue(ctx: &Ctx, input: IssueContract) -> AppResult<()> {
    ctx.may(Right::IssueContracts)?;
    // Reading and rendering a text takes a while: nobody waits for it. The version says that it is still the same text.
    {
        let mut conn = ctx.read();
        let seen = store::by_id(&mut conn, input.id, ctx.scope_of(Object::Contracts)).await?;
        let seen = seen.ok_or(AppError::NotFound)?;
        if seen.stage() == Stage::Draft && seen.version == input.version {
            check_text(&mut conn, ctx, &seen).await?;
        }
    }
    let mut tx = ctx.write().await?;
    let draft = locked_draft(&mut tx, ctx, input.id, input.version).await?;
    organizations::kept(&mut tx, draft.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    let client = clients::by_id(&mut tx, draft.client, ctx.scope_of(Object::Contracts)).await?;
    if client.ok_or(AppError::NotFound)?.archived {
        return Err(AppError::field("client", Problem::Archived));
    }
    if let Some(parent) = draft.parent {
        let parent = store::by_id(&mut tx, parent, Scope::All).await?;
        if parent.is_none_or(|parent| matches!(parent.lifecycle, Lifecycle::Cancelled { .. })) {
            return Err(AppError::field("parent", Problem::AlreadyCancelled));
        }
    }
    draft
        .lifecycle
        .clone()
        .issue()
        .map_err(|error| AppError::field("lifecycle", error.into()))?;
    store::mark_issued(&mut tx, draft.id).await?;
    freeze(&mut tx, ctx, &draft).await?;
    let event = Event::new(draft.owner(), Verb::Issued).change("number", "", &draft.number);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
