//! Server functions of roles. All of them need the right to manage users.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{RoleCard, RoleRow, SaveRole as Input, StaffRole};
use crate::error::AppError;
use crate::kernel::ids::RoleId;

/// All roles.
#[server(endpoint = "roles/list", input = GetUrl)]
pub async fn list_roles() -> Result<Vec<RoleRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// The roles that the reader may give to somebody.
#[server(endpoint = "roles/offered", input = GetUrl)]
pub async fn offered_roles() -> Result<Vec<StaffRole>, AppError> {
    super::actions::offered(&crate::platform::ctx::Ctx::current()?).await
}

/// A role with its history.
#[server(endpoint = "roles/show", input = GetUrl)]
pub async fn show_role(id: RoleId) -> Result<RoleCard, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new role begins with.
#[server(endpoint = "roles/form", input = GetUrl)]
pub async fn role_form(#[server(default)] copy: Option<RoleId>) -> Result<Input, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, copy).await
}

/// Makes or changes a role.
#[server(endpoint = "roles/save")]
pub async fn save_role(input: Input) -> Result<RoleId, AppError> {
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect("/settings/roles");
    Ok(id)
}

/// Deletes a role that nobody has.
#[server(endpoint = "roles/delete")]
pub async fn delete_role(id: RoleId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/settings/roles");
    Ok(())
}
