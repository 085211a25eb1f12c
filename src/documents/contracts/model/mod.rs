//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | [`Lifecycle`] with its transitions, [`Signatures`] with their one function, *expired* |
//! | `contract` | [`Contract`] as stored, [`ContractType`] |
//! | `filter` | rows of lists, their filter and totals |
//! | `input` | [`SaveContract`]: what the editor sends |
//! | `forms` | the small forms: steps, signatures, types |
//! | `pages` | what pages are given |

mod contract;
mod filter;
mod forms;
mod input;
mod pages;
mod state;

pub use crate::documents::templates::model::SERVING;
pub use contract::{Contract, ContractChoice, ContractType};
pub use filter::{ContractFilter, ContractRow, ContractSort, ContractState, ContractTotalsRow, SOON};
pub use forms::{
    CopyContract, EndContract, IssueContract, MoveContractType, RetireContractType, SaveContractType, TYPE_NAME,
    TakeText,
};
pub use input::{BY_HAND, SaveContract, ValidContract};
pub use pages::{ContractEditor, ContractPreview, ContractSheet, OpenContract, SavedContract};
pub use state::{InvalidTransition, Lifecycle, Stage, is_expired};

pub use crate::documents::signatures::model::{Signature, Signing};
