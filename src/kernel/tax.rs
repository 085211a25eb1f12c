//! Value added tax as documents see it: categories, rates, price modes, and where rounding happens.
//!
//! Rates themselves are dated data in the catalogue, never constants in code. Here is only what a rate *is*.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::fixed::Percent;

/// The text is none of the stable spellings of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("unknown spelling")]
pub struct UnknownSpelling;

/// Gives an enum without fields its list of variants and its stable spellings in the database, in URLs and in JSON
/// (for JSON the enum derives serde's `snake_case`, and a test holds the two together).
macro_rules! spelled {
    ($name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        impl $name {
            /// Every variant, in the order a choice shows them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable spelling in the database, in URLs and in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kernel::tax::UnknownSpelling;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or($crate::kernel::tax::UnknownSpelling)
            }
        }
    };
}
pub(crate) use spelled;

/// Why a line bears the tax it bears. All but the first have 0 %, and still they are different things on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatCategory {
    /// Taxed at a rate above zero.
    Standard,
    /// Taxed at 0 % (exports, for example): a taxable supply.
    Zero,
    /// Exempt from the tax by law: the ground is printed.
    Exempt,
    /// Not a subject of the tax at all.
    NotSubject,
    /// The seller isn't a payer of the tax.
    NotPayer,
}

spelled!(VatCategory {
    Standard = "standard",
    Zero = "zero",
    Exempt = "exempt",
    NotSubject = "not_subject",
    NotPayer = "not_payer",
});

impl VatCategory {
    /// Whether a supply of this category is subject to VAT, be it at 0 %.
    #[must_use]
    pub const fn is_taxable(self) -> bool {
        matches!(self, Self::Standard | Self::Zero)
    }
}

/// Why a category and a percentage don't make a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatRateError {
    /// The standard category takes more than 0 % and at most 100 %; 0 % has categories of its own.
    #[error("a taxed rate is above 0 % and at most 100 %")]
    PercentOutOfRange,
    /// A category without tax can't have a percentage.
    #[error("this category has no percentage")]
    PercentNotAllowed,
}

/// A category with its percentage, such as (standard, 20 %). Lines with equal rates form a group of the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "UncheckedRate")]
pub struct VatRate {
    category: VatCategory,
    percent: Percent,
}

impl VatRate {
    pub const ZERO: Self = Self::untaxed(VatCategory::Zero);
    pub const EXEMPT: Self = Self::untaxed(VatCategory::Exempt);
    pub const NOT_SUBJECT: Self = Self::untaxed(VatCategory::NotSubject);
    pub const NOT_PAYER: Self = Self::untaxed(VatCategory::NotPayer);

    const fn untaxed(category: VatCategory) -> Self {
        Self {
            category,
            percent: Percent::ZERO,
        }
    }

    /// A rate of a category. The rule for the standard category is EN 16931, BR-S-05 (greater than zero).
    ///
    /// # Errors
    /// [`VatRateError`] when the percentage doesn't suit the category.
    pub fn new(category: VatCategory, percent: Percent) -> Result<Self, VatRateError> {
        match category {
            VatCategory::Standard if percent.is_positive() && percent <= Percent::HUNDRED => {
                Ok(Self { category, percent })
            }
            VatCategory::Standard => Err(VatRateError::PercentOutOfRange),
            _ if percent.is_zero() => Ok(Self::untaxed(category)),
            _ => Err(VatRateError::PercentNotAllowed),
        }
    }

    /// A standard rate of so many percent.
    ///
    /// # Errors
    /// [`VatRateError::PercentOutOfRange`] unless above 0 and at most 100.
    pub fn standard(percent: Percent) -> Result<Self, VatRateError> {
        Self::new(VatCategory::Standard, percent)
    }

    #[must_use]
    pub const fn category(self) -> VatCategory {
        self.category
    }

    /// The percentage: 22 % is `22`; zero for every category but the standard one.
    #[must_use]
    pub const fn percent(self) -> Percent {
        self.percent
    }
}

/// The order in which groups are printed: categories as declared, higher rates first.
impl Ord for VatRate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.category, Reverse(self.percent)).cmp(&(other.category, Reverse(other.percent)))
    }
}

impl PartialOrd for VatRate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A rate as it comes from outside, before [`VatRate::new`] has looked at it.
#[derive(Deserialize)]
struct UncheckedRate {
    category: VatCategory,
    percent: Percent,
}

impl TryFrom<UncheckedRate> for VatRate {
    type Error = VatRateError;

