//! The catalogue's list, an item and its form, and the words other rooms share with them.

mod form;
mod list;
mod show;
pub mod words;

pub use form::{EditItemPage, NewItemPage};
pub use list::{CataloguePage, item_columns};
pub use show::ItemPage;
