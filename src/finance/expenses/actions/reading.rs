//! Reading expenses.

use super::{mode, names};
use crate::company::organization;
use crate::company::payment_modes;
use crate::crm::clients;
use crate::documents::invoices;
use crate::error::{AppError, AppResult};
use crate::finance::expenses::forms::SaveExpense;
use crate::finance::expenses::model::{
    Bill, ExpenseFilter, ExpenseForm, ExpenseRow, ExpenseSheet, ExpenseSort, ExpenseTotal,
};
use crate::finance::expenses::store;
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::{ClientId, ExpenseId, Id};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::reach::actions::{Regarded, regarding};

/// Events on an expense's page.
const EVENTS: i64 = 50;

/// An expense the actor can see, with what stands around it.
pub async fn show(ctx: &Ctx, id: ExpenseId) -> AppResult<ExpenseSheet> {
    ctx.may(Right::ViewExpenses)?;
    let mut conn = ctx.read();
    let expense = store::by_id(&mut conn, id, ctx.scope_of(Object::Expenses))
        .await?
        .ok_or(AppError::NotFound)?;
    let [(_, organization_name), (_, client_name), (_, category)] = names(&mut conn, &expense).await?;
    let drafts = match expense.client.filter(|_| expense.is_to_bill()) {
        Some(client) => invoices::actions::drafts_for(ctx, (client, expense.organization, expense.currency)).await?,
        None => Vec::new(),
    };
    let rights = match expense.client {
        Some(client) => regarding(&mut conn, ctx, client).await?.actor.rights(),
        None => ctx.actor.rights(),
    };
    let mut sheet = ExpenseSheet {
        rights,
        category,
        mode: mode(&mut conn, &expense).await?,
        client_name,
        organization_name,
        drafts,
        events: activity::actions::of_owner(ctx, &expense.owner(), EVENTS).await?,
        expense,
    };
    if !rights.has(Right::ViewInvoices) {
        sheet.expense.bill = sheet.expense.bill.map(|_| Bill::UNSEEN);
    }
    Ok(sheet)
}

/// One page of the expenses the actor can see.
pub async fn list(ctx: &Ctx, filter: ExpenseFilter) -> AppResult<Page<ExpenseRow>> {
    ctx.may(Right::ViewExpenses)?;
    let mut conn = ctx.read();
    let rows = store::list(&mut conn, ctx.scope_of(Object::Expenses), &filter).await?;
    let mut page = Page::cut(rows, filter.cursor(), |row| (sort_key(filter.sort, row), row.id.uuid()));
    let regarded = Regarded::of(&mut conn, ctx, page.rows.iter().filter_map(|row| row.client)).await?;
    for row in &mut page.rows {
        row.added = filter.added == Some(row.id);
        if !regarded.has(row.client, Right::ViewInvoices) {
            row.bill = row.bill.take().map(|_| Bill::UNSEEN);
        }
    }
    Ok(page)
}

fn sort_key(sort: ExpenseSort, row: &ExpenseRow) -> SortKey {
    match sort {
        ExpenseSort::Date => SortKey::Date(row.date),
        ExpenseSort::Amount => SortKey::Int(row.amount.minor()),
        ExpenseSort::Name => SortKey::Text(row.sort_name.clone()),
    }
}

/// What the list comes to, per currency.
pub async fn totals(ctx: &Ctx, filter: ExpenseFilter) -> AppResult<Vec<ExpenseTotal>> {
    ctx.may(Right::ViewExpenses)?;
    Ok(store::totals(&mut ctx.read(), ctx.scope_of(Object::Expenses), &filter).await?)
}

/// What the form of a new expense, of a client or of nobody yet, or of a stored one begins with.
pub async fn form(ctx: &Ctx, id: Option<ExpenseId>, client: Option<ClientId>) -> AppResult<ExpenseForm> {
    ctx.may(Writing::EXPENSES.of(id))?;
    let mut conn = ctx.read();
    let stored = match id {
        Some(id) => Some(
            store::by_id(&mut conn, id, ctx.scope_of(Object::Expenses))
                .await?
                .ok_or(AppError::NotFound)?,
        ),
        None => None,
    };
    let client = match stored.as_ref().map_or(client, |stored| stored.client) {
        Some(client) => Some(
            clients::store::by_id(&mut conn, client, ctx.scope_of(Object::Expenses))
                .await?
                .ok_or(AppError::NotFound)?
                .choice(),
        ),
        None => None,
    };
    let billed = stored.as_ref().is_some_and(|stored| stored.bill.is_some());
    let has = stored.as_ref().and_then(|stored| stored.category);
    let chosen = stored.as_ref().map(|stored| stored.mode);
    let (modes, usual) = payment_modes::actions::offered(&mut conn, chosen).await?;
    let input = if let Some(stored) = &stored {
        SaveExpense::of(stored)
    } else {
        let company = organization::store::all(&mut conn).await?.into_iter().next();
        SaveExpense {
            request: Some(ctx.new_id()),
            organization: typed(company.as_ref().map(|company| company.id)),
            client: typed(client.as_ref().map(|client| client.id)),
            date: organization::actions::today(ctx).await?.to_string(),
            currency: typed(company.map(|company| company.currency)),
            mode: usual.to_string(),
            billable: client.is_some(),
            ..SaveExpense::default()
        }
    };
    Ok(ExpenseForm {
        input,
        client,
        clients: clients::actions::find(ctx, "", OwnerKind::Expense).await?,
        companies: organization::store::names(&mut conn).await?,
        categories: store::offered_categories(&mut conn, has).await?,
        modes,
        billed,
        needs_client: ctx.scope_of(Object::Expenses) != Scope::All,
    })
}
