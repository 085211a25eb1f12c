//! Server functions of the search.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{Found, Suggested};
use crate::error::AppError;

/// The first hits of every list the reader may see. Open to all of the staff.
#[server(endpoint = "search/find", input = GetUrl)]
pub async fn find_everywhere(#[server(default)] q: String) -> Result<Found, AppError> {
    super::actions::find(&crate::platform::ctx::Ctx::current()?, &q).await
}

/// What a few typed characters may mean. Open to all of the staff.
#[server(endpoint = "search/suggest", input = GetUrl)]
pub async fn suggest_hits(#[server(default)] q: String) -> Result<Suggested, AppError> {
    super::actions::suggest(&crate::platform::ctx::Ctx::current()?, &q).await
}
