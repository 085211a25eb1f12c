//! Clients: what can be done with them.

use super::forms::{SaveClient, ValidClient};
use super::model::{Client, ClientChoice, ClientFilter, ClientForm, ClientRow, ClientSort};
use super::store;
use crate::company::{accounts, organization};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, Id, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::paging::{Cursor, Page, SortKey};
use crate::kernel::problem::Problem;
use crate::kernel::validate::typed;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Creates a client, or changes one.
///
/// A tax id that another client carries, or whose control digit is wrong, is accepted: the card warns of both.
pub async fn save(ctx: &Ctx, input: SaveClient) -> AppResult<ClientId> {
    ctx.may(Right::EditClients)?;
    let mut new = input.validated()?;
    if let Scope::OwnedBy(user) = ctx.scope() {
        // Who sees only his own clients can neither take one from somebody else nor lose it by a slip.
        new.manager = Some(user);
    }
    match input.id {
        Some(id) => change(ctx, id, input.version, new).await,
        None => create(ctx, &input, new).await,
    }
}

async fn create(ctx: &Ctx, input: &SaveClient, new: ValidClient) -> AppResult<ClientId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    check_manager(&mut tx, new.manager, None).await?;
    let id: ClientId = ctx.new_id();
    store::insert(&mut tx, id, &new, ctx.now()).await?;
    let event = Event::new(Owner::client(id), Verb::Created).change("name", "", &new.name);
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, id: ClientId, version: i64, new: ValidClient) -> AppResult<ClientId> {
    let mut tx = ctx.write().await?;
    let old = store::locked(&mut tx, id, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    check_manager(&mut tx, new.manager, old.manager).await?;
    store::update(&mut tx, id, &new).await?;
    let after = store::by_id(&mut tx, id, Scope::All).await?.ok_or(AppError::NotFound)?;
    let event = changes(&mut tx, &old, &after).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a client out of lists and pickers; its papers stay.
pub async fn archive(ctx: &Ctx, id: ClientId) -> AppResult<()> {
    set_archived(ctx, id, true).await
}

/// Brings a client back from the archive.
pub async fn restore(ctx: &Ctx, id: ClientId) -> AppResult<()> {
    set_archived(ctx, id, false).await
}

async fn set_archived(ctx: &Ctx, id: ClientId, archived: bool) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let client = store::locked(&mut tx, id, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    if client.archived != archived {
        store::set_archived(&mut tx, id, archived).await?;
        let verb = if archived { Verb::Archived } else { Verb::Restored };
        activity::record(&mut tx, ctx, Event::new(Owner::client(id), verb)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A client the actor can see.
pub async fn show(ctx: &Ctx, id: ClientId) -> AppResult<Client> {
    ctx.may(Right::ViewClients)?;
    store::by_id(&mut ctx.read(), id, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)
}

/// One page of the clients the actor can see.
pub async fn list(ctx: &Ctx, filter: &ClientFilter) -> AppResult<Page<ClientRow>> {
    ctx.may(Right::ViewClients)?;
    let sort: ClientSort = filter.sort.parse().unwrap_or_default();
    let cursor = filter.after.parse::<Cursor>().ok().filter(|cursor| fits(sort, cursor));
    let wanted = store::ListFilter {
        q: &filter.q,
        archived: filter.archived,
        manager: filter.manager.parse().ok(),
        sort,
        descending: filter.desc,
        cursor: cursor.as_ref(),
        today: organization::actions::today(ctx).await?,
    };
    let rows = store::list(&mut ctx.read(), ctx.scope(), &wanted).await?;
    Ok(Page::cut(rows, cursor.as_ref(), |row| {
        (sort_key(sort, row), row.id.uuid())
    }))
}

fn sort_key(sort: ClientSort, row: &ClientRow) -> SortKey {
    match sort {
        ClientSort::Name => SortKey::Text(row.sort_name.clone()),
        ClientSort::Created => SortKey::Int(0),
    }
}

/// Whether a cursor was made for the order; one of another list counts as none.
const fn fits(sort: ClientSort, cursor: &Cursor) -> bool {
    matches!(
        (sort, &cursor.key),
        (ClientSort::Name, SortKey::Text(_)) | (ClientSort::Created, SortKey::Int(_))
    )
}

/// What a picker offers for the typed words.
pub async fn find(ctx: &Ctx, q: &str) -> AppResult<Vec<ClientChoice>> {
    ctx.may(Right::ViewClients)?;
    Ok(store::find(&mut ctx.read(), ctx.scope(), q).await?)
}

/// Other clients with the same tax id: perhaps the same client twice.
pub async fn similar(ctx: &Ctx, tax_id: &str, but: Option<ClientId>) -> AppResult<Vec<ClientChoice>> {
    ctx.may(Right::ViewClients)?;
    if tax_id.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::same_tax_id(&mut ctx.read(), ctx.scope(), tax_id, but).await?)
}

/// What the form of a new client, or of a stored one, begins with. A new one is like the first own company.
pub async fn form(ctx: &Ctx, id: Option<ClientId>) -> AppResult<ClientForm> {
    ctx.may(Right::EditClients)?;
    let mut managers = match ctx.scope() {
        Scope::All => accounts::actions::pick_managers(ctx).await?,
        _ => Vec::new(),
    };
    let Some(id) = id else {
        return Ok(ClientForm {
            input: blank(ctx).await?,
            managers,
        });
    };
    let client = show(ctx, id).await?;
    if let Some(manager) = client
        .manager
        .filter(|id| !managers.is_empty() && managers.iter().all(|(m, _)| m != id))
    {
        managers.push((manager, store::user_name(&mut ctx.read(), manager).await?));
    }
    Ok(ClientForm {
        input: SaveClient::of(&client),
        managers,
    })
}

async fn blank(ctx: &Ctx) -> AppResult<SaveClient> {
    let company = organization::store::all(&mut ctx.read()).await?.into_iter().next();
    let (currency, lang, kind) = company.map_or((Currency::Eur, Lang::En, None), |company| {
        (company.currency, company.lang, company.tax_ids.main().map(|id| id.kind))
    });
    Ok(SaveClient {
        tax_id_kind: typed(kind),
        manager: typed(ctx.actor.user()),
        ..SaveClient::blank(ctx.new_id(), currency, lang)
    })
}

/// A manager is an active member of the staff; one who already has the client may stay.
async fn check_manager(conn: &mut Conn, new: Option<UserId>, old: Option<UserId>) -> AppResult<()> {
    match new {
        Some(user) if new != old && !store::is_active_user(conn, user).await? => {
            Err(AppError::field("manager", Problem::UnknownChoice))
        }
        _ => Ok(()),
    }
}

async fn conflict(tx: &mut Tx, stored: &Client) -> AppResult<AppError> {
    let form = SaveClient::of(stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let owner = Owner::client(stored.id);
    Ok(activity::actions::conflict(tx, &owner, stored.version, fields.into_iter().collect()).await?)
}

/// The changed fields; a manager is named, since an id tells people nothing.
async fn changes(conn: &mut Conn, old: &Client, new: &Client) -> AppResult<Event> {
    let (mut before, mut after) = (SaveClient::of(old), SaveClient::of(new));
    if old.manager != new.manager {
        before.manager = manager_name(conn, old.manager).await?;
        after.manager = manager_name(conn, new.manager).await?;
    }
    let event = Event::new(Owner::client(old.id), Verb::Changed);
    let pairs = before.fields().into_iter().zip(after.fields());
    Ok(pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new)))
}

async fn manager_name(conn: &mut Conn, manager: Option<UserId>) -> AppResult<String> {
    match manager {
        Some(user) => Ok(store::user_name(conn, user).await?),
        None => Ok(String::new()),
    }
}
