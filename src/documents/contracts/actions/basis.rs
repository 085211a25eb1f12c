//! What papers that go back to a contract need of it.

use super::super::model::{ContractChoice, Stage};
use super::super::store;
use super::paper::basis_of;
use crate::crm::clients::store as clients;
use crate::documents::templates::views::BasisView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, ContractId, OrganizationId};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::records::reach::actions::regarding;

/// Offered at most; nobody looks through more.
const MOST: i64 = 200;

/// The contracts of a client that a paper can go back to: not cancelled, the newest first, of all own companies; none of a client whose contracts
/// the actor may not see.
pub async fn choices(ctx: &Ctx, client: ClientId) -> AppResult<Vec<ContractChoice>> {
    ctx.may(Right::ViewContracts)?;
    let mut conn = ctx.read();
    clients::by_id(&mut conn, client, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    if !regarding(&mut conn, ctx, client).await?.actor.has(Right::ViewContracts) {
        return Ok(Vec::new());
    }
    Ok(store::choices(&mut conn, client, MOST).await?)
}

/// A contract as a paper between own company and client prints it, with its state; `None` if it is of others. The caller has found the client
/// within the actor's scope.
pub async fn basis(
    conn: &mut Conn,
    id: ContractId,
    organization: OrganizationId,
    client: ClientId,
) -> DbResult<Option<(Stage, BasisView)>> {
    let found = store::by_id(conn, id, Scope::All).await?;
    let of_both = found.filter(|contract| (contract.organization, contract.client) == (organization, client));
    Ok(of_both.map(|contract| (contract.stage(), basis_of(&contract))))
}

/// A paper goes back to the contract from now on: client and own company of a draft stay as they are.
pub async fn name(tx: &mut Tx, id: ContractId) -> DbResult<()> {
    store::mark_named(tx, id).await
}
