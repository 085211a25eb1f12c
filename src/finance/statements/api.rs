//! The server function.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{Statement, StatementFilter};
use crate::error::AppError;
use crate::kernel::ids::ClientId;

/// The statement of a client. Needs the rights to view invoices and payments.
#[server(endpoint = "statements/show", input = GetUrl)]
pub async fn show_statement(
    client: ClientId,
    #[server(default)] filter: StatementFilter,
) -> Result<Statement, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, client, &filter).await
}
