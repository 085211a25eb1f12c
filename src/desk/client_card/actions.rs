//! Reading a card.

use super::model::ClientCard;
use super::store;
use crate::company::organization;
use crate::crm::clients::forms::SaveClient;
use crate::crm::clients::model::Balance;
use crate::crm::{clients, contacts, leads};
use crate::documents::invoices;
use crate::documents::invoices::model::SEE_CLOSING;
use crate::error::AppResult;
use crate::finance::payments;
use crate::finance::payments::model::AdvanceLeft;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::kernel::money::Money;
use crate::platform::ctx::Ctx;
use crate::records::activity::model::EventRow;
use crate::records::reach::actions::regarding;
use crate::records::{activity, files};

/// Events in the side column.
const LAST_EVENTS: i64 = 5;

/// What stands around every tab of a client's card. Once it is known that the actor may see the client, the rest is asked for at
/// the same time.
pub async fn show(ctx: &Ctx, id: ClientId) -> AppResult<ClientCard> {
    let client = clients::actions::show(ctx, id).await?;
    let ctx = &regarding(&mut ctx.read(), ctx, id).await?;
    let alike = async {
        let profile = clients::actions::profile_of(ctx, client).await?;
        let similar = clients::actions::similar(ctx, &SaveClient::of(&profile).traits(), Some(id)).await?;
        Ok((profile, similar))
    };
    let counts = async { Ok(store::counts(&mut ctx.read(), id).await?) };
    let primary = async { Ok(contacts::store::primary(&mut ctx.read(), id).await?) };
    let ((profile, similar), (tabs, hidden), counts, primary, leads, balances, advances, unclosed, events, files) = futures::try_join!(
        alike,
        clients::actions::visible_tabs(ctx),
        counts,
        primary,
        leads::actions::of_client(ctx, id),
        balances(ctx, id),
        advances(ctx, id),
        unclosed(ctx, id),
        events(ctx, id),
        files::actions::count_of_client(ctx, id)
    )?;
    Ok(ClientCard {
        balances,
        advances,
        unclosed,
        similar,
        tabs,
        hidden,
        leads,
        primary,
        rights: ctx.actor.rights(),
        invoices: ctx.actor.has(Right::ViewInvoices).then_some(counts.invoices),
        contracts: ctx.actor.has(Right::ViewContracts).then_some(counts.contracts),
        acts: ctx.actor.has(Right::ViewActs).then_some(counts.acts),
        delivery_notes: ctx.actor.has(Right::ViewDeliveryNotes).then_some(counts.delivery_notes),
        payments: ctx.actor.has(Right::ViewPayments).then_some(counts.payments),
        expenses: ctx.actor.has(Right::ViewExpenses).then_some(counts.expenses),
        tickets: ctx.actor.has(Right::ViewTickets).then_some(counts.tickets),
        contacts: counts.contacts,
        files,
        events,
        profile,
    })
}

/// What the client owes, for whoever may see invoices.
async fn balances(ctx: &Ctx, id: ClientId) -> AppResult<Vec<Balance>> {
    if !ctx.actor.has(Right::ViewInvoices) {
        return Ok(Vec::new());
    }
    let today = organization::actions::today(ctx).await?;
    Ok(clients::store::balances(&mut ctx.read(), id, today).await?)
}

/// What the client has paid in advance, for whoever may see payments.
async fn advances(ctx: &Ctx, id: ClientId) -> AppResult<Vec<AdvanceLeft>> {
    if ctx.actor.has(Right::ViewPayments) {
        payments::actions::advances(ctx, id).await
    } else {
        Ok(Vec::new())
    }
}

/// What no act or note has closed, for whoever may see invoices and what closes them.
async fn unclosed(ctx: &Ctx, id: ClientId) -> AppResult<Vec<Money>> {
    let sees = SEE_CLOSING.into_iter().any(|right| ctx.actor.has(right));
    if sees && ctx.actor.has(Right::ViewInvoices) {
        Ok(store::unclosed(&mut ctx.read(), id).await?)
    } else {
        Ok(Vec::new())
    }
}

/// The newest events of the card, and what each is about.
async fn events(ctx: &Ctx, id: ClientId) -> AppResult<Vec<EventRow>> {
    let named =
        async { invoices::actions::named(ctx, activity::actions::of_client(ctx, id, LAST_EVENTS).await?).await };
    let unseen = activity::actions::unseen(ctx);
    let subjects = async { Ok(store::subjects(&mut ctx.read(), id, &unseen, LAST_EVENTS).await?) };
    let (mut events, subjects) = futures::try_join!(named, subjects)?;
    for event in &mut events {
        event.subject = subjects.get(&event.owner).cloned().unwrap_or_default();
    }
    Ok(events)
}
