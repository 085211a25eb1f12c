//! What a client's contact sees of an invoice in the cabinet. Drafts, and invoices of other clients, are outside of his scope.

use super::super::model::{Invoice, Replacement, Stage};
use super::super::store;
use super::list::paper_of;
use super::paper::frozen;
use crate::documents::papers::files::{ClientsFile, of_client};
use crate::documents::papers::parties::logo_address_in_cabinet;
use crate::documents::templates::model::PaperHtml;
use crate::documents::templates::serving;
use crate::documents::templates::views::{InvoiceView, PaperView};
use crate::error::{AppError, AppResult};
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::InvoiceId;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// An issued invoice, or one that was cancelled since, with what its current revision prints.
pub struct ClientsInvoice {
    pub invoice: Invoice,
    pub paper: InvoiceView,
    pub html: PaperHtml,
    /// What stands for a cancelled one, if that was issued.
    pub replacement: Option<Replacement>,
}

/// An invoice of the visitor's company.
///
/// # Errors
/// [`AppError::NotFound`] outside of his scope.
pub async fn show_in_cabinet(ctx: &Ctx, id: InvoiceId) -> AppResult<ClientsInvoice> {
    ctx.visitor(CabinetRight::Invoices)?;
    let mut conn = ctx.read();
    let invoice = store::by_id(&mut conn, id, ctx.scope_of(Object::Invoices)).await?;
    let invoice = invoice.ok_or(AppError::NotFound)?;
    let (paper, frozen) = paper_of(&mut conn, ctx, &invoice, None).await?;
    let logo = logo_address_in_cabinet(&mut conn, invoice.organization, &paper.seller).await?;
    let view = PaperView::Invoice(paper.clone());
    let html = serving::html_of(&mut conn, view, frozen, logo.as_deref()).await?;
    let replacement = match invoice.stage() {
        Stage::Cancelled => store::replacement_of(&mut conn, id).await?,
        Stage::Draft | Stage::Issued => None,
    };
    Ok(ClientsInvoice {
        invoice,
        paper,
        html,
        // A draft has no number yet.
        replacement: replacement.filter(|replacement| !replacement.number.is_empty()),
    })
}

/// The file of an invoice of the visitor's company.
///
/// # Errors
/// As [`show_in_cabinet`].
pub async fn file_in_cabinet(ctx: &Ctx, id: InvoiceId) -> AppResult<ClientsFile> {
    ctx.visitor(CabinetRight::Invoices)?;
    let invoice = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Invoices)).await?;
    let invoice = invoice.ok_or(AppError::NotFound)?;
    of_client(ctx, invoice.owner(), invoice.stage(), &frozen(&invoice)).await
}