    fn try_from(rate: UncheckedRate) -> Result<Self, Self::Error> {
        Self::new(rate.category, rate.percent)
    }
}

/// What the prices of a document mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceMode {
    /// Prices are without VAT; it is added.
    Net,
    /// Prices include VAT; it is taken out.
    Gross,
    /// The document bears no VAT at all.
    WithoutVat,
}

spelled!(PriceMode { Net = "net", Gross = "gross", WithoutVat = "without_vat" });

impl PriceMode {
    /// The rate that counts for a line with `rate` in such a document.
    ///
    /// A document without VAT has no taxable lines: taxable rates count as "not a payer" (so that a document can
    /// change its mode without every line being retyped), while grounds such as "exempt" stay what they are.
    #[must_use]
    pub const fn effective_rate(self, rate: VatRate) -> VatRate {
        match self {
            Self::WithoutVat if rate.category.is_taxable() => VatRate::NOT_PAYER,
            _ => rate,
        }
    }
}

/// Where the VAT of a document is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatRounding {
    /// Once per group of equal rates, then spread over its lines (EN 16931; required for e-invoices).
    Group,
    /// On each line; the group is their sum (usual on Russian and Ukrainian papers).
    Line,
}

spelled!(VatRounding { Group = "group", Line = "line" });

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fmt::Debug;
    use std::str::FromStr;

    use serde::de::DeserializeOwned;

    use super::*;

    fn percent(text: &str) -> Percent {
        text.parse().unwrap()
    }

    fn spellings_agree<T>(all: &[T], as_str: impl Fn(T) -> &'static str)
    where
        T: Copy + Debug + PartialEq + FromStr + Serialize + DeserializeOwned,
        T::Err: Debug,
    {
        for value in all {
            let text = as_str(*value);
            assert_eq!(text.parse::<T>().unwrap(), *value);
            assert_eq!(
                serde_json::to_string(value).unwrap(),
                format!("\"{text}\""),
                "JSON and database agree"
            );
        }
        assert!("nonsense".parse::<T>().is_err());
    }

    #[test]
    fn spellings_are_one_for_json_and_database() {
        spellings_agree(VatCategory::ALL, VatCategory::as_str);
        spellings_agree(PriceMode::ALL, PriceMode::as_str);
        spellings_agree(VatRounding::ALL, VatRounding::as_str);
    }

    #[test]
    fn a_rate_is_checked_when_made_and_when_read() {
        for (category, text, outcome) in [
            (VatCategory::Standard, "22", Ok(())),
            (VatCategory::Standard, "100", Ok(())),
            (VatCategory::Standard, "0", Err(VatRateError::PercentOutOfRange)),
            (VatCategory::Standard, "-1", Err(VatRateError::PercentOutOfRange)),
            (
                VatCategory::Standard,
                "100.000001",
                Err(VatRateError::PercentOutOfRange),
            ),
            (VatCategory::Zero, "0", Ok(())),
            (VatCategory::Zero, "20", Err(VatRateError::PercentNotAllowed)),
            (VatCategory::NotPayer, "0", Ok(())),
            (VatCategory::Exempt, "5", Err(VatRateError::PercentNotAllowed)),
        ] {
            assert_eq!(
                VatRate::new(category, percent(text)).map(|_| ()),
                outcome,
                "{category} {text}"
            );
            let json = format!(r#"{{"category":"{category}","percent":"{text}"}}"#);
            assert_eq!(
                serde_json::from_str::<VatRate>(&json).is_ok(),
                outcome.is_ok(),
                "{json}"
            );
        }
    }

    #[test]
    fn rates_are_ordered_as_printed() {
        let rate = |text| VatRate::standard(percent(text)).unwrap();
        let printed = [
            rate("22"),
            rate("10"),
            VatRate::ZERO,
            VatRate::EXEMPT,
            VatRate::NOT_SUBJECT,
            VatRate::NOT_PAYER,
        ];
        assert!(printed.is_sorted());
    }

    #[test]
    fn a_document_without_vat_has_no_taxable_lines() {
        let taxed = VatRate::standard(percent("20")).unwrap();
        assert_eq!(PriceMode::WithoutVat.effective_rate(taxed), VatRate::NOT_PAYER);
        assert_eq!(PriceMode::WithoutVat.effective_rate(VatRate::ZERO), VatRate::NOT_PAYER);
        assert_eq!(PriceMode::WithoutVat.effective_rate(VatRate::EXEMPT), VatRate::EXEMPT);
        assert_eq!(PriceMode::Net.effective_rate(taxed), taxed);
    }
}
