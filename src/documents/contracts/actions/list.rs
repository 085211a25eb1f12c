//! Reading: lists with their sums, one contract with its paper, what the form opens with.

use super::super::model::{
    Contract, ContractChoice, ContractEditor, ContractFilter, ContractRow, ContractSheet, ContractSort,
    ContractTotalsRow, OpenContract, SaveContract, Stage,
};
use super::super::store;
use super::draft::new_request;
use super::paper::{KIND, shown, view_of};
use crate::company::organization::model::{DocumentKind, Organization};
use crate::company::organization::{actions as organizations, numbering, store as organization_store};
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::documents::papers;
use crate::documents::templates::model::TemplateChoice;
use crate::documents::templates::texts;
use crate::documents::templates::views::ContractView;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, Id, OrganizationId};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::Conn;
use crate::records::activity;
use crate::records::reach::actions::regarding;

/// Events shown beside a contract.
const EVENTS: i64 = 50;
/// Annexes shown beside a contract.
const PARENTS: i64 = 200;

/// A page of contracts.
pub async fn list(ctx: &Ctx, filter: &ContractFilter) -> AppResult<Page<ContractRow>> {
    ctx.may(Right::ViewContracts)?;
    let today = organizations::today(ctx).await?;
    let mut rows: Vec<ContractRow> = store::list(filter, ctx.scope_of(Object::Contracts), today)
        .all(&mut ctx.read())
        .await?;
    for row in &mut rows {
        row.added = filter.added == Some(row.id);
    }
    let (sort, _) = filter.sorting();
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (sort_key(sort, row), row.id.uuid())
    }))
}

fn sort_key(sort: ContractSort, row: &ContractRow) -> SortKey {
    match sort {
        ContractSort::Date => SortKey::Date(row.date),
        ContractSort::End => SortKey::Date(row.end.unwrap_or(Date::MAX)),
        ContractSort::Number => SortKey::Text(row.number.clone()),
        ContractSort::Value => SortKey::Int(row.value.unwrap_or_default().minor()),
    }
}

/// What the contracts of a list come to, by currency.
pub async fn totals(ctx: &Ctx, filter: &ContractFilter) -> AppResult<Vec<ContractTotalsRow>> {
    ctx.may(Right::ViewContracts)?;
    let today = organizations::today(ctx).await?;
    Ok(store::totals(filter, ctx.scope_of(Object::Contracts), today)
        .all(&mut ctx.read())
        .await?)
}

/// What a few typed characters may mean: a part of a number or a subject.
pub async fn suggest(ctx: &Ctx, text: &str, most: i64) -> AppResult<Vec<ContractRow>> {
    ctx.may(Right::ViewContracts)?;
    Ok(store::suggested(text, ctx.scope_of(Object::Contracts), most)
        .all(&mut ctx.read())
        .await?)
}

/// A contract with its paper, its annexes and what happened to it.
pub async fn sheet(ctx: &Ctx, id: ContractId) -> AppResult<ContractSheet> {
    ctx.may(Right::ViewContracts)?;
    let mut conn = ctx.read();
    let contract = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    let owner = contract.owner();
    let annexes = ContractFilter {
        parent: Some(id),
        ..ContractFilter::default()
    };
    let (mut of_names, mut of_paper) = (ctx.read(), ctx.read());
    let (row, preview, annexes, activity) = futures::try_join!(
        async { Ok(store::row(&mut of_names, id, ctx.scope_of(Object::Contracts)).await?) },
        // On the heap: a paper takes a while to be made.
        Box::pin(shown(&mut of_paper, ctx, &contract)),
        async { Ok(list(ctx, &annexes).await?.rows) },
        activity::actions::of_owner(ctx, &owner, EVENTS),
    )?;
    let row = row.ok_or(AppError::NotFound)?;
    let parent = match contract.parent {
        Some(parent) => store::row(&mut conn, parent, ctx.scope_of(Object::Contracts)).await?,
        None => None,
    };
    Ok(ContractSheet {
        rights: regarding(&mut conn, ctx, contract.client).await?.actor.rights(),
        client_name: row.client_name,
        organization_name: row.organization_name,
        type_name: row.type_name,
        parent,
        annexes,
        preview,
        activity,
        contract,
    })
}

