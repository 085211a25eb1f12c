//! What the forms of a company itself send, and how it is checked; those of its parts are in `parts`.

use serde::{Deserialize, Serialize};

use super::model::{Organization, OrganizationKind};
use super::parts::{GROUND, SaveAccount, ValidAccount, rate_problem, read_account};
use super::presets::Country;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::ids::{OrganizationId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::{TaxId, TaxIdKind, TaxIds, TypedTaxIds};
use crate::kernel::signatory::{Signatory, TypedSignatory, initials, sole_proprietor};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::validate::{Reader, typed};
use crate::kernel::words::Hryvnia;

const NAME: usize = 200;
const LINE: usize = 300;
const TEXT: usize = 1000;

/// A new own company with at most one account. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewOrganization {
    /// Of the form on the settings page; the first start has its own protection.
    pub request: Option<RequestKey>,
    /// Code of [`OrganizationKind`]; empty: a company.
    pub kind: String,
    pub name: String,
    pub legal_name: String,
    /// Code of [`Country`].
    pub country: String,
    pub tax_id_kind: String,
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub currency: String,
    pub price_mode: String,
    /// The standard rate of a country without preset, in percent; may be empty.
    pub vat_percent: String,
    pub vat_ground: String,
    pub time_zone: String,
    pub lang: String,
    /// The account is left out when its number is empty.
    pub bank: String,
    pub account: String,
    pub bic: String,
    pub correspondent: String,
}

/// A checked [`NewOrganization`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidNewOrganization {
    pub requisites: Requisites,
    pub country: Country,
    /// What is printed where there is no VAT.
    pub vat_ground: String,
    pub free_rate: Option<VatRate>,
    pub account: Option<ValidAccount>,
}

/// The checked requisites and defaults of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requisites {
    pub kind: OrganizationKind,
    pub name: String,
    pub legal_name: String,
    pub tax_ids: TaxIds,
    pub address: String,
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub signatory: Signatory,
    pub accountant: String,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub time_zone: String,
    pub lang: Lang,
}

impl NewOrganization {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidNewOrganization, FieldErrors> {
        let mut form = Reader::default();
        let tax_id = TaxId::read(&mut form, &self.tax_id_kind, &self.tax_id);
        let requisites = read_requisites(&mut form, &SaveOrganization::from(self), TaxIds::one(tax_id));
        let vat_ground = form.optional_line("vat_ground", &self.vat_ground, GROUND);
        let country = form.choice("country", &self.country);
        let free_rate = if self.vat_percent.trim().is_empty() {
            None
        } else {
            let percent = form.noted("vat_percent", Percent::parse(&self.vat_percent));
            percent.and_then(|percent| form.noted("vat_percent", VatRate::standard(percent).map_err(rate_problem)))
        };
        let account = if self.account.trim().is_empty() {
            None
        } else {
            let typed = SaveAccount {
                bank: self.bank.clone(),
                number: self.account.clone(),
                bic: self.bic.clone(),
                correspondent: self.correspondent.clone(),
                currency: self.currency.clone(),
                is_default: true,
                ..SaveAccount::default()
            };
            read_account(&mut form, &typed, "account")
        };
        form.finish(
            requisites
                .zip(country)
                .map(|(requisites, country)| ValidNewOrganization {
                    requisites,
                    country,
                    vat_ground,
                    free_rate,
                    account,
                }),
        )
    }
}

/// The requisites and defaults of an own company, changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveOrganization {
    pub id: Option<OrganizationId>,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub legal_name: String,
    pub tax_ids: TypedTaxIds,
    pub address: String,
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub signatory: TypedSignatory,
    /// Only of a company.
    pub accountant: String,
    pub currency: String,
    pub price_mode: String,
    pub vat_rounding: String,
    /// Empty: as in the dictionaries.
    pub hryvnia: String,
    pub time_zone: String,
    pub lang: String,
    pub lock_date: String,
    /// See [`Organization::write_off_limit`]; empty: nothing is written off.
    pub write_off_limit: String,
}

impl From<&NewOrganization> for SaveOrganization {
    fn from(new: &NewOrganization) -> Self {
        let kind = if new.kind.is_empty() {
            OrganizationKind::default().to_string()
        } else {
            new.kind.clone()
        };
        Self {
            kind,
            name: new.name.clone(),
            legal_name: new.legal_name.clone(),
            address: new.address.clone(),
            phone: new.phone.clone(),
            email: new.email.clone(),
            currency: new.currency.clone(),
            price_mode: new.price_mode.clone(),
            time_zone: new.time_zone.clone(),
            lang: new.lang.clone(),
            ..Self::default()
        }
    }
}

