//! Types of both targets.

use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::kernel::tax::spelled;

/// The files of an issued paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rendition {
    /// To be printed and signed by hand.
    #[default]
    Clean,
    /// With stamp and facsimile, to be sent.
    Stamped,
    /// Marked as cancelled; the others stay as they are.
    Cancelled,
}

spelled!(Rendition {
    Clean = "clean",
    Stamped = "stamped",
    Cancelled = "cancelled",
});

/// The most papers that are taken at once: some pages of a list.
pub const MOST_AT_ONCE: usize = 200;

/// What became of one of several papers; `I` is its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome<I> {
    pub id: I,
    /// Its number, if it has one now.
    pub number: Option<String>,
    /// Why it was not done; of this paper nothing was written then.
    pub refused: Option<AppError>,
}

/// More copies are not printed at once.
pub const MOST_COPIES: usize = 20;
