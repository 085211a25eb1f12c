//! Currencies a document may be drawn up in.
//!
//! The list is closed on purpose: an amount is an integer of *minor units*, so a currency without a known number of
//! minor digits can't be stored at all. To add one: a variant, its row in [`Currency::facts`], its place in
//! [`Currency::ALL`]. A test holds the three together.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A currency by its ISO 4217 code, which is also its spelling in the database and in JSON (`"UAH"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Currency {
    Rub,
    Uah,
    Usd,
    Eur,
    Kzt,
    Pln,
    Gbp,
    Chf,
    Byn,
    Gel,
    Amd,
    Azn,
    Kgs,
    Mdl,
    Tjs,
    Uzs,
    Czk,
    Bgn,
    Ron,
    Huf,
    Sek,
    Nok,
    Dkk,
    Try,
    Ils,
    Aed,
    Cny,
    Inr,
    Cad,
    Aud,
    Jpy,
    Krw,
    Kwd,
    Bhd,
}

/// What ISO 4217 and the usual typography say of a currency.
struct Facts {
    code: &'static str,
    minor_digits: u32,
    symbol: &'static str,
}

const fn facts(code: &'static str, minor_digits: u32, symbol: &'static str) -> Facts {
    Facts {
        code,
        minor_digits,
        symbol,
    }
}

impl Currency {
    /// Every currency, in the order a choice shows them: the home markets first.
    pub const ALL: &[Self] = &[
        Self::Rub,
        Self::Uah,
        Self::Usd,
        Self::Eur,
        Self::Kzt,
        Self::Pln,
        Self::Gbp,
        Self::Chf,
        Self::Byn,
        Self::Gel,
        Self::Amd,
        Self::Azn,
        Self::Kgs,
        Self::Mdl,
        Self::Tjs,
        Self::Uzs,
        Self::Czk,
        Self::Bgn,
        Self::Ron,
        Self::Huf,
        Self::Sek,
        Self::Nok,
        Self::Dkk,
        Self::Try,
        Self::Ils,
        Self::Aed,
        Self::Cny,
        Self::Inr,
        Self::Cad,
        Self::Aud,
        Self::Jpy,
        Self::Krw,
        Self::Kwd,
        Self::Bhd,
    ];

    const fn facts(self) -> Facts {
        match self {
            Self::Rub => facts("RUB", 2, "₽"),
            Self::Uah => facts("UAH", 2, "₴"),
            Self::Usd => facts("USD", 2, "$"),
            Self::Eur => facts("EUR", 2, "€"),
            Self::Kzt => facts("KZT", 2, "₸"),
            Self::Pln => facts("PLN", 2, "zł"),
            Self::Gbp => facts("GBP", 2, "£"),
            Self::Chf => facts("CHF", 2, "CHF"),
            Self::Byn => facts("BYN", 2, "Br"),
            Self::Gel => facts("GEL", 2, "₾"),
            Self::Amd => facts("AMD", 2, "֏"),
            Self::Azn => facts("AZN", 2, "₼"),
            Self::Kgs => facts("KGS", 2, "сом"),
            Self::Mdl => facts("MDL", 2, "L"),
            Self::Tjs => facts("TJS", 2, "SM"),
            Self::Uzs => facts("UZS", 2, "soʻm"),
            Self::Czk => facts("CZK", 2, "Kč"),
            Self::Bgn => facts("BGN", 2, "лв."),
            Self::Ron => facts("RON", 2, "lei"),
            Self::Huf => facts("HUF", 2, "Ft"),
            Self::Sek => facts("SEK", 2, "kr"),
            Self::Nok => facts("NOK", 2, "kr"),
            Self::Dkk => facts("DKK", 2, "kr"),
            Self::Try => facts("TRY", 2, "₺"),
            Self::Ils => facts("ILS", 2, "₪"),
            Self::Aed => facts("AED", 2, "AED"),
            Self::Cny => facts("CNY", 2, "¥"),
            Self::Inr => facts("INR", 2, "₹"),
            Self::Cad => facts("CAD", 2, "C$"),
            Self::Aud => facts("AUD", 2, "A$"),
            Self::Jpy => facts("JPY", 0, "¥"),
            Self::Krw => facts("KRW", 0, "₩"),
            Self::Kwd => facts("KWD", 3, "KD"),
            Self::Bhd => facts("BHD", 3, "BD"),
        }
    }

    /// The ISO 4217 code, three capital letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.facts().code
    }

    /// The same as [`Currency::code`]: the stable spelling in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.code()
    }

    /// How many decimal places the minor unit has (ISO 4217 "minor unit"): UAH 2, JPY 0, KWD 3.
    #[must_use]
    pub const fn minor_digits(self) -> u32 {
        self.facts().minor_digits
    }

    /// The sign printed beside an amount; the code where no sign is in use.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        self.facts().symbol
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The text is not the code of a currency in [`Currency::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("unknown currency code")]
pub struct UnknownCurrency;

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Reads a code in either case, with blanks around it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|currency| currency.code().eq_ignore_ascii_case(text))
            .ok_or(UnknownCurrency)
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for &'static str {
    fn from(currency: Currency) -> Self {
        currency.code()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_three_capitals_and_reads_back() {
        for currency in Currency::ALL {
            assert!(currency.code().len() == 3 && currency.code().bytes().all(|b| b.is_ascii_uppercase()));
            assert_eq!(currency.code().parse(), Ok(*currency));
            assert_eq!(currency.code().to_lowercase().parse(), Ok(*currency));
            assert!(!currency.symbol().is_empty());
            assert!(currency.minor_digits() <= 3);
        }
        assert_eq!("XXX".parse::<Currency>(), Err(UnknownCurrency));
        assert_eq!("".parse::<Currency>(), Err(UnknownCurrency));
    }

    #[test]
    fn the_list_names_each_variant_once_and_in_order() {
        let distinct: BTreeSet<_> = Currency::ALL.iter().collect();
        assert_eq!(distinct.len(), Currency::ALL.len());
        assert!(Currency::ALL.is_sorted(), "ALL follows the order of the variants");
        assert_eq!(Currency::ALL.last(), Some(&Currency::Bhd), "the last variant is in ALL");
    }

    #[test]
    fn json_is_the_code() {
        assert_eq!(serde_json::to_string(&Currency::Uah).unwrap(), "\"UAH\"");
        assert_eq!(serde_json::from_str::<Currency>("\"kwd\"").unwrap(), Currency::Kwd);
        assert!(serde_json::from_str::<Currency>("\"???\"").is_err());
    }
}
