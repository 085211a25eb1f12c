//! The states of an invoice that follow from sums: how far it is paid, and how far it is closed. Its life cycle, which is decided, is that of all
//! papers ([`crate::kernel::lifecycle`]).

use serde::{Deserialize, Serialize};

use crate::kernel::actor::{Right, Rights};
use crate::kernel::date::Date;
use crate::kernel::lifecycle::Stage;
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::kernel::tax::spelled;

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

/// How far an invoice is closed by issued acts and delivery notes. Derived by [`closing`] and by nothing else; stored for filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// There is nothing to close: a draft, or cancelled.
    None,
    Open,
    PartlyClosed,
    Closed,
}

spelled!(Closing {
    None = "none",
    Open = "open",
    PartlyClosed = "partly_closed",
    Closed = "closed",
});

impl Closing {
    /// Whether something is left to close.
    #[must_use]
    pub const fn is_unclosed(self) -> bool {
        matches!(self, Self::Open | Self::PartlyClosed)
    }

    /// Whether an issued act or note exists: then the invoice is neither corrected nor cancelled.
    #[must_use]
    pub const fn is_begun(self) -> bool {
        matches!(self, Self::PartlyClosed | Self::Closed)
    }
}

/// Whoever has one of these sees how far invoices are closed, by whatever it is: what is closed stays so while a module is off, or papers of one kind
/// are not for his eyes.
pub const SEE_CLOSING: [Right; 2] = [Right::ViewActs, Right::ViewDeliveryNotes];

/// Why an invoice that acts or notes have closed something of is neither corrected nor cancelled: they have to be cancelled first, which whoever does
/// not see them for a module that is off can't do.
#[must_use]
pub fn has_closings(rights: Rights) -> Problem {
    if is_closing_off(rights) {
        Problem::HasClosingsOff
    } else {
        Problem::HasClosings
    }
}

/// Whether a module is off whose papers the reader would see.
#[must_use]
pub fn is_closing_off(rights: Rights) -> bool {
    SEE_CLOSING.into_iter().any(|right| rights.is_switched_off(right))
}

/// How much of an invoice's lines issued acts and notes have closed. Not its money alone: an invoice of nothing is closed by quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    Nothing,
    Part,
    Everything,
}

/// The closing state of an invoice.
#[must_use]
pub const fn closing(stage: Stage, extent: Extent) -> Closing {
    match (stage, extent) {
        (Stage::Draft | Stage::Cancelled, _) => Closing::None,
        (Stage::Issued, Extent::Nothing) => Closing::Open,
        (Stage::Issued, Extent::Part) => Closing::PartlyClosed,
        (Stage::Issued, Extent::Everything) => Closing::Closed,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Closing, Extent, Settlement, Stage, closing, days_overdue, settlement};
    use crate::kernel::money::Amount;

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
    fn only_an_issued_invoice_is_open_or_closed() {
        for (stage, extent, expected) in [
            (Stage::Draft, Extent::Nothing, Closing::None),
            (Stage::Cancelled, Extent::Nothing, Closing::None),
            (Stage::Issued, Extent::Nothing, Closing::Open),
            (Stage::Issued, Extent::Part, Closing::PartlyClosed),
            (Stage::Issued, Extent::Everything, Closing::Closed),
        ] {
            let state = closing(stage, extent);
            assert_eq!(state, expected);
            assert_eq!(state.is_begun(), extent != Extent::Nothing);
            assert_eq!(
                state.is_unclosed(),
                stage == Stage::Issued && extent != Extent::Everything
            );
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
