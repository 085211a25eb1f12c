//! Expenses: what can be done with them. Locks are taken in one order: the expense, the own company.
//!
//! | file | what it holds |
//! |---|---|
//! | here | saving and deleting |
//! | `reading` | one expense, the list, its sums, the form |
//! | `categories` | the directory of categories |
//!
//! Putting one on an invoice is a use case of invoices: [`crate::documents::invoices::actions::bill_expense`].

mod categories;
mod reading;

pub use categories::{all_categories, categories, delete_category, move_category, retire_category, save_category};
pub use reading::{form, list, show, totals};

use jiff::ToSpan;

use super::forms::{SaveExpense, ValidExpense};
use super::model::Expense;
use super::store;
use crate::company::organization;
use crate::company::payment_modes;
use crate::company::payment_modes::model::NamedMode;
use crate::crm::clients;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::ExpenseId;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity::model::{Event, Verb};
use crate::records::{activity, files};

/// Creates an expense, or changes one. What an invoice charges of it stays as long as it is on that invoice.
///
/// # Errors
/// All problems of the form; [`AppError::Conflict`] when somebody was faster.
pub async fn save(ctx: &Ctx, input: SaveExpense) -> AppResult<ExpenseId> {
    ctx.may(Writing::EXPENSES.of(input.id))?;
    let new = input.validated()?;
    match input.id {
        Some(id) => change(ctx, id, input.version, new).await,
        None => create(ctx, &input, new).await,
    }
}

async fn create(ctx: &Ctx, input: &SaveExpense, new: ValidExpense) -> AppResult<ExpenseId> {
    let request = input.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    check(&mut tx, ctx, &new, None).await?;
    let id: ExpenseId = ctx.new_id();
    store::insert(&mut tx, id, &new, ctx.actor.user(), ctx.now()).await?;
    let expense = stored(&mut tx, id).await?;
    let event = Event::new(expense.owner(), Verb::Created)
        .change("name", "", &expense.name)
        .change("amount", "", expense.money(expense.amount));
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, id: ExpenseId, version: i64, new: ValidExpense) -> AppResult<ExpenseId> {
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, ctx, id).await?;
    if old.version != version {
        return Err(conflict(&mut tx, &old).await?);
    }
    check(&mut tx, ctx, &new, Some(&old)).await?;
    store::update(&mut tx, id, &new).await?;
    let after = stored(&mut tx, id).await?;
    if after.client != old.client {
        // Its files are on the card of the client it is for.
        files::actions::move_all_of(&mut tx, &old.owner(), &after.owner()).await?;
    }
    let event = changes(&mut tx, &old, &after).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Deletes an expense with its files, unless it is on an invoice.
///
/// # Errors
/// [`Problem::AlreadyBilled`] beside `id`, [`Problem::Closed`] beside `date`.
pub async fn delete(ctx: &Ctx, id: ExpenseId) -> AppResult<()> {
    ctx.may(Right::DeleteExpenses)?;
    let mut tx = ctx.write().await?;
    let expense = locked(&mut tx, ctx, id).await?;
    if expense.bill.is_some() {
        return Err(AppError::field("id", Problem::AlreadyBilled));
    }
    let books = organization::store::books(&mut tx, expense.organization).await?;
    if let Some(problem) = books.and_then(|books| books.closed_on(expense.date)) {
        return Err(AppError::field("date", problem));
    }
    files::actions::delete_all_of(&mut tx, ctx, &expense.owner()).await?;
    store::delete(&mut tx, id).await?;
    let event = Event::new(expense.owner(), Verb::Deleted)
        .change("name", &expense.name, "")
        .change("amount", expense.money(expense.amount), "");
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &mut Tx, ctx: &Ctx, id: ExpenseId) -> AppResult<Expense> {
    store::locked(tx, id, ctx.scope_of(Object::Expenses))
        .await?
        .ok_or(AppError::NotFound)
}

/// An expense that was locked within the scope, as it is now.
async fn stored(tx: &mut Tx, id: ExpenseId) -> AppResult<Expense> {
    store::by_id(tx, id, Scope::All).await?.ok_or(AppError::NotFound)
}

