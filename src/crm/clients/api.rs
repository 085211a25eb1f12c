//! Server functions of clients.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{
    Client, ClientChoice, ClientDirectories, ClientFilter, ClientForm, ClientGroup, ClientRow, ClientTraits,
    SimilarClient,
};
use super::settings::ClientSettingsSheet;
use super::{forms, parts, settings};
use crate::error::AppError;
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view clients.
#[server(endpoint = "clients/list", input = GetUrl)]
pub async fn list_clients(#[server(default)] filter: ClientFilter) -> Result<Page<ClientRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// What a picker offers for the typed words: clients of whom objects of a kind are seen, if one is named. Needs the right to view clients.
#[server(endpoint = "clients/find", input = GetUrl)]
pub async fn find_clients(
    #[server(default)] q: String,
    #[server(default)] of: Option<OwnerKind>,
) -> Result<Vec<ClientChoice>, AppError> {
    let of = of.unwrap_or(OwnerKind::Client);
    super::actions::find(&crate::platform::ctx::Ctx::current()?, &q, of).await
}

/// One client. Needs the right to view clients.
#[server(endpoint = "clients/show", input = GetUrl)]
pub async fn show_client(id: ClientId) -> Result<Client, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new client, or of a stored one, begins with. Needs the right to create or to edit clients.
#[server(endpoint = "clients/form", input = GetUrl)]
pub async fn open_client_form(#[server(default)] id: Option<ClientId>) -> Result<ClientForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What several clients can be put into, and to whom they can be given. Needs the right to edit clients.
#[server(endpoint = "clients/directories", input = GetUrl)]
pub async fn open_client_directories() -> Result<ClientDirectories, AppError> {
    super::actions::directories(&crate::platform::ctx::Ctx::current()?).await
}

/// Other clients with the same tax id, name or e-mail. Needs the right to view clients.
#[server(endpoint = "clients/similar", input = GetUrl)]
pub async fn similar_clients(
    #[server(default)] with: ClientTraits,
    #[server(default)] but: Option<ClientId>,
) -> Result<Vec<SimilarClient>, AppError> {
    super::actions::similar(&crate::platform::ctx::Ctx::current()?, &with, but).await
}

/// Creates or changes a client, and leads to its card. Needs the right to create or to edit clients.
#[server(endpoint = "clients/save")]
pub async fn save_client(input: forms::SaveClient) -> Result<ClientId, AppError> {
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/clients/{id}"));
    Ok(id)
}

/// Creates a client out of a picker, and tells what the picker shows of it. Needs the right to create clients.
#[server(endpoint = "clients/add")]
pub async fn add_client(input: forms::SaveClient) -> Result<ClientChoice, AppError> {
    super::actions::add(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Changes the note of a client's card. Needs the right to edit clients.
#[server(endpoint = "clients/save-notes")]
pub async fn save_client_notes(input: parts::SaveClientNotes) -> Result<i64, AppError> {
    super::actions::save_notes(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes a client out of lists and pickers. Needs the right to delete clients.
#[server(endpoint = "clients/archive")]
pub async fn archive_client(id: ClientId) -> Result<(), AppError> {
    super::actions::archive(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Brings a client back from the archive. Needs the right to delete clients.
#[server(endpoint = "clients/restore")]
pub async fn restore_client(id: ClientId) -> Result<(), AppError> {
    super::actions::restore(&crate::platform::ctx::Ctx::current()?, id).await
}

/// One thing done with several clients; how many it changed. Needs the right of the step.
#[server(endpoint = "clients/change-many")]
pub async fn change_clients(input: parts::ChangeClients) -> Result<usize, AppError> {
    super::actions::change_many(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Adds or changes a bank account of a client. Needs the right to edit clients.
#[server(endpoint = "clients/save-account")]
pub async fn save_client_account(input: parts::SaveClientAccount) -> Result<ClientAccountId, AppError> {
    super::actions::save_account(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes a bank account off a client's card. Needs the right to edit clients.
#[server(endpoint = "clients/delete-account")]
pub async fn delete_client_account(client: ClientId, id: ClientAccountId) -> Result<(), AppError> {
    super::actions::delete_account(&crate::platform::ctx::Ctx::current()?, client, id).await
}

/// How the whole company works with clients. Needs the right to manage the company.
#[server(endpoint = "clients/settings", input = GetUrl)]
pub async fn show_client_settings() -> Result<ClientSettingsSheet, AppError> {
    super::actions::settings(&crate::platform::ctx::Ctx::current()?).await
}

/// Changes how the whole company works with clients. Needs the right to manage the company.
#[server(endpoint = "clients/save-settings")]
pub async fn save_client_settings(input: settings::SaveClientSettings) -> Result<(), AppError> {
    super::actions::save_settings(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Shows, hides or moves a tab of the cards. Needs the right to manage the company.
#[server(endpoint = "clients/arrange-tab")]
pub async fn arrange_client_tab(input: settings::ArrangeTab) -> Result<(), AppError> {
    super::actions::arrange_tab(&crate::platform::ctx::Ctx::current()?, input).await
}

/// All groups. Needs the right to view clients.
#[server(endpoint = "client-groups/list", input = GetUrl)]
pub async fn list_client_groups() -> Result<Vec<ClientGroup>, AppError> {
    super::actions::all_groups(&crate::platform::ctx::Ctx::current()?).await
}

/// Adds or renames a group. Needs the right to manage the company.
#[server(endpoint = "client-groups/save")]
pub async fn save_client_group(input: parts::SaveClientGroup) -> Result<ClientGroupId, AppError> {
    super::actions::save_group(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a group in which there is nobody. Needs the right to manage the company.
#[server(endpoint = "client-groups/delete")]
pub async fn delete_client_group(id: ClientGroupId) -> Result<(), AppError> {
    super::actions::delete_group(&crate::platform::ctx::Ctx::current()?, id).await
}
