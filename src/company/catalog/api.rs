//! Server functions of the catalogue.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{ItemChoice, ItemFilter, ItemForm, ItemRow, ItemSheet};
use crate::error::AppError;
use crate::kernel::ids::CatalogItemId;
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view the catalogue.
#[server(endpoint = "catalog/list", input = GetUrl)]
pub async fn list_items(#[server(default)] filter: ItemFilter) -> Result<Page<ItemRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// At most ten items for the letters typed into a line. Needs the right to view the catalogue.
#[server(endpoint = "catalog/suggest", input = GetUrl)]
pub async fn suggest_items(#[server(default)] q: String) -> Result<Vec<ItemChoice>, AppError> {
    super::actions::suggest(&crate::platform::ctx::Ctx::current()?, &q).await
}

/// One item. Needs the right to view the catalogue.
#[server(endpoint = "catalog/show", input = GetUrl)]
pub async fn show_item(id: CatalogItemId) -> Result<ItemSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new item, or of a stored one, begins with. Needs the right to create or to edit items.
#[server(endpoint = "catalog/form", input = GetUrl)]
pub async fn open_item_form(#[server(default)] id: Option<CatalogItemId>) -> Result<ItemForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Adds or changes an item, and leads to it. Needs the right to create or to edit items.
#[server(endpoint = "catalog/save")]
pub async fn save_item(input: forms::SaveItem) -> Result<CatalogItemId, AppError> {
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/catalogue/{id}"));
    Ok(id)
}

/// Adds an item out of a document's line. Needs the right to create items.
#[server(endpoint = "catalog/add")]
pub async fn add_item(input: forms::SaveItem) -> Result<CatalogItemId, AppError> {
    let new = forms::SaveItem { id: None, ..input };
    super::actions::save(&crate::platform::ctx::Ctx::current()?, new).await
}

/// Takes an item out of lists and editors. Needs the right to delete items.
#[server(endpoint = "catalog/archive")]
pub async fn archive_item(id: CatalogItemId) -> Result<(), AppError> {
    super::actions::archive(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Brings an item back from the archive. Needs the right to delete items.
#[server(endpoint = "catalog/restore")]
pub async fn restore_item(id: CatalogItemId) -> Result<(), AppError> {
    super::actions::restore(&crate::platform::ctx::Ctx::current()?, id).await
}
