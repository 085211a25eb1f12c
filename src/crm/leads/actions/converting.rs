//! A lead becomes a client: a new one with his primary contact, or one who is there already.

use super::{choice_name, conflict, locked, must_be_unconverted};
use crate::company::organization;
use crate::crm::clients::forms::{Ticks, tick};
use crate::crm::leads::conversion::{ConnectLead, ConvertLead, TypedPerson, notes_of};
use crate::crm::leads::model::{ChoiceKind, Conversion, Lead};
use crate::crm::leads::store;
use crate::crm::{clients, contacts};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, LeadId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity::model::{Event, Verb};
use crate::records::{activity, files};

/// What the form of a conversion begins with: the lead's data, and the clients that may be the same.
///
/// # Errors
/// [`Problem::AlreadyConverted`] beside `id`.
pub async fn conversion(ctx: &Ctx, id: LeadId) -> AppResult<Conversion> {
    may_convert(ctx)?;
    ctx.may_write(Writing::CLIENTS)?;
    let mut conn = ctx.read();
    let lead = store::by_id(&mut conn, id, ctx.scope_of(Object::Leads))
        .await?
        .ok_or(AppError::NotFound)?;
    must_be_unconverted(&lead)?;
    let company = organization::store::all(&mut conn).await?.into_iter().next();
    let lang = company.map(|company| company.lang).unwrap_or_default();
    let input = ConvertLead::of(&lead, ctx.new_id(), lang);
    Ok(Conversion {
        similar: clients::actions::similar(ctx, &input.traits(), None).await?,
        files: files::actions::of_owner(ctx, OwnerKind::Lead, lead.owner().id)
            .await?
            .len(),
        name: lead.name,
        input,
    })
}

/// What a conversion takes, beside the right to write the client down.
fn may_convert(ctx: &Ctx) -> AppResult<()> {
    ctx.may(Right::EditLeads)?;
    ctx.may(Right::ViewClients)
}

/// Makes a client of an open lead, by the rules of the client's own form, with the lead's person as primary contact. Notes and files go
/// along, whoever looks after the lead looks after the client, and the lead is locked: it is converted once.
///
/// # Errors
/// All problems of the form; [`Problem::AlreadyConverted`] and [`Problem::WrongState`] beside `lead`.
pub async fn convert(ctx: &Ctx, input: ConvertLead) -> AppResult<ClientId> {
    may_convert(ctx)?;
    ctx.may(Right::CreateClients)?;
    let request = input.request.ok_or(AppError::Outdated)?;
    // All that is typed is judged before anything is locked.
    input.validated(Ticks::new())?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let lead = open(&mut tx, ctx, input.lead.ok_or(AppError::NotFound)?, input.version).await?;
    let valid = input.validated(managers(&mut tx, ctx, &lead).await?)?;
    let client = clients::actions::create_in(&mut tx, ctx, &valid.input, valid.client).await?;
    if let Some(contact) = valid.contact {
        contacts::actions::create_in(&mut tx, ctx, client, contact).await?;
    }
    finish(&mut tx, ctx, lead, client, &input.name).await?;
    requests::done(&mut tx, request, client).await?;
    tx.commit().await?;
    Ok(client)
}

/// The lead is a client who is there already: notes and files go to him, and the lead's person becomes one of his contacts unless there is
/// one with the same e-mail.
///
/// # Errors
/// As [`convert`]; beside `client` what is in the way there.
pub async fn connect(ctx: &Ctx, input: ConnectLead) -> AppResult<ClientId> {
    may_convert(ctx)?;
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    let lead = open(&mut tx, ctx, input.lead, input.version).await?;
    let written = |before: &str| notes_of(&lead, before);
    let client = clients::actions::take_over_in(&mut tx, ctx, input.client, &lead.name, written).await?;
    let known = contacts::store::has_address(&mut tx, client.id, &lead.email).await?;
    let person = TypedPerson::of(&lead).validated(client.lang.as_str())?;
    if let Some(contact) = person.filter(|_| !known) {
        let contact = contacts::forms::ValidContact {
            primary: false,
            mail: contacts::actions::seen(&mut tx, ctx, client.id, &contact.mail).await?,
            ..contact
        };
        contacts::actions::create_in(&mut tx, ctx, client.id, contact).await?;
    }
    finish(&mut tx, ctx, lead, client.id, &client.name).await?;
    requests::done(&mut tx, input.request, client.id).await?;
    tx.commit().await?;
    Ok(client.id)
}

/// A lead that can be converted now, locked.
async fn open(tx: &mut Tx, ctx: &Ctx, id: LeadId, version: i64) -> AppResult<Lead> {
    let lead = locked(tx, ctx, id).await?;
    // The client is not known yet; whether there can be one is.
    let nobody = ClientId::from(uuid::Uuid::nil());
    if let Err(problem) = lead.state.clone().convert(nobody) {
        return Err(AppError::field("lead", problem));
    }
    if lead.version != version {
        return Err(conflict(tx, &lead).await?);
    }
    Ok(lead)
}

/// Who looks after the client: who looks after the lead, or else who converts it; he too where he would not see the client otherwise.
async fn managers(tx: &mut Tx, ctx: &Ctx, lead: &Lead) -> AppResult<Ticks> {
    let assigned = match lead.assigned {
        Some(user) if super::is_active(tx, user).await? => Some(user),
        _ => ctx.actor.user(),
    };
    let mut managers: Ticks = assigned.map(|user| (tick(user), true)).into_iter().collect();
    if let Scope::OwnedBy(user) = ctx.actor.scope_of_fully_seen_clients() {
        managers.insert(tick(user), true);
    }
    Ok(managers)
}

/// What both ways end with.
async fn finish(tx: &mut Tx, ctx: &Ctx, lead: Lead, client: ClientId, client_name: &str) -> AppResult<()> {
    let state = lead.state.clone().convert(client);
    let state = state.map_err(|problem: Problem| AppError::field("lead", problem))?;
    files::actions::move_all_of(tx, &lead.owner(), &Owner::client(client)).await?;
    store::set_state(tx, lead.id, &state).await?;
    let status = choice_name(tx, ChoiceKind::Status, lead.status).await?;
    let event = Event::new(Owner::lead(lead.id, Some(client)), Verb::Converted)
        .change("lead", "", &lead.name)
        .change("client", "", client_name)
        .change("status", status, "");
    activity::record(tx, ctx, event).await?;
    Ok(())
}
