//! Drafts: made, changed, copied, deleted.

use super::super::model::{
    BY_HAND, Contract, CopyContract, Lifecycle, SaveContract, SavedContract, Signing, Stage, ValidContract,
};
use super::super::store;
use super::compose::{Composed, compose, refuse_used_number, take_number};
use super::paper::KIND;
use super::text::put_text;
use crate::company::organization::actions as organization;
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::documents::templates::actions::as_stored;
use crate::documents::templates::hash::content_hash;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ContractId, RequestKey};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Tx, unless_in_use, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Makes a draft or changes one. A new one gets its text from a template, unless it is written by hand.
///
/// # Errors
/// All problems at once, each beside its field; [`AppError::Conflict`] with the stored values when somebody saved meanwhile.
pub async fn save(ctx: &Ctx, input: SaveContract) -> AppResult<SavedContract> {
    ctx.may(Writing::CONTRACTS.of(input.id))?;
    let valid = cleaned(input.validated()?);
    let mut tx = ctx.write().await?;
    let contract = if let Some(id) = input.id {
        change(&mut tx, ctx, id, &input, valid).await?
    } else {
        let key = input.request.ok_or(AppError::Outdated)?;
        if let Some(made) = requests::claim(&mut tx, ctx, key).await? {
            return saved_before(&mut tx, ctx, made).await;
        }
        let made = create(&mut tx, ctx, valid).await?;
        requests::done(&mut tx, key, made.id).await?;
        made
    };
    tx.commit().await?;
    Ok(saved(contract))
}

fn saved(contract: Contract) -> SavedContract {
    SavedContract {
        id: contract.id,
        number: contract.number,
        version: contract.version,
    }
}

/// The answer to the second send of a form: what the first one made.
async fn saved_before(tx: &mut Tx, ctx: &Ctx, id: ContractId) -> AppResult<SavedContract> {
    let made = store::by_id(tx, id, ctx.scope_of(Object::Contracts)).await?;
    Ok(saved(made.ok_or(AppError::NotFound)?))
}

/// The texts as they are stored: in our spelling, and nothing in them that papers may not have.
fn cleaned(valid: ValidContract) -> ValidContract {
    let clean = |body: &str| as_stored(KIND, "", body).1;
    ValidContract {
        body: clean(&valid.body),
        second_body: clean(&valid.second_body),
        ..valid
    }
}

async fn create(tx: &mut Tx, ctx: &Ctx, valid: ValidContract) -> AppResult<Contract> {
    let (template, by_series) = (valid.template.clone(), valid.number.is_empty());
    let mut composed = compose(tx, ctx, valid, ctx.new_id(), None).await?;
    if by_series {
        take_number(tx, &mut composed.contract).await?;
    } else {
        refuse_used_number(tx, &composed.contract).await?;
    }
    if template != BY_HAND && composed.contract.body.is_empty() {
        put_text(tx, &mut composed, &template).await?;
    }
    let Composed { contract, .. } = composed;
    write_new(tx, ctx, &contract).await?;
    Ok(contract)
}

async fn write_new(tx: &mut Tx, ctx: &Ctx, contract: &Contract) -> AppResult<()> {
    // Somebody else's number may have come in between.
    unless_taken("number", store::insert(tx, contract, ctx.actor.user(), ctx.now()).await)?;
    let event = Event::new(contract.owner(), Verb::Created)
        .change("number", "", &contract.number)
        .change("subject", "", &contract.subject)
        .change("value", "", typed(contract.money()));
    Ok(activity::record(tx, ctx, event).await?)
}

async fn change(
    tx: &mut Tx,
    ctx: &Ctx,
    id: ContractId,
    input: &SaveContract,
    valid: ValidContract,
) -> AppResult<Contract> {
    let before = locked_draft(tx, ctx, id, input.version).await?;
    let Composed { contract: after, .. } = compose(tx, ctx, valid, id, Some(&before)).await?;
    write_change(tx, ctx, &before, after).await
}

/// Writes what is another one now.
pub(super) async fn write_change(tx: &mut Tx, ctx: &Ctx, before: &Contract, after: Contract) -> AppResult<Contract> {
    if after == *before {
        return Ok(after);
    }
    refuse_used_number(tx, &after).await?;
    unless_taken("number", store::update_content(tx, &after).await)?;
    let event = content_changes(tx, before, &after).await?;
    activity::record(tx, ctx, event).await?;
    Ok(Contract {
        version: before.version + 1,
        ..after
    })
}