/// The paper of a contract: what was frozen, or of a draft what it would be now.
pub async fn paper(ctx: &Ctx, id: ContractId) -> AppResult<ContractView> {
    ctx.may(Right::ViewContracts)?;
    let mut conn = ctx.read();
    let contract = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    if contract.stage() == Stage::Draft {
        return view_of(&mut conn, ctx, &contract).await;
    }
    let frozen = papers::actions::frozen(&mut conn, &contract.owner(), 1).await?;
    let frozen = frozen.ok_or_else(|| internal(&format!("contract {id} has no snapshot")))?;
    Ok(frozen.view)
}

/// The number the series of an own company would give on a date; empty if it has none.
pub async fn proposed_number(ctx: &Ctx, organization: OrganizationId, date: Date) -> AppResult<String> {
    ctx.may_write(Writing::CONTRACTS)?;
    proposed(&mut ctx.read(), organization, date).await
}

async fn proposed(conn: &mut Conn, organization: OrganizationId, date: Date) -> AppResult<String> {
    match numbering::preview(conn, organization, DocumentKind::Contract, date).await {
        Err(AppError::Invalid(_)) => Ok(String::new()),
        next => next.map(|next| next.number),
    }
}

/// What the form opens with: a stored draft, or a new contract.
///
/// # Errors
/// [`AppError::NotFound`] outside the scope, the state in the way of a contract that is no draft any more.
pub async fn editor(ctx: &Ctx, id: Option<ContractId>, from: OpenContract) -> AppResult<ContractEditor> {
    ctx.may(Writing::CONTRACTS.of(id))?;
    match id {
        Some(id) => stored_editor(ctx, id).await,
        None => new_editor(ctx, from).await,
    }
}

