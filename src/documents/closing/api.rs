//! Server functions of acts and delivery notes. Each is told the kind, and asks for the rights of that kind.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{
    CancelClosing, CloseInvoices, ClosedInvoice, ClosingEditor, ClosingFilter, ClosingKind, ClosingRow, ClosingSheet,
    ClosingTotalsRow, ClosingsOfInvoice, CorrectClosing, IssueClosing, IssuedClosing, NextNumber, Outcome, SaveClosing,
    SavedClosing, SentClosing, Then, TriedInvoice,
};
use crate::documents::invoices::model::{InvoiceFilter, InvoiceRow};
#[cfg(feature = "ssr")]
use crate::documents::papers::pages::PRINT;
use crate::documents::templates::model::PaperHtml;
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClosingId, InvoiceId};
use crate::kernel::paging::Page;

/// A page of a list.
#[server(endpoint = "closing/list", input = GetUrl)]
pub async fn list_closings(
    kind: ClosingKind,
    #[server(default)] filter: ClosingFilter,
) -> Result<Page<ClosingRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, kind, &filter).await
}

/// What a list comes to, by currency.
#[server(endpoint = "closing/totals", input = GetUrl)]
pub async fn sum_closings(
    kind: ClosingKind,
    #[server(default)] filter: ClosingFilter,
) -> Result<Vec<ClosingTotalsRow>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, kind, &filter).await
}

/// A paper: of the current revision, unless another is asked for.
#[server(endpoint = "closing/get", input = GetUrl)]
pub async fn get_closing(
    kind: ClosingKind,
    id: ClosingId,
    #[server(default)] revision: Option<i64>,
) -> Result<ClosingSheet, AppError> {
    super::actions::sheet(&crate::platform::ctx::Ctx::current()?, kind, id, revision).await
}

/// The acts and notes of an invoice that the reader may see.
#[server(endpoint = "closing/of-invoice", input = GetUrl)]
pub async fn list_of_invoice(invoice: InvoiceId) -> Result<ClosingsOfInvoice, AppError> {
    super::actions::of_invoice(&crate::platform::ctx::Ctx::current()?, invoice).await
}

/// A page of the invoices of which the reader can make papers of the kind.
#[server(endpoint = "closing/invoices", input = GetUrl)]
pub async fn list_invoices_for(
    kind: ClosingKind,
    #[server(default)] filter: InvoiceFilter,
) -> Result<Page<InvoiceRow>, AppError> {
    super::actions::invoices_for(&crate::platform::ctx::Ctx::current()?, kind, &filter).await
}

/// What the form opens with: a new paper of an invoice.
#[server(endpoint = "closing/new", input = GetUrl)]
pub async fn open_new_closing(kind: ClosingKind, invoice: InvoiceId) -> Result<ClosingEditor, AppError> {
    super::actions::new_editor(&crate::platform::ctx::Ctx::current()?, kind, invoice).await
}