impl SaveOrganization {
    /// A stored company as the form spells it.
    #[must_use]
    pub fn of(stored: &Organization) -> Self {
        Self {
            id: Some(stored.id),
            version: stored.version,
            kind: stored.kind.to_string(),
            name: stored.name.clone(),
            legal_name: stored.legal_name.clone(),
            tax_ids: TypedTaxIds::of(&stored.tax_ids),
            address: stored.address.clone(),
            actual_address: stored.actual_address.clone(),
            phone: stored.phone.clone(),
            email: stored.email.clone(),
            signatory: TypedSignatory::of(&stored.signatory),
            accountant: stored.accountant.clone(),
            currency: stored.currency.to_string(),
            price_mode: stored.price_mode.to_string(),
            vat_rounding: stored.vat_rounding.to_string(),
            hryvnia: stored.hryvnia.to_string(),
            time_zone: stored.time_zone.clone(),
            lang: stored.lang.to_string(),
            lock_date: typed(stored.lock_date),
            write_off_limit: stored.write_off_limit.to_string(),
        }
    }

    /// The fields a person sees, in the form's order.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields: Vec<(&'static str, &str)> = vec![
            ("kind", &self.kind),
            ("name", &self.name),
            ("legal_name", &self.legal_name),
        ];
        fields.extend(self.tax_ids.fields());
        fields.extend([
            ("address", self.address.as_str()),
            ("actual_address", &self.actual_address),
            ("phone", &self.phone),
            ("email", &self.email),
        ]);
        fields.extend(self.signatory.fields());
        fields.extend([
            ("accountant", self.accountant.as_str()),
            ("currency", &self.currency),
            ("price_mode", &self.price_mode),
            ("vat_rounding", &self.vat_rounding),
            ("hryvnia", &self.hryvnia),
            ("time_zone", &self.time_zone),
            ("lang", &self.lang),
            ("lock_date", &self.lock_date),
            ("write_off_limit", &self.write_off_limit),
        ]);
        fields
    }
}

/// A checked [`SaveOrganization`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidOrganization {
    pub requisites: Requisites,
    pub vat_rounding: VatRounding,
    pub hryvnia: Hryvnia,
    pub lock_date: Option<Date>,
    pub write_off_limit: Fixed6,
}

impl SaveOrganization {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidOrganization, FieldErrors> {
        let mut form = Reader::default();
        let tax_ids = self.tax_ids.read(&mut form);
        let requisites = read_requisites(&mut form, self, tax_ids);
        let vat_rounding = form.choice("vat_rounding", &self.vat_rounding);
        let hryvnia = form.optional_choice("hryvnia", &self.hryvnia).unwrap_or_default();
        let lock_date = form.optional_date("lock_date", &self.lock_date);
        let write_off_limit = if self.write_off_limit.trim().is_empty() {
            Fixed6::ZERO
        } else {
            form.number("write_off_limit", &self.write_off_limit)
                .unwrap_or_default()
        };
        if write_off_limit.is_negative() {
            form.problem("write_off_limit", Problem::MustNotBeNegative);
        }
        form.finish(
            requisites
                .zip(vat_rounding)
                .map(|(requisites, vat_rounding)| ValidOrganization {
                    requisites,
                    vat_rounding,
                    hryvnia,
                    lock_date,
                    write_off_limit,
                }),
        )
    }
}

fn read_requisites(form: &mut Reader, typed: &SaveOrganization, tax_ids: TaxIds) -> Option<Requisites> {
    let kind = form.choice("kind", &typed.kind);
    let name = form.line("name", &typed.name, NAME);
    let legal_name = form.optional_line("legal_name", &typed.legal_name, LINE);
    let address = form.optional_lines("address", &typed.address, TEXT);
    let actual_address = form.optional_lines("actual_address", &typed.actual_address, TEXT);
    let phone = form.optional_phone("phone", &typed.phone, NAME);
    let email = form.optional_email("email", &typed.email);
    let mut signatory = typed.signatory.read(form);
    let accountant = form.optional_line("accountant", &typed.accountant, NAME);
    let currency = form.choice("currency", &typed.currency);
    let price_mode = form.choice("price_mode", &typed.price_mode);
    let time_zone = form.line("time_zone", &typed.time_zone, NAME);
    let lang = form.choice("lang", &typed.lang);
    if kind == Some(OrganizationKind::SoleProprietor) {
        let kpp = tax_ids.value(TaxIdKind::RuKpp);
        for (field, value) in [("accountant", accountant.as_str()), ("tax_ids.ru_kpp", kpp)] {
            if !value.is_empty() {
                form.problem(field, Problem::OnlyForCompanies);
            }
        }
    }
    let legal_name = if legal_name.is_empty() {
        name.clone()
    } else {
        legal_name
    };
    if kind == Some(OrganizationKind::SoleProprietor)
        && signatory.name.is_empty()
        && let Some(person) = sole_proprietor(&legal_name)
    {
        signatory.initials = initials(&person);
        signatory.name = person;
    }
    Some(Requisites {
        kind: kind?,
        legal_name,
        name,
        tax_ids,
        address,
        actual_address,
        phone,
        email,
        signatory,
        accountant,
        currency: currency?,
        price_mode: price_mode?,
        time_zone,
        lang: lang?,
    })
}
