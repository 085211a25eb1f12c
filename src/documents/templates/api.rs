//! Server functions of templates. Each needs the right to manage them. What needs papers of the books, preview and choice of a sample, is in
//! `desk::templates`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{self, TemplateFile, TemplateList, TemplateSheet, TemplateStep, VersionDiff};
use crate::error::AppError;
use crate::kernel::ids::TemplateId;

/// All templates, and those that come with the program.
#[server(endpoint = "templates/list", input = GetUrl)]
pub async fn list_templates() -> Result<TemplateList, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// A template with its versions and what is wrong in the shown one: the newest, unless another is asked for.
#[server(endpoint = "templates/get", input = GetUrl)]
pub async fn get_template(id: TemplateId, #[server(default)] n: Option<i64>) -> Result<TemplateSheet, AppError> {
    super::actions::sheet(&crate::platform::ctx::Ctx::current()?, id, n).await
}

/// Keeps a template, or changes one.
#[server(endpoint = "templates/save")]
pub async fn save_template(input: model::SaveTemplate) -> Result<TemplateId, AppError> {
    let new = input.id.is_none();
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    if new {
        crate::platform::web::redirect(&format!("/settings/templates/{id}"));
    }
    Ok(id)
}

/// The newest version serves from now on.
#[server(endpoint = "templates/publish")]
pub async fn publish_template(input: TemplateStep) -> Result<(), AppError> {
    super::actions::publish(&crate::platform::ctx::Ctx::current()?, input).await
}

/// The template serves no longer.
#[server(endpoint = "templates/retire")]
pub async fn retire_template(input: TemplateStep) -> Result<(), AppError> {
    super::actions::retire(&crate::platform::ctx::Ctx::current()?, input).await
}

/// An earlier version becomes the newest one.
#[server(endpoint = "templates/restore")]
pub async fn restore_version(input: model::RestoreVersion) -> Result<(), AppError> {
    super::actions::restore(&crate::platform::ctx::Ctx::current()?, input).await
}

/// A new draft with the text of another template, stored or built-in.
#[server(endpoint = "templates/copy")]
pub async fn copy_template(input: model::CopyTemplate) -> Result<TemplateId, AppError> {
    let name = super::pages::words::builtin_name(&input.builtin);
    let id = super::actions::copy(&crate::platform::ctx::Ctx::current()?, input, &name).await?;
    crate::platform::web::redirect(&format!("/settings/templates/{id}"));
    Ok(id)
}

/// A template as a file.
#[server(endpoint = "templates/export", input = GetUrl)]
pub async fn export_template(id: TemplateId) -> Result<TemplateFile, AppError> {
    super::actions::export(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Two versions of a template, in words.
#[server(endpoint = "templates/diff", input = GetUrl)]
pub async fn diff_versions(id: TemplateId, from: i64, to: i64) -> Result<VersionDiff, AppError> {
    super::actions::compare(&crate::platform::ctx::Ctx::current()?, id, from, to).await
}
