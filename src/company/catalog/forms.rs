//! What the form of an item sends, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::CatalogItem;
use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Percent, Price};
use crate::kernel::ids::{CatalogItemId, RequestKey};
use crate::kernel::line_kind::LineKind;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::{VatCategory, VatRate};
use crate::kernel::validate::Reader;

/// Most characters of a unit, as on a line.
pub const UNIT: usize = 20;

/// An item, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveItem {
    /// Of a new item: the same key sent twice makes one item.
    pub request: Option<RequestKey>,
    /// Absent for a new item.
    pub id: Option<CatalogItemId>,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub unit: String,
    /// Empty: the code of the unit, if it is a usual one.
    pub unit_code: String,
    pub price: String,
    pub currency: String,
    /// A rate as [`rate_code`] spells it.
    pub vat: String,
}

/// A checked [`SaveItem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidItem {
    pub code: String,
    pub name: String,
    pub description: String,
    pub kind: LineKind,
    pub unit: String,
    pub unit_code: String,
    pub price: Price,
    pub currency: Currency,
    pub vat: VatRate,
}

impl SaveItem {
    /// A stored item as the form spells it.
    #[must_use]
    pub fn of(item: &CatalogItem) -> Self {
        Self {
            request: None,
            id: Some(item.id),
            version: item.version,
            code: item.code.clone(),
            name: item.name.clone(),
            description: item.description.clone(),
            kind: item.kind.to_string(),
            unit: item.unit.clone(),
            unit_code: item.unit_code.clone(),
            price: item.price.to_string(),
            currency: item.currency.to_string(),
            vat: rate_code(item.vat),
        }
    }

    /// The fields a person sees, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 9] {
        [
            ("code", &self.code),
            ("name", &self.name),
            ("description", &self.description),
            ("kind", &self.kind),
            ("unit", &self.unit),
            ("unit_code", &self.unit_code),
            ("price", &self.price),
            ("currency", &self.currency),
            ("vat", &self.vat),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidItem, FieldErrors> {
        let mut form = Reader::default();
        let code = form.optional_line("code", &self.code, 40);
        let name = form.line("name", &self.name, 500);
        let description = form.optional_lines("description", &self.description, 4000);
        let kind = form.choice("kind", &self.kind);
        let unit = form.optional_line("unit", &self.unit, UNIT);
        let unit_code = form.optional_line("unit_code", &self.unit_code, 10);
        let price = form.number("price", &self.price);
        if price.is_some_and(Price::is_negative) {
            form.problem("price", Problem::MustNotBeNegative);
        }
        let currency = form.choice("currency", &self.currency);
        let vat = self.read_vat(&mut form);
        let read = kind.zip(price).zip(currency).zip(vat);
        form.finish(read.map(|(((kind, price), currency), vat)| ValidItem {
            code,
            name,
            description,
            kind,
            unit,
            unit_code,
            price,
            currency,
            vat,
        }))
    }

    fn read_vat(&self, form: &mut Reader) -> Option<VatRate> {
        let typed = self.vat.trim();
        if typed.is_empty() {
            form.problem("vat", Problem::Required);
            return None;
        }
        form.noted("vat", read_rate(typed).ok_or(Problem::UnknownChoice))
    }
}

/// A rate as a choice sends it: `standard:20`, `exempt`.
#[must_use]
pub fn rate_code(rate: VatRate) -> String {
    match rate.category() {
        VatCategory::Standard => format!("{}:{}", VatCategory::Standard, rate.percent()),
        category => category.to_string(),
    }
}

/// The opposite of [`rate_code`].
#[must_use]
pub fn read_rate(text: &str) -> Option<VatRate> {
    let (category, percent) = match text.split_once(':') {
        Some((category, percent)) => (category, percent.parse().ok()?),
        None => (text, Percent::ZERO),
    };
    VatRate::new(category.parse().ok()?, percent).ok()
}

/// The code as it is compared: the same in capitals and in small letters.
#[must_use]
pub fn code_key(code: &str) -> String {
    code.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Problem, SaveItem, VatRate, code_key, rate_code, read_rate};

    fn form() -> SaveItem {
        SaveItem {
            name: "Ноутбук".into(),
            kind: "goods".into(),
            price: "38 999,50".into(),
            currency: "UAH".into(),
            vat: "standard:20".into(),
            ..SaveItem::default()
        }
    }

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let wrong = SaveItem {
            code: "x".repeat(41),
            name: " ".into(),
            kind: "thing".into(),
            unit: "u".repeat(21),
            price: "-1".into(),
            currency: "XXX".into(),
            vat: "standard:0".into(),
            ..form()
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("code", Problem::TooLong { max: 40 }),
            ("name", Problem::Required),
            ("kind", Problem::UnknownChoice),
            ("unit", Problem::TooLong { max: 20 }),
            ("price", Problem::MustNotBeNegative),
            ("currency", Problem::UnknownChoice),
            ("vat", Problem::UnknownChoice),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
        for (price, problem) in [
            ("", Problem::Required),
            ("x", Problem::NotANumber),
            ("1.1234567", Problem::TooManyPlaces { max: 6 }),
            ("1e308", Problem::NotANumber),
        ] {
            let errors = SaveItem {
                price: price.into(),
                ..form()
            }
            .validated()
            .unwrap_err();
            assert_eq!(errors.get("price"), Some(&problem), "{price}");
        }
        let errors = SaveItem {
            vat: String::new(),
            ..form()
        }
        .validated()
        .unwrap_err();
        assert_eq!(errors.get("vat"), Some(&Problem::Required));
    }

    #[test]
    fn a_price_of_nothing_is_a_price() {
        assert_eq!(form().validated().unwrap().price.to_string(), "38999.5");
        assert!(
            SaveItem {
                price: "0".into(),
                ..form()
            }
            .validated()
            .unwrap()
            .price
            .is_zero()
        );
    }

    #[test]
    fn a_rate_survives_its_spelling() {
        let taxed = |text: &str| VatRate::standard(text.parse().unwrap()).unwrap();
        for rate in [
            taxed("22"),
            taxed("8.1"),
            VatRate::ZERO,
            VatRate::EXEMPT,
            VatRate::NOT_PAYER,
        ] {
            assert_eq!(read_rate(&rate_code(rate)), Some(rate));
        }
        for text in [
            "",
            "standard",
            "standard:0",
            "standard:-5",
            "zero:20",
            "x:1",
            "standard:x",
        ] {
            assert_eq!(read_rate(text), None, "{text}");
        }
        assert_eq!(code_key(" АБ-1 "), "аб-1");
    }
}
