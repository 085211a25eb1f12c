//! Server functions of files in the cabinet. Files themselves come and go by the routes under `/cabinet/files`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{CabinetFile, CabinetFileFilter};
use crate::error::AppError;
use crate::kernel::paging::Page;
use crate::records::files::model::Limits;

/// One page of the files that are shown to the client. Needs the right to files; attachments of papers that may not be seen are left out.
#[server(endpoint = "cabinet/files/list", input = GetUrl)]
pub async fn list_cabinet_files(#[server(default)] filter: CabinetFileFilter) -> Result<Page<CabinetFile>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// What may be handed over. Needs the right to files; nothing may by who looks as a contact.
#[server(endpoint = "cabinet/files/limits", input = GetUrl)]
pub async fn show_cabinet_file_limits() -> Result<Limits, AppError> {
    super::actions::limits(&crate::platform::ctx::Ctx::current()?).await
}
