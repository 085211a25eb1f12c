//! Papers that are issued under a number, as files: which rendition is meant, and what is done with many of them.

use std::collections::BTreeSet;

use super::model::{MOST_AT_ONCE, Outcome, Rendition};
use super::renditions::{self, PaperFile};
use super::store::jobs::Frozen;
use crate::error::{AppError, AppResult};
use crate::kernel::lifecycle::Stage;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;

/// The paper of a document as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedFile {
    /// What the paper calls itself, in its own language.
    pub title: String,
    /// A draft has none.
    pub number: Option<String>,
    pub bytes: Vec<u8>,
}

impl NumberedFile {
    #[must_use]
    pub fn new(number: Option<&str>, file: PaperFile) -> Self {
        Self {
            title: file.title,
            number: number.map(str::to_owned),
            bytes: file.bytes,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// The draft as it is now, marked as one.
    Draft,
    Issued {
        revision: i64,
        rendition: Rendition,
    },
}

/// What is meant by a revision and a rendition of a document whose current revision is `current`. Without a wish: clean, and once it is cancelled,
/// so marked.
///
/// # Errors
/// [`AppError::NotFound`] for stamps on a draft, for a revision of one, and for the mark of a cancelled paper on one that is not.
pub fn meant(stage: Stage, current: i64, revision: Option<i64>, wish: Option<Rendition>) -> AppResult<Meant> {
    let is_clean = wish.is_none_or(|wish| wish == Rendition::Clean);
    if stage == Stage::Draft {
        return if revision.is_none() && is_clean {
            Ok(Meant::Draft)
        } else {
            Err(AppError::NotFound)
        };
    }
    let revision = revision.unwrap_or(current);
    let is_cancelled = stage == Stage::Cancelled && revision == current;
    let rendition = wish.unwrap_or(if is_cancelled {
        Rendition::Cancelled
    } else {
        Rendition::Clean
    });
    if rendition == Rendition::Cancelled && !is_cancelled {
        return Err(AppError::NotFound);
    }
    Ok(Meant::Issued { revision, rendition })
}

/// The file of an issued paper as its client gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientsFile {
    pub owner: Owner,
    pub revision: i64,
    /// What the paper calls itself, in its own language.
    pub title: String,
    pub bytes: Vec<u8>,
}

/// The file that the client of a paper gets: what is sent to him by e-mail too, and once the paper is cancelled, so marked. The caller has found
/// the paper within the client's scope.
///
/// # Errors
/// [`AppError::NotFound`] for a draft.
pub async fn of_client(ctx: &Ctx, owner: Owner, stage: Stage, current: &Frozen) -> AppResult<ClientsFile> {
    let rendition = match stage {
        Stage::Draft => return Err(AppError::NotFound),
        Stage::Issued => Rendition::Stamped,
        Stage::Cancelled => Rendition::Cancelled,
    };
    let file = renditions::pdf(ctx, current, rendition).await?;
    Ok(ClientsFile {
        owner,
        revision: current.revision,
        title: file.title,
        bytes: file.bytes,
    })
}

/// What is to be done, in the order it was sent; a document that is named twice is done once.
///
/// # Errors
/// [`AppError::TooLarge`] for more than are taken at once.
pub fn within_limit<T, I: Ord>(mut sent: Vec<T>, id: impl Fn(&T) -> I) -> AppResult<Vec<T>> {
    if sent.len() > MOST_AT_ONCE {
        return Err(AppError::TooLarge);
    }
    let mut seen = BTreeSet::new();
    sent.retain(|one| seen.insert(id(one)));
    Ok(sent)
}

/// That one of several was done.
#[must_use]
pub const fn done<I>(id: I, number: Option<String>) -> Outcome<I> {
    Outcome {
        id,
        number,
        refused: None,
    }
}
