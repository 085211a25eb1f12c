//! The server functions.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{
    self, Cancelling, CurrencyTotal, InvoicePayments, NewPayment, Opening, PaymentFilter, PaymentPage, PaymentRow,
};
use crate::documents::sending::model::{PaperMails, SendPaper, SendSheet, SentPaper};
use crate::error::AppError;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::paging::Page;

/// A page of the list. Needs the right to view payments.
#[server(endpoint = "payments/list", input = GetUrl)]
pub async fn list_payments(#[server(default)] filter: PaymentFilter) -> Result<Page<PaymentRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// The sums of what the list shows, per currency. Needs the right to view payments.
#[server(endpoint = "payments/totals", input = GetUrl)]
pub async fn total_payments(#[server(default)] filter: PaymentFilter) -> Result<Vec<CurrencyTotal>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// Everything the page of a payment shows. Needs the right to view payments.
#[server(endpoint = "payments/show", input = GetUrl)]
pub async fn show_payment(id: PaymentId) -> Result<PaymentPage, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// The payments of an invoice and what is left of it. Needs the right to view payments.
#[server(endpoint = "payments/of_invoice", input = GetUrl)]
pub async fn list_invoice_payments(invoice: InvoiceId) -> Result<InvoicePayments, AppError> {
    super::actions::of_invoice(&crate::platform::ctx::Ctx::current()?, invoice).await
}

/// The form that sends the confirmation of a payment. Needs the rights to view payments and to send mail.
#[server(endpoint = "payments/open-sending", input = GetUrl)]
pub async fn open_confirmation(id: PaymentId) -> Result<SendSheet, AppError> {
    super::actions::open_sending(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Sends the confirmation of a payment, and leads back to its page. Needs the rights to view payments and to send mail.
#[server(endpoint = "payments/send")]
pub async fn send_confirmation(input: SendPaper) -> Result<SentPaper, AppError> {
    let sent = super::actions::send(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&sent.href);
    Ok(sent)
}

/// The mails of a payment. Needs the right to view payments.
#[server(endpoint = "payments/mails", input = GetUrl)]
pub async fn mails_of_payment(id: PaymentId) -> Result<PaperMails, AppError> {
    super::actions::mails(&crate::platform::ctx::Ctx::current()?, id).await
}

/// The form of a new payment, of an invoice or of a client. Needs the right to record payments.
#[server(endpoint = "payments/new", input = GetUrl)]
pub async fn open_payment(#[server(default)] from: Opening) -> Result<NewPayment, AppError> {
    super::actions::open(&crate::platform::ctx::Ctx::current()?, from).await
}

/// Records a payment and goes on to where it came from, or to the next one. Needs the right to record payments.
#[server(endpoint = "payments/record")]
pub async fn record_payment(input: model::RecordPayment) -> Result<PaymentId, AppError> {
    let way = input.clone();
    let payment = super::actions::record(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&way.way_on(payment));
    Ok(payment)
}

/// Says what of a payment settles which invoices. Needs the right to edit payments.
#[server(endpoint = "payments/allocate")]
pub async fn allocate_payment(input: model::Allocate) -> Result<(), AppError> {
    super::actions::allocate(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes back what a payment settles of an invoice. Needs the right to edit payments.
#[server(endpoint = "payments/release")]
pub async fn release_payment(input: model::Release) -> Result<(), AppError> {
    super::actions::release(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Settles an invoice out of the client's advances. Needs the right to edit payments.
#[server(endpoint = "payments/use_advance")]
pub async fn use_advance(input: model::UseAdvance) -> Result<(), AppError> {
    super::actions::use_advance(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Gives a part of a payment back. Needs the right to record payments.
#[server(endpoint = "payments/refund")]
pub async fn refund_payment(input: model::RefundPayment) -> Result<PaymentId, AppError> {
    super::actions::refund(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Reverses a payment that was entered by mistake. Needs the right to reverse payments.
#[server(endpoint = "payments/reverse")]
pub async fn reverse_payment(input: model::ReversePayment) -> Result<(), AppError> {
    super::actions::reverse(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Writes off what is left of an invoice. Needs the right to write off.
#[server(endpoint = "payments/write_off")]
pub async fn write_off_rest(input: model::WriteOffRest) -> Result<InvoiceId, AppError> {
    super::actions::write_off(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes a write-off back. Needs the right to write off.
#[server(endpoint = "payments/take_back_write_off")]
pub async fn take_back_write_off(input: model::TakeBackWriteOff) -> Result<InvoiceId, AppError> {
    super::actions::take_back_write_off(&crate::platform::ctx::Ctx::current()?, input).await
}

/// What is asked when an invoice with payments is cancelled. Needs the rights to cancel invoices and to record payments.
#[server(endpoint = "payments/cancelling", input = GetUrl)]
pub async fn open_cancelling(invoice: InvoiceId) -> Result<Cancelling, AppError> {
    super::actions::cancelling(&crate::platform::ctx::Ctx::current()?, invoice).await
}

/// Cancels an invoice with its payments. Needs the rights to cancel invoices and to record payments.
#[server(endpoint = "payments/cancel_invoice")]
pub async fn cancel_with_payments(input: model::CancelWithPayments) -> Result<(), AppError> {
    let invoice = input.id;
    super::actions::cancel_with_payments(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/invoices/{invoice}"));
    Ok(())
}
