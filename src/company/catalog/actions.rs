//! The catalogue: what can be done with it.

use super::forms::{SaveItem, ValidItem, rate_code};
use super::model::{CatalogItem, ItemChoice, ItemFilter, ItemForm, ItemRow, ItemSheet, ItemSort};
use super::{store, units};
use crate::company::organization;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::folding::searchable;
use crate::kernel::ids::{CatalogItemId, Id};
use crate::kernel::lang::Lang;
use crate::kernel::line_kind::LineKind;
use crate::kernel::owner::Owner;
use crate::kernel::paging::{Cursor, Page, SortKey};
use crate::kernel::tax::VatRate;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events on the page of an item.
const LAST_EVENTS: i64 = 20;

/// Adds an item, or changes one. Its code, where it has one, is no other item's. A usual unit brings its code along.
pub async fn save(ctx: &Ctx, input: SaveItem) -> AppResult<CatalogItemId> {
    ctx.may(Writing::CATALOGUE.of(input.id))?;
    let mut item = input.validated()?;
    if item.unit_code.is_empty() {
        let lang = papers_lang(&mut ctx.read()).await?;
        units::code_of(lang, &item.unit).clone_into(&mut item.unit_code);
    }
    match input.id {
        Some(id) => change(ctx, id, input.version, &item).await,
        None => create(ctx, &input, &item).await,
    }
}

