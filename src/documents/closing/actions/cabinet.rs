//! What a client's contact sees of an act or a delivery note in the cabinet. Drafts, and papers of other clients, are outside of his scope.

use super::super::model::{Closing, ClosingKind};
use super::super::store;
use super::paper::{frozen, of_kind};
use crate::documents::papers::actions;
use crate::documents::papers::files::{ClientsFile, of_client};
use crate::documents::papers::parties::logo_address_in_cabinet;
use crate::documents::templates::model::PaperHtml;
use crate::documents::templates::serving;
use crate::documents::templates::views::{BasisView, ClosingView};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::ids::ClosingId;
use crate::platform::ctx::Ctx;

/// An issued paper, or one that was cancelled since.
pub struct ClientsClosing {
    pub closing: Closing,
    pub html: PaperHtml,
    /// What it closes a part of.
    pub invoice: BasisView,
}

/// A paper of the visitor's company.
///
/// # Errors
/// [`AppError::NotFound`] outside of his scope, and for a paper of the other kind.
pub async fn show_in_cabinet(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<ClientsClosing> {
    ctx.visitor(kind.in_cabinet())?;
    let mut conn = ctx.read();
    let closing = store::by_id(&mut conn, kind, id, ctx.scope_of(kind.object())).await?;
    let closing = closing.ok_or(AppError::NotFound)?;
    let frozen = actions::frozen::<ClosingView>(&mut conn, &closing.owner(), closing.revision).await?;
    let frozen = frozen.ok_or_else(|| internal(&format!("{kind} {id} has no snapshot")))?;
    let logo = logo_address_in_cabinet(&mut conn, closing.organization, &frozen.view.seller).await?;
    let invoice = frozen.view.invoice.clone();
    let view = of_kind(kind, frozen.view);
    let html = serving::html_of(&mut conn, view, Some(frozen.sha256), logo.as_deref()).await?;
    Ok(ClientsClosing { closing, html, invoice })
}

/// The file of a paper of the visitor's company.
///
/// # Errors
/// As [`show_in_cabinet`].
pub async fn file_in_cabinet(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<ClientsFile> {
    ctx.visitor(kind.in_cabinet())?;
    let closing = store::by_id(&mut ctx.read(), kind, id, ctx.scope_of(kind.object())).await?;
    let closing = closing.ok_or(AppError::NotFound)?;
    of_client(ctx, closing.owner(), closing.stage(), &frozen(&closing)).await
}
