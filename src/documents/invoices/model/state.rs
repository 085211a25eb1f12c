//! The states of an invoice: its life cycle, which is decided, and its settlement, which follows from sums.

use serde::{Deserialize, Serialize};

use crate::kernel::date::Date;
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::tax::spelled;

/// An invoice leaves `Draft` once, by being issued; it never comes back. A cancelled one keeps its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Lifecycle {
    Draft,
    Issued { number: String },
    Cancelled { number: String, reason: String },
}

/// The invoice is in this state, and not in the one that the step starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the state of the invoice does not allow it")]
pub struct InvalidTransition(pub Stage);

impl From<InvalidTransition> for Problem {
    fn from(InvalidTransition(stage): InvalidTransition) -> Self {
        stage.in_the_way()
    }
}

impl Lifecycle {
    /// # Errors
    /// [`InvalidTransition`] unless the invoice is a draft.
    pub fn issue(self, number: String) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Issued { number }),
            Self::Issued { .. } | Self::Cancelled { .. } => Err(InvalidTransition(self.stage())),
        }
    }

    /// # Errors
    /// [`InvalidTransition`] unless the invoice is issued.
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

/// How far an invoice is paid. Derived by [`settlement`] and by nothing else; stored for filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// Nothing is owed: a draft, or cancelled.
    None,
    Unpaid,
    PartiallyPaid,
    Paid,
}

spelled!(Settlement {
    None = "none",
    Unpaid = "unpaid",
    PartiallyPaid = "partially_paid",
    Paid = "paid",
});

impl Settlement {
    /// Whether something is left to pay.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Unpaid | Self::PartiallyPaid)
    }
}

/// The settlement of an invoice: paid exactly when what was paid is its total, so that one of nothing is paid when issued.
#[must_use]
pub fn settlement(stage: Stage, total: Amount, paid: Amount) -> Settlement {
    match stage {
        Stage::Draft | Stage::Cancelled => Settlement::None,
        Stage::Issued if paid >= total => Settlement::Paid,
        Stage::Issued if paid.is_positive() => Settlement::PartiallyPaid,
        Stage::Issued => Settlement::Unpaid,
    }
}

/// By how many days an invoice is overdue; `None` when it is not. Never stored, for it changes with the calendar. The due
/// date itself is still in time, and a partly paid invoice can be overdue too.
#[must_use]
pub fn days_overdue(settlement: Settlement, due: Date, today: Date) -> Option<i32> {
    (settlement.is_open() && due < today).then(|| (today - due).get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Lifecycle, Settlement, Stage, days_overdue, settlement};
    use crate::kernel::money::Amount;

    #[test]
    fn an_invoice_is_issued_once_and_cancelled_once() {
        let issued = Lifecycle::Draft.issue("1".into()).unwrap();
        assert_eq!(issued.number(), Some("1"));
        assert!(issued.clone().issue("2".into()).is_err());
        assert!(Lifecycle::Draft.cancel("why".into()).is_err());
        let cancelled = issued.cancel("typed wrong".into()).unwrap();
        assert_eq!(cancelled.number(), Some("1"), "the number stays");
        assert!(cancelled.clone().cancel("again".into()).is_err());
        assert!(cancelled.issue("3".into()).is_err());
    }

    #[test]
    fn settlement_follows_from_the_sums() {
        for (stage, total, paid, expected) in [
            (Stage::Draft, 100, 0, Settlement::None),
            (Stage::Draft, 0, 0, Settlement::None),
            (Stage::Issued, 100, 0, Settlement::Unpaid),
            (Stage::Issued, 100, 1, Settlement::PartiallyPaid),
            (Stage::Issued, 100, 99, Settlement::PartiallyPaid),
            (Stage::Issued, 100, 100, Settlement::Paid),
            (Stage::Issued, 0, 0, Settlement::Paid),
            (Stage::Cancelled, 100, 0, Settlement::None),
        ] {
            let result = settlement(stage, Amount::from_minor(total), Amount::from_minor(paid));
            assert_eq!(result, expected, "{stage} {paid} of {total}");
        }
    }

    #[test]
    fn overdue_begins_the_day_after() {
        let due = date(2026, 2, 27);
        for (state, today, days) in [
            (Settlement::Unpaid, date(2026, 2, 27), None),
            (Settlement::Unpaid, date(2026, 2, 28), Some(1)),
            (Settlement::PartiallyPaid, date(2026, 3, 3), Some(4)),
            (Settlement::Paid, date(2026, 3, 3), None),
            (Settlement::None, date(2026, 3, 3), None),
        ] {
            assert_eq!(days_overdue(state, due, today), days);
        }
    }
}
