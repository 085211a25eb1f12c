//! Server functions of contracts.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{
    self, ContractChoice, ContractEditor, ContractFilter, ContractPreview, ContractRow, ContractSheet,
    ContractTotalsRow, ContractType, OpenContract, SavedContract,
};
use crate::documents::templates::model::Shortcode;
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, ContractTypeId, OrganizationId};
use crate::kernel::paging::Page;

/// A page of a list. Needs the right to view contracts.
#[server(endpoint = "contracts/list", input = GetUrl)]
pub async fn list_contracts(#[server(default)] filter: ContractFilter) -> Result<Page<ContractRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// What a list comes to, by currency. Needs the right to view contracts.
#[server(endpoint = "contracts/totals", input = GetUrl)]
pub async fn sum_contracts(#[server(default)] filter: ContractFilter) -> Result<Vec<ContractTotalsRow>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// A contract with its paper. Needs the right to view contracts.
#[server(endpoint = "contracts/get", input = GetUrl)]
pub async fn get_contract(id: ContractId) -> Result<ContractSheet, AppError> {
    super::actions::sheet(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form opens with: a draft, or a new contract. Needs the right to create or to edit contracts.
#[server(endpoint = "contracts/editor", input = GetUrl)]
pub async fn open_contract_editor(
    #[server(default)] id: Option<ContractId>,
    #[server(default)] from: OpenContract,
) -> Result<ContractEditor, AppError> {
    super::actions::editor(&crate::platform::ctx::Ctx::current()?, id, from).await
}

/// The number the series of an own company proposes on a date. Needs the right to create or to edit contracts.
#[server(endpoint = "contracts/number", input = GetUrl)]
pub async fn propose_number(organization: OrganizationId, date: Date) -> Result<String, AppError> {
    super::actions::proposed_number(&crate::platform::ctx::Ctx::current()?, organization, date).await
}

/// The contracts of a client that a paper can go back to. Needs the right to view contracts.
#[server(endpoint = "contracts/choices", input = GetUrl)]
pub async fn contract_choices(client: ClientId) -> Result<Vec<ContractChoice>, AppError> {
    super::actions::choices(&crate::platform::ctx::Ctx::current()?, client).await
}

/// A draft as it stands in its form: HTML and findings. Changes nothing. Needs the right to edit contracts.
#[server(endpoint = "contracts/preview", input = Json)]
pub async fn preview_contract(input: model::SaveContract) -> Result<ContractPreview, AppError> {
    super::actions::preview(&crate::platform::ctx::Ctx::current()?, input).await
}

/// The shortcodes with their values in a draft. Needs the right to edit contracts.
#[server(endpoint = "contracts/shortcodes", input = GetUrl)]
pub async fn contract_shortcodes(id: ContractId) -> Result<Vec<Shortcode>, AppError> {
    let reader = crate::text::lang();
    super::actions::shortcodes(&crate::platform::ctx::Ctx::current()?, id, reader).await
}

/// Makes a draft and goes to it, or back to the card it was made on; changes one. Needs the right to create
/// or to edit contracts.
#[server(endpoint = "contracts/save")]
pub async fn save_contract(input: model::SaveContract) -> Result<SavedContract, AppError> {
    use crate::kernel::writing::Writing;
    use crate::ui::query::page_of_new;
    let (is_new, in_card, client) = (input.id.is_none(), input.in_card, input.client.clone());
    let ctx = crate::platform::ctx::Ctx::current()?;
    let saved = super::actions::save(&ctx, input).await?;
    if is_new && in_card {
        crate::platform::web::redirect(&format!("/clients/{}/contracts?added={}", client.trim(), saved.id));
    } else if is_new {
        let may_edit = ctx.actor.has(Writing::CONTRACTS.edit);
        crate::platform::web::redirect(&page_of_new(format!("/contracts/{}", saved.id), may_edit));
    }
    Ok(saved)
}

/// Takes the text of a draft anew from a template. Needs the right to edit contracts.
#[server(endpoint = "contracts/take-text")]
pub async fn take_text(input: model::TakeText) -> Result<SavedContract, AppError> {
    super::actions::take_text(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Issues a draft. Needs the right to issue contracts.
#[server(endpoint = "contracts/issue")]
pub async fn issue_contract(input: model::IssueContract) -> Result<(), AppError> {
    super::actions::issue(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Terminates an issued contract. Needs the right to cancel contracts.
#[server(endpoint = "contracts/terminate")]
pub async fn terminate_contract(input: model::EndContract) -> Result<(), AppError> {
    super::actions::terminate(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Cancels an issued contract. Needs the right to cancel contracts.
#[server(endpoint = "contracts/cancel")]
pub async fn cancel_contract(input: model::EndContract) -> Result<(), AppError> {
    super::actions::cancel(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a draft. Needs the right to delete contracts.
#[server(endpoint = "contracts/delete")]
pub async fn delete_contract(id: ContractId) -> Result<(), AppError> {
    super::actions::delete_draft(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/contracts");
    Ok(())
}

/// Makes a draft of a contract and goes to it. Needs the right to create contracts.
#[server(endpoint = "contracts/copy")]
pub async fn copy_contract(input: model::CopyContract) -> Result<ContractId, AppError> {
    let id = super::actions::copy(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/contracts/{id}"));
    Ok(id)
}

/// All types, for their directory. Needs the right to manage the company.
#[server(endpoint = "contract-types/list", input = GetUrl)]
pub async fn list_contract_types() -> Result<Vec<ContractType>, AppError> {
    super::actions::all_types(&crate::platform::ctx::Ctx::current()?).await
}

/// The types, for choosing one above a list. Needs the right to view contracts.
#[server(endpoint = "contract-types/offered", input = GetUrl)]
pub async fn offered_contract_types() -> Result<Vec<ContractType>, AppError> {
    super::actions::offered_types(&crate::platform::ctx::Ctx::current()?).await
}

/// Keeps or renames a type. Needs the right to manage the company.
#[server(endpoint = "contract-types/save")]
pub async fn save_contract_type(input: model::SaveContractType) -> Result<ContractTypeId, AppError> {
    super::actions::save_type(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Offers a type no longer, or again. Needs the right to manage the company.
#[server(endpoint = "contract-types/retire")]
pub async fn retire_contract_type(input: model::RetireContractType) -> Result<(), AppError> {
    super::actions::retire_type(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Moves a type up or down. Needs the right to manage the company.
#[server(endpoint = "contract-types/move")]
pub async fn move_contract_type(input: model::MoveContractType) -> Result<(), AppError> {
    super::actions::move_type(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a type that no contract has. Needs the right to manage the company.
#[server(endpoint = "contract-types/delete")]
pub async fn delete_contract_type(id: ContractTypeId) -> Result<(), AppError> {
    super::actions::delete_type(&crate::platform::ctx::Ctx::current()?, id).await
}
