//! What stands in the catalogue.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::fixed::Price;
use crate::kernel::folding::search_text;
use crate::kernel::ids::CatalogItemId;
use crate::kernel::lang::Lang;
use crate::kernel::line_kind::LineKind;
use crate::kernel::tax::{VatRate, spelled};
use crate::records::activity::model::EventRow;

pub use super::forms::SaveItem;

/// Something the company sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogItem {
    pub id: CatalogItemId,
    /// Its own among all items, whatever the case of its letters; may be empty.
    pub code: String,
    pub name: String,
    /// Printed under the name; may be empty.
    pub description: String,
    pub kind: LineKind,
    pub unit: String,
    /// Of a classifier of units; may be empty.
    pub unit_code: String,
    pub price: Price,
    pub currency: Currency,
    pub vat: VatRate,
    pub archived: bool,
    pub version: i64,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRow {
    pub item: CatalogItem,
    /// The name and the code as they are sorted.
    pub sort_name: String,
    pub code_key: String,
}

/// An item as an editor of lines is offered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChoice {
    pub id: CatalogItemId,
    pub code: String,
    pub name: String,
    pub description: String,
    pub kind: LineKind,
    pub unit: String,
    pub unit_code: String,
    pub price: Price,
    pub currency: Currency,
    /// See [`crate::company::organization::model::OrganizationChoice::rate_like`].
    pub vat: VatRate,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemSort {
    #[default]
    Name,
    Code,
    Price,
}

spelled!(ItemSort { Name = "name", Code = "code", Price = "price" });

/// Which items the list shows, as the address of the page says it. Words that are not understood count as absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemFilter {
    /// Words to be found in codes and names.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    /// Code of [`LineKind`].
    pub kind: String,
    pub archived: bool,
    /// Code of [`ItemSort`].
    pub sort: String,
    pub desc: bool,
    /// A [`crate::kernel::paging::Cursor`].
    pub after: String,
}

/// What the page of an item shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSheet {
    pub item: CatalogItem,
    pub events: Vec<EventRow>,
}

/// What the form of an item begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemForm {
    pub input: SaveItem,
    /// The rates of all own companies as the form spells them, with their names.
    pub rates: Vec<(String, String)>,
    /// The language whose usual units are offered: that of the first own company's papers.
    pub units: Lang,
}
