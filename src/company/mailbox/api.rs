//! Server functions of the settings of e-mail. Each needs the right to manage mail.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{MailSettings, SaveSender as Sender, SaveServer as Server, TryMail as Trial};
use crate::error::AppError;

/// The settings, without the password.
#[server(endpoint = "mailbox/show", input = GetUrl)]
pub async fn show_mailbox() -> Result<MailSettings, AppError> {
    super::actions::settings(&crate::platform::ctx::Ctx::current()?).await
}

/// Keeps the server.
#[server(endpoint = "mailbox/save-server")]
pub async fn save_mail_server(input: Server) -> Result<(), AppError> {
    super::actions::save_server(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Keeps the sender of an own company.
#[server(endpoint = "mailbox/save-sender")]
pub async fn save_mail_sender(input: Sender) -> Result<(), AppError> {
    super::actions::save_sender(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Sends a letter at once and tells what the server says.
#[server(endpoint = "mailbox/try")]
pub async fn try_mail(input: Trial) -> Result<String, AppError> {
    let words = crate::records::mail::trial::Words {
        lang: crate::text::lang(),
        subject: crate::tr!(mailbox.trial_subject).to_owned(),
        html: format!("<p>{}</p>", crate::tr!(mailbox.trial_text)),
    };
    super::actions::try_out(&crate::platform::ctx::Ctx::current()?, input, words).await
}
