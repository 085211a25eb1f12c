//! What the forms of a company itself send, and how it is checked; those of its parts are in `parts`.

use serde::{Deserialize, Serialize};

use super::model::Organization;
use super::parts::{SaveAccount, ValidAccount, rate_problem, read_account};
use super::presets::Country;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{OrganizationId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::FieldErrors;
use crate::kernel::requisites::TaxId;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::validate::{Reader, typed};

const NAME: usize = 200;
const LINE: usize = 300;
const TEXT: usize = 1000;

/// A new own company with at most one account. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewOrganization {
    /// Of the form on the settings page; the first start has its own protection.
    pub request: Option<RequestKey>,
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
    pub free_rate: Option<VatRate>,
    pub account: Option<ValidAccount>,
}

/// The checked requisites and defaults of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requisites {
    pub name: String,
    pub legal_name: String,
    pub tax_id: Option<TaxId>,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_ground: String,
    pub time_zone: String,
    pub lang: Lang,
}

impl NewOrganization {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidNewOrganization, FieldErrors> {
        let mut form = Reader::default();
        let requisites = read_requisites(&mut form, &SaveOrganization::from(self));
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
    pub name: String,
    pub legal_name: String,
    pub tax_id_kind: String,
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub currency: String,
    pub price_mode: String,
    pub vat_rounding: String,
    pub vat_ground: String,
    pub time_zone: String,
    pub lang: String,
    pub lock_date: String,
}

impl From<&NewOrganization> for SaveOrganization {
    fn from(new: &NewOrganization) -> Self {
        Self {
            name: new.name.clone(),
            legal_name: new.legal_name.clone(),
            tax_id_kind: new.tax_id_kind.clone(),
            tax_id: new.tax_id.clone(),
            address: new.address.clone(),
            phone: new.phone.clone(),
            email: new.email.clone(),
            currency: new.currency.clone(),
            price_mode: new.price_mode.clone(),
            vat_ground: new.vat_ground.clone(),
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
        let tax_id = stored.tax_id.as_ref();
        Self {
            id: Some(stored.id),
            version: stored.version,
            name: stored.name.clone(),
            legal_name: stored.legal_name.clone(),
            tax_id_kind: typed(tax_id.map(|id| id.kind)),
            tax_id: typed(tax_id.map(|id| &id.value)),
            address: stored.address.clone(),
            phone: stored.phone.clone(),
            email: stored.email.clone(),
            currency: stored.currency.to_string(),
            price_mode: stored.price_mode.to_string(),
            vat_rounding: stored.vat_rounding.to_string(),
            vat_ground: stored.vat_ground.clone(),
            time_zone: stored.time_zone.clone(),
            lang: stored.lang.to_string(),
            lock_date: typed(stored.lock_date),
        }
    }

    /// The fields a person sees, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 14] {
        [
            ("name", &self.name),
            ("legal_name", &self.legal_name),
            ("tax_id_kind", &self.tax_id_kind),
            ("tax_id", &self.tax_id),
            ("address", &self.address),
            ("phone", &self.phone),
            ("email", &self.email),
            ("currency", &self.currency),
            ("price_mode", &self.price_mode),
            ("vat_rounding", &self.vat_rounding),
            ("vat_ground", &self.vat_ground),
            ("time_zone", &self.time_zone),
            ("lang", &self.lang),
            ("lock_date", &self.lock_date),
        ]
    }
}

/// A checked [`SaveOrganization`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidOrganization {
    pub requisites: Requisites,
    pub vat_rounding: VatRounding,
    pub lock_date: Option<Date>,
}

impl SaveOrganization {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidOrganization, FieldErrors> {
        let mut form = Reader::default();
        let requisites = read_requisites(&mut form, self);
        let vat_rounding = form.choice("vat_rounding", &self.vat_rounding);
        let lock_date = form.optional_date("lock_date", &self.lock_date);
        form.finish(
            requisites
                .zip(vat_rounding)
                .map(|(requisites, vat_rounding)| ValidOrganization {
                    requisites,
                    vat_rounding,
                    lock_date,
                }),
        )
    }
}

fn read_requisites(form: &mut Reader, typed: &SaveOrganization) -> Option<Requisites> {
    let name = form.line("name", &typed.name, NAME);
    let legal_name = form.optional_line("legal_name", &typed.legal_name, LINE);
    let tax_id = TaxId::read(form, &typed.tax_id_kind, &typed.tax_id);
    let address = form.optional_lines("address", &typed.address, TEXT);
    let phone = form.optional_line("phone", &typed.phone, NAME);
    let email = form.optional_email("email", &typed.email);
    let currency = form.choice("currency", &typed.currency);
    let price_mode = form.choice("price_mode", &typed.price_mode);
    let vat_ground = form.optional_line("vat_ground", &typed.vat_ground, LINE);
    let time_zone = form.line("time_zone", &typed.time_zone, NAME);
    let lang = form.choice("lang", &typed.lang);
    Some(Requisites {
        legal_name: if legal_name.is_empty() {
            name.clone()
        } else {
            legal_name
        },
        name,
        tax_id,
        address,
        phone,
        email,
        currency: currency?,
        price_mode: price_mode?,
        vat_ground,
        time_zone,
        lang: lang?,
    })
}
