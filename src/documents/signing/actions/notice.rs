//! The managers of a client read what he has answered.

use super::super::model::Signer;
use super::super::store;
use super::super::words::{self, NamedPaper};
use super::paper::Paper;
use crate::company::mailbox;
use crate::error::AppResult;
use crate::kernel::ids::AnswerId;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail;
use crate::records::mail::brief::Brief;
use crate::records::mail::letter::Person;

/// Whether letters are sent at all; without a mail server the paper's history tells.
pub(super) async fn is_possible(ctx: &Ctx) -> AppResult<bool> {
    mailbox::actions::is_ready(ctx).await
}

/// Puts a letter to each manager of the client into the outbox, in his language.
pub(super) async fn post(
    tx: &mut Tx,
    ctx: &Ctx,
    answer: AnswerId,
    named: &NamedPaper<'_>,
    paper: &Paper,
    signer: &Signer,
) -> AppResult<()> {
    let page = format!(
        "{}{}/{}",
        ctx.base_url,
        words::staff_path(named.kind),
        paper.signed.owner.id
    );
    for reader in store::managers(tx, paper.client).await? {
        let (subject, sentence) = words::notice(reader.lang, named, &signer.name, &signer.reason);
        let brief = Brief {
            dedupe: format!("answer/{answer}/{}", reader.email),
            client: None,
            lang: reader.lang,
            to: Person {
                name: reader.name,
                address: reader.email,
            },
            subject,
            sentence,
            typed: String::new(),
            before_link: String::new(),
            link: page.clone(),
        };
        mail::actions::post(tx, ctx, &brief.letter()).await?;
    }
    Ok(())
}
