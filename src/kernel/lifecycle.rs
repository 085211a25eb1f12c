//! The life cycle of papers that are issued: invoices, acts, delivery notes.

use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::tax::spelled;

/// A paper leaves `Draft` once, by being issued; it never comes back. A cancelled one keeps its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Lifecycle {
    Draft,
    Issued { number: String },
    Cancelled { number: String, reason: String },
}

/// The paper is in this state, and not in the one that the step starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the state of the paper does not allow it")]
pub struct InvalidTransition(pub Stage);

impl From<InvalidTransition> for Problem {
    fn from(InvalidTransition(stage): InvalidTransition) -> Self {
        stage.in_the_way()
    }
}

impl Lifecycle {
    /// # Errors
    /// [`InvalidTransition`] unless the paper is a draft.
    pub fn issue(self, number: String) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Issued { number }),
            Self::Issued { .. } | Self::Cancelled { .. } => Err(InvalidTransition(self.stage())),
        }
    }

    /// # Errors
    /// [`InvalidTransition`] unless the paper is issued.
    pub fn cancel(self, reason: String) -> Result<Self, InvalidTransition> {
        match self {
            Self::Issued { number } => Ok(Self::Cancelled { number, reason }),
            Self::Draft | Self::Cancelled { .. } => Err(InvalidTransition(self.stage())),
        }
    }

    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Issued { .. } => Stage::Issued,
            Self::Cancelled { .. } => Stage::Cancelled,
        }
    }

    /// The number, once there is one.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Draft => None,
            Self::Issued { number } | Self::Cancelled { number, .. } => Some(number),
        }
    }
}

/// [`Lifecycle`] without what belongs to each state: what lists show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Draft,
    Issued,
    Cancelled,
}

spelled!(Stage {
    Draft = "draft",
    Issued = "issued",
    Cancelled = "cancelled",
});

impl Stage {
    /// Why a step that starts from another state can't be taken.
    #[must_use]
    pub const fn in_the_way(self) -> Problem {
        match self {
            Self::Draft => Problem::StillDraft,
            Self::Issued => Problem::AlreadyIssued,
            Self::Cancelled => Problem::AlreadyCancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lifecycle;

    #[test]
    fn a_paper_is_issued_once_and_cancelled_once() {
        let issued = Lifecycle::Draft.issue("1".into()).unwrap();
        assert_eq!(issued.number(), Some("1"));
        assert!(issued.clone().issue("2".into()).is_err());
        assert!(Lifecycle::Draft.cancel("why".into()).is_err());
        let cancelled = issued.cancel("typed wrong".into()).unwrap();
        assert_eq!(cancelled.number(), Some("1"), "the number stays");
        assert!(cancelled.clone().cancel("again".into()).is_err());
        assert!(cancelled.issue("3".into()).is_err());
    }
}
