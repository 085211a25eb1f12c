//! A mode, what it is called, and what the forms of the directory carry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::ids::PaymentModeId;
use crate::kernel::problem::FieldErrors;
use crate::records::directory::model::{Entry, MoveEntry, RetireEntry, SaveEntry};

/// Most characters of a mode's name.
pub const NAME_MAX: usize = 60;

/// Which mode is meant. As text: the code of one that Akta brings along, the id of an own one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PaymentMode {
    BankTransfer,
    Cash,
    Card,
    Other,
    Own(PaymentModeId),
}

impl PaymentMode {
    pub const BROUGHT_ALONG: [Self; 4] = [Self::BankTransfer, Self::Cash, Self::Card, Self::Other];

    /// Of one that is brought along.
    #[must_use]
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::BankTransfer => Some("bank_transfer"),
            Self::Cash => Some("cash"),
            Self::Card => Some("card"),
            Self::Other => Some("other"),
            Self::Own(_) => None,
        }
    }

    /// The id of its row, fixed for those that are brought along.
    #[must_use]
    pub fn id(self) -> PaymentModeId {
        match self {
            Self::BankTransfer => Uuid::from_u128(1).into(),
            Self::Cash => Uuid::from_u128(2).into(),
            Self::Card => Uuid::from_u128(3).into(),
            Self::Other => Uuid::from_u128(4).into(),
            Self::Own(id) => id,
        }
    }
}

impl From<PaymentModeId> for PaymentMode {
    fn from(id: PaymentModeId) -> Self {
        let mut brought_along = Self::BROUGHT_ALONG.into_iter();
        brought_along.find(|mode| mode.id() == id).unwrap_or(Self::Own(id))
    }
}

impl fmt::Display for PaymentMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(id) => id.fmt(f),
            other => f.pad(other.code().unwrap_or_default()),
        }
    }
}

impl FromStr for PaymentMode {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut brought_along = Self::BROUGHT_ALONG.into_iter();
        match brought_along.find(|mode| mode.code() == Some(text)) {
            Some(mode) => Ok(mode),
            None => text.parse::<PaymentModeId>().map(Self::from),
        }
    }
}

impl TryFrom<String> for PaymentMode {
    type Error = uuid::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PaymentMode> for String {
    fn from(mode: PaymentMode) -> Self {
        mode.to_string()
    }
}

/// A mode with its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedMode {
    pub mode: PaymentMode,
    /// Empty for what is brought along until somebody gives it a name: it is named in the reader's language.
    pub name: String,
}

/// As events tell of it: an own one, or what it is called, may be gone later on.
impl fmt::Display for NamedMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            self.mode.fmt(f)
        } else {
            f.pad(&self.name)
        }
    }
}

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeEntry {
    pub named: NamedMode,
    /// Offered no longer.
    pub retired: bool,
    /// New payments and expenses begin with it.
    pub default: bool,
    pub version: i64,
}

/// A mode, new or renamed.
pub type SavePaymentMode = SaveEntry<PaymentModeId>;
/// A mode changes its place.
pub type MovePaymentMode = MoveEntry<PaymentModeId>;
/// A mode is offered no longer, or again.
pub type RetirePaymentMode = RetireEntry<PaymentModeId>;

/// Reads the name of a mode; without one, what is brought along is named in the reader's language again.
///
/// # Errors
/// What is wrong with the name.
pub fn read(form: &SavePaymentMode) -> Result<Entry<PaymentModeId>, FieldErrors> {
    let code = form.id.and_then(|id| PaymentMode::from(id).code());
    match code.filter(|_| form.name.trim().is_empty()) {
        Some(code) => Ok(Entry {
            request: form.request,
            id: form.id,
            version: form.version,
            text: String::new(),
            folded: code.to_owned(),
        }),
        None => form.validated(NAME_MAX),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{NamedMode, PaymentMode, SavePaymentMode, read};
    use crate::kernel::problem::Problem;

    #[test]
    fn a_mode_is_named_by_code_or_id() {
        for mode in PaymentMode::BROUGHT_ALONG {
            let code = mode.code().unwrap();
            assert_eq!(code.parse::<PaymentMode>(), Ok(mode));
            assert_eq!(mode.id().to_string().parse::<PaymentMode>(), Ok(mode), "{code}");
            assert_eq!(mode.to_string(), code);
        }
        let own = PaymentMode::Own(Uuid::from_u128(77).into());
        assert_eq!(own.to_string().parse::<PaymentMode>(), Ok(own));
        assert_eq!(PaymentMode::from(own.id()), own);
        assert!("barter".parse::<PaymentMode>().is_err());
    }

    #[test]
    fn only_what_is_brought_along_can_do_without_a_name() {
        let own = SavePaymentMode {
            id: Some(Uuid::from_u128(77).into()),
            ..SavePaymentMode::default()
        };
        assert_eq!(read(&own).unwrap_err().get("name"), Some(&Problem::Required));
        let cash = SavePaymentMode {
            id: Some(PaymentMode::Cash.id()),
            name: " ".into(),
            ..own
        };
        let entry = read(&cash).unwrap();
        assert_eq!((entry.text.as_str(), entry.folded.as_str()), ("", "cash"));
    }

    #[test]
    fn events_tell_a_name_or_a_code() {
        let named = |name: &str| NamedMode {
            mode: PaymentMode::Card,
            name: name.into(),
        };
        assert_eq!(named("").to_string(), "card");
        assert_eq!(named("Термінал").to_string(), "Термінал");
    }
}
