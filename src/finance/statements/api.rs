//! The server functions.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{Statement, StatementFilter};
use crate::documents::sending::model::{PaperMails, SendPaper, SendSheet, SentPaper};
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

/// The form that sends a statement over the days of its address. Needs the rights to view invoices and payments and to send mail.
#[server(endpoint = "statements/open-sending", input = GetUrl)]
pub async fn open_statement_sending(client: ClientId, #[server(default)] query: String) -> Result<SendSheet, AppError> {
    super::sending::open(&crate::platform::ctx::Ctx::current()?, client, query).await
}

/// Sends a statement, and leads back to its page. Needs the rights to view invoices and payments and to send mail.
#[server(endpoint = "statements/send")]
pub async fn send_statement(input: SendPaper) -> Result<SentPaper, AppError> {
    let sent = super::sending::send(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&sent.href);
    Ok(sent)
}

/// The mails that brought a client his statements. Needs the rights to view invoices and payments.
#[server(endpoint = "statements/mails", input = GetUrl)]
pub async fn mails_of_statements(client: ClientId) -> Result<PaperMails, AppError> {
    super::sending::mails(&crate::platform::ctx::Ctx::current()?, client).await
}
