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

use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::kernel::writing::Writing;

/// Whether the reader may make a client of a lead that he may edit: a new one, or one who is there.
fn may_convert(viewer: &Viewer) -> bool {
    let Writing { create, edit } = Writing::CLIENTS;
    viewer.may(Right::ViewClients) && (viewer.may(create) || viewer.may(edit))
}
