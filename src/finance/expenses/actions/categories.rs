//! The directory of categories.

use crate::error::AppResult;
use crate::finance::expenses::forms::{CATEGORY_NAME, MoveExpenseCategory, RetireExpenseCategory, SaveExpenseCategory};
use crate::finance::expenses::model::ExpenseCategory;
use crate::finance::expenses::store;
use crate::kernel::actor::Right;
use crate::kernel::ids::ExpenseCategoryId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of categories.
struct Categories;

impl directory::Directory for Categories {
    type Id = ExpenseCategoryId;

    const TABLE: Table = Table {
        name: "expense_categories",
        text: "name",
        folded: "sort_text",
        ordered: true,
    };

    const MOST: usize = 100;

    fn owner(id: ExpenseCategoryId) -> Owner {
        Owner::expense_category(id)
    }
}

/// All categories in their order, for who changes them.
pub async fn all_categories(ctx: &Ctx) -> AppResult<Vec<ExpenseCategory>> {
    ctx.may(Right::ManageCompany)?;
    Ok(store::all_categories(&mut ctx.read()).await?)
}

/// All categories in their order, for who narrows a list by them.
pub async fn categories(ctx: &Ctx) -> AppResult<Vec<ExpenseCategory>> {
    ctx.may(Right::ViewExpenses)?;
    Ok(store::all_categories(&mut ctx.read()).await?)
}

/// Adds a category, or renames one. Two never have one name, however it is written.
///
/// # Errors
/// Beside `name`: what is wrong with it, that there is one already, or that there are enough.
pub async fn save_category(ctx: &Ctx, input: SaveExpenseCategory) -> AppResult<ExpenseCategoryId> {
    ctx.may(Right::ManageCompany)?;
    directory::save::<Categories>(ctx, input.validated(CATEGORY_NAME)?).await
}

/// Deletes a category that no expense has.
///
/// # Errors
/// [`crate::kernel::problem::Problem::InUse`] beside `name`.
pub async fn delete_category(ctx: &Ctx, id: ExpenseCategoryId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Categories>(ctx, id).await
}

/// A category is offered no longer, or again. Expenses keep it.
pub async fn retire_category(ctx: &Ctx, input: RetireExpenseCategory) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::retire::<Categories>(ctx, input).await
}

/// A category changes its place with its neighbour; the last one stays where it is.
pub async fn move_category(ctx: &Ctx, input: MoveExpenseCategory) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::shift::<Categories>(ctx, input).await
}