/// What a form names has to be there and open: the own company's books, the client, the category, the mode.
async fn check(tx: &mut Tx, ctx: &Ctx, new: &ValidExpense, old: Option<&Expense>) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    match organization::store::books(tx, new.organization).await? {
        None => errors.add("organization", Problem::UnknownChoice),
        Some(books) => {
            // An expense of a much later day is a slip of the hand.
            let latest = ctx.clock.today(&books.time_zone).saturating_add(1.year());
            if let Some(problem) = books.closed_on(new.date) {
                errors.add("date", problem);
            } else if new.date > latest {
                errors.add("date", Problem::LaterThan { date: latest });
            }
        }
    }
    if let Some(old) = old {
        let books = organization::store::books(tx, old.organization).await?;
        if let Some(problem) = books.and_then(|books| books.closed_on(old.date)) {
            errors.add("date", problem);
        }
    }
    if let Some(problem) = problem_of_client(tx, ctx, new, old).await? {
        errors.add("client", problem);
    }
    if new.category.is_some() && store::category_name(tx, new.category).await?.is_empty() {
        errors.add("category", Problem::UnknownChoice);
    }
    if payment_modes::store::named(tx, new.mode).await?.is_none() {
        errors.add("mode", Problem::UnknownChoice);
    }
    if let Some(old) = old.filter(|old| old.bill.is_some()) {
        for field in fixed(old, new) {
            errors.add(field, Problem::AlreadyBilled);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

async fn problem_of_client(
    tx: &mut Tx,
    ctx: &Ctx,
    new: &ValidExpense,
    old: Option<&Expense>,
) -> AppResult<Option<Problem>> {
    let Some(client) = new.client else {
        // He would not see it himself.
        return Ok((ctx.scope_of(Object::Expenses) != Scope::All).then_some(Problem::Required));
    };
    let found = clients::store::by_id(tx, client, ctx.scope_of(Object::Expenses)).await?;
    let stays = old.is_some_and(|old| old.client == Some(client));
    Ok(match found {
        None => Some(Problem::UnknownChoice),
        Some(found) if found.archived && !stays => Some(Problem::Archived),
        Some(_) => None,
    })
}

/// What of a billed expense would become otherwise and can't.
fn fixed(old: &Expense, new: &ValidExpense) -> Vec<&'static str> {
    [
        ("organization", old.organization != new.organization),
        ("client", old.client != new.client),
        ("amount", old.amount != new.amount),
        ("currency", old.currency != new.currency),
        ("vat", old.vat_percent != new.vat_percent),
        ("billable", !new.billable),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect()
}

/// Names of what an expense says by ids.
async fn names(conn: &mut Conn, expense: &Expense) -> AppResult<[(&'static str, String); 3]> {
    let company = organization::store::by_id(conn, expense.organization).await?;
    Ok([
        ("organization", company.map(|company| company.name).unwrap_or_default()),
        ("client", client_name(conn, expense).await?),
        ("category", store::category_name(conn, expense.category).await?),
    ])
}

/// What its mode is called.
async fn mode(conn: &mut Conn, expense: &Expense) -> AppResult<NamedMode> {
    let mode = payment_modes::store::named(conn, expense.mode).await?;
    mode.ok_or(AppError::NotFound)
}

/// Whoever sees an expense hears for whom it is.
async fn client_name(conn: &mut Conn, expense: &Expense) -> AppResult<String> {
    let Some(client) = expense.client else {
        return Ok(String::new());
    };
    let client = clients::store::by_id(conn, client, Scope::All).await?;
    Ok(client.map(|client| client.name).unwrap_or_default())
}

/// The changed fields; what is an id is named.
async fn changes(tx: &mut Tx, old: &Expense, new: &Expense) -> AppResult<Event> {
    let (before, after) = (SaveExpense::of(old), SaveExpense::of(new));
    let pairs = before.fields().into_iter().zip(after.fields());
    let event = Event::new(new.owner(), Verb::Changed);
    let event = pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    let named = names(tx, old).await?.into_iter().zip(names(tx, new).await?);
    let event = named.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new));
    Ok(event.change("mode", mode(tx, old).await?, mode(tx, new).await?))
}

async fn conflict(tx: &mut Tx, stored: &Expense) -> AppResult<AppError> {
    let form = SaveExpense::of(stored);
    let fields = form.fields().map(|(field, value)| (field.to_owned(), value.to_owned()));
    let ids = [
        ("organization", form.organization.clone()),
        ("client", form.client.clone()),
        ("category", typed(stored.category)),
        // Its name is that of the choice.
        ("mode", form.mode.clone()),
    ];
    let ids = ids.map(|(field, id)| (field.to_owned(), id));
    let labels = names(tx, stored).await?;
    let labels = labels.map(|(field, name)| (format!("{field}.label"), name));
    let current = fields.into_iter().chain(ids).chain(labels).collect();
    Ok(activity::actions::conflict(tx, &stored.owner(), stored.version, current).await?)
}
