//! The server function.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{Received, ReceivedFilter};
use crate::error::AppError;

/// The report of received payments. Needs the right to view payments.
#[server(endpoint = "reports/received", input = GetUrl)]
pub async fn report_received(#[server(default)] filter: ReceivedFilter) -> Result<Received, AppError> {
    super::actions::received(&crate::platform::ctx::Ctx::current()?, &filter).await
}
