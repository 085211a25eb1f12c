//! The list of clients, their form and the pieces of it that other pages show too, the directory of groups.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | all clients |
//! | `many` | what is done with several of them at once |
//! | `form` | a client, new or stored |
//! | `part` | a part of a stored client, changed by itself |
//! | `numbers` | the tax ids of the form |
//! | `similar` | clients that look alike |
//! | `accounts` | the bank accounts of a client |
//! | `groups` | the directory of groups |
//! | `settings` | how the whole company works with clients |
//! | `words` | names of codes and fields; a history in words |

mod accounts;
mod form;
mod groups;
mod list;
mod many;
mod numbers;
mod part;
mod settings;
mod similar;
pub mod words;

pub use accounts::Accounts;
pub use form::{EditClientPage, NewClientDrawer, NewClientPage, beginning, billing_address, channels, identity};
pub use groups::ClientGroupsPage;
pub use list::{ClientsPage, client_columns};
pub use part::ClientPartForm;
pub use settings::ClientSettingsPage;
pub use similar::{Alike, Similar, reasons};
