//! Several papers, each as its form would begin: to the contacts who get this kind, with the text of the e-mail template.

use super::open::{addressee, greeted, offered, own_address, subscribed};
use super::send::send;
use crate::crm::clients;
use crate::documents::invoices::model::{MOST_AT_ONCE, Outcome};
use crate::documents::sending::model::{PaperRef, SendOne, SendPaper};
use crate::documents::sending::papers::{self, Sendable, Stage};
use crate::documents::templates::model::PaperKind;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::RequestKey;
use crate::kernel::problem::Problem;
use crate::kernel::validate::typed;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;

/// Sends invoices, each in a transaction of its own and under the key of its own form: sent again, it is sent once. What is wrong with one
/// of them does not touch the others.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than [`MOST_AT_ONCE`]. What is wrong with one is told by its
/// outcome.
pub async fn send_invoices(ctx: &Ctx, all: Vec<SendOne>) -> AppResult<Vec<Outcome>> {
    ctx.may(Right::SendMail)?;
    ctx.may(Right::ViewInvoices)?;
    if all.len() > MOST_AT_ONCE {
        return Err(AppError::TooLarge);
    }
    let mut outcomes = Vec::with_capacity(all.len());
    for SendOne { id, request } in all {
        let paper = PaperRef {
            kind: PaperKind::Invoice,
            id,
        };
        let (number, refused) = match papers::sendable(ctx, paper).await {
            Ok(sendable) => {
                let sent = unless_busy(|| send_as_usual(ctx, &sendable, request)).await;
                (sendable.number, sent.err())
            }
            Err(error) => (None, Some(error)),
        };
        outcomes.push(Outcome {
            id: id.into(),
            number,
            refused,
        });
    }
    Ok(outcomes)
}

async fn send_as_usual(ctx: &Ctx, sendable: &Sendable, request: RequestKey) -> AppResult<()> {
    let paper = sendable.paper;
    if sendable.stage == Stage::Draft {
        return Err(AppError::field("lifecycle", Problem::StillDraft));
    }
    let people = subscribed(ctx, sendable.client, paper).await?;
    let client = clients::actions::show(ctx, sendable.client).await?;
    let lang = addressee(&people).map_or(client.lang, |contact| contact.lang);
    let greeted = greeted(&people);
    let words = offered(ctx, sendable, greeted, lang).await?;
    let rendition = sendable.renditions().first().map(ToString::to_string);
    let chosen = people.iter().filter_map(|(contact, line)| {
        let line = (*line)?;
        Some((contact.id.to_string(), line.to_string()))
    });
    let form = SendPaper {
        request: Some(request),
        paper: paper.to_string(),
        people: chosen.collect(),
        more: own_address(&client, &people).to_owned(),
        drafted_for: typed(greeted.map(|contact| contact.id)),
        lang: lang.to_string(),
        text: words.plain(),
        subject: words.subject,
        rendition: rendition.unwrap_or_default(),
        ..SendPaper::default()
    };
    send(ctx, form).await.map(|_| ())
}
