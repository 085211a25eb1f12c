//! Server functions of papers in the cabinet. Files come by the routes under `/cabinet`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

use super::model::{CabinetPaper, PaperFilter, PaperRow, PaperSheet};
use crate::error::AppError;
use crate::kernel::paging::Page;

/// A page of papers. Needs the right to a kind that is asked for; else those kinds are left out that may not be seen.
#[server(endpoint = "cabinet/papers/list", input = GetUrl)]
pub async fn list_cabinet_papers(#[server(default)] filter: PaperFilter) -> Result<Page<PaperRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// A paper with what belongs to it. Needs the right to its kind.
#[server(endpoint = "cabinet/papers/show", input = GetUrl)]
pub async fn show_cabinet_paper(kind: CabinetPaper, id: Uuid) -> Result<PaperSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, kind, id).await
}
