//! The owners of files. A kind that is not listed here has none.

use uuid::Uuid;

use crate::crm::{clients, leads};
use crate::documents::closing::model::ClosingKind;
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult};
use crate::finance::expenses;
use crate::kernel::actor::Scope;
use crate::kernel::ids::ClientId;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::support::tickets;

/// An owner within the actor's scope.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn found(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Owner> {
    let (mut conn, scope) = (ctx.read(), ctx.scope_of_kind(kind));
    let owner = match kind {
        OwnerKind::Client => {
            let client = clients::store::by_id(&mut conn, id.into(), scope).await?;
            client.map(|client| Owner::client(client.id))
        }
        OwnerKind::Lead => {
            let lead = leads::store::by_id(&mut conn, id.into(), scope).await?;
            lead.map(|lead| lead.owner())
        }
        OwnerKind::Invoice => {
            let invoice = invoices::store::by_id(&mut conn, id.into(), scope).await?;
            invoice.map(|invoice| invoice.owner())
        }
        OwnerKind::Contract => {
            let contract = contracts::store::by_id(&mut conn, id.into(), scope).await?;
            contract.map(|contract| contract.owner())
        }
        OwnerKind::Expense => {
            let expense = expenses::store::by_id(&mut conn, id.into(), scope).await?;
            expense.map(|expense| expense.owner())
        }
        OwnerKind::Ticket => {
            let ticket = tickets::store::by_id(&mut conn, id.into(), scope).await?;
            ticket.map(|ticket| ticket.owner())
        }
        OwnerKind::Act => closing_by_id(&mut conn, ClosingKind::Act, id, scope).await?,
        OwnerKind::DeliveryNote => closing_by_id(&mut conn, ClosingKind::DeliveryNote, id, scope).await?,
        _ => None,
    };
    owner.ok_or(AppError::NotFound)
}

async fn closing_by_id(conn: &mut Conn, kind: ClosingKind, id: Uuid, scope: Scope) -> DbResult<Option<Owner>> {
    let closing = closing::store::by_id(conn, kind, id.into(), scope).await?;
    Ok(closing.map(|closing| closing.owner()))
}

/// An owner within the actor's scope, its row locked until the transaction ends: its events follow one another.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn locked(tx: &mut Tx, ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<Owner> {
    let scope = ctx.scope_of_kind(kind);
    let owner = match kind {
        OwnerKind::Client => {
            let client = clients::store::locked(tx, id.into(), scope).await?;
            client.map(|client| Owner::client(client.id))
        }
        // One that has become a client has handed its files over to him.
        OwnerKind::Lead => {
            let lead = leads::store::locked(tx, id.into(), scope).await?;
            let lead = lead.filter(|lead| !lead.is_converted());
            lead.map(|lead| lead.owner())
        }
        OwnerKind::Invoice => {
            let invoice = invoices::store::locked(tx, id.into(), scope).await?;
            invoice.map(|invoice| invoice.owner())
        }
        OwnerKind::Contract => {
            let contract = contracts::store::locked(tx, id.into(), scope).await?;
            contract.map(|contract| contract.owner())
        }
        OwnerKind::Expense => {
            let expense = expenses::store::locked(tx, id.into(), scope).await?;
            expense.map(|expense| expense.owner())
        }
        OwnerKind::Ticket => {
            let ticket = tickets::store::locked(tx, id.into(), scope).await?;
            ticket.map(|ticket| ticket.owner())
        }
        OwnerKind::Act => closing_locked(tx, ClosingKind::Act, id, scope).await?,
        OwnerKind::DeliveryNote => closing_locked(tx, ClosingKind::DeliveryNote, id, scope).await?,
        _ => None,
    };
    owner.ok_or(AppError::NotFound)
}

async fn closing_locked(tx: &mut Tx, kind: ClosingKind, id: Uuid, scope: Scope) -> DbResult<Option<Owner>> {
    let closing = closing::store::locked(tx, kind, id.into(), scope).await?;
    Ok(closing.map(|closing| closing.owner()))
}

/// The page on which an owner's files stand.
#[must_use]
pub fn page(kind: OwnerKind, id: Uuid) -> String {
    match kind {
        OwnerKind::Client => format!("/clients/{}/files", ClientId::from(id)),
        OwnerKind::Lead => format!("/leads/{id}"),
        OwnerKind::Invoice => format!("/invoices/{id}"),
        OwnerKind::Contract => format!("/contracts/{id}"),
        OwnerKind::Expense => format!("/expenses/{id}"),
        OwnerKind::Ticket => format!("/support/{id}"),
        OwnerKind::Act => format!("{}/{id}", ClosingKind::Act.path()),
        OwnerKind::DeliveryNote => format!("{}/{id}", ClosingKind::DeliveryNote.path()),
        _ => "/".to_owned(),
    }
}
