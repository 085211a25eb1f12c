//! The confirmation of a payment by e-mail, sent by a person. What is written by itself is in `notify`.

use super::super::model::Payment;
use super::super::store;
use super::confirmation::{confirmation, paper};
use crate::documents::sending::actions::{self as sending, MailsOf, Ready};
use crate::documents::sending::letters::made_file;
use crate::documents::sending::model::{PaperMails, PaperRef, SendPaper, SendSheet, SentPaper};
use crate::documents::sending::papers::{Files, Sendable, Stage};
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::{Id, PaymentId};
use crate::kernel::money::Amount;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::requests;
use crate::text::lang;
use crate::tr;

/// Nothing of a confirmation is frozen.
const REVISION: i64 = 1;

fn paper_of(id: PaymentId) -> PaperRef {
    PaperRef {
        kind: PaperKind::PaymentConfirmation,
        id: id.uuid(),
    }
}

/// The payment as it is sent, without its file.
pub(super) async fn sendable(ctx: &Ctx, id: PaymentId) -> AppResult<Sendable> {
    let view = Box::pin(paper(ctx, id)).await?;
    let payment = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Payments)).await?;
    let payment = payment.ok_or(AppError::NotFound)?;
    Ok(Sendable {
        paper: paper_of(id),
        owner: payment.owner(),
        organization: payment.organization,
        client: payment.client,
        revision: REVISION,
        title: tr!(
            payments.heading,
            number = payment.number.clone(),
            date = short_date(lang(), payment.date)
        ),
        number: Some(payment.number),
        stage: Stage::Issued,
        version: payment.version,
        view: Box::new(PaperView::PaymentConfirmation(view)),
        paid: Amount::default(),
        files: Files::Made(Vec::new()),
        href: format!("/payments/{id}"),
    })
}

/// The form.
///
/// # Errors
/// As [`confirmation`], and without the right to send.
pub async fn open_sending(ctx: &Ctx, id: PaymentId) -> AppResult<SendSheet> {
    ctx.may(Right::SendMail)?;
    sending::open_made(ctx, sendable(ctx, id).await?, String::new()).await
}

/// Sends the confirmation to whom the form says.
///
/// # Errors
/// Problems beside their fields; as [`confirmation`].
pub async fn send(ctx: &Ctx, input: SendPaper) -> AppResult<SentPaper> {
    ctx.may(Right::SendMail)?;
    let paper: PaperRef = input.paper.parse().map_err(|_| AppError::NotFound)?;
    if paper.kind != PaperKind::PaymentConfirmation {
        return Err(AppError::NotFound);
    }
    let id: PaymentId = paper.id.into();
    let sendable = sendable(ctx, id).await?;
    let file = Box::pin(confirmation(ctx, id)).await?;
    let sendable = Sendable {
        files: Files::Made(vec![made_file(ctx, &file.title, file.bytes).await?]),
        ..sendable
    };
    let Ready { request, letters, sent } = sending::letters(ctx, &input, &sendable).await?;
    let mut tx = ctx.write().await?;
    if requests::claim::<usize>(&mut tx, ctx, request).await?.is_none() {
        let payment = store::locked(&mut tx, id, ctx.scope_of(Object::Payments)).await?;
        payment.filter(Payment::is_incoming).ok_or(AppError::NotFound)?;
        sending::post(&mut tx, ctx, request, letters).await?;
        tx.commit().await?;
    }
    Ok(sent)
}

/// The mails of a payment, also of one that was reversed since.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope.
pub async fn mails(ctx: &Ctx, id: PaymentId) -> AppResult<PaperMails> {
    ctx.may(Right::ViewPayments)?;
    let payment = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Payments)).await?;
    let payment = payment.ok_or(AppError::NotFound)?;
    let of = MailsOf {
        paper: paper_of(id),
        owner: payment.owner(),
        revision: REVISION,
        client: payment.client,
    };
    sending::mails_of(ctx, of).await
}
