//! Server functions of the first page, and of the logo over all of them.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::Home;
use crate::error::AppError;

/// Where the logo of the company is. Needs a contact.
#[server(endpoint = "cabinet/logo", input = GetUrl)]
pub async fn show_cabinet_logo() -> Result<Option<String>, AppError> {
    crate::company::organization::images::logo_of_cabinet(&crate::platform::ctx::Ctx::current()?).await
}

/// What is to be done and what is owed. Of what the contact may not see nothing is told.
#[server(endpoint = "cabinet/home", input = GetUrl)]
pub async fn show_cabinet_home() -> Result<Home, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?).await
}
