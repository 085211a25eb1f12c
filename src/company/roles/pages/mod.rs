//! The list of roles, and a role.

mod list;
mod role;
pub(in crate::company) mod words;

pub use list::RolesPage;
pub use role::{NewRolePage, RolePage};
