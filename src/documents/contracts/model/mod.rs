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

pub use contract::{Contract, ContractChoice, ContractType};
pub use filter::{ContractFilter, ContractRow, ContractSort, ContractState, ContractTotalsRow, SOON};
pub use forms::{
    CopyContract, EndContract, IssueContract, MoveContractType, RetireContractType, SaveContractType, SaveSignatures,
    TakeText,
};
pub use input::{BY_HAND, SERVING, SaveContract, ValidContract};
pub use pages::{ContractEditor, ContractPreview, ContractSheet, OpenContract, SavedContract, TextSource};
pub use state::{InvalidTransition, Lifecycle, Signature, Signatures, Stage, is_expired};
