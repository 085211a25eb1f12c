//! The owners of files. A kind that is not listed here has none.

use uuid::Uuid;

use crate::crm::clients;
use crate::documents::invoices;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::ClientId;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// An owner within the actor's scope.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn found(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Owner> {
    let (mut conn, scope) = (ctx.read(), ctx.scope());
    let owner = match kind {
        OwnerKind::Client => {
            let client = clients::store::by_id(&mut conn, id.into(), scope).await?;
            client.map(|client| Owner::client(client.id))
        }
        OwnerKind::Invoice => {
            let invoice = invoices::store::by_id(&mut conn, id.into(), scope).await?;
            invoice.map(|invoice| invoice.owner())
        }
        _ => None,
    };
    owner.ok_or(AppError::NotFound)
}

/// An owner within the actor's scope, its row locked until the transaction ends: its events follow one another.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn locked(tx: &mut Tx, ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Owner> {
    let scope = ctx.scope();
    let owner = match kind {
        OwnerKind::Client => {
            let client = clients::store::locked(tx, id.into(), scope).await?;
            client.map(|client| Owner::client(client.id))
        }
        OwnerKind::Invoice => {
            let invoice = invoices::store::locked(tx, id.into(), scope).await?;
            invoice.map(|invoice| invoice.owner())
        }
        _ => None,
    };
    owner.ok_or(AppError::NotFound)
}

/// The page on which an owner's files stand.
#[must_use]
pub fn page(kind: OwnerKind, id: Uuid) -> String {
    match kind {
        OwnerKind::Client => format!("/clients/{}/files", ClientId::from(id)),
        OwnerKind::Invoice => format!("/invoices/{id}"),
        _ => "/".to_owned(),
    }
}
