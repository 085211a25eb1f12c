//! The papers of acts and delivery notes as files.

use super::super::model::{Closing, ClosingKind, Outcome};
use super::super::store;
use super::compose::Parties;
use super::many::refused;
use super::paper::{frozen, of_kind, view_of};
use crate::documents::invoices;
use crate::documents::papers::files::{Meant, NumberedFile, done, meant, within_limit};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions;
use crate::documents::papers::store::jobs::Frozen;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::ClosingId;
use crate::kernel::lifecycle::Stage;
use crate::kernel::rights::Object;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;

/// The file of a paper: an issued one in the rendition that is asked for, a draft as it is now, marked as one. Without a wish: clean, without
/// facsimile, and once it is cancelled, so marked.
///
/// # Errors
/// [`AppError::NotFound`] for a revision that was not issued, for stamps on a draft, and for the mark of a cancelled paper on one that is not.
pub async fn file(
    ctx: &Ctx,
    kind: ClosingKind,
    id: ClosingId,
    revision: Option<i64>,
    wish: Option<Rendition>,
) -> AppResult<NumberedFile> {
    ctx.may(kind.view())?;
    let closing = store::by_id(&mut ctx.read(), kind, id, ctx.scope_of(kind.object())).await?;
    let closing = closing.ok_or(AppError::NotFound)?;
    match meant(closing.stage(), closing.revision, revision, wish)? {
        Meant::Draft => of_draft(ctx, &closing).await,
        Meant::Issued { revision, rendition } => {
            let paper = Frozen {
                revision,
                ..frozen(&closing)
            };
            let file = renditions::pdf(ctx, &paper, rendition).await?;
            Ok(NumberedFile::new(closing.number(), file))
        }
    }
}

async fn of_draft(ctx: &Ctx, closing: &Closing) -> AppResult<NumberedFile> {
    let view = {
        let mut conn = ctx.read();
        let invoice = invoices::store::by_id(&mut conn, closing.invoice, ctx.scope_of(Object::Invoices)).await?;
        let invoice = invoice.ok_or(AppError::NotFound)?;
        let parties = Parties::of(&mut conn, ctx, &invoice).await?;
        let lines = store::lines(&mut conn, closing.id).await?;
        view_of(&mut conn, ctx, closing, &lines, &invoice, &parties).await?
    };
    let file = renditions::of_view(ctx, closing.organization, of_kind(closing.kind, view), true).await?;
    Ok(NumberedFile::new(closing.number(), file))
}

/// The file of one of many, whatever state it is in: stamped where it is issued and that is wished, else as [`file`] without a wish.
async fn one_of_many(ctx: &Ctx, kind: ClosingKind, id: ClosingId, stamped: bool) -> AppResult<NumberedFile> {
    let closing = store::by_id(&mut ctx.read(), kind, id, ctx.scope_of(kind.object())).await?;
    let is_issued = closing.is_some_and(|closing| closing.stage() == Stage::Issued);
    let wish = (is_issued && stamped).then_some(Rendition::Stamped);
    unless_busy(|| file(ctx, kind, id, None, wish)).await
}

/// Has the files of several papers made, so that [`files`] finds them.
///
/// # Errors
/// [`AppError::Forbidden`] without the right, [`AppError::TooLarge`] for more than are taken at once. What is wrong with one paper is told by its
/// outcome.
pub async fn prepare(ctx: &Ctx, kind: ClosingKind, ids: Vec<ClosingId>, stamped: bool) -> AppResult<Vec<Outcome>> {
    ctx.may(kind.view())?;
    let ids = within_limit(ids, |id| *id)?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        outcomes.push(match one_of_many(ctx, kind, id, stamped).await {
            Ok(file) => done(id, file.number),
            Err(error) => refused(ctx, kind, id, error).await,
        });
    }
    Ok(outcomes)
}

/// The files of several papers in the order they are asked for, all of them or none.
///
/// # Errors
/// As [`prepare`], and what is wrong with the first of them that has none.
pub async fn files(ctx: &Ctx, kind: ClosingKind, ids: Vec<ClosingId>, stamped: bool) -> AppResult<Vec<NumberedFile>> {
    ctx.may(kind.view())?;
    let ids = within_limit(ids, |id| *id)?;
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        files.push(one_of_many(ctx, kind, id, stamped).await?);
    }
    Ok(files)
}
