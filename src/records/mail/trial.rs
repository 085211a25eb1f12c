//! A letter that is handed over at once and kept nowhere, to see what the server says. The only talk with a server that somebody waits for:
//! it is what he asks about.

use super::letter::Person;
use super::message::{Sender, lines, message_id, plain};
use super::smtp::{Content, Refused, Server, Talk};
use super::store::Letter;
use crate::kernel::ids::LetterId;
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;

/// What is said.
pub struct Words {
    pub lang: Lang,
    pub subject: String,
    /// A fragment of HTML.
    pub html: String,
}

/// Hands a letter over.
///
/// # Errors
/// What stood in the way, in the server's words.
pub async fn send(ctx: &Ctx, server: &Server, sender: &Sender, to: &str, words: Words) -> Result<String, String> {
    let id: LetterId = ctx.new_id();
    let letter = Letter {
        id,
        organization: None,
        client: None,
        lang: words.lang,
        subject: words.subject,
        plain: plain(&words.html),
        html: words.html,
        to: vec![Person {
            name: String::new(),
            address: to.to_owned(),
        }],
        cc: Vec::new(),
        message_id: message_id(id, ctx.base_url.origin()),
        created_at: ctx.now(),
        sealed: None,
    };
    let lines = lines(&letter, sender, &[]).map_err(|error| error.to_string())?;
    let told = |Refused { words, .. }| words;
    let mut talk = Talk::open(server).await.map_err(told)?;
    talk.envelope(&sender.address, to).await.map_err(told)?;
    talk.data().await.map_err(told)?;
    let answer = match talk.content(&lines).await {
        Content::Accepted(words) => Ok(words),
        Content::Refused(Refused { words, .. }) | Content::Unknown(words) => Err(words),
    };
    talk.close().await;
    answer
}
