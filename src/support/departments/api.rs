//! Server functions of departments.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model;
use super::model::Department;
use crate::error::AppError;
use crate::kernel::ids::DepartmentId;

/// All departments, for their directory. Needs the right to manage the company.
#[server(endpoint = "departments/list", input = GetUrl)]
pub async fn list_departments() -> Result<Vec<Department>, AppError> {
    super::actions::all(&crate::platform::ctx::Ctx::current()?).await
}

/// Adds or renames a department. Needs the right to manage the company.
#[server(endpoint = "departments/save")]
pub async fn save_department(input: model::SaveDepartment) -> Result<DepartmentId, AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Offers a department no longer, or again. Needs the right to manage the company.
#[server(endpoint = "departments/retire")]
pub async fn retire_department(input: model::RetireDepartment) -> Result<(), AppError> {
    super::actions::retire(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Moves a department up or down. Needs the right to manage the company.
#[server(endpoint = "departments/move")]
pub async fn move_department(input: model::MoveDepartment) -> Result<(), AppError> {
    super::actions::shift(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a department that no request has. Needs the right to manage the company.
#[server(endpoint = "departments/delete")]
pub async fn delete_department(id: DepartmentId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await
}