async fn create(ctx: &Ctx, input: &SaveItem, new: &ValidItem) -> AppResult<CatalogItemId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let id: CatalogItemId = ctx.new_id();
    unless_taken("code", store::insert(&mut tx, id, new, ctx.now()).await)?;
    let event = Event::new(Owner::catalog_item(id), Verb::Created).change("name", "", &new.name);
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, id: CatalogItemId, version: i64, save: &ValidItem) -> AppResult<CatalogItemId> {
    let mut tx = ctx.write().await?;
    let old = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    unless_taken("code", store::update(&mut tx, &old, save).await)?;
    let after = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    activity::record(&mut tx, ctx, changes(&old, &after)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes an item out of lists and editors; papers keep what was copied from it.
pub async fn archive(ctx: &Ctx, id: CatalogItemId) -> AppResult<()> {
    set_archived(ctx, id, true).await
}

/// Brings an item back from the archive.
pub async fn restore(ctx: &Ctx, id: CatalogItemId) -> AppResult<()> {
    set_archived(ctx, id, false).await
}

async fn set_archived(ctx: &Ctx, id: CatalogItemId, archived: bool) -> AppResult<()> {
    ctx.may(Right::DeleteCatalogue)?;
    let mut tx = ctx.write().await?;
    let item = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if item.archived != archived {
        store::set_archived(&mut tx, &item, archived).await?;
        let verb = if archived { Verb::Archived } else { Verb::Restored };
        activity::record(&mut tx, ctx, Event::new(Owner::catalog_item(id), verb)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// An item with its history.
pub async fn show(ctx: &Ctx, id: CatalogItemId) -> AppResult<ItemSheet> {
    ctx.may(Right::ViewCatalogue)?;
    Ok(ItemSheet {
        item: store::by_id(&mut ctx.read(), id).await?.ok_or(AppError::NotFound)?,
        events: activity::actions::of_owner(ctx, &Owner::catalog_item(id), LAST_EVENTS).await?,
    })
}

/// One page of the items. They belong to the whole company: everybody with the right sees all.
pub async fn list(ctx: &Ctx, filter: &ItemFilter) -> AppResult<Page<ItemRow>> {
    ctx.may(Right::ViewCatalogue)?;
    let sort: ItemSort = filter.sort.parse().unwrap_or_default();
    let cursor = filter.after.parse::<Cursor>().ok();
    let wanted = store::ListFilter {
        q: &filter.q,
        kind: filter.kind.parse().ok(),
        archived: filter.archived,
        sort,
        descending: filter.desc,
        cursor: cursor.as_ref(),
    };
    let rows = store::list(&wanted).all(&mut ctx.read()).await?;
    Ok(Page::cut(rows, cursor.as_ref(), |row| {
        (sort_key(sort, row), row.item.id.uuid())
    }))
}

fn sort_key(sort: ItemSort, row: &ItemRow) -> SortKey {
    match sort {
        ItemSort::Name => SortKey::Text(row.sort_name.clone()),
        ItemSort::Code => SortKey::Text(row.code_key.clone()),
        ItemSort::Price => SortKey::Int(row.item.price.scaled()),
    }
}

/// What an editor offers for a few typed letters: items whose code begins so, then those with the words in their name.
pub async fn suggest(ctx: &Ctx, q: &str) -> AppResult<Vec<ItemChoice>> {
    ctx.may(Right::ViewCatalogue)?;
    let q = &searchable(q);
    if q.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = ctx.read();
    let mut found: Vec<ItemChoice> = store::by_code(q).all(&mut conn).await?;
    if found.len() < store::MOST_CHOICES {
        for item in store::by_words(&mut conn, q).await? {
            if found.iter().all(|known| known.id != item.id) {
                found.push(item);
            }
        }
    }
    found.truncate(store::MOST_CHOICES);
    Ok(found)
}

/// What the form of a new item, or of a stored one, begins with. A new one is priced as the first own company sells.
pub async fn form(ctx: &Ctx, id: Option<CatalogItemId>) -> AppResult<ItemForm> {
    ctx.may(Writing::CATALOGUE.of(id))?;
    let mut conn = ctx.read();
    let input = match id {
        Some(id) => SaveItem::of(&store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?),
        None => blank(ctx, &mut conn).await?,
    };
    Ok(ItemForm {
        rates: rates(&mut conn).await?,
        units: papers_lang(&mut conn).await?,
        input,
    })
}

async fn blank(ctx: &Ctx, conn: &mut Conn) -> AppResult<SaveItem> {
    let company = organization::store::all(conn).await?.into_iter().next();
    let today = organization::actions::today(ctx).await?;
    let (currency, vat) = match company {
        Some(company) => {
            let rates = organization::store::vat_rates(conn, company.id).await?;
            let usual = rates.into_iter().find(|rate| rate.is_valid_on(today));
            (company.currency, usual.map(|usual| usual.rate))
        }
        None => (Currency::Eur, None),
    };
    Ok(SaveItem {
        request: Some(ctx.new_id()),
        kind: LineKind::default().to_string(),
        currency: currency.to_string(),
        vat: rate_code(vat.unwrap_or(VatRate::NOT_PAYER)),
        ..SaveItem::default()
    })
}

/// Every rate that an own company has, by the names it has there.
async fn rates(conn: &mut Conn) -> AppResult<Vec<(String, String)>> {
    let mut choices: Vec<(String, String)> = Vec::new();
    for owned in organization::store::all_vat_rates(conn).await? {
        let (code, rate) = (rate_code(owned.rate.rate), owned.rate);
        match choices.iter_mut().find(|(known, _)| *known == code) {
            Some((_, names)) if names.split(" / ").any(|name| name == rate.name) => {}
            Some((_, names)) => *names = format!("{names} / {}", rate.name),
            None => choices.push((code, rate.name)),
        }
    }
    Ok(choices)
}

/// The language of the first own company's papers: it names units by the classifier of its country.
async fn papers_lang(conn: &mut Conn) -> AppResult<Lang> {
    let company = organization::store::all(conn).await?.into_iter().next();
    Ok(company.map(|company| company.lang).unwrap_or_default())
}

async fn conflict(tx: &mut Tx, stored: &CatalogItem) -> AppResult<AppError> {
    let form = SaveItem::of(stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let owner = Owner::catalog_item(stored.id);
    Ok(activity::actions::conflict(tx, &owner, stored.version, fields.into_iter().collect()).await?)
}

fn changes(old: &CatalogItem, new: &CatalogItem) -> Event {
    let (before, after) = (SaveItem::of(old), SaveItem::of(new));
    let event = Event::new(Owner::catalog_item(old.id), Verb::Changed);
    let pairs = before.fields().into_iter().zip(after.fields());
    pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new))
}
