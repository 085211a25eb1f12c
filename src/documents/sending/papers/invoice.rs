//! Invoices by e-mail.

use super::{Files, MOST_OFFERED, Sendable, Stage};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{self, InvoiceFilter, InvoiceState, IssueDraft};
use crate::documents::invoices::store;
use crate::documents::sending::model::{OtherPaper, PaperRef};
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::{ClientId, Id, InvoiceId, RequestKey};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::text::lang;
use crate::tr;

fn id_of(paper: PaperRef) -> InvoiceId {
    paper.id.into()
}

pub(super) async fn sendable(ctx: &Ctx, paper: PaperRef) -> AppResult<Sendable> {
    ctx.may(Right::ViewInvoices)?;
    let id = id_of(paper);
    let invoice = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Invoices)).await?;
    let invoice = invoice.ok_or(AppError::NotFound)?;
    let view = actions::paper(ctx, id).await?;
    let date = short_date(lang(), invoice.issue_date);
    Ok(Sendable {
        paper,
        owner: invoice.owner(),
        organization: invoice.organization,
        client: invoice.client,
        revision: invoice.revision,
        title: invoice.number().map_or_else(
            || tr!(invoices.page_title_draft, date = date.clone()),
            |number| tr!(invoices.page_title, number = number.to_owned(), date = date.clone()),
        ),
        number: invoice.number().map(ToOwned::to_owned),
        stage: match invoice.stage() {
            model::Stage::Draft => Stage::Draft,
            model::Stage::Issued => Stage::Issued,
            model::Stage::Cancelled => Stage::Cancelled,
        },
        version: invoice.version,
        view: Box::new(PaperView::Invoice(view)),
        paid: invoice.paid,
        files: Files::Issued,
        href: format!("/invoices/{id}"),
    })
}

pub(super) async fn issue(ctx: &Ctx, paper: PaperRef, version: i64, request: RequestKey) -> AppResult<()> {
    let draft = IssueDraft {
        id: id_of(paper),
        version,
        request,
    };
    actions::issue(ctx, draft).await.map(|_| ())
}

pub(super) async fn lock(tx: &mut Tx, ctx: &Ctx, paper: PaperRef) -> AppResult<()> {
    let invoice = store::locked(tx, id_of(paper), ctx.scope_of(Object::Invoices)).await?;
    invoice.map(|_| ()).ok_or(AppError::NotFound)
}

pub(super) async fn of_client(ctx: &Ctx, client: ClientId) -> AppResult<Vec<OtherPaper>> {
    if ctx.may(Right::ViewInvoices).is_err() {
        return Ok(Vec::new());
    }
    let filter = InvoiceFilter {
        client: Some(client),
        state: Some(InvoiceState::Issued),
        ..InvoiceFilter::default()
    };
    let page = actions::list(ctx, &filter).await?;
    let paper = |row: model::InvoiceRow| OtherPaper {
        paper: PaperRef {
            kind: PaperKind::Invoice,
            id: row.id.uuid(),
        },
        title: tr!(
            invoices.page_title,
            number = row.number.unwrap_or_default(),
            date = short_date(lang(), row.issue_date)
        ),
        dispatch: row.dispatch,
    };
    Ok(page.rows.into_iter().take(MOST_OFFERED).map(paper).collect())
}
