//! Server functions of the outbox.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{LetterSheet, OutboxFilter, OutboxPage};
use crate::error::AppError;
use crate::kernel::ids::{LetterId, OutboxId};

/// One page of the outbox. Needs the right to manage mail.
#[server(endpoint = "outbox/list", input = GetUrl)]
pub async fn list_outbox(#[server(default)] filter: OutboxFilter) -> Result<OutboxPage, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// A letter as it was written. Needs the right to send mail.
#[server(endpoint = "outbox/letter", input = GetUrl)]
pub async fn show_letter(id: LetterId) -> Result<LetterSheet, AppError> {
    super::actions::letter(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Sends a row once more, or at once. Needs the right to send mail.
#[server(endpoint = "outbox/retry")]
pub async fn retry_mail(id: OutboxId) -> Result<(), AppError> {
    super::actions::retry(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Takes a row out that waits. Needs the right to send mail.
#[server(endpoint = "outbox/cancel")]
pub async fn cancel_mail(id: OutboxId) -> Result<(), AppError> {
    super::actions::cancel(&crate::platform::ctx::Ctx::current()?, id).await
}
