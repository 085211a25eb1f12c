//! What pages are given.

use serde::{Deserialize, Serialize};

use super::{Contract, ContractChoice, ContractRow, ContractType, SaveContract};
use crate::company::organization::model::CompanyName;
use crate::crm::clients::model::ClientChoice;
use crate::documents::templates::model::{Finding, PaperHtml, TemplateChoice};
use crate::kernel::actor::Rights;
use crate::kernel::ids::{ClientId, ContractId, OrganizationId};
use crate::kernel::lang::Lang;
use crate::records::activity::model::EventRow;

/// What a new contract is opened from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenContract {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The contract to which it is an annex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<ContractId>,
}

/// Everything the form of a contract opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractEditor {
    pub form: SaveContract,
    pub client: Option<ClientChoice>,
    pub organizations: Vec<CompanyName>,
    /// Those that are offered, and the one it has.
    pub types: Vec<ContractType>,
    /// Contracts of the client that it may be an annex to.
    pub parents: Vec<ContractChoice>,
    pub texts: Vec<TemplateChoice>,
    /// Of the text of a stored draft.
    pub langs: Option<(Lang, Option<Lang>)>,
    /// What a stored draft prints.
    pub preview: Option<ContractPreview>,
}

/// The text of a draft as it prints, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractPreview {
    /// Absent while errors stand in the way of printing at all.
    pub paper: Option<PaperHtml>,
    pub findings: Vec<Finding>,
    /// In the column of the second language.
    pub second_findings: Vec<Finding>,
}

/// What the page of a contract shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractSheet {
    pub contract: Contract,
    /// What the reader may do with what is this client's.
    pub rights: Rights,
    pub client_name: String,
    pub organization_name: String,
    pub type_name: String,
    pub parent: Option<ContractRow>,
    pub annexes: Vec<ContractRow>,
    /// What was frozen; of a draft, what it would be now.
    pub preview: ContractPreview,
    pub activity: Vec<EventRow>,
}

/// A draft that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedContract {
    pub id: ContractId,
    pub number: String,
    pub version: i64,
}
