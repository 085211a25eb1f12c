//! Parts of Akta that an installation can do without.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::Right;
use super::tax::spelled;

/// A part that is switched on or off for the whole installation. Off, it is in no navigation and grants none of its rights; what was
/// made with it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Templates of one's own: papers are made with the published and the built-in ones all the same.
    Templates,
    /// Payments, what clients have paid in advance, statements, the report of received payments.
    Payments,
    /// Acts: services and works that were handed over.
    Acts,
    /// Delivery notes: goods that were handed over.
    DeliveryNotes,
    /// What own companies spend, and what of it clients pay for.
    Expenses,
}

spelled!(Module {
    Templates = "templates",
    Payments = "payments",
    Acts = "acts",
    DeliveryNotes = "delivery_notes",
    Expenses = "expenses",
});

impl Module {
    /// The rights that only it has a use for.
    pub fn rights(self) -> impl Iterator<Item = Right> {
        let rights: &[Right] = match self {
            Self::Templates => &[Right::ManageTemplates],
            Self::Payments => &[
                Right::ViewPayments,
                Right::RecordPayments,
                Right::AllocatePayments,
                Right::ReversePayments,
                Right::WriteOff,
            ],
            Self::Acts => &[
                Right::ViewActs,
                Right::CreateActs,
                Right::EditActs,
                Right::DeleteActs,
                Right::IssueActs,
                Right::CancelActs,
            ],
            Self::DeliveryNotes => &[
                Right::ViewDeliveryNotes,
                Right::CreateDeliveryNotes,
                Right::EditDeliveryNotes,
                Right::DeleteDeliveryNotes,
                Right::IssueDeliveryNotes,
                Right::CancelDeliveryNotes,
            ],
            Self::Expenses => &[
                Right::ViewExpenses,
                Right::CreateExpenses,
                Right::EditExpenses,
                Right::DeleteExpenses,
            ],
        };
        rights.iter().copied()
    }

    /// Its place in a number that names several: stored, so never changed.
    #[must_use]
    pub const fn bit(self) -> u32 {
        match self {
            Self::Templates => 1,
            Self::Payments => 1 << 1,
            Self::Acts => 1 << 2,
            Self::DeliveryNotes => 1 << 3,
            Self::Expenses => 1 << 4,
        }
    }

    /// The modules that such a number names.
    pub fn of_bits(bits: i64) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |module| bits & i64::from(module.bit()) != 0)
    }

    /// By which its events are kept.
    #[must_use]
    pub fn id(self) -> Uuid {
        Uuid::from_u128(u128::from(self.bit()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Module;

    #[test]
    fn every_module_has_a_bit_and_rights_of_its_own() {
        let bits: BTreeSet<i64> = Module::ALL.iter().map(|module| i64::from(module.bit())).collect();
        assert_eq!(bits.len(), Module::ALL.len());
        let all = bits.iter().fold(0, |all, bit| all | bit);
        assert_eq!(Module::of_bits(all).count(), Module::ALL.len());
        assert_eq!(Module::of_bits(0).count(), 0);
        let rights: Vec<_> = Module::ALL.iter().flat_map(|module| module.rights()).collect();
        for (n, right) in rights.iter().enumerate() {
            assert!(!rights[..n].contains(right), "{right:?}");
        }
    }
}
