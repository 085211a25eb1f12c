//! What the form of a paper sends: one door for a plain form, whatever its button means.

use super::super::model::{CorrectClosing, SaveClosing, SentClosing, Then};
use super::{correct, issue_now, save_draft};
use crate::error::AppResult;
use crate::platform::ctx::Ctx;

/// Saves the form as a draft, issues it, or issues it as the next revision of the issued paper it names.
///
/// # Errors
/// As [`save_draft`], [`issue_now`] and [`correct`].
pub async fn send(ctx: &Ctx, input: SaveClosing, then: Then) -> AppResult<SentClosing> {
    let issued = match then {
        Then::Draft => {
            let id = save_draft(ctx, input).await?.id;
            return Ok(SentClosing { id, number: None });
        }
        Then::Issue | Then::Print => issue_now(ctx, input).await?,
        Then::Correct => {
            let reason = input.reason.clone();
            correct(ctx, CorrectClosing { form: input, reason }).await?
        }
    };
    Ok(SentClosing {
        id: issued.id,
        number: Some(issued.number),
    })
}
