//! Server functions of own companies.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{DocumentKind, Organization, OrganizationChoice, OrganizationSettings};
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::ids::OrganizationId;

/// All own companies.
#[server(endpoint = "organizations/list", input = GetUrl)]
pub async fn list_organizations() -> Result<Vec<Organization>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// One own company with its accounts, rates and series.
#[server(endpoint = "organizations/show", input = GetUrl)]
pub async fn show_organization(id: OrganizationId) -> Result<OrganizationSettings, AppError> {
    super::actions::settings(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the editors of documents need to know of the own companies.
#[server(endpoint = "organizations/pick", input = GetUrl)]
pub async fn pick_organizations(#[server(default)] date: Option<Date>) -> Result<Vec<OrganizationChoice>, AppError> {
    super::actions::choices(&crate::platform::ctx::Ctx::current()?, date).await
}

/// What the next document of a date will be called if nobody is faster.
#[server(endpoint = "organizations/preview-number", input = GetUrl)]
pub async fn preview_number(organization: OrganizationId, kind: DocumentKind, date: Date) -> Result<String, AppError> {
    super::actions::preview_number(&crate::platform::ctx::Ctx::current()?, organization, kind, date).await
}

/// Creates an own company.
#[server(endpoint = "organizations/create")]
pub async fn create_organization(input: forms::NewOrganization) -> Result<OrganizationId, AppError> {
    let id = super::actions::create(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/settings/company/{id}"));
    Ok(id)
}

/// Changes the requisites of an own company.
#[server(endpoint = "organizations/save")]
pub async fn save_organization(input: forms::SaveOrganization) -> Result<OrganizationId, AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Adds or changes a bank account.
#[server(endpoint = "organizations/save-account")]
pub async fn save_account(input: forms::SaveAccount) -> Result<(), AppError> {
    super::actions::save_account(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Adds a VAT rate.
#[server(endpoint = "organizations/add-rate")]
pub async fn add_rate(input: forms::AddRate) -> Result<(), AppError> {
    super::actions::add_rate(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Says until when a VAT rate is valid.
#[server(endpoint = "organizations/end-rate")]
pub async fn end_rate(input: forms::EndRate) -> Result<(), AppError> {
    super::actions::end_rate(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Changes how one kind of documents is numbered.
#[server(endpoint = "organizations/save-series")]
pub async fn save_series(input: forms::SaveSeries) -> Result<(), AppError> {
    super::actions::save_series(&crate::platform::ctx::Ctx::current()?, input).await
}
