//! What a department is.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::DepartmentId;
use crate::records::directory::model::{MoveEntry, RetireEntry, SaveEntry};

/// Most characters of a department's name.
pub const DEPARTMENT_NAME: usize = 100;

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    pub id: DepartmentId,
    pub name: String,
    /// Offered no longer.
    pub retired: bool,
    pub version: i64,
}

/// A department, new or renamed.
pub type SaveDepartment = SaveEntry<DepartmentId>;
/// A department changes its place.
pub type MoveDepartment = MoveEntry<DepartmentId>;
/// A department is offered no longer, or again.
pub type RetireDepartment = RetireEntry<DepartmentId>;