/// What a person would want to know of a change. Ids that only rooms below can name stay ids.
async fn content_changes(tx: &mut Tx, before: &Contract, after: &Contract) -> AppResult<Event> {
    let mut event = Event::new(after.owner(), Verb::Changed)
        .change("number", &before.number, &after.number)
        .change("date", before.date, after.date)
        .change("subject", &before.subject, &after.subject)
        .change("client", before.client, after.client)
        .change("value", typed(before.money()), typed(after.money()))
        .change("currency", before.currency, after.currency)
        .change("start", typed(before.start), typed(after.start))
        .change("end", typed(before.end), typed(after.end))
        .change("city", &before.city, &after.city)
        .change("note", &before.note, &after.note)
        .change("body", text_hash(before), text_hash(after));
    if before.organization != after.organization {
        let (old, new) = (
            organizations::by_id(tx, before.organization).await?,
            organizations::by_id(tx, after.organization).await?,
        );
        let name = |of: Option<crate::company::organization::model::Organization>| of.map(|of| of.name);
        event = event.change("organization", typed(name(old)), typed(name(new)));
    }
    if before.kind != after.kind {
        let (old, new) = (type_name(tx, before).await?, type_name(tx, after).await?);
        event = event.change("kind", old, new);
    }
    if before.parent != after.parent {
        let (old, new) = (parent_number(tx, before).await?, parent_number(tx, after).await?);
        event = event.change("parent", old, new);
    }
    Ok(event)
}

async fn type_name(tx: &mut Tx, contract: &Contract) -> AppResult<String> {
    match contract.kind {
        Some(kind) => Ok(store::type_name(tx, kind).await?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}

async fn parent_number(tx: &mut Tx, contract: &Contract) -> AppResult<String> {
    match contract.parent {
        Some(parent) => {
            let parent = store::by_id(tx, parent, crate::kernel::actor::Scope::All).await?;
            Ok(parent.map(|parent| parent.number).unwrap_or_default())
        }
        None => Ok(String::new()),
    }
}

/// The texts as the history tells one from another.
fn text_hash(contract: &Contract) -> String {
    if contract.body.is_empty() && contract.second_body.is_empty() {
        return String::new();
    }
    let hash = content_hash(&contract.second_body, &contract.body);
    hex::encode(hash).chars().take(12).collect()
}

/// A draft under its lock, in the version that was on the screen.
///
/// # Errors
/// [`AppError::NotFound`] outside the scope, the state in the way when it is no draft any more, [`AppError::Conflict`] with the stored values
/// when somebody saved meanwhile.
pub(super) async fn locked_draft(tx: &mut Tx, ctx: &Ctx, id: ContractId, version: i64) -> AppResult<Contract> {
    let draft = store::locked(tx, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(&draft)?;
    if draft.version == version {
        return Ok(draft);
    }
    let current = SaveContract::of(&draft).flattened();
    Err(activity::actions::conflict(tx, &draft.owner(), draft.version, current).await?)
}

/// As of other papers, but that a contract may have been terminated too.
fn still_draft(contract: &Contract) -> AppResult<()> {
    match contract.stage() {
        Stage::Draft => Ok(()),
        other => Err(AppError::field("lifecycle", other.in_the_way())),
    }
}

/// Deletes a draft that no invoice names; the event stays on the client's timeline.
///
/// # Errors
/// [`Problem::InUse`] beside `lifecycle` while one does.
pub async fn delete_draft(ctx: &Ctx, id: ContractId) -> AppResult<()> {
    ctx.may(Right::DeleteContracts)?;
    let mut tx = ctx.write().await?;
    let draft = store::locked(&mut tx, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    still_draft(&draft)?;
    unless_in_use("lifecycle", store::delete_draft(&mut tx, id).await)?;
    let event = Event::new(draft.owner(), Verb::Deleted).change("number", &draft.number, "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a draft with the content of any contract, dated today, with the next number and without its term.
pub async fn copy(ctx: &Ctx, input: CopyContract) -> AppResult<ContractId> {
    ctx.may(Right::CreateContracts)?;
    let today = organization::today(ctx).await?;
    let mut tx = ctx.write().await?;
    if let Some(made) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(made);
    }
    let source = store::by_id(&mut tx, input.id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    let client = clients::by_id(&mut tx, source.client, ctx.scope_of(Object::Contracts)).await?;
    if client.is_none_or(|client| client.archived) {
        return Err(AppError::field("client", Problem::Archived));
    }
    organizations::kept(&mut tx, source.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut draft = Contract {
        id: ctx.new_id(),
        lifecycle: Lifecycle::Draft,
        date: today,
        start: None,
        end: None,
        signing: Signing::default(),
        is_named: false,
        version: 1,
        ..source
    };
    take_number(&mut tx, &mut draft).await?;
    write_new(&mut tx, ctx, &draft).await?;
    requests::done(&mut tx, input.request, draft.id).await?;
    tx.commit().await?;
    Ok(draft.id)
}

/// A key for a form that makes something.
#[must_use]
pub fn new_request(ctx: &Ctx) -> RequestKey {
    ctx.new_id()
}
