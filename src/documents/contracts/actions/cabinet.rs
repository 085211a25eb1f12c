//! What a client's contact sees of a contract in the cabinet. Drafts, and contracts of other clients, are outside of his scope.

use super::super::model::{Contract, ContractRow};
use super::super::store;
use super::paper::frozen;
use crate::documents::papers::actions;
use crate::documents::papers::files::{ClientsFile, of_client};
use crate::documents::papers::parties::logo_address_in_cabinet;
use crate::documents::templates::model::PaperHtml;
use crate::documents::templates::serving;
use crate::documents::templates::views::{ContractView, PaperView};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::ContractId;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// A contract that was concluded, whatever became of it since.
pub struct ClientsContract {
    pub contract: Contract,
    pub html: PaperHtml,
    /// To which it is an annex.
    pub parent: Option<ContractRow>,
}

/// A contract of the visitor's company.
///
/// # Errors
/// [`AppError::NotFound`] outside of his scope.
pub async fn show_in_cabinet(ctx: &Ctx, id: ContractId) -> AppResult<ClientsContract> {
    ctx.visitor(CabinetRight::Contracts)?;
    let mut conn = ctx.read();
    let contract = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts)).await?;
    let contract = contract.ok_or(AppError::NotFound)?;
    let issued = frozen(&contract);
    let frozen = actions::frozen::<ContractView>(&mut conn, &contract.owner(), issued.revision).await?;
    let frozen = frozen.ok_or_else(|| internal(&format!("contract {id} has no snapshot")))?;
    let logo = logo_address_in_cabinet(&mut conn, contract.organization, &frozen.view.seller).await?;
    let view = PaperView::Contract(frozen.view);
    let html = serving::html_of(&mut conn, view, Some(frozen.sha256), logo.as_deref()).await?;
    let parent = match contract.parent {
        Some(parent) => store::row(&mut conn, parent, ctx.scope_of(Object::Contracts)).await?,
        None => None,
    };
    Ok(ClientsContract { contract, html, parent })
}

/// The file of a contract of the visitor's company.
///
/// # Errors
/// As [`show_in_cabinet`].
pub async fn file_in_cabinet(ctx: &Ctx, id: ContractId) -> AppResult<ClientsFile> {
    ctx.visitor(CabinetRight::Contracts)?;
    let contract = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Contracts)).await?;
    let contract = contract.ok_or(AppError::NotFound)?;
    let stage = contract.stage().of_paper();
    of_client(ctx, contract.owner(), stage, &frozen(&contract)).await
}
