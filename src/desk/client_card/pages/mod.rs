//! The pages of the client card.
//!
//! | file | what it shows |
//! |---|---|
//! | `frame` | the page around the tabs |
//! | `head` | name, requisites, what is owed, what can be done |
//! | `side` | first steps, whom to call, account, signatory, last events |
//! | `note` | the note, saved when one leaves it |
//! | `profile` | the card's data, a part of which can be changed in its place |
//! | `requisites` | the requisites as values and as text |
//! | `tabs` | the tabs themselves |
//! | `copy` | copying a value |

mod copy;
mod frame;
mod head;
mod note;
mod profile;
mod requisites;
mod side;
mod tabs;

pub use frame::ClientCardPage;
pub use tabs::{
    ClosingsTab, ContactsTab, ContractsTab, ExpensesTab, FilesTab, InvoicesTab, PaymentsTab, ProfileTab, StatementTab,
    SupportTab,
};
