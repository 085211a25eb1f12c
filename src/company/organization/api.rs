//! Server functions of own companies.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{CompanyName, ImageKind, Organization, OrganizationSettings};
use super::{balances, forms, parts};
use crate::error::AppError;
use crate::kernel::ids::OrganizationId;

/// All own companies. Needs the right to manage the company.
#[server(endpoint = "organizations/list", input = GetUrl)]
pub async fn list_organizations() -> Result<Vec<Organization>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// What the own companies are called. Needs the right to view invoices.
#[server(endpoint = "organizations/names", input = GetUrl)]
pub async fn list_company_names() -> Result<Vec<CompanyName>, AppError> {
    super::actions::names(&crate::platform::ctx::Ctx::current()?).await
}

/// One own company with its accounts, rates and series. Needs the right to manage the company.
#[server(endpoint = "organizations/show", input = GetUrl)]
pub async fn show_organization(id: OrganizationId) -> Result<OrganizationSettings, AppError> {
    super::actions::settings(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Creates an own company. Needs the right to manage the company.
#[server(endpoint = "organizations/create")]
pub async fn create_organization(input: forms::NewOrganization) -> Result<OrganizationId, AppError> {
    let id = super::actions::create(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/settings/company/{id}"));
    Ok(id)
}

/// Changes the requisites of an own company. Needs the right to manage the company.
#[server(endpoint = "organizations/save")]
pub async fn save_organization(input: forms::SaveOrganization) -> Result<OrganizationId, AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Adds or changes a bank account. Needs the right to manage the company.
#[server(endpoint = "organizations/save-account")]
pub async fn save_account(input: parts::SaveAccount) -> Result<(), AppError> {
    super::actions::save_account(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Adds a VAT rate. Needs the right to manage the company.
#[server(endpoint = "organizations/add-rate")]
pub async fn add_rate(input: parts::AddRate) -> Result<(), AppError> {
    super::actions::add_rate(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Says until when a VAT rate is valid. Needs the right to manage the company.
#[server(endpoint = "organizations/end-rate")]
pub async fn end_rate(input: parts::EndRate) -> Result<(), AppError> {
    super::actions::end_rate(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Changes how one kind of documents is numbered. Needs the right to manage the company.
#[server(endpoint = "organizations/save-series")]
pub async fn save_series(input: parts::SaveSeries) -> Result<(), AppError> {
    super::actions::save_series(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Adds or changes a VAT status. Needs the right to manage the company.
#[server(endpoint = "organizations/save-vat-status")]
pub async fn save_vat_status(input: parts::SaveVatStatus) -> Result<(), AppError> {
    super::vat_status::save(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Takes a VAT status away. Needs the right to manage the company.
#[server(endpoint = "organizations/remove-vat-status")]
pub async fn remove_vat_status(input: parts::RemoveVatStatus) -> Result<(), AppError> {
    super::vat_status::remove(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes a picture away. Needs the right to manage the company.
#[server(endpoint = "organizations/remove-image")]
pub async fn remove_image(id: OrganizationId, kind: ImageKind) -> Result<(), AppError> {
    super::images::remove(&crate::platform::ctx::Ctx::current()?, id, kind).await
}

/// Enters or changes a start balance. Needs the right to manage the company.
#[server(endpoint = "organizations/save-start-balance")]
pub async fn save_start_balance(input: balances::SaveStartBalance) -> Result<(), AppError> {
    super::start::save(&crate::platform::ctx::Ctx::current()?, input)
        .await
        .map(|_| ())
}

/// Takes a start balance away. Needs the right to manage the company.
#[server(endpoint = "organizations/remove-start-balance")]
pub async fn remove_start_balance(input: balances::RemoveStartBalance) -> Result<(), AppError> {
    super::start::remove(&crate::platform::ctx::Ctx::current()?, input).await
}
