//! Reading clients.

use super::store;
use crate::company::organization::presets::Country;
use crate::company::{accounts, organization};
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::{
    Client, ClientChoice, ClientDirectories, ClientFilter, ClientForm, ClientProfile, ClientRow, ClientSort,
    ClientTraits, ManagerContact, SimilarClient,
};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, Id};
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Cursor, Page, SortKey};
use crate::kernel::phone;
use crate::kernel::requisites::{TaxIdKind, TaxIds, check};
use crate::kernel::rights::Object;
use crate::kernel::validate::is_email;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;

/// A client the actor can see.
pub async fn show(ctx: &Ctx, id: ClientId) -> AppResult<Client> {
    ctx.may(Right::ViewClients)?;
    store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)
}

/// A client the actor can see, with all that belongs to his card.
pub async fn profile(ctx: &Ctx, id: ClientId) -> AppResult<ClientProfile> {
    let client = show(ctx, id).await?;
    profile_of(ctx, client).await
}

/// Whom the visitor's company turns to.
pub async fn managers_in_cabinet(ctx: &Ctx) -> AppResult<Vec<ManagerContact>> {
    let visitor = ctx.any_visitor()?;
    Ok(store::manager_contacts(&mut ctx.read(), visitor.client).await?)
}

/// All that belongs to the card of a client whom the actor has been shown.
pub async fn profile_of(ctx: &Ctx, client: Client) -> AppResult<ClientProfile> {
    Ok(store::profile(&mut ctx.read(), client).await?)
}

/// One page of the clients the actor can see.
pub async fn list(ctx: &Ctx, filter: &ClientFilter) -> AppResult<Page<ClientRow>> {
    ctx.may(Right::ViewClients)?;
    let sort: ClientSort = filter.sort.parse().unwrap_or_default();
    let cursor = filter.after.parse::<Cursor>().ok();
    let wanted = store::ListFilter {
        q: &filter.q,
        archived: filter.archived,
        manager: filter.manager.parse().ok(),
        group: filter.group.parse().ok(),
        to_check: filter.to_check,
        asks: filter.asks,
        sort,
        descending: filter.desc,
        cursor: cursor.as_ref(),
        today: organization::actions::today(ctx).await?,
    };
    let mut rows = store::list(&mut ctx.read(), |object| ctx.scope_of(object), &wanted).await?;
    if !ctx.actor.has(Right::ViewInvoices) {
        // What somebody owes is a matter of invoices.
        for row in &mut rows {
            row.balances.clear();
        }
    }
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

/// How many clients ask for other requisites on their cards and wait for a decision: the list with `asks`.
pub async fn asking(ctx: &Ctx) -> AppResult<i64> {
    ctx.may(Right::ViewClients)?;
    Ok(store::asking(&mut ctx.read(), ctx.scope_of(Object::Clients)).await?)
}

/// What a picker offers for the typed words: clients whose objects of a kind the actor sees, so that he can make one; of what is no
/// client's, all clients he sees.
pub async fn find(ctx: &Ctx, q: &str, of: OwnerKind) -> AppResult<Vec<ClientChoice>> {
    ctx.may(Right::ViewClients)?;
    // The kind comes from outside: it narrows what is seen of clients and never widens it.
    let scope = match (ctx.scope_of(Object::Clients), of.object()) {
        (Scope::All, Some(object)) if object.is_of_clients() => ctx.scope_of(object),
        (scope, _) => scope,
    };
    Ok(store::find(&mut ctx.read(), scope, q).await?)
}

/// Other clients with the same tax id, name, e-mail or phone: perhaps the same client twice.
pub async fn similar(ctx: &Ctx, with: &ClientTraits, but: Option<ClientId>) -> AppResult<Vec<SimilarClient>> {
    ctx.may(Right::ViewClients)?;
    let with = readable(with);
    if with.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::similar(&mut ctx.read(), ctx.scope_of(Object::Clients), &with, but).await?)
}

/// What can be read of traits that are still being typed.
fn readable(typed: &ClientTraits) -> store::Compared {
    let mut tax_ids = TaxIds::default();
    for kind in TaxIdKind::ALL {
        if let Ok(checked) = check(*kind, typed.tax_ids.value(*kind)) {
            let id = crate::kernel::requisites::TaxId {
                kind: *kind,
                value: checked.normalized,
            };
            tax_ids.add(id, "", "");
        }
    }
    let email = typed.email.trim().to_lowercase();
    store::Compared {
        tax_ids,
        name: fold(&typed.name),
        email: if is_email(&email) { email } else { String::new() },
        phone: phone::key(&typed.phone),
    }
}

/// What several clients can be put into, and to whom they can be given.
pub async fn directories(ctx: &Ctx) -> AppResult<ClientDirectories> {
    ctx.may(Right::EditClients)?;
    directories_of(ctx).await
}

async fn directories_of(ctx: &Ctx) -> AppResult<ClientDirectories> {
    let managers = match ctx.actor.scope_of_fully_seen_clients() {
        Scope::All => accounts::actions::pick_managers(ctx).await?,
        _ => Vec::new(),
    };
    let groups = store::groups(&mut ctx.read()).await?;
    Ok(ClientDirectories { managers, groups })
}

/// What the form of a new client, or of a stored one, begins with. A new one is like the first own company.
pub async fn form(ctx: &Ctx, id: Option<ClientId>) -> AppResult<ClientForm> {
    ctx.may(Writing::CLIENTS.of(id))?;
    let ClientDirectories { mut managers, groups } = directories_of(ctx).await?;
    let Some(id) = id else {
        return Ok(ClientForm {
            input: blank(ctx).await?,
            managers,
            groups,
        });
    };
    let profile = profile(ctx, id).await?;
    if !managers.is_empty() {
        // Who has the client already can stay, although nobody else is given to him any more.
        let missing = profile
            .managers
            .iter()
            .filter(|(id, _)| managers.iter().all(|(m, _)| m != id));
        let missing: Vec<_> = missing.cloned().collect();
        managers.extend(missing);
    }
    Ok(ClientForm {
        input: SaveClient::of(&profile),
        managers,
        groups,
    })
}

async fn blank(ctx: &Ctx) -> AppResult<SaveClient> {
    let mut conn = ctx.read();
    let company = organization::store::all(&mut conn).await?.into_iter().next();
    let usual = company.map_or((Currency::Eur, Lang::En), |company| (company.currency, company.lang));
    let (currency, lang) = match store::settings(&mut conn).await?.country {
        Some(Country::Ru) => (Currency::Rub, Lang::Ru),
        Some(Country::Ua) => (Currency::Uah, Lang::Uk),
        // Which of the others it is, nobody has said.
        Some(Country::Other) | None => usual,
    };
    let managers = ctx.actor.user().map(|user| (tick(user), true));
    Ok(SaveClient {
        managers: managers.into_iter().collect(),
        ..SaveClient::blank(ctx.new_id(), currency, lang)
    })
}
