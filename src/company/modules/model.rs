//! A module with its state.

use serde::{Deserialize, Serialize};

use crate::kernel::module::Module;
use crate::records::activity::model::EventRow;

/// A row of the settings page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleRow {
    pub module: Module,
    pub on: bool,
    /// When it was switched, the last time first.
    pub events: Vec<EventRow>,
}
