//! Values of shortcodes: how they print in a language, and when they are empty.

use super::Entry;
use crate::documents::templates::model::ValueType;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, short_date};
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::Money;
use crate::kernel::tax::{VatCategory, VatRate};

/// A value.
#[derive(Debug, Clone)]
pub enum Val {
    Text(String),
    Count(usize),
    Number(Fixed6),
    /// With at least the places of the currency.
    Price(Fixed6, Currency),
    Money(Option<Money>),
    Date(Option<Date>),
    Flag(bool),
    Rate(VatRate),
    Rows {
        /// One row for the shape.
        fields: Vec<Entry>,
        rows: Vec<Vec<Entry>>,
    },
}

impl Val {
    #[must_use]
    pub const fn value_type(&self) -> ValueType {
        match self {
            Self::Text(_) => ValueType::Text,
            Self::Count(_) | Self::Number(_) | Self::Price(..) => ValueType::Number,
            Self::Money(_) => ValueType::Money,
            Self::Date(_) => ValueType::Date,
            Self::Flag(_) => ValueType::Flag,
            Self::Rate(_) => ValueType::Rate,
            Self::Rows { .. } => ValueType::Rows,
        }
    }

    /// Nothing would be printed; for a condition, that it does not hold. A sum or number of zero is no reason to print a row, and
    /// still it is not empty when it is printed.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Count(n) => *n > 0,
            Self::Number(number) | Self::Price(number, _) => !number.is_zero(),
            Self::Money(money) => money.is_some_and(|money| !money.amount.is_zero()),
            Self::Date(date) => date.is_some(),
            Self::Flag(flag) => *flag,
            Self::Rate(rate) => rate.category().is_taxable(),
            Self::Rows { rows, .. } => !rows.is_empty(),
        }
    }

    /// Whether a required value is missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Money(money) => money.is_none(),
            Self::Date(date) => date.is_none(),
            Self::Rows { rows, .. } => rows.is_empty(),
            Self::Count(_) | Self::Number(_) | Self::Price(..) | Self::Flag(_) | Self::Rate(_) => false,
        }
    }

    /// As it prints without a filter: sums without their currency, dates short.
    #[must_use]
    pub fn plain(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(n) => n.to_string(),
            Self::Number(number) => format::number(lang, *number),
            Self::Price(price, currency) => format::price(lang, *price, *currency),
            Self::Money(money) => {
                money.map_or_else(String::new, |money| format::amount(lang, money.amount, money.currency))
            }
            Self::Date(date) => date.map_or_else(String::new, |date| short_date(lang, date)),
            Self::Rate(rate) => rate_text(lang, *rate),
            Self::Flag(_) | Self::Rows { .. } => String::new(),
        }
    }
}

/// `20 %`, `без НДС`.
fn rate_text(lang: Lang, rate: VatRate) -> String {
    match rate.category() {
        VatCategory::Standard | VatCategory::Zero => format!("{}\u{a0}%", format::number(lang, rate.percent())),
        VatCategory::Exempt | VatCategory::NotSubject | VatCategory::NotPayer => match lang {
            Lang::Ru => "без НДС".to_owned(),
            Lang::Uk => "без ПДВ".to_owned(),
            Lang::En => "no VAT".to_owned(),
        },
    }
}
