//! Server functions of clients.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{Client, ClientChoice, ClientFilter, ClientForm, ClientRow};
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view clients.
#[server(endpoint = "clients/list", input = GetUrl)]
pub async fn list_clients(#[server(default)] filter: ClientFilter) -> Result<Page<ClientRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// What a picker offers for the typed words. Needs the right to view clients.
#[server(endpoint = "clients/find", input = GetUrl)]
pub async fn find_clients(#[server(default)] q: String) -> Result<Vec<ClientChoice>, AppError> {
    super::actions::find(&crate::platform::ctx::Ctx::current()?, &q).await
}

/// One client. Needs the right to view clients.
#[server(endpoint = "clients/show", input = GetUrl)]
pub async fn show_client(id: ClientId) -> Result<Client, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new client, or of a stored one, begins with. Needs the right to edit clients.
#[server(endpoint = "clients/form", input = GetUrl)]
pub async fn open_client_form(#[server(default)] id: Option<ClientId>) -> Result<ClientForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Other clients with the same tax id. Needs the right to view clients.
#[server(endpoint = "clients/similar", input = GetUrl)]
pub async fn similar_clients(
    #[server(default)] tax_id: String,
    #[server(default)] but: Option<ClientId>,
) -> Result<Vec<ClientChoice>, AppError> {
    super::actions::similar(&crate::platform::ctx::Ctx::current()?, &tax_id, but).await
}

/// Creates or changes a client, and leads to its card. Needs the right to edit clients.
#[server(endpoint = "clients/save")]
pub async fn save_client(input: forms::SaveClient) -> Result<ClientId, AppError> {
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/clients/{id}"));
    Ok(id)
}

/// Takes a client out of lists and pickers. Needs the right to edit clients.
#[server(endpoint = "clients/archive")]
pub async fn archive_client(id: ClientId) -> Result<(), AppError> {
    super::actions::archive(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Brings a client back from the archive. Needs the right to edit clients.
#[server(endpoint = "clients/restore")]
pub async fn restore_client(id: ClientId) -> Result<(), AppError> {
    super::actions::restore(&crate::platform::ctx::Ctx::current()?, id).await
}
