//! Reading start balances.

use super::model::{BalanceFilter, StartBalances};
use super::store;
use crate::company::organization;
use crate::crm::clients;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{Id, OrganizationId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Cursor, Page, SortKey};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// One page of what clients owed a company when its books began.
pub async fn start_balances(ctx: &Ctx, id: OrganizationId, filter: &BalanceFilter) -> AppResult<StartBalances> {
    ctx.may(Right::ManageCompany)?;
    let mut conn = ctx.read();
    let company = organization::store::by_id(&mut conn, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let cursor = filter.after.parse::<Cursor>().ok();
    let rows = store::start_balances(ctx.scope_of(Object::Invoices), id, &filter.q, cursor.as_ref())
        .all(&mut conn)
        .await?;
    Ok(StartBalances {
        page: Page::cut(rows, cursor.as_ref(), |row: &super::model::BalanceRow| {
            (SortKey::Date(row.balance.as_of), row.balance.id.uuid())
        }),
        clients: clients::actions::find(ctx, "", OwnerKind::Invoice).await?,
        currency: company.currency,
    })
}
