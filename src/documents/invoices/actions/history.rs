//! What the events of invoices are about, by name: they keep the ids of clients, own companies, accounts and contracts.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::super::store;
use crate::error::AppResult;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::records::activity::model::{Change, EventRow};

/// Puts names in the place of the ids that events of invoices keep, with one query if there are any. An id whose name is not
/// for the actor, or is gone, stays one, and no timeline shows it ([`EventRow::in_words`]).
pub async fn named(ctx: &Ctx, mut events: Vec<EventRow>) -> AppResult<Vec<EventRow>> {
    let ids: BTreeSet<Uuid> = references(&mut events).filter_map(|value| value.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(events);
    }
    let names = store::names(&mut ctx.read(), &ids, |object| ctx.scope_of(object)).await?;
    for value in references(&mut events) {
        let name = value.parse().ok().and_then(|id: Uuid| names.get(&id));
        if let Some(name) = name {
            value.clone_from(name);
        }
    }
    Ok(events)
}

/// The values of events of invoices that are ids.
fn references(events: &mut [EventRow]) -> impl Iterator<Item = &mut String> {
    let of_invoices = events.iter_mut().filter(|event| event.kind == OwnerKind::Invoice);
    let changes = of_invoices.flat_map(|event| event.changes.iter_mut());
    let about = changes
        .filter(|change| ["client", "organization", "account", "manager", "contract"].contains(&change.field.as_str()));
    about.flat_map(|Change { old, new, .. }| [old, new])
}
