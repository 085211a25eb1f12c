//! What a client's contact may see and do in the cabinet.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ids::{ClientId, ContactId, UserId};
use super::module::Module;
use super::rights::Object;
use super::tax::{UnknownSpelling, spelled};

/// One part of the cabinet. Granted per contact; the staff's rights are another thing ([`super::actor::Right`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CabinetRight {
    Contracts,
    Invoices,
    Acts,
    DeliveryNotes,
    /// Payments, what was paid in advance, and the statement.
    Payments,
    /// Files that the company shows the client; handing files to the company.
    Files,
    /// Requests to the company.
    Support,
}

spelled!(CabinetRight {
    Contracts = "contracts",
    Invoices = "invoices",
    Acts = "acts",
    DeliveryNotes = "delivery_notes",
    Payments = "payments",
    Files = "files",
    Support = "support",
});

impl CabinetRight {
    /// Its place in the number that names several: stored, so never changed.
    #[must_use]
    pub const fn bit(self) -> u32 {
        match self {
            Self::Contracts => 1,
            Self::Invoices => 1 << 1,
            Self::Acts => 1 << 2,
            Self::DeliveryNotes => 1 << 3,
            Self::Payments => 1 << 4,
            Self::Files => 1 << 5,
            Self::Support => 1 << 6,
        }
    }

    /// Which of the client's objects it shows. Files are seen with what they belong to.
    #[must_use]
    pub const fn shows(self) -> Option<Object> {
        match self {
            Self::Contracts => Some(Object::Contracts),
            Self::Invoices => Some(Object::Invoices),
            Self::Acts => Some(Object::Acts),
            Self::DeliveryNotes => Some(Object::DeliveryNotes),
            Self::Payments => Some(Object::Payments),
            Self::Support => Some(Object::Tickets),
            Self::Files => None,
        }
    }

    /// The module without which it grants nothing.
    #[must_use]
    pub const fn module(self) -> Option<Module> {
        match self {
            Self::Acts => Some(Module::Acts),
            Self::DeliveryNotes => Some(Module::DeliveryNotes),
            Self::Payments => Some(Module::Payments),
            Self::Contracts | Self::Invoices | Self::Files | Self::Support => None,
        }
    }
}

/// A set of them, spelled `contracts invoices`. What belongs to a module that is switched off is held and not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CabinetRights {
    held: u32,
    off: u32,
}

impl CabinetRights {
    pub const NONE: Self = Self { held: 0, off: 0 };

    #[must_use]
    pub fn all() -> Self {
        CabinetRight::ALL.iter().copied().collect()
    }

    #[must_use]
    pub const fn has(self, right: CabinetRight) -> bool {
        self.held & !self.off & right.bit() != 0
    }

    /// Granted or not.
    #[must_use]
    pub const fn holds(self, right: CabinetRight) -> bool {
        self.held & right.bit() != 0
    }

    /// As it is stored.
    #[must_use]
    pub fn bits(self) -> i64 {
        i64::from(self.held)
    }

    /// As it is stored; bits that name nothing are passed over.
    #[must_use]
    pub fn of_bits(bits: i64) -> Self {
        CabinetRight::ALL
            .iter()
            .copied()
            .filter(|right| bits & i64::from(right.bit()) != 0)
            .collect()
    }

    /// The same rights in an installation that has switched some modules off.
    #[must_use]
    pub fn without(self, modules: impl IntoIterator<Item = Module>) -> Self {
        let off = modules.into_iter().fold(self.off, |off, module| {
            CabinetRight::ALL
                .iter()
                .filter(|right| right.module() == Some(module))
                .fold(off, |off, right| off | right.bit())
        });
        Self { off, ..self }
    }
}

impl FromIterator<CabinetRight> for CabinetRights {
    fn from_iter<I: IntoIterator<Item = CabinetRight>>(rights: I) -> Self {
        Self {
            held: rights.into_iter().fold(0, |set, right| set | right.bit()),
            off: 0,
        }
    }
}

impl fmt::Display for CabinetRights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = CabinetRight::ALL.iter().filter(|right| self.holds(**right));
        for (place, right) in held.enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(f, "{gap}{right}")?;
        }
        Ok(())
    }
}

impl FromStr for CabinetRights {
    type Err = UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_whitespace().map(str::parse).collect()
    }
}

/// A contact in the cabinet, as an action is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    pub contact: ContactId,
    pub client: ClientId,
    /// The member of the staff who looks as this contact. He reads and changes nothing.
    pub shown_to: Option<UserId>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::module::Module;
    use super::{CabinetRight, CabinetRights};

    #[test]
    fn every_right_is_its_own_bit_and_comes_back_as_it_is_spelled() {
        let bits: BTreeSet<u32> = CabinetRight::ALL.iter().map(|right| right.bit()).collect();
        assert_eq!(bits.len(), CabinetRight::ALL.len());
        for right in CabinetRight::ALL {
            let alone: CabinetRights = [*right].into_iter().collect();
            assert_eq!(CabinetRights::of_bits(alone.bits()), alone);
            assert_eq!(alone.to_string().parse(), Ok(alone));
        }
        assert_eq!(CabinetRights::all().to_string().parse(), Ok(CabinetRights::all()));
    }

    #[test]
    fn a_right_of_a_module_that_is_off_is_held_and_not_granted() {
        let rights = CabinetRights::all().without([Module::Acts]);
        for right in CabinetRight::ALL {
            assert!(rights.holds(*right));
            assert_eq!(rights.has(*right), *right != CabinetRight::Acts, "{right}");
        }
    }
}
