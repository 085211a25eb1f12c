//! Logo, stamp and facsimile of an own company. Who may change the company may see and change them, and nobody else: a stamp
//! and a signature are not lent. The logo is shown on papers. What is replaced or taken away stays for the papers that were issued with it.

use std::collections::BTreeSet;

use super::model::ImageKind;
use super::picture::{self, Picture};
use super::store;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// The field of the form, beside which problems stand.
pub const FIELD: &str = "image";

/// Keeps a sent file as the company's picture of a kind, in place of an earlier one.
///
/// # Errors
/// What [`picture::prepared`] finds, beside [`FIELD`].
pub async fn save(ctx: &Ctx, id: OrganizationId, kind: ImageKind, file_name: String, bytes: Vec<u8>) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    // Decoding takes a while: neither other requests nor a transaction wait for it.
    let judged = tokio::task::spawn_blocking(move || picture::prepared(&file_name, &bytes)).await;
    let judged = judged.map_err(|error| internal(&error.to_string()))?;
    let picture = judged.map_err(|problem| AppError::field(FIELD, problem))?;
    let mut tx = ctx.write().await?;
    store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let old = store::image(&mut tx, id, kind).await?;
    store::put_image(&mut tx, id, kind, &picture, ctx.now()).await?;
    let event = Event::new(Owner::organization(id), Verb::Changed);
    let event = event.change(
        kind.as_str(),
        old.map(|old| short(&old.sha256)).unwrap_or_default(),
        told(&picture),
    );
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a picture away.
pub async fn remove(ctx: &Ctx, id: OrganizationId, kind: ImageKind) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if let Some(old) = store::image(&mut tx, id, kind).await? {
        store::delete_image(&mut tx, id, kind).await?;
        let event = Event::new(Owner::organization(id), Verb::Changed).change(kind.as_str(), short(&old.sha256), "");
        activity::record(&mut tx, ctx, event).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The bytes of a picture: PNG; by its hash also one of earlier, which papers were issued with. The logo is on every paper, so whoever
/// sees papers sees it.
pub async fn read(ctx: &Ctx, id: OrganizationId, kind: ImageKind, sha256: Option<&str>) -> AppResult<Vec<u8>> {
    if kind != ImageKind::Logo || ctx.may(Right::ViewInvoices).is_err() {
        ctx.may(Right::ManageCompany)?;
    }
    let mut conn = ctx.read();
    let found = match sha256 {
        None => store::image_bytes(&mut conn, id, kind).await?,
        Some(hash) => {
            let hash = hex::decode(hash).map_err(|_| AppError::NotFound)?;
            store::picture_bytes(&mut conn, id, kind, hash).await?
        }
    };
    found.ok_or(AppError::NotFound)
}

/// The logo of an own company, or an earlier one that papers were issued with, by its hash: it is on every paper of theirs, so contacts of
/// clients see it in the cabinet.
///
/// # Errors
/// [`AppError::NotSignedIn`] for a stranger, [`AppError::Forbidden`] for the staff, who see it elsewhere.
pub async fn logo_in_cabinet(ctx: &Ctx, id: OrganizationId, sha256: &str) -> AppResult<Vec<u8>> {
    ctx.any_visitor()?;
    let hash = hex::decode(sha256).map_err(|_| AppError::NotFound)?;
    let found = store::picture_bytes(&mut ctx.read(), id, ImageKind::Logo, hash).await?;
    found.ok_or(AppError::NotFound)
}

/// How the history names a picture: its size and the beginning of its hash.
fn told(picture: &Picture) -> String {
    format!(
        "{} × {} · {}",
        picture.width,
        picture.height,
        short(&hex::encode(&picture.sha256))
    )
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// Where a page finds a picture: that very one, whatever becomes of it.
#[must_use]
pub fn address(id: OrganizationId, kind: ImageKind, sha256: &str) -> String {
    format!("/settings/company/{id}/images/{kind}/picture.png?sha256={sha256}")
}

/// Where a page of the cabinet finds a logo.
#[must_use]
pub fn address_in_cabinet(id: OrganizationId, sha256: &str) -> String {
    format!("/cabinet/logo/{id}/picture.png?sha256={sha256}")
}

/// Pictures whose bytes no longer have their hash: papers were issued with them (invariant I5). With them all hashes there are.
///
/// # Errors
/// Whatever the database answers.
pub async fn all_and_broken(conn: &mut Conn) -> DbResult<(BTreeSet<(ImageKind, String)>, Vec<String>)> {
    let (mut all, mut broken) = (BTreeSet::new(), Vec::new());
    for picture in store::all_pictures(conn).await? {
        let name = hex::encode(&picture.sha256);
        if picture::hash(&picture.bytes) != picture.sha256 {
            broken.push(format!("{} of organization {}", picture.kind, picture.organization));
        }
        all.insert((picture.kind, name));
    }
    Ok((all, broken))
}
