//! The server functions.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{self, CurrencyTotal, InvoicePayments, NewPayment, PaymentFilter, PaymentPage, PaymentRow};
use crate::error::AppError;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::paging::Page;

/// A page of the list.
#[server(endpoint = "payments/list", input = GetUrl)]
pub async fn list_payments(#[server(default)] filter: PaymentFilter) -> Result<Page<PaymentRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// The sums of what the list shows, per currency.
#[server(endpoint = "payments/totals", input = GetUrl)]
pub async fn total_payments(#[server(default)] filter: PaymentFilter) -> Result<Vec<CurrencyTotal>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// Everything the page of a payment shows.
#[server(endpoint = "payments/show", input = GetUrl)]
pub async fn show_payment(id: PaymentId) -> Result<PaymentPage, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// The payments of an invoice and what is left of it.
#[server(endpoint = "payments/of_invoice", input = GetUrl)]
pub async fn list_invoice_payments(invoice: InvoiceId) -> Result<InvoicePayments, AppError> {
    super::actions::of_invoice(&crate::platform::ctx::Ctx::current()?, invoice).await
}

/// The form of a new payment of an invoice.
#[server(endpoint = "payments/new", input = GetUrl)]
pub async fn open_payment(invoice: InvoiceId) -> Result<NewPayment, AppError> {
    super::actions::open(&crate::platform::ctx::Ctx::current()?, invoice).await
}

/// Records a payment and goes on to its invoice.
#[server(endpoint = "payments/record")]
pub async fn record_payment(input: model::RecordPayment) -> Result<PaymentId, AppError> {
    let invoice = input.invoice;
    let payment = super::actions::record(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/invoices/{invoice}"));
    Ok(payment)
}
