//! Server functions of invoices.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{
    BillExpense, Cancellation, CopyOf, Correction, ExpenseChoice, InvoiceEditor, InvoiceFilter, InvoiceRow,
    InvoiceSheet, InvoiceTotalsRow, IssueDraft, IssuedInvoice, NextNumber, Outcome, SaveInternalNote, SaveInvoice,
    SavedDraft,
};
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, InvoiceId, OrganizationId};
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

/// An invoice with its paper: of the current revision, unless another is asked for.
#[server(endpoint = "invoices/get", input = GetUrl)]
pub async fn get_invoice(id: InvoiceId, #[server(default)] revision: Option<i64>) -> Result<InvoiceSheet, AppError> {
    super::actions::sheet(&crate::platform::ctx::Ctx::current()?, id, revision).await
}

/// What the editor opens with: a draft, or a new invoice of a client.
#[server(endpoint = "invoices/editor", input = GetUrl)]
pub async fn open_editor(
    #[server(default)] id: Option<InvoiceId>,
    #[server(default)] client: Option<ClientId>,
    #[server(default)] contract: Option<ContractId>,
) -> Result<InvoiceEditor, AppError> {
    super::actions::editor(&crate::platform::ctx::Ctx::current()?, id, client, contract).await
}

/// What the editor opens with for correcting an issued invoice.
#[server(endpoint = "invoices/correction", input = GetUrl)]
pub async fn open_correction(id: InvoiceId) -> Result<InvoiceEditor, AppError> {
    super::actions::correction(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Issues the next revision.
#[server(endpoint = "invoices/correct", input = Json)]
pub async fn correct_invoice(input: Correction) -> Result<IssuedInvoice, AppError> {
    super::actions::correct(&crate::platform::ctx::Ctx::current()?, input).await
}

/// The number the next issue would get.
#[server(endpoint = "invoices/next-number", input = GetUrl)]
pub async fn preview_number(organization: OrganizationId, date: Date) -> Result<NextNumber, AppError> {
    super::actions::next_number(&crate::platform::ctx::Ctx::current()?, organization, date).await
}

/// Saves a draft; lines can't be sent by a plain form.
#[server(endpoint = "invoices/save", input = Json)]
pub async fn save_draft(input: SaveInvoice) -> Result<SavedDraft, AppError> {
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

/// Issues several drafts; which of them, is known in the browser only.
#[server(endpoint = "invoices/issue-many", input = Json)]
pub async fn issue_invoices(drafts: Vec<IssueDraft>) -> Result<Vec<Outcome>, AppError> {
    super::actions::issue_many(&crate::platform::ctx::Ctx::current()?, drafts).await
}

/// Deletes several drafts.
#[server(endpoint = "invoices/delete-many", input = Json)]
pub async fn delete_drafts(ids: Vec<InvoiceId>) -> Result<Vec<Outcome>, AppError> {
    super::actions::delete_many(&crate::platform::ctx::Ctx::current()?, ids).await
}

/// Has the files of several papers made, if they are not there; a browser asks for some at a time and shows how far it is.
#[server(endpoint = "invoices/prepare-papers", input = Json)]
pub async fn prepare_papers(ids: Vec<InvoiceId>, stamped: bool) -> Result<Vec<Outcome>, AppError> {
    super::actions::prepare(&crate::platform::ctx::Ctx::current()?, ids, stamped).await
}

/// Deletes a draft.
#[server(endpoint = "invoices/delete")]
pub async fn delete_draft(id: InvoiceId) -> Result<(), AppError> {
    super::actions::delete_draft(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/invoices");
    Ok(())
}

/// Changes the internal note, also of an issued invoice; the new version of the invoice comes back.
#[server(endpoint = "invoices/save-note")]
pub async fn save_note(input: SaveInternalNote) -> Result<i64, AppError> {
    super::actions::save_note(&crate::platform::ctx::Ctx::current()?, input).await
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

/// Of a client's expenses those that he pays for and that are on no invoice, or on this one.
#[server(endpoint = "invoices/expenses", input = GetUrl)]
pub async fn expenses_to_bill(
    client: ClientId,
    #[server(default)] invoice: Option<InvoiceId>,
) -> Result<Vec<ExpenseChoice>, AppError> {
    super::actions::expenses_to_bill(&crate::platform::ctx::Ctx::current()?, client, invoice).await
}

/// Puts an expense on an invoice and goes to its editor; who may not change it goes to its page.
#[server(endpoint = "invoices/bill-expense")]
pub async fn charge_expense(input: BillExpense) -> Result<InvoiceId, AppError> {
    use crate::kernel::writing::Writing;
    use crate::ui::query::page_of_new;
    let ctx = crate::platform::ctx::Ctx::current()?;
    let id = super::actions::bill_expense(&ctx, input).await?;
    let may_edit = ctx.actor.has(Writing::INVOICES.edit);
    crate::platform::web::redirect(&page_of_new(format!("/invoices/{id}"), may_edit));
    Ok(id)
}
