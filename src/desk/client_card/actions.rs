//! Reading a card.

use super::model::ClientCard;
use super::store;
use crate::company::organization;
use crate::crm::clients::forms::SaveClient;
use crate::crm::{clients, contacts};
use crate::documents::invoices;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;
use crate::records::activity;

/// Events in the side column.
const LAST_EVENTS: i64 = 5;

/// What stands around every tab of a client's card.
pub async fn show(ctx: &Ctx, id: ClientId) -> AppResult<ClientCard> {
    let profile = clients::actions::profile(ctx, id).await?;
    let mut conn = ctx.read();
    let counts = store::counts(&mut conn, id).await?;
    let sees_invoices = ctx.actor.has(Right::ViewInvoices);
    let balances = if sees_invoices {
        let today = organization::actions::today(ctx).await?;
        clients::store::balances(&mut conn, id, today).await?
    } else {
        Vec::new()
    };
    let events = activity::actions::of_client(ctx, id, LAST_EVENTS).await?;
    let mut events = invoices::actions::named(ctx, events).await?;
    let subjects = store::subjects(&mut conn, id, LAST_EVENTS).await?;
    for event in &mut events {
        event.subject = subjects.get(&event.owner).cloned().unwrap_or_default();
    }
    Ok(ClientCard {
        balances,
        similar: clients::actions::similar(ctx, &SaveClient::of(&profile).traits(), Some(id)).await?,
        primary: contacts::store::primary(&mut conn, id).await?,
        invoices: sees_invoices.then_some(counts.invoices),
        payments: ctx.actor.has(Right::ViewPayments).then_some(counts.payments),
        contacts: counts.contacts,
        events,
        profile,
    })
}
