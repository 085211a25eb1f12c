//! The letter that says that money has come in: written by itself, where confirmations are switched on and nobody said *do not notify*.

use super::super::store;
use super::confirmation::confirmation;
use super::sending::sendable;
use crate::crm::contacts;
use crate::crm::contacts::model::{Contact, MailedKind};
use crate::documents::sending::letters::{drafted, made_file, person, pictures};
use crate::documents::sending::model::RuleKind;
use crate::documents::sending::rules::{self, Outcome, Taken};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::PaymentId;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::records::mail::letter::NewLetter;
use crate::records::mail::model::LetterLine;

/// People one looks through.
const MOST_PEOPLE: i64 = 200;

/// Writes the confirmation that is due longest. Whether there was one.
pub async fn notify_next(ctx: &Ctx) -> AppResult<bool> {
    let Some(taken) = rules::take(ctx, RuleKind::PaymentConfirmation).await? else {
        return Ok(false);
    };
    let id: PaymentId = rules::object(taken.notice);
    let outcome = outcome(ctx, taken, id).await?;
    rules::end(ctx, taken, outcome, async |mut tx| {
        let payment = store::locked(&mut tx, id, ctx.scope_of(Object::Payments)).await?;
        let stands = payment.is_some_and(|payment| payment.is_incoming() && !payment.reversed);
        Ok((tx, stands))
    })
    .await?;
    Ok(true)
}

async fn outcome(ctx: &Ctx, taken: Taken, id: PaymentId) -> AppResult<Outcome> {
    if !rules::is_on(ctx, taken.notice).await? {
        return Ok(Outcome::Skip("off"));
    }
    let payment = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Payments)).await?;
    let Some(payment) = payment.filter(|payment| payment.is_incoming() && !payment.reversed) else {
        return Ok(Outcome::Skip("gone"));
    };
    let people = contacts::store::with_address(&mut ctx.read(), payment.client, MOST_PEOPLE).await?;
    let in_line = |wanted: LetterLine| {
        people
            .iter()
            .filter(move |contact: &&Contact| contact.mail.of(MailedKind::PaymentConfirmation) == Some(wanted))
    };
    let Some(first) = in_line(LetterLine::To).next() else {
        return Ok(Outcome::Skip("nobody"));
    };
    let sendable = Box::pin(sendable(ctx, id)).await?;
    let file = match Box::pin(confirmation(ctx, id)).await {
        // Reversed meanwhile.
        Err(AppError::NotFound) => return Ok(Outcome::Skip("gone")),
        other => other?,
    };
    let words = drafted(ctx, sendable.topic(), Some(first), first.lang, None).await?;
    let mut attachments = vec![made_file(ctx, &file.title, file.bytes).await?];
    attachments.extend(pictures(ctx, payment.organization, &words.html).await?);
    Ok(Outcome::Write(Box::new(NewLetter {
        dedupe: String::new(),
        organization: Some(payment.organization),
        client: Some(payment.client),
        lang: words.lang,
        subject: words.subject,
        html: words.html,
        to: in_line(LetterLine::To).map(person).collect(),
        cc: in_line(LetterLine::Cc).map(person).collect(),
        attachments,
        papers: vec![(payment.owner(), 1)],
        sealed: None,
    })))
}
