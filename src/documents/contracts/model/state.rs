//! The states of a contract: its life cycle, which is decided; whether it has expired, which follows from the calendar. Who has signed is in
//! [`crate::documents::signatures`].

use serde::{Deserialize, Serialize};

use crate::kernel::date::Date;
use crate::kernel::lifecycle;
use crate::kernel::problem::Problem;
use crate::kernel::tax::spelled;

/// A contract leaves `Draft` once, by being issued, and ends once: terminated from a day on, or cancelled as if it had never been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Lifecycle {
    Draft,
    Issued,
    /// It held until this day.
    Terminated {
        on: Date,
        reason: String,
    },
    Cancelled {
        on: Date,
        reason: String,
    },
}

/// The contract is in this state, and not in the one that the step starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the state of the contract does not allow it")]
pub struct InvalidTransition(pub Stage);

impl From<InvalidTransition> for Problem {
    fn from(InvalidTransition(stage): InvalidTransition) -> Self {
        stage.in_the_way()
    }
}

impl Lifecycle {
    /// # Errors
    /// [`InvalidTransition`] unless the contract is a draft.
    pub fn issue(self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Issued),
            _ => Err(InvalidTransition(self.stage())),
        }
    }

    /// # Errors
    /// [`InvalidTransition`] unless the contract is issued.
    pub fn terminate(self, on: Date, reason: String) -> Result<Self, InvalidTransition> {
        match self {
            Self::Issued => Ok(Self::Terminated { on, reason }),
            _ => Err(InvalidTransition(self.stage())),
        }
    }

    /// # Errors
    /// [`InvalidTransition`] unless the contract is issued.
    pub fn cancel(self, on: Date, reason: String) -> Result<Self, InvalidTransition> {
        match self {
            Self::Issued => Ok(Self::Cancelled { on, reason }),
            _ => Err(InvalidTransition(self.stage())),
        }
    }

    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Issued => Stage::Issued,
            Self::Terminated { .. } => Stage::Terminated,
            Self::Cancelled { .. } => Stage::Cancelled,
        }
    }

    /// When and why it ended.
    #[must_use]
    pub const fn end(&self) -> Option<(Date, &String)> {
        match self {
            Self::Draft | Self::Issued => None,
            Self::Terminated { on, reason } | Self::Cancelled { on, reason } => Some((*on, reason)),
        }
    }
}

/// [`Lifecycle`] without what belongs to each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Draft,
    Issued,
    Terminated,
    Cancelled,
}

spelled!(Stage {
    Draft = "draft",
    Issued = "issued",
    Terminated = "terminated",
    Cancelled = "cancelled",
});

impl Stage {
    /// What it is as a paper: one that has ended early was issued all the same.
    #[must_use]
    pub const fn of_paper(self) -> lifecycle::Stage {
        match self {
            Self::Draft => lifecycle::Stage::Draft,
            Self::Issued | Self::Terminated => lifecycle::Stage::Issued,
            Self::Cancelled => lifecycle::Stage::Cancelled,
        }
    }

    /// Why a step that starts from another state can't be taken.
    #[must_use]
    pub const fn in_the_way(self) -> Problem {
        match self {
            Self::Draft => Problem::StillDraft,
            Self::Issued => Problem::AlreadyIssued,
            Self::Terminated => Problem::AlreadyTerminated,
            Self::Cancelled => Problem::AlreadyCancelled,
        }
    }
}

/// Whether a contract in force has run out. Never stored, for it changes with the calendar; its last day still belongs to it.
#[must_use]
pub fn is_expired(stage: Stage, end: Option<Date>, today: Date) -> bool {
    stage == Stage::Issued && end.is_some_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Lifecycle, Stage, is_expired};

    #[test]
    fn a_contract_is_issued_once_and_ends_once() {
        let (day, why) = (date(2026, 11, 24), || "agreed".to_owned());
        assert!(Lifecycle::Draft.terminate(day, why()).is_err());
        assert!(Lifecycle::Draft.cancel(day, why()).is_err());
        let issued = Lifecycle::Draft.issue().unwrap();
        assert!(issued.clone().issue().is_err());
        for ended in [
            issued.clone().terminate(day, why()).unwrap(),
            issued.cancel(day, why()).unwrap(),
        ] {
            assert_eq!(ended.end(), Some((day, &why())));
            assert!(ended.clone().issue().is_err());
            assert!(ended.clone().terminate(day, why()).is_err());
            assert!(ended.cancel(day, why()).is_err());
        }
    }

    #[test]
    fn a_contract_in_force_expires_the_day_after_its_last() {
        let end = Some(date(2026, 11, 24));
        assert!(!is_expired(Stage::Issued, end, date(2026, 11, 24)));
        assert!(is_expired(Stage::Issued, end, date(2026, 11, 25)));
        assert!(!is_expired(Stage::Issued, None, date(2026, 11, 25)));
        for stage in [Stage::Draft, Stage::Terminated, Stage::Cancelled] {
            assert!(!is_expired(stage, end, date(2026, 11, 25)), "{stage}");
        }
    }
}
