//! What people see of contracts. Page and editor of a contract are composed in `desk::contract`.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`ContractsPage`]; the tab of a client's card is the same list |
//! | `narrow` | type, signature and days of a list |
//! | `form` | the fields of a contract, without its text |
//! | `new` | a new contract: on a page, and in the drawer of a card |
//! | `types` | the directory of types |
//! | `words` | words for states |

mod form;
mod list;
mod narrow;
mod new;
mod types;
pub mod words;

pub use form::{ContractFields, text_choices};
pub use list::{ContractList, ContractsPage, contract_columns};
pub use new::NewContractPage;
pub use types::ContractTypesPage;
