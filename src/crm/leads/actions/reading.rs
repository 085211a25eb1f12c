//! Reading leads.

use super::choices::{choices_in, default_of};
use super::{choice_name, staff_name};
use crate::company::{accounts, organization};
use crate::crm::clients;
use crate::crm::leads::forms::SaveLead;
use crate::crm::leads::model::{
    BoardColumn, ChoiceKind, LeadFilter, LeadForm, LeadRow, LeadSheet, LeadSort, LeadStage, USUAL_CURRENCY,
};
use crate::crm::leads::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, Id, LeadId};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::records::activity;

/// Events on a lead's page.
const EVENTS: i64 = 50;

/// A lead the actor can see, with what stands around it.
pub async fn show(ctx: &Ctx, id: LeadId) -> AppResult<LeadSheet> {
    ctx.may(Right::ViewLeads)?;
    let mut conn = ctx.read();
    let lead = store::by_id(&mut conn, id, ctx.scope_of(Object::Leads))
        .await?
        .ok_or(AppError::NotFound)?;
    let client_name = match lead.state.client().filter(|_| ctx.actor.has(Right::ViewClients)) {
        // Whoever sees the lead, and clients, hears what became of it; the card has its own rights and scope.
        Some(client) => clients::store::by_id(&mut conn, client, Scope::All)
            .await?
            .map(|client| client.name)
            .unwrap_or_default(),
        None => String::new(),
    };
    Ok(LeadSheet {
        source: choice_name(&mut conn, ChoiceKind::Source, lead.source).await?,
        assigned: staff_name(&mut conn, lead.assigned).await?,
        client_name,
        statuses: choices_in(&mut conn).await?.statuses,
        events: activity::actions::of_owner(ctx, &lead.owner(), EVENTS).await?,
        lead,
    })
}

/// The leads that have become a client, as far as the actor may see them. The caller has checked that he may see the client.
pub async fn of_client(ctx: &Ctx, client: ClientId) -> AppResult<Vec<(LeadId, String)>> {
    if ctx.actor.has(Right::ViewLeads) {
        Ok(store::of_client(&mut ctx.read(), ctx.scope_of(Object::Leads), client).await?)
    } else {
        Ok(Vec::new())
    }
}

/// One page of the leads the actor can see.
pub async fn list(ctx: &Ctx, filter: LeadFilter) -> AppResult<Page<LeadRow>> {
    ctx.may(Right::ViewLeads)?;
    let rows = store::list(&mut ctx.read(), ctx.scope_of(Object::Leads), &filter).await?;
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (sort_key(filter.sort, row), row.id.uuid())
    }))
}

fn sort_key(sort: LeadSort, row: &LeadRow) -> SortKey {
    match sort {
        LeadSort::Created => SortKey::Int(0),
        LeadSort::Name => SortKey::Text(row.sort_name.clone()),
        LeadSort::Value => SortKey::Int(row.value.amount.minor()),
        LeadSort::Contacted => SortKey::Date(store::contacted_key(row.contacted)),
    }
}

/// The open leads the actor can see, in columns by their status; those without one come first, if there are any.
pub async fn board(ctx: &Ctx, filter: LeadFilter) -> AppResult<Vec<BoardColumn>> {
    ctx.may(Right::ViewLeads)?;
    let filter = LeadFilter {
        stage: LeadStage::Open,
        ..filter
    };
    let mut conn = ctx.read();
    let statuses = choices_in(&mut conn).await?.statuses;
    let values = store::values(&mut conn, ctx.scope_of(Object::Leads), &filter).await?;
    let mut cards = store::board(&mut conn, ctx.scope_of(Object::Leads), &filter).await?;
    let mut columns = Vec::with_capacity(statuses.len() + 1);
    for status in std::iter::once(None).chain(statuses.into_iter().map(Some)) {
        let id = status.as_ref().map(|status| status.id);
        let is_here = |row: &LeadRow| row.status.as_ref().map(|(status, ..)| *status) == id;
        let (here, rest) = cards.into_iter().partition(is_here);
        cards = rest;
        let of_status = || values.iter().filter(|value| value.status == id);
        columns.push(BoardColumn {
            leads: of_status().map(|value| value.leads).sum(),
            values: of_status()
                .map(|value| value.value)
                .filter(|value| !value.amount.is_zero())
                .collect(),
            cards: here,
            status,
        });
    }
    let only = columns.len() == 1;
    columns.retain(|column| only || column.status.is_some() || column.leads > 0);
    Ok(columns)
}

/// What the form of a new lead, or of a stored one, begins with.
pub async fn form(ctx: &Ctx, id: Option<LeadId>) -> AppResult<LeadForm> {
    ctx.may(Writing::LEADS.of(id))?;
    let mut conn = ctx.read();
    let choices = choices_in(&mut conn).await?;
    let mut staff = match ctx.scope_of(Object::Leads) {
        Scope::All => accounts::store::choices(&mut conn).await?,
        _ => Vec::new(),
    };
    let input = if let Some(id) = id {
        let lead = store::by_id(&mut conn, id, ctx.scope_of(Object::Leads))
            .await?
            .ok_or(AppError::NotFound)?;
        super::must_be_unconverted(&lead)?;
        if let Some(assigned) = lead.assigned.filter(|id| staff.iter().all(|(known, _)| known != id))
            && !staff.is_empty()
        {
            staff.push((assigned, staff_name(&mut conn, Some(assigned)).await?));
        }
        SaveLead::of(&lead)
    } else {
        let company = organization::store::all(&mut conn).await?.into_iter().next();
        SaveLead {
            request: Some(ctx.new_id()),
            source: typed(default_of(&choices.sources)),
            status: typed(default_of(&choices.statuses)),
            currency: company.map_or(USUAL_CURRENCY, |company| company.currency).to_string(),
            assigned: typed(ctx.actor.user()),
            ..SaveLead::default()
        }
    };
    Ok(LeadForm { input, choices, staff })
}
