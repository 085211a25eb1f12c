//! The list of expenses, an expense, its form, the directory of categories, and the words other rooms share with them.

mod bill;
mod categories;
mod form;
mod list;
mod narrow;
mod show;
pub mod words;

pub use categories::ExpenseCategoriesPage;
pub use form::{EditExpensePage, NewExpensePage};
pub use list::{ExpenseList, ExpensesPage, expense_columns};
pub use show::ExpensePage;
