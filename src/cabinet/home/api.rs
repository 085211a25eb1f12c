//! Server function of the first page.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::Home;
use crate::error::AppError;

/// What is to be done and what is owed. Of what the contact may not see nothing is told.
#[server(endpoint = "cabinet/home", input = GetUrl)]
pub async fn show_cabinet_home() -> Result<Home, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?).await
}
