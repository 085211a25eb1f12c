//! Drafts that are written in a form which can issue them too: what invoices, acts and delivery notes do alike when one is saved.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use crate::error::{AppError, AppResult};
use crate::kernel::ids::RequestKey;
use crate::kernel::lifecycle::Stage;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;

/// The version a new draft is stored with.
pub const FIRST_VERSION: i64 = 1;

/// The form of a draft, a new one or a stored one.
pub trait DraftForm: Clone + Send + Sync {
    /// Of the draft.
    type Id: Copy + Display + FromStr + Send + Sync;

    /// The draft that is changed; none for a new one.
    fn draft(&self) -> Option<Self::Id>;

    /// The key under which a new draft is made once.
    fn request(&self) -> Option<RequestKey>;

    /// The form as a change of a draft in a version.
    #[must_use]
    fn changing(self, draft: Self::Id, version: i64) -> Self;
}

/// The draft that an earlier send of the same new form has made.
///
/// # Errors
/// [`AppError::Outdated`] if a new draft carries no key.
pub async fn claimed<F: DraftForm>(tx: &mut Tx, ctx: &Ctx, form: &F) -> AppResult<Option<F::Id>> {
    match (form.draft(), form.request()) {
        (Some(_), _) => Ok(None),
        (None, Some(key)) => requests::claim(tx, ctx, key).await,
        (None, None) => Err(AppError::Outdated),
    }
}

/// The form as it is to be saved. Sent again, a new form is a change of the draft it has made: whoever lost the answer to the first send may have
/// typed more since. Sent twice as it was, it changes nothing.
pub fn resent<F: DraftForm>(form: &F, made: Option<F::Id>) -> Cow<'_, F> {
    match made {
        None => Cow::Borrowed(form),
        Some(made) => Cow::Owned(form.clone().changing(made, FIRST_VERSION)),
    }
}

/// Notes what a new draft's key has made.
///
/// # Errors
/// Whatever the database answers.
pub async fn finish<F: DraftForm>(tx: &mut Tx, form: &F, made: Option<F::Id>, id: F::Id) -> AppResult<()> {
    if let (None, None, Some(key)) = (form.draft(), made, form.request()) {
        requests::done(tx, key, id).await?;
    }
    Ok(())
}

/// # Errors
/// The state in the way beside `lifecycle`, when the paper is no draft any more.
pub fn still_draft(stage: Stage) -> AppResult<()> {
    if stage == Stage::Draft {
        Ok(())
    } else {
        Err(AppError::field("lifecycle", stage.in_the_way()))
    }
}

/// Whether lines say the same. Each save makes their ids anew: `unnamed` is a line without one.
pub fn same_lines<L: PartialEq>(old: &[L], new: &[L], unnamed: fn(&L) -> L) -> bool {
    old.iter().map(unnamed).eq(new.iter().map(unnamed))
}
