//! The confirmation of a payment: made anew each time of what is stored, in the client's language. A payment is no issued paper, and what
//! it settles may change; so nothing of it is frozen.

use super::super::model::{AllocationRow, Payment};
use super::super::store;
use crate::company::organization::store as organizations;
use crate::company::payment_modes::pages::words::mode_text_in;
use crate::company::payment_modes::store as modes;
use crate::crm::clients::store as clients;
use crate::documents::papers::parties;
use crate::documents::papers::renditions::{self, PaperFile};
use crate::documents::templates::model::{PaperKind, TemplateKind};
use crate::documents::templates::serving;
use crate::documents::templates::views::{AllocationView, BasisView, PaperView, PaymentView};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::PaymentId;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

const KIND: TemplateKind = TemplateKind::paper(PaperKind::PaymentConfirmation);

/// The confirmation of a payment as a file.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope, and for what confirms nothing: a refund, a payment that was reversed. Beside `template`:
/// what the template prints and the payment lacks.
pub async fn confirmation(ctx: &Ctx, id: PaymentId) -> AppResult<PaperFile> {
    let (payment, view) = Box::pin(read(ctx, id)).await?;
    let serving = serving::serving(&mut ctx.read(), KIND, payment.organization, view.lang, None).await?;
    let paper = PaperView::PaymentConfirmation(PaymentView {
        template: Some(serving.reference.clone()),
        ..view
    });
    serving.refuse_unmet(&paper)?;
    renditions::of_view(ctx, payment.organization, paper, false).await
}

/// Everything the confirmation of a payment prints.
///
/// # Errors
/// [`AppError::NotFound`] as [`confirmation`].
pub async fn paper(ctx: &Ctx, id: PaymentId) -> AppResult<PaymentView> {
    Ok(read(ctx, id).await?.1)
}

async fn read(ctx: &Ctx, id: PaymentId) -> AppResult<(Payment, PaymentView)> {
    ctx.may(Right::ViewPayments)?;
    // The parts of a payment come to its amount in one committed state only.
    let mut conn = ctx.db.snapshot().await?;
    let payment = store::by_id(&mut conn, id, ctx.scope_of(Object::Payments)).await?;
    let payment = payment.filter(Payment::is_incoming).ok_or(AppError::NotFound)?;
    let company = organizations::by_id(&mut conn, payment.organization).await?;
    let company = company.ok_or(AppError::NotFound)?;
    let account = organizations::account_by_id(&mut conn, payment.account).await?;
    let client = clients::by_id(&mut conn, payment.client, ctx.scope_of(Object::Payments)).await?;
    let client = client.ok_or(AppError::NotFound)?;
    let ids = clients::tax_ids(&mut conn, client.id).await?;
    let allocations = store::allocations_of(&mut conn, id).await?;
    let mode = modes::named(&mut conn, payment.mode).await?;
    let mut seller = parties::seller(&company);
    seller.bank = account.as_ref().map(parties::account).unwrap_or_default();
    let view = PaymentView {
        lang: client.lang,
        number: payment.number.clone(),
        date: payment.date,
        amount: payment.amount,
        currency: payment.currency,
        mode: mode.map(|mode| mode_text_in(client.lang, &mode)).unwrap_or_default(),
        transaction_id: payment.transaction_id.clone(),
        purpose: payment.purpose.clone(),
        seller,
        buyer: parties::buyer(&client, &ids),
        allocations: allocations.into_iter().map(part).collect(),
        advance: payment.advance,
        template: None,
        hryvnia: company.hryvnia,
        today: Some(ctx.clock.today(&company.time_zone)),
    };
    Ok((payment, view))
}

fn part(row: AllocationRow) -> AllocationView {
    AllocationView {
        invoice: BasisView {
            number: row.invoice_number,
            date: row.invoice_date,
            subject: String::new(),
        },
        amount: row.paid.amount,
        closed: row.settled.amount,
        currency: row.settled.currency,
    }
}
