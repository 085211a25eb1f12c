//! What the cells of an exported list hold.

use rust_decimal::Decimal;

use super::date::Date;
use super::money::Money;

/// A value without its dress: no thousands, no currency sign, no language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(Decimal),
    Date(Date),
}

impl From<Money> for Value {
    /// The amount alone, in units of the currency, which has a column of its own.
    fn from(money: Money) -> Self {
        Self::Number(money.amount.to_decimal(money.currency))
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Nothing is an empty text.
impl<V: Into<Self>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or_else(|| Self::Text(String::new()), Into::into)
    }
}
