//! Reading the first page.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use uuid::Uuid;

use super::model::{Dashboard, Happening};
use super::store::{self, Subject};
use crate::crm::clients;
use crate::documents::invoices;
use crate::error::{AppError, AppResult};
use crate::finance::reports;
use crate::kernel::actor::{Actor, Right};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::records::activity;

/// Months whose receipts are shown.
pub const MONTHS: i64 = 12;
/// Events that are shown.
const NEWEST: i64 = 12;
/// How far the events of one manager's clients are looked back for.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Everything the first page shows to this actor.
pub async fn show(ctx: &Ctx) -> AppResult<Dashboard> {
    if matches!(ctx.actor, Actor::Anonymous) {
        return Err(AppError::NotSignedIn);
    }
    let balances = async {
        Ok(if ctx.actor.has(Right::ViewInvoices) {
            Some(invoices::actions::owed(ctx).await?)
        } else {
            None
        })
    };
    let months = async {
        Ok(if ctx.actor.has(Right::ViewPayments) {
            Some(reports::actions::last_months(ctx, MONTHS).await?)
        } else {
            None
        })
    };
    let begun = async { Ok(ctx.actor.has(Right::ViewInvoices) && invoices::actions::any(ctx).await?) };
    let asking = async {
        let decides = ctx.actor.has(Right::ViewClients) && ctx.actor.has(Right::EditClients);
        Ok(if decides {
            clients::actions::asking(ctx).await?
        } else {
            0
        })
    };
    let (balances, months, asking, events, begun) = futures::try_join!(balances, months, asking, events(ctx), begun)?;
    Ok(Dashboard {
        balances,
        months,
        asking,
        events,
        begun,
    })
}

/// What the dashboard tells news of.
const TOLD: [OwnerKind; 7] = [
    OwnerKind::Client,
    OwnerKind::Contact,
    OwnerKind::Invoice,
    OwnerKind::Contract,
    OwnerKind::Payment,
    OwnerKind::Act,
    OwnerKind::DeliveryNote,
];

/// The newest events of what the actor may see.
async fn events(ctx: &Ctx) -> AppResult<Vec<Happening>> {
    let kinds: Vec<OwnerKind> = TOLD
        .into_iter()
        .filter(|kind| kind.seen_with().is_none_or(|right| ctx.actor.has(right)))
        .collect();
    let since = ctx.now().checked_sub(LOOKED_BACK).unwrap_or(ctx.now());
    let events = activity::actions::newest(ctx, &kinds, since, NEWEST).await?;
    let subjects: Vec<Subject> = match store::subjects(&events) {
        Some(sql) => sql.all(&mut ctx.read()).await?,
        None => Vec::new(),
    };
    let subjects: BTreeMap<Uuid, Subject> = subjects.into_iter().map(|subject| (subject.id, subject)).collect();
    let mut told = Vec::with_capacity(events.len());
    for mut event in events {
        event.changes.clear();
        let subject = subjects.get(&event.owner);
        event.subject = subject.map(|subject| subject.name.clone()).unwrap_or_default();
        told.push(Happening {
            client: subject.map(|subject| (subject.client, subject.client_name.clone())),
            event,
        });
    }
    Ok(told)
}
