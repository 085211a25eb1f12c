//! The small forms: steps of a contract, types.

use serde::{Deserialize, Serialize};

use crate::kernel::date::Date;
use crate::kernel::ids::{ContractId, ContractTypeId, RequestKey};
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;
use crate::records::directory::model::{MoveEntry, RetireEntry, SaveEntry};

/// The form that issues a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueContract {
    pub id: ContractId,
    /// The version that was on the page: nobody issues what he has not seen.
    pub version: i64,
}

/// The form that terminates or cancels a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndContract {
    pub id: ContractId,
    pub version: i64,
    /// The last day on which it holds; of a cancelled one the day of the decision.
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub reason: String,
}

impl EndContract {
    /// Day and reason.
    ///
    /// # Errors
    /// One is missing or can't be kept.
    pub fn read(&self) -> Result<(Date, String), FieldErrors> {
        let mut read = Reader::default();
        let on = read.date("on", &self.on);
        let reason = read.line("reason", &self.reason, 500);
        read.finish(on.map(|on| (on, reason)))
    }
}

/// The form that makes a draft of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyContract {
    pub id: ContractId,
    pub request: RequestKey,
}

/// The form that takes the text of a draft anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeText {
    pub id: ContractId,
    pub version: i64,
    /// As in [`super::SaveContract::template`].
    #[serde(default)]
    pub template: String,
}

/// Most letters of a type's name.
pub const TYPE_NAME: usize = 100;

/// A type, new or changed.
pub type SaveContractType = SaveEntry<ContractTypeId>;

/// A type changes its place with the one before or behind it.
pub type MoveContractType = MoveEntry<ContractTypeId>;

/// A type is offered no longer, or again.
pub type RetireContractType = RetireEntry<ContractTypeId>;
