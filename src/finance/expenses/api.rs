//! Server functions of expenses.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{ExpenseCategory, ExpenseFilter, ExpenseForm, ExpenseRow, ExpenseSheet, ExpenseTotal};
use crate::error::AppError;
use crate::kernel::ids::{ClientId, ExpenseCategoryId, ExpenseId};
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view expenses.
#[server(endpoint = "expenses/list", input = GetUrl)]
pub async fn list_expenses(#[server(default)] filter: ExpenseFilter) -> Result<Page<ExpenseRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// What the list comes to, per currency. Needs the right to view expenses.
#[server(endpoint = "expenses/totals", input = GetUrl)]
pub async fn total_expenses(#[server(default)] filter: ExpenseFilter) -> Result<Vec<ExpenseTotal>, AppError> {
    super::actions::totals(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// One expense with its history. Needs the right to view expenses.
#[server(endpoint = "expenses/show", input = GetUrl)]
pub async fn show_expense(id: ExpenseId) -> Result<ExpenseSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new expense, or of a stored one, begins with. Needs the right to create or to edit
/// expenses.
#[server(endpoint = "expenses/form", input = GetUrl)]
pub async fn open_expense_form(
    #[server(default)] id: Option<ExpenseId>,
    #[server(default)] client: Option<ClientId>,
) -> Result<ExpenseForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, id, client).await
}

/// Creates or changes an expense, and leads to its page or back to the card. Needs the right to create or
/// to edit expenses.
#[server(endpoint = "expenses/save")]
pub async fn save_expense(input: forms::SaveExpense) -> Result<ExpenseId, AppError> {
    let way = input.clone();
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&way.way_on(id));
    Ok(id)
}

/// Deletes an expense, and leads to the list. Needs the right to delete expenses.
#[server(endpoint = "expenses/delete")]
pub async fn delete_expense(id: ExpenseId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/expenses");
    Ok(())
}

/// The categories, for choosing one above a list. Needs the right to view expenses.
#[server(endpoint = "expense-categories/offered", input = GetUrl)]
pub async fn offered_expense_categories() -> Result<Vec<ExpenseCategory>, AppError> {
    super::actions::categories(&crate::platform::ctx::Ctx::current()?).await
}

/// All categories, for their directory. Needs the right to manage the company.
#[server(endpoint = "expense-categories/list", input = GetUrl)]
pub async fn list_expense_categories() -> Result<Vec<ExpenseCategory>, AppError> {
    super::actions::all_categories(&crate::platform::ctx::Ctx::current()?).await
}

/// Adds or renames a category. Needs the right to manage the company.
#[server(endpoint = "expense-categories/save")]
pub async fn save_expense_category(input: forms::SaveExpenseCategory) -> Result<ExpenseCategoryId, AppError> {
    super::actions::save_category(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Offers a category no longer, or again. Needs the right to manage the company.
#[server(endpoint = "expense-categories/retire")]
pub async fn retire_expense_category(input: forms::RetireExpenseCategory) -> Result<(), AppError> {
    super::actions::retire_category(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Moves a category up or down. Needs the right to manage the company.
#[server(endpoint = "expense-categories/move")]
pub async fn move_expense_category(input: forms::MoveExpenseCategory) -> Result<(), AppError> {
    super::actions::move_category(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a category that no expense has. Needs the right to manage the company.
#[server(endpoint = "expense-categories/delete")]
pub async fn delete_expense_category(id: ExpenseCategoryId) -> Result<(), AppError> {
    super::actions::delete_category(&crate::platform::ctx::Ctx::current()?, id).await
}
