//! Names of codes and fields in the reader's language.

use leptos::prelude::*;

use crate::company::catalog::forms::read_rate;
use crate::company::catalog::model::CatalogItem;
use crate::company::organization::pages::words as company;
use crate::kernel::format;
use crate::kernel::line_kind::LineKind;
use crate::kernel::tax::{VatCategory, VatRate};
use crate::text::lang;
use crate::tr;

/// What people call goods, a service, work.
#[must_use]
pub fn kind_text(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Goods => tr!(catalog.kind_goods),
        LineKind::Service => tr!(catalog.kind_service),
        LineKind::Work => tr!(catalog.kind_work),
    }
}

pub(super) fn kind_choices() -> Vec<(String, String)> {
    LineKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), kind_text(*kind).to_owned()))
        .collect()
}

/// A rate by its percentage, or by its category where it has none.
#[must_use]
pub fn rate_text(rate: VatRate) -> String {
    match rate.category() {
        VatCategory::Standard => format!("{}\u{a0}%", format::number(lang(), rate.percent())),
        category => company::category(category).to_owned(),
    }
}

/// The price with its currency.
pub(super) fn price(item: &CatalogItem) -> AnyView {
    view! {
        <span class="money">
            {format::price(lang(), item.price, item.currency)} " " <span class="currency">{item.currency.code()}</span>
        </span>
    }
    .into_any()
}

/// The unit with its code: `шт (796)`.
pub(super) fn unit(item: &CatalogItem) -> String {
    if item.unit_code.is_empty() {
        item.unit.clone()
    } else {
        format!("{} ({})", item.unit, item.unit_code).trim().to_owned()
    }
}

/// The rates a form offers; a stored one that no own company has any more stays a choice.
pub(super) fn rate_choices(mut rates: Vec<(String, String)>, stored: &str) -> Vec<(String, String)> {
    if let Some(rate) = read_rate(stored)
        && rates.iter().all(|(code, _)| code != stored)
    {
        rates.push((stored.to_owned(), rate_text(rate)));
    }
    rates
}

/// The label of a field in an item's history.
#[must_use]
pub fn field_label(field: &str) -> String {
    match field {
        "code" => tr!(catalog.code).to_owned(),
        "name" => tr!(catalog.name).to_owned(),
        "description" => tr!(catalog.description).to_owned(),
        "kind" => tr!(catalog.kind).to_owned(),
        "unit" => tr!(catalog.unit).to_owned(),
        "unit_code" => tr!(catalog.unit_code).to_owned(),
        "price" => tr!(catalog.price).to_owned(),
        "currency" => tr!(catalog.currency).to_owned(),
        "vat" => tr!(catalog.vat).to_owned(),
        other => other.to_owned(),
    }
}
