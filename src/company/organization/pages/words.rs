//! Names of codes in the reader's language, and the choices forms make of them.

use leptos::prelude::*;

use crate::company::organization::model::{DocumentKind, ImageKind, OrganizationKind, SeriesPeriod};
use crate::company::organization::presets::Country;
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::requisites::{Control, TaxIdKind, check};
use crate::kernel::signatory::Gender;
use crate::kernel::tax::{PriceMode, VatCategory, VatRounding};
use crate::kernel::words::Hryvnia;
use crate::tr;
use crate::ui::form::choices;

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

/// The note that goes with a stored id whose control digit does not fit; typing follows it.
pub(super) fn warning_of(kind: TaxIdKind, value: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || value.with(|value| tax_id_warning(kind.as_str(), value)))
}

/// The amber note under a typed tax id whose control digit does not fit.
#[must_use]
pub fn tax_id_warning(kind: &str, value: &str) -> Option<String> {
    let checked = check(kind.parse().ok()?, value).ok()?;
    (checked.control == Control::Wrong).then(|| tr!(organization.control_warning).to_owned())
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

/// What an own company is before the law.
#[must_use]
pub fn organization_kind(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Company => tr!(organization.kind_company),
        OrganizationKind::SoleProprietor => tr!(organization.kind_sole_proprietor),
    }
}

pub(super) fn organization_kind_choices() -> Vec<(String, String)> {
    choices(OrganizationKind::ALL, organization_kind)
}

pub(super) fn gender_text(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => tr!(organization.gender_male),
        Gender::Female => tr!(organization.gender_female),
    }
}

/// By which papers agree with the signatory.
#[must_use]
pub fn gender_choices() -> Vec<(String, String)> {
    choices(Gender::ALL, gender_text)
}

pub(super) fn image_kind(kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::Logo => tr!(organization.image_logo),
        ImageKind::Stamp => tr!(organization.image_stamp),
        ImageKind::Facsimile => tr!(organization.image_facsimile),
    }
}

/// Usual grounds of who pays no VAT; anything else can be typed.
pub(super) fn usual_grounds(lang: Lang) -> Vec<(String, String)> {
    let grounds: &[&str] = match lang {
        Lang::Ru => &[
            "НДС не облагается: освобождение по ст. 145 НК РФ (УСН)",
            "НДС не облагается: патентная система, п. 11 ст. 346.43 НК РФ",
            "НДС не облагается: АУСН, Федеральный закон № 17-ФЗ",
            "НДС не облагается: налог на профессиональный доход, Федеральный закон № 422-ФЗ",
            "НДС не облагается: ст. 149 НК РФ",
        ],
        Lang::Uk => &[
            "Без ПДВ: платник єдиного податку 2-ї групи",
            "Без ПДВ: платник єдиного податку 3-ї групи за ставкою 5 %",
            "Без ПДВ: не зареєстрований платником ПДВ (ст. 181 ПКУ)",
            "Звільнено від ПДВ (ст. 197 ПКУ)",
            "Не є об’єктом оподаткування ПДВ (ст. 196 ПКУ)",
        ],
        Lang::En => &[
            "Not VAT registered",
            "VAT exempt small enterprise (Directive 2006/112/EC, Art. 284)",
            "Reverse charge (Directive 2006/112/EC, Art. 196)",
        ],
    };
    grounds
        .iter()
        .map(|ground| ((*ground).to_owned(), String::new()))
        .collect()
}

/// What people call where taxes are paid.
#[must_use]
pub fn country_text(country: Country) -> &'static str {
    match country {
        Country::Ru => tr!(organization.country_ru),
        Country::Ua => tr!(organization.country_ua),
        Country::Other => tr!(organization.country_other),
    }
}

/// [`country_text`] as choices.
#[must_use]
pub fn country_choices() -> Vec<(String, String)> {
    choices(Country::ALL, country_text)
}

pub(super) fn price_mode(mode: PriceMode) -> &'static str {
    match mode {
        PriceMode::Net => tr!(organization.price_mode_net),
        PriceMode::Gross => tr!(organization.price_mode_gross),
        PriceMode::WithoutVat => tr!(organization.price_mode_without_vat),
    }
}

pub(super) fn price_mode_choices() -> Vec<(String, String)> {
    choices(PriceMode::ALL, price_mode)
}

pub(super) fn vat_rounding(rounding: VatRounding) -> &'static str {
    match rounding {
        VatRounding::Group => tr!(organization.vat_rounding_group),
        VatRounding::Line => tr!(organization.vat_rounding_line),
    }
}

pub(super) fn vat_rounding_choices() -> Vec<(String, String)> {
    choices(VatRounding::ALL, vat_rounding)
}

pub(super) const fn hryvnia(hryvnia: Hryvnia) -> &'static str {
    match hryvnia {
        Hryvnia::Grivna => "гривна, гривны, гривен",
        Hryvnia::Grivnya => "гривня, гривни, гривень",
    }
}

pub(super) fn hryvnia_choices() -> Vec<(String, String)> {
    choices(Hryvnia::ALL, hryvnia)
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
    choices(VatCategory::ALL, category)
}

pub(super) fn period_text(period: SeriesPeriod) -> &'static str {
    match period {
        SeriesPeriod::Never => tr!(organization.period_never),
        SeriesPeriod::Year => tr!(organization.period_year),
        SeriesPeriod::Month => tr!(organization.period_month),
    }
}

pub(super) fn period_choices() -> Vec<(String, String)> {
    choices(SeriesPeriod::ALL, period_text)
}

pub(super) fn document_kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => tr!(organization.series_invoice),
        DocumentKind::Payment => tr!(organization.series_payment),
        DocumentKind::Contract => tr!(organization.series_contract),
        DocumentKind::Act => tr!(organization.series_act),
        DocumentKind::DeliveryNote => tr!(organization.series_delivery_note),
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
