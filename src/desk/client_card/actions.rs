//! Reading a card.

use super::model::ClientCard;
use super::store;
use crate::company::organization;
use crate::crm::clients;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;
use crate::records::activity;

/// Events in the side column.
const LAST_EVENTS: i64 = 5;

/// What stands around every tab of a client's card.
pub async fn show(ctx: &Ctx, id: ClientId) -> AppResult<ClientCard> {
    let client = clients::actions::show(ctx, id).await?;
    let mut conn = ctx.read();
    let counts = store::counts(&mut conn, id).await?;
    let sees_invoices = ctx.actor.has(Right::ViewInvoices);
    let balances = if sees_invoices {
        let today = organization::actions::today(ctx).await?;
        clients::store::balances(&mut conn, id, today).await?
    } else {
        Vec::new()
    };
    let tax_id = client.tax_id.as_ref().map(|id| id.value.as_str()).unwrap_or_default();
    Ok(ClientCard {
        manager: match client.manager {
            Some(user) => clients::store::user_name(&mut conn, user).await?,
            None => String::new(),
        },
        balances,
        similar: clients::actions::similar(ctx, tax_id, Some(id)).await?,
        invoices: sees_invoices.then_some(counts.invoices),
        payments: ctx.actor.has(Right::ViewPayments).then_some(counts.payments),
        contacts: counts.contacts,
        events: activity::actions::of_client(ctx, id, LAST_EVENTS).await?,
        client,
    })
}
