//! The list of leads and the board, a lead, its form and its conversion, the directories, and the words other rooms share with them.

mod board;
mod convert;
mod directory;
mod form;
mod list;
mod narrow;
mod show;
mod steps;
pub mod words;

pub use board::LeadBoardPage;
pub use convert::ConvertLeadPage;
pub use directory::LeadSettingsPage;
pub use form::{EditLeadPage, NewLeadPage};
pub use list::{LeadsPage, lead_columns};
pub use show::LeadPage;
