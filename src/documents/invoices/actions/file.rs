//! The papers of invoices as files.

use super::super::model::{Invoice, Outcome, Stage};
use super::super::store;
use super::many::refused;
use super::paper::{frozen, view_of};
use crate::documents::papers::files::{Meant, NumberedFile, done, meant, within_limit};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::InvoiceId;
use crate::kernel::rights::Object;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;

/// The paper of an invoice as a file.
pub type InvoiceFile = NumberedFile;

/// The file of an invoice: an issued one in the rendition that is asked for, a draft as it is now, marked as one. Without a wish: clean,
/// and once it is cancelled, so marked.
///
/// # Errors
/// [`AppError::NotFound`] for a revision that was not issued, for stamps on a draft, and for the mark of a cancelled paper on one that
/// is not.
pub async fn file(ctx: &Ctx, id: InvoiceId, revision: Option<i64>, wish: Option<Rendition>) -> AppResult<InvoiceFile> {
    ctx.may(Right::ViewInvoices)?;
    let invoice = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Invoices)).await?;
    let invoice = invoice.ok_or(AppError::NotFound)?;
    match meant(invoice.stage(), invoice.revision, revision, wish)? {
        Meant::Draft => of_draft(ctx, invoice).await,
        Meant::Issued { revision, rendition } => {
            let paper = Frozen {
                revision,
                ..frozen(&invoice)
            };
            let file = renditions::pdf(ctx, &paper, rendition).await?;
            Ok(NumberedFile::new(invoice.number(), file))
        }
    }
}

async fn of_draft(ctx: &Ctx, invoice: Invoice) -> AppResult<InvoiceFile> {
    let view = {
        let mut conn = ctx.read();
        let lines = store::lines(&mut conn, invoice.id).await?;
        view_of(&mut conn, ctx, &invoice, &lines).await?
    };
    let file = renditions::of_view(ctx, invoice.organization, PaperView::Invoice(view), true).await?;
    Ok(NumberedFile::new(invoice.number(), file))
}

/// The file of one of many, whatever state it is in: stamped where it is issued and that is wished, else as [`file`] without a wish.
async fn one_of_many(ctx: &Ctx, id: InvoiceId, stamped: bool) -> AppResult<InvoiceFile> {
    let invoice = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Invoices)).await?;
    let is_issued = invoice.is_some_and(|invoice| invoice.stage() == Stage::Issued);
    let wish = (is_issued && stamped).then_some(Rendition::Stamped);
    unless_busy(|| file(ctx, id, None, wish)).await
}

/// Has the files of several invoices made, so that [`files`] finds them.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than are taken at once. What is wrong with one invoice is
/// told by its outcome.
pub async fn prepare(ctx: &Ctx, ids: Vec<InvoiceId>, stamped: bool) -> AppResult<Vec<Outcome>> {
    ctx.may(Right::ViewInvoices)?;
    let ids = within_limit(ids, |id| *id)?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        outcomes.push(match one_of_many(ctx, id, stamped).await {
            Ok(file) => done(id, file.number),
            Err(error) => refused(ctx, id, error).await,
        });
    }
    Ok(outcomes)
}

/// The files of several invoices in the order they are asked for, all of them or none.
///
/// # Errors
/// As [`prepare`], and what is wrong with the first of them that has none.
pub async fn files(ctx: &Ctx, ids: Vec<InvoiceId>, stamped: bool) -> AppResult<Vec<InvoiceFile>> {
    ctx.may(Right::ViewInvoices)?;
    let ids = within_limit(ids, |id| *id)?;
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        files.push(one_of_many(ctx, id, stamped).await?);
    }
    Ok(files)
}
