//! Server functions of invoices.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{
    Cancellation, CopyOf, InvoiceEditor, InvoiceFilter, InvoiceRow, InvoiceSheet, InvoiceTotalsRow, IssueDraft,
    IssuedInvoice, NextNumber, SaveInvoice,
};
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, InvoiceId, OrganizationId};
use crate::kernel::paging::Page;

/// A page of a list.
#[server(endpoint = "invoices/list", input = GetUrl)]
pub async fn list_invoices(#[server(default)] filter: InvoiceFilter) -> Result<Page<InvoiceRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// What a list comes to, by currency.
#[server(endpoint = "invoices/totals", input = GetUrl)]
pub async fn sum_invoices(#[server(default)] filter: InvoiceFilter) -> Result<Vec<InvoiceTotalsRow>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// An invoice with its paper.
#[server(endpoint = "invoices/get", input = GetUrl)]
pub async fn get_invoice(id: InvoiceId) -> Result<InvoiceSheet, AppError> {
    super::actions::sheet(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the editor opens with: a draft, or a new invoice of a client.
#[server(endpoint = "invoices/editor", input = GetUrl)]
pub async fn open_editor(
    #[server(default)] id: Option<InvoiceId>,
    #[server(default)] client: Option<ClientId>,
) -> Result<InvoiceEditor, AppError> {
    super::actions::editor(&crate::platform::ctx::Ctx::current()?, id, client).await
}

/// The number the next issue would get.
#[server(endpoint = "invoices/next-number", input = GetUrl)]
pub async fn preview_number(organization: OrganizationId, date: Date) -> Result<NextNumber, AppError> {
    super::actions::next_number(&crate::platform::ctx::Ctx::current()?, organization, date).await
}

/// Saves a draft; lines can't be sent by a plain form.
#[server(endpoint = "invoices/save", input = Json)]
pub async fn save_draft(input: SaveInvoice) -> Result<InvoiceId, AppError> {
    super::actions::save_draft(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Saves what is in the editor and issues it.
#[server(endpoint = "invoices/issue-now", input = Json)]
pub async fn issue_now(input: SaveInvoice) -> Result<IssuedInvoice, AppError> {
    super::actions::issue_now(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Issues a draft.
#[server(endpoint = "invoices/issue")]
pub async fn issue_invoice(input: IssueDraft) -> Result<IssuedInvoice, AppError> {
    super::actions::issue(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a draft.
#[server(endpoint = "invoices/delete")]
pub async fn delete_draft(id: InvoiceId) -> Result<(), AppError> {
    super::actions::delete_draft(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/invoices");
    Ok(())
}

/// Cancels an issued invoice.
#[server(endpoint = "invoices/cancel")]
pub async fn cancel_invoice(input: Cancellation) -> Result<(), AppError> {
    super::actions::cancel(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Makes a draft of an invoice and goes to its editor.
#[server(endpoint = "invoices/copy")]
pub async fn copy_invoice(input: CopyOf) -> Result<InvoiceId, AppError> {
    let id = super::actions::copy(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/invoices/{id}"));
    Ok(id)
}
