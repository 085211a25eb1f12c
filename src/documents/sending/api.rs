//! Server functions of sending.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{
    PaperMails, PaperRef, RuleSheet, SaveRule as RuleForm, SendOne, SendPaper as Letter, SendSheet, SentPaper,
};
use crate::documents::invoices::model::Outcome;
use crate::error::AppError;
use crate::kernel::ids::{ClientId, MailRuleId};

/// What the form begins with. Needs the right to see the paper and to send mail.
#[server(endpoint = "sending/open", input = GetUrl)]
pub async fn open_sending(paper: PaperRef) -> Result<SendSheet, AppError> {
    super::actions::open(&crate::platform::ctx::Ctx::current()?, paper).await
}

/// Sends a paper, and leads back to its page. Needs the right to see the paper and to send mail.
#[server(endpoint = "sending/send")]
pub async fn send_paper(input: Letter) -> Result<SentPaper, AppError> {
    let sent = super::actions::send(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&sent.href);
    Ok(sent)
}

/// Sends several invoices; which of them, is known in the browser only.
#[server(endpoint = "sending/send-invoices", input = Json)]
pub async fn send_invoices(all: Vec<SendOne>) -> Result<Vec<Outcome>, AppError> {
    super::actions::send_invoices(&crate::platform::ctx::Ctx::current()?, all).await
}

/// The mails of a paper. Needs the right to see it.
#[server(endpoint = "sending/mails", input = GetUrl)]
pub async fn mails_of_paper(paper: PaperRef) -> Result<PaperMails, AppError> {
    super::actions::mails(&crate::platform::ctx::Ctx::current()?, paper).await
}

/// Whether a paper is reminded of. Needs the right to see it and to send mail.
#[server(endpoint = "sending/pause")]
pub async fn pause_reminders(paper: PaperRef, paused: bool) -> Result<(), AppError> {
    super::actions::pause(&crate::platform::ctx::Ctx::current()?, paper, paused).await
}

/// Whether a client is reminded of anything.
#[server(endpoint = "sending/client-paused", input = GetUrl)]
pub async fn is_client_paused(client: ClientId) -> Result<bool, AppError> {
    super::actions::is_client_paused(&crate::platform::ctx::Ctx::current()?, client).await
}

/// Stops or resumes reminders to a client. Needs the right to send mail.
#[server(endpoint = "sending/pause-client")]
pub async fn pause_client(client: ClientId, paused: bool) -> Result<(), AppError> {
    super::actions::pause_client(&crate::platform::ctx::Ctx::current()?, client, paused).await
}

/// What is written by itself. Needs the right to manage mail.
#[server(endpoint = "sending/rules", input = GetUrl)]
pub async fn list_rules() -> Result<Vec<RuleSheet>, AppError> {
    super::rules::list(&crate::platform::ctx::Ctx::current()?).await
}

/// Keeps a rule. Needs the right to manage mail.
#[server(endpoint = "sending/save-rule")]
pub async fn save_rule(input: RuleForm) -> Result<MailRuleId, AppError> {
    super::rules::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a rule. Needs the right to manage mail.
#[server(endpoint = "sending/delete-rule")]
pub async fn delete_rule(id: MailRuleId) -> Result<(), AppError> {
    super::rules::delete(&crate::platform::ctx::Ctx::current()?, id).await
}
