//! What a new company gets on its first day: the VAT rates of its country as dated data, and where VAT is rounded. From then
//! on they are the company's own and are changed on its settings page.

use jiff::civil::date;
use serde::{Deserialize, Serialize};

use crate::kernel::date::{Date, Period};
use crate::kernel::fixed::Percent;
use crate::kernel::lang::Lang;
use crate::kernel::requisites::TaxIdKind;
use crate::kernel::tax::{VatRate, VatRounding, spelled};

/// Where the company pays its taxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Country {
    Ru,
    Ua,
    Other,
}

spelled!(Country { Ru = "ru", Ua = "ua", Other = "other" });

/// A rate of the first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetRate {
    pub name: String,
    pub rate: VatRate,
    pub valid: Period,
}

impl Country {
    /// Where the VAT of a document is rounded: papers of Russia and Ukraine round each line.
    #[must_use]
    pub const fn vat_rounding(self) -> VatRounding {
        match self {
            Self::Ru | Self::Ua => VatRounding::Line,
            Self::Other => VatRounding::Group,
        }
    }

    /// The tax ids companies of the country carry, the usual one first.
    #[must_use]
    pub const fn tax_id_kinds(self) -> &'static [TaxIdKind] {
        match self {
            Self::Ru => &[TaxIdKind::RuInn],
            Self::Ua => &[TaxIdKind::UaEdrpou, TaxIdKind::UaRnokpp],
            Self::Other => &[TaxIdKind::EuVat, TaxIdKind::Other],
        }
    }

    /// The rates of the country, in the order a choice shows them. `free` is the standard rate of a country that has no
    /// preset.
    ///
    /// Russia: 20 % until the end of 2025, 22 % from 2026 on; 5 and 7 % for the simplified system since 2025 (НК РФ,
    /// ст. 164). Ukraine: 20, 14 and 7 % (ПКУ, ст. 193; 14 % since 2021-03-01).
    #[must_use]
    pub fn vat_rates(self, lang: Lang, free: Option<VatRate>) -> Vec<PresetRate> {
        let always = Period::default();
        let tax = match (self, lang) {
            (Self::Ru, _) | (Self::Other, Lang::Ru) => "НДС",
            (Self::Ua, _) | (Self::Other, Lang::Uk) => "ПДВ",
            (Self::Other, Lang::En) => "VAT",
        };
        let mut rates: Vec<PresetRate> = match self {
            Self::Ru => vec![
                percent(tax, 22, since(date(2026, 1, 1))),
                percent(tax, 20, until(date(2025, 12, 31))),
                percent(tax, 10, always),
                percent(tax, 7, since(date(2025, 1, 1))),
                percent(tax, 5, since(date(2025, 1, 1))),
            ],
            Self::Ua => vec![
                percent(tax, 20, always),
                percent(tax, 14, since(date(2021, 3, 1))),
                percent(tax, 7, always),
            ],
            Self::Other => vec![free.map(|rate| (format!("{tax} {} %", rate.percent()), rate, always))],
        }
        .into_iter()
        .flatten()
        .map(|(name, rate, valid)| PresetRate { name, rate, valid })
        .collect();
        let without = match tax {
            "НДС" => "Без НДС",
            "ПДВ" => "Без ПДВ",
            _ => "Without VAT",
        };
        for (name, rate) in [
            (format!("{tax} 0 %"), VatRate::ZERO),
            (without.to_owned(), VatRate::NOT_PAYER),
        ] {
            rates.push(PresetRate {
                name,
                rate,
                valid: always,
            });
        }
        rates
    }
}

fn percent(tax: &str, whole: i64, valid: Period) -> Option<(String, VatRate, Period)> {
    let rate = VatRate::standard(Percent::from_int(whole)?).ok()?;
    Some((format!("{tax} {whole} %"), rate, valid))
}

const fn since(from: Date) -> Period {
    Period {
        from: Some(from),
        until: None,
    }
}

const fn until(until: Date) -> Period {
    Period {
        from: None,
        until: Some(until),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Country, Lang, Percent, VatRate};

    fn names_on(country: Country, lang: Lang, day: super::Date) -> Vec<String> {
        let rates = country.vat_rates(lang, VatRate::standard(Percent::from_scaled(8_100_000)).ok());
        rates
            .into_iter()
            .filter(|rate| rate.valid.contains(day))
            .map(|rate| rate.name)
            .collect()
    }

    #[test]
    fn the_rate_of_russia_changed_with_the_year() {
        let names = |day| names_on(Country::Ru, Lang::En, day);
        assert_eq!(
            names(date(2025, 12, 31)),
            ["НДС 20 %", "НДС 10 %", "НДС 7 %", "НДС 5 %", "НДС 0 %", "Без НДС"]
        );
        assert_eq!(
            names(date(2026, 1, 1)),
            ["НДС 22 %", "НДС 10 %", "НДС 7 %", "НДС 5 %", "НДС 0 %", "Без НДС"]
        );
    }

    #[test]
    fn other_countries_have_their_own_rates() {
        let day = date(2026, 1, 1);
        assert_eq!(
            names_on(Country::Ua, Lang::Ru, day),
            ["ПДВ 20 %", "ПДВ 14 %", "ПДВ 7 %", "ПДВ 0 %", "Без ПДВ"]
        );
        assert_eq!(
            names_on(Country::Other, Lang::En, day),
            ["VAT 8.1 %", "VAT 0 %", "Without VAT"]
        );
    }
}