/// What the form opens with: a draft.
#[server(endpoint = "closing/editor", input = GetUrl)]
pub async fn open_closing(kind: ClosingKind, id: ClosingId) -> Result<ClosingEditor, AppError> {
    super::actions::editor(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// What the form opens with for correcting an issued paper.
#[server(endpoint = "closing/correction", input = GetUrl)]
pub async fn open_closing_correction(kind: ClosingKind, id: ClosingId) -> Result<ClosingEditor, AppError> {
    super::actions::correction(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// The number the next issue for an invoice would get.
#[server(endpoint = "closing/next-number", input = GetUrl)]
pub async fn preview_closing_number(kind: ClosingKind, invoice: InvoiceId, date: Date) -> Result<NextNumber, AppError> {
    super::actions::next_number(&crate::platform::ctx::Ctx::current()?, kind, invoice, date).await
}

/// The paper as it would be, while one types. Nothing is kept.
#[server(endpoint = "closing/preview", input = Json)]
pub async fn preview_closing(input: SaveClosing) -> Result<PaperHtml, AppError> {
    Box::pin(super::actions::preview(&crate::platform::ctx::Ctx::current()?, input)).await
}

/// Saves a draft; lines can't be sent by a plain form.
#[server(endpoint = "closing/save", input = Json)]
pub async fn save_closing_draft(input: SaveClosing) -> Result<SavedClosing, AppError> {
    super::actions::save_draft(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Saves what is in the form and issues it.
#[server(endpoint = "closing/issue-now", input = Json)]
pub async fn issue_closing_now(input: SaveClosing) -> Result<IssuedClosing, AppError> {
    super::actions::issue_now(&crate::platform::ctx::Ctx::current()?, input).await
}

/// What the form of a paper sends, and then the paper's page: a plain form can send it.
#[server(endpoint = "closing/send")]
pub async fn send_closing(input: SaveClosing, #[server(default)] then: Then) -> Result<SentClosing, AppError> {
    let kind = input.kind;
    let sent = super::actions::send(&crate::platform::ctx::Ctx::current()?, input, then).await?;
    let print = if then == Then::Print { PRINT } else { "" };
    crate::platform::web::redirect(&format!("{}/{}{print}", kind.path(), sent.id));
    Ok(sent)
}

/// Issues a draft.
#[server(endpoint = "closing/issue")]
pub async fn issue_closing_draft(input: IssueClosing) -> Result<IssuedClosing, AppError> {
    super::actions::issue(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Issues several drafts of a kind; which of them, is known in the browser only.
#[server(endpoint = "closing/issue-many", input = Json)]
pub async fn issue_closings(kind: ClosingKind, drafts: Vec<IssueClosing>) -> Result<Vec<Outcome>, AppError> {
    super::actions::issue_many(&crate::platform::ctx::Ctx::current()?, kind, drafts).await
}

/// Closes many invoices, each by a paper of its own.
#[server(endpoint = "closing/close-invoices", input = Json)]
pub async fn close_many_invoices(input: CloseInvoices) -> Result<Vec<ClosedInvoice>, AppError> {
    super::actions::close_many(&crate::platform::ctx::Ctx::current()?, input).await
}

/// What closing each of many invoices would come to; which of them, is known in the browser only.
#[server(endpoint = "closing/try-invoices", input = Json)]
pub async fn try_invoices(
    kind: ClosingKind,
    invoices: Vec<InvoiceId>,
    date: String,
) -> Result<Vec<TriedInvoice>, AppError> {
    super::actions::try_many(&crate::platform::ctx::Ctx::current()?, kind, invoices, &date).await
}

/// Issues the next revision.
#[server(endpoint = "closing/correct", input = Json)]
pub async fn correct_issued_closing(input: CorrectClosing) -> Result<IssuedClosing, AppError> {
    super::actions::correct(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Cancels an issued paper.
#[server(endpoint = "closing/cancel")]
pub async fn cancel_issued_closing(input: CancelClosing) -> Result<(), AppError> {
    super::actions::cancel(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a draft.
#[server(endpoint = "closing/delete")]
pub async fn delete_closing(kind: ClosingKind, id: ClosingId) -> Result<(), AppError> {
    super::actions::delete_draft(&crate::platform::ctx::Ctx::current()?, kind, id).await?;
    crate::platform::web::redirect(kind.path());
    Ok(())
}

/// Deletes several drafts of a kind.
#[server(endpoint = "closing/delete-many", input = Json)]
pub async fn delete_closings(kind: ClosingKind, ids: Vec<ClosingId>) -> Result<Vec<Outcome>, AppError> {
    super::actions::delete_many(&crate::platform::ctx::Ctx::current()?, kind, ids).await
}

/// Has the files of several papers made, if they are not there; a browser asks for some at a time and shows how far it is.
#[server(endpoint = "closing/prepare-papers", input = Json)]
pub async fn prepare_closing_papers(
    kind: ClosingKind,
    ids: Vec<ClosingId>,
    stamped: bool,
) -> Result<Vec<Outcome>, AppError> {
    super::actions::prepare(&crate::platform::ctx::Ctx::current()?, kind, ids, stamped).await
}
