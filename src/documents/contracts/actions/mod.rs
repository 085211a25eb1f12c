//! The use cases of contracts: the right is checked, the contract is looked up within the actor's scope, and every write is one transaction
//! with its event.
//!
//! | file | what it does |
//! |---|---|
//! | `compose` | from what was typed to what is stored; numbers |
//! | `draft` | drafts are made, changed, copied, deleted |
//! | `text` | the text of a draft, taken from a template |
//! | `issue` | issuing |
//! | `steps` | terminating, cancelling, recording signatures |
//! | `paper` | everything the paper prints, and the paper itself |
//! | `file` | the paper as a file |
//! | `basis` | what papers that go back to a contract need of it |
//! | `list` | lists, one contract, what the form opens with |
//! | `types` | the directory of types |
//! | `cabinet` | what the client sees of his own |

mod basis;
mod cabinet;
mod compose;
mod draft;
mod file;
mod issue;
mod list;
mod paper;
mod steps;
mod text;
mod types;

pub use basis::{basis, choices, name};
pub use cabinet::{ClientsContract, file_in_cabinet, show_in_cabinet};
pub use draft::{copy, delete_draft, new_request, save};
pub use file::file;
pub use issue::issue;
pub use list::{editor, list, paper, proposed_number, sheet, suggest, totals};
pub use paper::{preview, shortcodes};
pub use steps::{cancel, sign_in, terminate};
pub use text::take_text;
pub use types::{all_types, delete_type, move_type, offered_types, retire_type, save_type};
