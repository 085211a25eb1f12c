//! The page of a contract: the paper in the middle, signatures, annexes, invoices and history beside it, above both what can be done now; and the
//! page on which a draft is changed.
//!
//! | file | what it holds |
//! |---|---|
//! | `page` | the page: head, paper, side column |
//! | `steps` | what can be done with the contract, as plain forms |
//! | `papers` | annexes, and the invoices that go back to it |
//! | `edit` | a draft is changed: its fields, its text, the paper beside it |
//! | `trial` | what is typed, tried after a pause |

mod edit;
mod page;
mod papers;
mod steps;
mod trial;

pub use edit::EditContractPage;
pub use page::ContractPage;
