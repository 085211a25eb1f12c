//! The letter a paper goes with.

use serde::{Deserialize, Serialize};

use super::PaperView;
use crate::kernel::money::Amount;

/// A letter to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    pub paper: PaperView,
    /// What payments have settled of an invoice by now; its paper doesn't know. Of other papers nothing.
    #[serde(default)]
    pub paid: Amount,
    pub recipient: PersonView,
    /// Who sends it.
    pub sender: PersonView,
    /// Where the paper can be looked at; empty where there is no such page.
    #[serde(default)]
    pub link: String,
}

/// Somebody who writes or is written to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonView {
    pub first_name: String,
    pub last_name: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
}
