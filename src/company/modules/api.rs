//! Server functions of modules. Each needs the right to manage the company.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::ModuleRow;
use crate::error::AppError;
use crate::kernel::module::Module;

/// All modules with their states.
#[server(endpoint = "modules/list", input = GetUrl)]
pub async fn list_modules() -> Result<Vec<ModuleRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// Switches a module on or off for the whole installation.
#[server(endpoint = "modules/switch")]
pub async fn switch_module(module: Module, on: bool) -> Result<(), AppError> {
    super::actions::switch(&crate::platform::ctx::Ctx::current()?, module, on).await
}
