//! Acts and delivery notes by e-mail.

use super::{Files, MOST_OFFERED, Sendable, Stage};
use crate::documents::closing::model::{ClosingFilter, ClosingKind, ClosingRow, ClosingState, IssueClosing};
use crate::documents::closing::words::kind_text;
use crate::documents::closing::{actions, store};
use crate::documents::sending::model::{OtherPaper, PaperRef};
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::{ClientId, ClosingId, Id, RequestKey};
use crate::kernel::lifecycle;
use crate::kernel::money::Amount;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail;
use crate::text::lang;
use crate::tr;

fn id_of(paper: PaperRef) -> ClosingId {
    paper.id.into()
}

/// `Act No. 7 of 24.11.2026`
fn title(kind: ClosingKind, number: Option<&str>, date: Date) -> String {
    let number = number.map(|number| tr!(sending.numbered, number = number.to_owned()));
    tr!(
        sending.paper_title,
        kind = kind_text(kind),
        number = number.unwrap_or_default(),
        date = short_date(lang(), date)
    )
}

pub(super) async fn sendable(ctx: &Ctx, paper: PaperRef, kind: ClosingKind) -> AppResult<Sendable> {
    ctx.may(kind.view())?;
    let id = id_of(paper);
    let closing = store::by_id(&mut ctx.read(), kind, id, ctx.scope_of(kind.object())).await?;
    let closing = closing.ok_or(AppError::NotFound)?;
    let view = actions::paper(ctx, kind, id).await?;
    Ok(Sendable {
        paper,
        owner: closing.owner(),
        organization: closing.organization,
        client: closing.client,
        revision: closing.revision,
        title: title(kind, closing.number(), closing.date),
        number: closing.number().map(ToOwned::to_owned),
        stage: match closing.stage() {
            lifecycle::Stage::Draft => Stage::Draft,
            lifecycle::Stage::Issued => Stage::Issued,
            lifecycle::Stage::Cancelled => Stage::Cancelled,
        },
        version: closing.version,
        view: Box::new(match kind {
            ClosingKind::Act => PaperView::Act(view),
            ClosingKind::DeliveryNote => PaperView::DeliveryNote(view),
        }),
        paid: Amount::default(),
        files: Files::Issued,
        href: format!("{}/{id}", kind.path()),
    })
}

pub(super) async fn issue(
    ctx: &Ctx,
    paper: PaperRef,
    kind: ClosingKind,
    version: i64,
    request: RequestKey,
) -> AppResult<()> {
    let draft = IssueClosing {
        kind,
        id: id_of(paper),
        version,
        request,
    };
    actions::issue(ctx, draft).await.map(|_| ())
}

pub(super) async fn lock(tx: &mut Tx, ctx: &Ctx, paper: PaperRef, kind: ClosingKind) -> AppResult<()> {
    let closing = store::locked(tx, kind, id_of(paper), ctx.scope_of(kind.object())).await?;
    closing.map(|_| ()).ok_or(AppError::NotFound)
}

pub(super) async fn of_client(ctx: &Ctx, client: ClientId, kind: ClosingKind) -> AppResult<Vec<OtherPaper>> {
    if ctx.may(kind.view()).is_err() {
        return Ok(Vec::new());
    }
    let filter = ClosingFilter {
        client: Some(client),
        state: Some(ClosingState::Issued),
        ..ClosingFilter::default()
    };
    let mut rows = actions::list(ctx, kind, &filter).await?.rows;
    rows.truncate(MOST_OFFERED);
    let owners: Vec<_> = rows.iter().map(|row| kind.owner(row.id, client)).collect();
    let sent = mail::actions::newest_dispatches(&mut ctx.read(), &owners).await?;
    let other = |row: ClosingRow| OtherPaper {
        paper: PaperRef::closing(kind, row.id),
        title: title(kind, row.number.as_deref(), row.date),
        dispatch: sent.get(&row.id.uuid()).copied().unwrap_or_default(),
    };
    Ok(rows.into_iter().map(other).collect())
}
