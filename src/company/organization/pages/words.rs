//! Names of codes in the reader's language, and the choices forms make of them.

use crate::company::organization::model::{DocumentKind, SeriesPeriod};
use crate::company::organization::presets::Country;
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::requisites::{Control, TaxIdKind, check};
use crate::kernel::tax::{PriceMode, VatCategory, VatRounding};
use crate::tr;

/// What people call a kind of tax id.
#[must_use]
pub fn tax_id_kind(kind: TaxIdKind) -> &'static str {
    match kind {
        TaxIdKind::RuInn => tr!(organization.kind_ru_inn),
        TaxIdKind::RuKpp => tr!(organization.kind_ru_kpp),
        TaxIdKind::RuOgrn => tr!(organization.kind_ru_ogrn),
        TaxIdKind::RuOgrnip => tr!(organization.kind_ru_ogrnip),
        TaxIdKind::UaEdrpou => tr!(organization.kind_ua_edrpou),
        TaxIdKind::UaRnokpp => tr!(organization.kind_ua_rnokpp),
        TaxIdKind::UaPassport => tr!(organization.kind_ua_passport),
        TaxIdKind::UaIpn => tr!(organization.kind_ua_ipn),
        TaxIdKind::EuVat => tr!(organization.kind_eu_vat),
        TaxIdKind::Other => tr!(organization.kind_other),
    }
}

/// The kinds that a company or a client is known by. КПП and the registration numbers stand beside one of them.
#[must_use]
pub fn tax_id_choices() -> Vec<(String, String)> {
    let beside = [TaxIdKind::RuKpp, TaxIdKind::RuOgrn, TaxIdKind::RuOgrnip];
    let kinds = TaxIdKind::ALL.iter().filter(|kind| !beside.contains(kind));
    kinds
        .map(|kind| (kind.to_string(), tax_id_kind(*kind).to_owned()))
        .collect()
}

/// The amber note under a typed tax id whose control digit does not fit.
#[must_use]
pub fn tax_id_warning(kind: &str, value: &str) -> Option<String> {
    let checked = check(kind.parse().ok()?, value).ok()?;
    (checked.control == Control::Wrong).then(|| tr!(organization.control_wrong).to_owned())
}

/// All currencies by their codes.
#[must_use]
pub fn currency_choices() -> Vec<(String, String)> {
    let code = |currency: &Currency| (currency.code().to_owned(), currency.code().to_owned());
    Currency::ALL.iter().map(code).collect()
}

/// The languages, each named in itself.
#[must_use]
pub fn lang_choices() -> Vec<(String, String)> {
    Lang::ALL
        .map(|lang| (lang.to_string(), lang.own_name().to_owned()))
        .to_vec()
}

pub(super) fn country_choices() -> Vec<(String, String)> {
    let name = |country: &Country| match country {
        Country::Ru => tr!(organization.country_ru),
        Country::Ua => tr!(organization.country_ua),
        Country::Other => tr!(organization.country_other),
    };
    Country::ALL
        .iter()
        .map(|country| (country.to_string(), name(country).to_owned()))
        .collect()
}

pub(super) fn price_mode_choices() -> Vec<(String, String)> {
    let name = |mode: &PriceMode| match mode {
        PriceMode::Net => tr!(organization.price_mode_net),
        PriceMode::Gross => tr!(organization.price_mode_gross),
        PriceMode::WithoutVat => tr!(organization.price_mode_without_vat),
    };
    PriceMode::ALL
        .iter()
        .map(|mode| (mode.to_string(), name(mode).to_owned()))
        .collect()
}

pub(super) fn vat_rounding_choices() -> Vec<(String, String)> {
    let name = |rounding: &VatRounding| match rounding {
        VatRounding::Group => tr!(organization.vat_rounding_group),
        VatRounding::Line => tr!(organization.vat_rounding_line),
    };
    VatRounding::ALL
        .iter()
        .map(|rounding| (rounding.to_string(), name(rounding).to_owned()))
        .collect()
}

#[must_use]
pub fn category(category: VatCategory) -> &'static str {
    match category {
        VatCategory::Standard => tr!(organization.category_standard),
        VatCategory::Zero => tr!(organization.category_zero),
        VatCategory::Exempt => tr!(organization.category_exempt),
        VatCategory::NotSubject => tr!(organization.category_not_subject),
        VatCategory::NotPayer => tr!(organization.category_not_payer),
    }
}

pub(super) fn category_choices() -> Vec<(String, String)> {
    VatCategory::ALL
        .iter()
        .map(|one| (one.to_string(), category(*one).to_owned()))
        .collect()
}

pub(super) fn period_choices() -> Vec<(String, String)> {
    let name = |period: &SeriesPeriod| match period {
        SeriesPeriod::Never => tr!(organization.period_never),
        SeriesPeriod::Year => tr!(organization.period_year),
        SeriesPeriod::Month => tr!(organization.period_month),
    };
    SeriesPeriod::ALL
        .iter()
        .map(|period| (period.to_string(), name(period).to_owned()))
        .collect()
}

pub(super) fn document_kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => tr!(organization.series_invoice),
        DocumentKind::Payment => tr!(organization.series_payment),
    }
}

/// Time zones people of our languages live in; any other IANA name can be typed.
pub(super) const TIME_ZONES: [&str; 18] = [
    "Europe/Kyiv",
    "Europe/Moscow",
    "Europe/Kaliningrad",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Vladivostok",
    "Asia/Almaty",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Europe/Warsaw",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "UTC",
];
