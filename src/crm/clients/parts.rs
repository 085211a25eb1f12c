//! What the forms of a client's parts send, and how it is checked: bank accounts, groups, notes; what is done with several clients.

use serde::{Deserialize, Serialize};

use super::model::ClientAccount;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId, RequestKey};
use crate::kernel::problem::FieldErrors;
use crate::kernel::requisites::{AccountDetails, TypedAccount};
use crate::kernel::validate::Reader;
use crate::records::directory::model::SaveEntry;

/// Clients that are changed at once; as many as a page of the list shows.
pub const MOST_AT_ONCE: usize = 100;

/// What is done with several clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManyStep {
    #[default]
    Archive,
    Restore,
    IntoGroup,
    OutOfGroup,
    /// To a manager.
    GiveTo,
    /// From a manager.
    TakeFrom,
}

impl ManyStep {
    #[must_use]
    pub const fn right(self) -> Right {
        match self {
            Self::Archive | Self::Restore => Right::DeleteClients,
            Self::IntoGroup | Self::OutOfGroup | Self::GiveTo | Self::TakeFrom => Right::EditClients,
        }
    }
}

/// What is done with which clients.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeClients {
    pub ids: Vec<ClientId>,
    pub step: ManyStep,
    /// The group or the manager.
    pub of: String,
}

/// A client's bank account, added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveClientAccount {
    pub request: Option<RequestKey>,
    pub client: Option<ClientId>,
    /// Absent for a new one.
    pub id: Option<ClientAccountId>,
    pub version: i64,
    pub bank: String,
    pub number: String,
    pub bic: String,
    pub correspondent: String,
    pub currency: String,
    pub is_default: bool,
}

impl SaveClientAccount {
    /// A stored account as the form spells it.
    #[must_use]
    pub fn of(client: ClientId, stored: &ClientAccount) -> Self {
        Self {
            request: None,
            client: Some(client),
            id: Some(stored.id),
            version: stored.version,
            bank: stored.details.bank.clone(),
            number: stored.details.number.clone(),
            bic: stored.details.bic.clone(),
            correspondent: stored.details.correspondent.clone(),
            currency: stored.details.currency.to_string(),
            is_default: stored.is_default,
        }
    }

    /// The fields a person sees.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("bank", &self.bank),
            ("number", &self.number),
            ("bic", &self.bic),
            ("correspondent", &self.correspondent),
            ("currency", &self.currency),
            ("is_default", if self.is_default { "true" } else { "" }),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<AccountDetails, FieldErrors> {
        let mut form = Reader::default();
        let account = TypedAccount {
            bank: self.bank.clone(),
            number: self.number.clone(),
            bic: self.bic.clone(),
            correspondent: self.correspondent.clone(),
            currency: self.currency.clone(),
        };
        let account = account.read(&mut form, str::to_owned);
        form.finish(account)
    }
}

/// Most letters of a group's name.
pub const GROUP_NAME: usize = 60;

/// A group of clients, added or renamed.
pub type SaveClientGroup = SaveEntry<ClientGroupId>;

/// The note on a client's card.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveClientNotes {
    pub id: Option<ClientId>,
    pub version: i64,
    pub notes: String,
}

impl SaveClientNotes {
    /// # Errors
    /// What is wrong with the text.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let notes = form.optional_lines("notes", &self.notes, 5000);
        form.finish(Some(notes))
    }
}
