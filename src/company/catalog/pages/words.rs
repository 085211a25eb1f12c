//! Names of codes and fields in the reader's language.

use crate::company::catalog::forms::read_rate;
use crate::company::catalog::model::CatalogItem;
use crate::company::organization::pages::words as company;
use crate::kernel::format;
use crate::kernel::line_kind::LineKind;
use crate::kernel::tax::{VatCategory, VatRate};
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::text::lang;
use crate::tr;
use crate::ui::form::choices;
use crate::ui::html::{Piece, span};

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
    choices(LineKind::ALL, kind_text)
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
#[must_use]
pub fn price(item: &CatalogItem) -> impl Piece + use<> {
    let figures = format::price(lang(), item.price, item.currency);
    span("money", (figures, span("currency", item.currency.code())))
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

/// A change in an item's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "kind" => words::code(recorded, kind_text),
        "price" => words::number(recorded),
        "vat" => read_rate(recorded).map(rate_text),
        _ => None,
    }
}

fn field_label(field: &str) -> String {
    match field {
        "code" => tr!(catalog.code),
        "name" => tr!(catalog.name),
        "description" => tr!(catalog.description),
        "kind" => tr!(catalog.kind),
        "unit" => tr!(catalog.unit),
        "unit_code" => tr!(catalog.unit_code),
        "price" => tr!(catalog.price),
        "currency" => tr!(catalog.currency),
        "vat" => tr!(catalog.vat),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, field_label};
    use crate::company::catalog::forms::SaveItem;
    use crate::kernel::lang::Lang;

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, words) in [
            (Lang::Ru, "kind", "service", "Услуга"),
            (Lang::Uk, "kind", "goods", "Товар"),
            (Lang::En, "vat", "standard:20", "20\u{a0}%"),
            (Lang::Uk, "vat", "not_payer", "не платник ПДВ"),
            (Lang::Ru, "price", "38999.5", "38\u{a0}999,5"),
            (Lang::En, "name", "standard:20", "standard:20"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!((told.old.as_str(), told.new.as_str()), ("", words), "{field}");
                for (field, _) in SaveItem::default().fields() {
                    assert_ne!(field_label(field), field);
                }
            });
        }
    }
}
