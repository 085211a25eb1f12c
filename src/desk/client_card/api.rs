//! Server functions of the client card.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model;
use crate::error::AppError;
use crate::kernel::ids::ClientId;

/// What stands around every tab of a client's card. Needs the right to view clients.
#[server(endpoint = "client-card/show", input = GetUrl)]
pub async fn show_client_card(id: ClientId) -> Result<model::ClientCard, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}
