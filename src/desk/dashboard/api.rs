//! The server function.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model;
use crate::error::AppError;

/// What the first page shows. For everybody of the staff; what he may not see is left out.
#[server(endpoint = "dashboard/show", input = GetUrl)]
pub async fn show_dashboard() -> Result<model::Dashboard, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?).await
}