async fn stored_editor(ctx: &Ctx, id: ContractId) -> AppResult<ContractEditor> {
    let mut conn = ctx.read();
    let draft = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    if draft.stage() != Stage::Draft {
        return Err(AppError::field("lifecycle", draft.stage().in_the_way()));
    }
    let client = clients::by_id(&mut conn, draft.client, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(ContractEditor {
        organizations: organization_store::names(&mut conn).await?,
        types: store::offered_types(&mut conn, draft.kind).await?,
        parents: parents_of(&mut conn, &draft).await?,
        texts: texts::choices(&mut conn, KIND, draft.organization).await?,
        langs: Some((draft.lang, draft.second_lang)),
        preview: Some(Box::pin(shown(&mut conn, ctx, &draft)).await?),
        form: SaveContract::of(&draft),
        client: Some(client.choice()),
    })
}

async fn new_editor(ctx: &Ctx, from: OpenContract) -> AppResult<ContractEditor> {
    let today = organizations::today(ctx).await?;
    let mut conn = ctx.read();
    let parent = match from.parent {
        Some(parent) => store::by_id(&mut conn, parent, ctx.scope_of(Object::Contracts)).await?,
        None => None,
    };
    let asked = parent.as_ref().map(|parent| parent.client).or(from.client);
    let client = match asked {
        Some(client) => {
            let found = clients::by_id(&mut conn, client, ctx.scope_of(Object::Contracts)).await?;
            Some(found.ok_or(AppError::NotFound)?)
        }
        None => None,
    };
    let last = match &client {
        Some(client) => store::last_of_client(&mut conn, client.id).await?,
        None => None,
    };
    let companies = organization_store::names(&mut conn).await?;
    let organization = parent
        .as_ref()
        .map(|parent| parent.organization)
        .or(from.organization)
        .or_else(|| last.as_ref().map(|last| last.organization))
        .or_else(|| companies.first().map(|company| company.id));
    let organization = match organization {
        Some(id) => organization_store::by_id(&mut conn, id).await?,
        None => None,
    };
    let mut form = SaveContract {
        request: Some(new_request(ctx)),
        ..new_form(
            organization.as_ref(),
            client.as_ref(),
            last.as_ref(),
            parent.as_ref(),
            today,
        )
    };
    let (mut of_client, mut offered) = (Vec::new(), Vec::new());
    if let Some(client) = &client {
        of_client = parents(&mut conn, client.id).await?;
    }
    if let Some(organization) = &organization {
        form.proposed = proposed(&mut conn, organization.id, today).await?;
        form.number.clone_from(&form.proposed);
        form.city = store::last_city(&mut conn, organization.id).await?.unwrap_or_default();
        offered = texts::choices(&mut conn, KIND, organization.id).await?;
        if let Some(parent) = &parent {
            form.number = annex_number(&mut conn, parent).await?;
            form.template = template_like(parent, organization, &offered);
        }
    }
    Ok(ContractEditor {
        form,
        client: client.map(Client::choice),
        organizations: companies,
        types: store::offered_types(&mut conn, None).await?,
        parents: of_client,
        texts: offered,
        langs: None,
        preview: None,
    })
}

/// Own company, type and currency are those of the client's last contract; without one, of the own company and his card.
fn new_form(
    organization: Option<&Organization>,
    client: Option<&Client>,
    last: Option<&Contract>,
    parent: Option<&Contract>,
    today: Date,
) -> SaveContract {
    let like = parent.or(last);
    let currency = like
        .map(|like| like.currency)
        .or_else(|| client.map(|client| client.currency))
        .or_else(|| organization.map(|organization| organization.currency));
    SaveContract {
        organization: typed(organization.map(|organization| organization.id)),
        client: typed(client.map(|client| client.id)),
        kind: typed(last.filter(|_| parent.is_none()).and_then(|last| last.kind)),
        parent: typed(parent.map(|parent| parent.id)),
        date: today.to_string(),
        currency: currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        start: today.to_string(),
        ..SaveContract::default()
    }
}

/// Annexes are counted within their contract.
async fn annex_number(conn: &mut Conn, parent: &Contract) -> AppResult<String> {
    let next = store::annexes(conn, parent.id).await?.saturating_add(1);
    Ok(format!("{}/{next}", parent.number))
}

/// An annex speaks the language of its contract: where the company's own template speaks another one, the first that is offered in it.
fn template_like(parent: &Contract, organization: &Organization, offered: &[TemplateChoice]) -> String {
    let speaks = |choice: &&TemplateChoice| (choice.lang, choice.second_lang) == (parent.lang, parent.second_lang);
    let other = offered.iter().find(speaks).filter(|_| parent.lang != organization.lang);
    other.map(|choice| choice.key.clone()).unwrap_or_default()
}

/// What a stored draft can be an annex to; also what it is one to already, though it was cancelled since or is too old to be offered.
async fn parents_of(conn: &mut Conn, draft: &Contract) -> AppResult<Vec<ContractChoice>> {
    let mut choices = parents(conn, draft.client).await?;
    let missing = draft.parent.filter(|id| choices.iter().all(|one| one.id != *id));
    if let Some(id) = missing {
        let parent = store::by_id(conn, id, Scope::All).await?;
        choices.extend(parent.map(Contract::choice));
    }
    Ok(choices)
}

/// Contracts of a client that were concluded and are no annexes.
async fn parents(conn: &mut Conn, client: ClientId) -> AppResult<Vec<ContractChoice>> {
    let mut choices = store::choices(conn, client, PARENTS).await?;
    choices.retain(|choice| !choice.is_annex && choice.stage != Stage::Draft);
    Ok(choices)
}
