//! Server functions of files. Files themselves come and go by the routes under `/files`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

use super::model::{ClientFileRow, FileFilter};
use crate::error::AppError;
use crate::kernel::ids::FileId;
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Page;
use crate::records::files::model::{FileRow, Limits};

/// What may be sent to an object. Needs the right to edit it.
#[server(endpoint = "files/limits", input = GetUrl)]
pub async fn show_file_limits(kind: OwnerKind, id: Uuid) -> Result<Limits, AppError> {
    super::actions::limits(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// The files of an object. Needs the right to view it.
#[server(endpoint = "files/of-owner", input = GetUrl)]
pub async fn list_owner_files(kind: OwnerKind, id: Uuid) -> Result<Vec<FileRow>, AppError> {
    super::actions::of_owner(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// One page of a client's files and those of his papers. Needs the right to view clients; papers that may not be seen are left out.
#[server(endpoint = "files/list", input = GetUrl)]
pub async fn list_client_files(#[server(default)] filter: FileFilter) -> Result<Page<ClientFileRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// One file. Needs the right to view its owner.
#[server(endpoint = "files/show", input = GetUrl)]
pub async fn show_file(id: FileId) -> Result<ClientFileRow, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Deletes a file. Needs the right to edit its owner.
#[server(endpoint = "files/delete")]
pub async fn delete_file(id: FileId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Brings a deleted file back. Needs the right to edit its owner.
#[server(endpoint = "files/restore")]
pub async fn restore_file(id: FileId) -> Result<(), AppError> {
    super::actions::restore(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Shows a file to the client, or hides it. Needs the right to edit its owner.
#[server(endpoint = "files/set-visible")]
pub async fn set_file_visible(id: FileId, #[server(default)] visible: bool) -> Result<(), AppError> {
    super::actions::set_visible(&crate::platform::ctx::Ctx::current()?, id, visible).await
}
