//! Types of both targets.

use serde::{Deserialize, Serialize};

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

/// More copies are not printed at once.
pub const MOST_COPIES: usize = 20;
