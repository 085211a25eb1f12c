//! What the forms of a client send, and how it is checked; those of its accounts and groups are in `parts`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::model::{Client, ClientKind, ClientProfile, ClientTraits, VatStanding, VatStatus};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientGroupId, ClientId, RequestKey, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::{AccountDetails, TaxIds, TypedAccount, TypedTaxIds};
use crate::kernel::signatory::{Signatory, TypedSignatory};
use crate::kernel::tax::spelled;
use crate::kernel::term::{LONGEST_TERM, PaymentTerm};
use crate::kernel::validate::{Reader, typed};

/// Ticked boxes: [`tick`] of the id → `true`.
pub type Ticks = BTreeMap<String, bool>;

/// Begins the name of a box: a name that begins with a digit would be read as a place in a list.
const TICK: &str = "id_";

/// The name of the box of an id.
#[must_use]
pub fn tick(id: impl Display) -> String {
    format!("{TICK}{id}")
}

/// Most characters of a phone.
const PHONE: usize = 100;

/// A part of a card that is changed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientPart {
    /// Names, kind, tax ids, VAT, the billing address.
    Requisites,
    /// Phone, e-mail, website, the other addresses.
    Contact,
    /// Currency, language, payment term, managers, groups.
    Terms,
    Signatory,
}

spelled!(ClientPart {
    Requisites = "requisites",
    Contact = "contact",
    Terms = "terms",
    Signatory = "signatory",
});

/// A client, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveClient {
    /// Of a new client: the same key sent twice makes one client.
    pub request: Option<RequestKey>,
    /// Absent for a new client.
    pub id: Option<ClientId>,
    pub version: i64,
    /// Code of a [`ClientPart`] of a stored client: the fields of the other parts stay as they are stored, whatever is sent.
    /// Empty: the whole card.
    pub part: String,
    pub kind: String,
    pub name: String,
    pub legal_name: String,
    pub tax_ids: TypedTaxIds,
    pub vat_status: String,
    pub vat_since: String,
    pub vat_ground: String,
    pub address: String,
    pub shipping_address: String,
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub currency: String,
    pub lang: String,
    /// Empty counts as 0: due at once.
    pub payment_days: String,
    pub term_unit: String,
    pub managers: Ticks,
    pub groups: Ticks,
    pub signatory: TypedSignatory,
    /// Of a new client; left out when its number is empty. Its currency is the client's.
    pub account: TypedAccount,
    /// Of a new client; each is left out when its number is empty.
    pub more_accounts: Vec<TypedAccount>,
    pub notes: String,
    /// Others look like it, and it is saved all the same.
    pub save_anyway: bool,
}

/// A checked [`SaveClient`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidClient {
    pub kind: ClientKind,
    pub name: String,
    pub legal_name: String,
    pub tax_ids: TaxIds,
    pub vat: VatStanding,
    pub address: String,
    pub shipping_address: String,
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub currency: Currency,
    pub lang: Lang,
    pub term: PaymentTerm,
    pub managers: BTreeSet<UserId>,
    pub groups: BTreeSet<ClientGroupId>,
    pub signatory: Signatory,
    /// Of a new client, each another one.
    pub accounts: Vec<AccountDetails>,
    pub notes: String,
}

impl SaveClient {
    /// An empty form for a new client.
    #[must_use]
    pub fn blank(request: RequestKey, currency: Currency, lang: Lang) -> Self {
        Self {
            request: Some(request),
            kind: ClientKind::Company.to_string(),
            currency: currency.to_string(),
            lang: lang.to_string(),
            payment_days: "5".to_owned(),
            ..Self::default()
        }
    }

    /// A stored client as the form spells it.
    #[must_use]
    pub fn of(profile: &ClientProfile) -> Self {
        let client = &profile.client;
        Self {
            tax_ids: TypedTaxIds::of(&profile.tax_ids),
            managers: ticks(profile.managers.iter().map(|(id, _)| id)),
            groups: ticks(profile.groups.iter().map(|(id, _)| id)),
            ..Self::of_client(client)
        }
    }

    fn of_client(client: &Client) -> Self {
        Self {
            id: Some(client.id),
            version: client.version,
            kind: client.kind.to_string(),
            name: client.name.clone(),
            legal_name: client.legal_name.clone(),
            vat_status: client.vat.status.to_string(),
            vat_since: typed(client.vat.since),
            vat_ground: client.vat.ground.clone(),
            address: client.address.clone(),
            shipping_address: client.shipping_address.clone(),
            actual_address: client.actual_address.clone(),
            phone: client.phone.clone(),
            email: client.email.clone(),
            website: client.website.clone(),
            currency: client.currency.to_string(),
            lang: client.lang.to_string(),
            payment_days: client.term.days.to_string(),
            term_unit: client.term.unit.to_string(),
            signatory: TypedSignatory::of(&client.signatory),
            notes: client.notes.clone(),
            ..Self::default()
        }
    }

    /// The fields with a value of their own that a person sees, in the form's order; boxes come beside them.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields: Vec<(&'static str, &str)> = vec![
            ("kind", &self.kind),
            ("name", &self.name),
            ("legal_name", &self.legal_name),
        ];
        fields.extend(self.tax_ids.fields());
        fields.extend([
            ("vat_status", self.vat_status.as_str()),
            ("vat_since", &self.vat_since),
            ("vat_ground", &self.vat_ground),
            ("address", &self.address),
            ("shipping_address", &self.shipping_address),
            ("actual_address", &self.actual_address),
            ("phone", &self.phone),
            ("email", &self.email),
            ("website", &self.website),
            ("currency", &self.currency),
            ("lang", &self.lang),
            ("payment_days", &self.payment_days),
            ("term_unit", &self.term_unit),
        ]);
        fields.extend(self.signatory.fields());
        fields.push(("notes", &self.notes));
        fields
    }

    /// A stored client with one part as it was typed.
    #[must_use]
    pub fn with_part(self, part: ClientPart, typed: &Self) -> Self {
        let stored = Self {
            part: part.to_string(),
            save_anyway: typed.save_anyway,
            ..self
        };
        let typed = typed.clone();
        match part {
            ClientPart::Requisites => Self {
                kind: typed.kind,
                name: typed.name,
                legal_name: typed.legal_name,
                tax_ids: typed.tax_ids,
                vat_status: typed.vat_status,
                vat_since: typed.vat_since,
                vat_ground: typed.vat_ground,
                address: typed.address,
                ..stored
            },
            ClientPart::Contact => Self {
                phone: typed.phone,
                email: typed.email,
                website: typed.website,
                shipping_address: typed.shipping_address,
                actual_address: typed.actual_address,
                ..stored
            },
            ClientPart::Terms => Self {
                currency: typed.currency,
                lang: typed.lang,
                payment_days: typed.payment_days,
                term_unit: typed.term_unit,
                managers: typed.managers,
                groups: typed.groups,
                ..stored
            },
            ClientPart::Signatory => Self {
                signatory: typed.signatory,
                ..stored
            },
        }
    }

    /// What other clients are compared with.
    #[must_use]
    pub fn traits(&self) -> ClientTraits {
        ClientTraits {
            tax_ids: self.tax_ids.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        }
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidClient, FieldErrors> {
        let mut form = Reader::default();
        let kind = form.choice("kind", &self.kind);
        let name = form.optional_line("name", &self.name, 200);
        let legal_name = form.optional_line("legal_name", &self.legal_name, 300);
        let tax_ids = self.tax_ids.read(&mut form);
        let vat = self.read_vat(&mut form);
        let address = form.optional_lines("address", &self.address, 1000);
        let shipping_address = form.optional_lines("shipping_address", &self.shipping_address, 1000);
        let actual_address = form.optional_lines("actual_address", &self.actual_address, 1000);
        let phone = self.read_phone(&mut form);
        let email = form.optional_email("email", &self.email);
        let name = called(&mut form, name, kind, [&email, &phone]);
        let website = form.optional_website("website", &self.website);
        let currency = form.choice("currency", &self.currency);
        let lang = form.choice("lang", &self.lang);
        let term = self.read_term(&mut form);
        let managers = read_ticks(&mut form, "managers", &self.managers);
        let groups = read_ticks(&mut form, "groups", &self.groups);
        let signatory = self.signatory.read(&mut form);
        let accounts = self.read_accounts(&mut form);
        let notes = form.optional_lines("notes", &self.notes, 5000);
        let codes = kind.zip(currency).zip(lang);
        form.finish(codes.map(|((kind, currency), lang)| ValidClient {
            kind,
            legal_name: if legal_name.is_empty() {
                name.clone()
            } else {
                legal_name
            },
            name,
            tax_ids,
            vat,
            address,
            shipping_address,
            actual_address,
            phone,
            email,
            website,
            currency,
            lang,
            term,
            managers,
            groups,
            signatory,
            accounts,
            notes,
        }))
    }

    fn read_vat(&self, form: &mut Reader) -> VatStanding {
        let status = form.optional_choice::<VatStatus>("vat_status", &self.vat_status);
        VatStanding {
            status: status.unwrap_or_default(),
            since: form.optional_date("vat_since", &self.vat_since),
            ground: form.optional_line("vat_ground", &self.vat_ground, 300),
        }
    }

    /// What was stored before numbers were judged does not stand in the way of the other parts of the card.
    fn read_phone(&self, form: &mut Reader) -> String {
        let judged = matches!(self.part.parse(), Err(_) | Ok(ClientPart::Contact));
        if judged {
            form.optional_phone("phone", &self.phone, PHONE)
        } else {
            form.optional_line("phone", &self.phone, PHONE)
        }
    }

    fn read_term(&self, form: &mut Reader) -> PaymentTerm {
        let unit = form.optional_choice("term_unit", &self.term_unit).unwrap_or_default();
        let text = self.payment_days.trim();
        if text.is_empty() {
            return PaymentTerm { days: 0, unit };
        }
        let days = form.whole("payment_days", text, 0..=LONGEST_TERM);
        PaymentTerm {
            days: days.unwrap_or_default(),
            unit,
        }
    }
}

/// A person without a name is called by e-mail or phone.
fn called(form: &mut Reader, name: String, kind: Option<ClientKind>, reach: [&str; 2]) -> String {
    if !name.is_empty() {
        return name;
    }
    let reach = reach.into_iter().find(|reach| !reach.is_empty());
    if let (Some(ClientKind::Person), Some(reach)) = (kind, reach) {
        reach.to_owned()
    } else {
        form.problem("name", Problem::Required);
        name
    }
}

fn ticks<T: Display>(ids: impl Iterator<Item = T>) -> Ticks {
    ids.map(|id| (tick(id), true)).collect()
}

fn read_ticks<T: FromStr + Ord>(form: &mut Reader, field: &str, ticks: &Ticks) -> BTreeSet<T> {
    let ticked = ticks.iter().filter(|(_, ticked)| **ticked);
    let ids = ticked.map(|(name, _)| name.strip_prefix(TICK).unwrap_or(name));
    ids.filter_map(|id| form.choice::<T>(field, id)).collect()
}

#[cfg(test)]
mod tests {
    use super::{ClientPart, Currency, Lang, SaveClient, TypedAccount, TypedTaxIds};
    use crate::kernel::ids::RequestKey;
    use crate::kernel::problem::Problem;
    use crate::kernel::requisites::{NumberForm, TaxIdKind};

    fn form() -> SaveClient {
        SaveClient {
            name: "ООО «Ромашка»".into(),
            ..SaveClient::blank(RequestKey::from(uuid::Uuid::from_u128(1)), Currency::Rub, Lang::Ru)
        }
    }

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let wrong = SaveClient {
            kind: "alien".into(),
            name: " ".into(),
            tax_ids: TypedTaxIds {
                ru_inn: "123".into(),
                ..TypedTaxIds::default()
            },
            vat_status: "maybe".into(),
            vat_since: "31.02.2026".into(),
            email: "nobody".into(),
            website: "javascript:alert(1)".into(),
            currency: "XXX".into(),
            lang: "de".into(),
            payment_days: "-1".into(),
            term_unit: "moon".into(),
            managers: [("x".to_owned(), true)].into(),
            groups: [("y".to_owned(), true)].into(),
            phone: "a\nb".into(),
            account: TypedAccount {
                number: "4070".into(),
                ..TypedAccount::default()
            },
            ..form()
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("kind", Problem::UnknownChoice),
            ("name", Problem::Required),
            (
                "tax_ids.ru_inn",
                Problem::WrongFormat {
                    expected: NumberForm::TaxId(TaxIdKind::RuInn),
                },
            ),
            ("vat_status", Problem::UnknownChoice),
            ("vat_since", Problem::NotADate),
            ("email", Problem::NotAnEmail),
            ("website", Problem::NotAWebAddress),
            ("currency", Problem::UnknownChoice),
            ("lang", Problem::UnknownChoice),
            ("payment_days", Problem::NotBetween { min: 0, max: 3650 }),
            ("term_unit", Problem::UnknownChoice),
            ("managers", Problem::UnknownChoice),
            ("groups", Problem::UnknownChoice),
            ("phone", Problem::ForbiddenCharacters),
            ("account.bank", Problem::Required),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
    }

    #[test]
    fn a_stored_phone_that_is_none_is_in_the_way_of_its_own_part_only() {
        let stored = SaveClient {
            phone: "телефон".into(),
            ..form()
        };
        let saved = |part| stored.clone().with_part(part, &stored).validated();
        assert!(saved(ClientPart::Requisites).is_ok() && saved(ClientPart::Terms).is_ok());
        for errors in [saved(ClientPart::Contact).unwrap_err(), stored.validated().unwrap_err()] {
            assert_eq!(errors.get("phone"), Some(&Problem::NotAPhone));
        }
    }

    #[test]
    fn the_name_serves_on_papers_too() {
        let valid = form().validated().unwrap();
        assert_eq!(valid.legal_name, "ООО «Ромашка»");
        assert_eq!((valid.term.days, valid.accounts), (5, Vec::new()));
        let at_once = SaveClient {
            payment_days: String::new(),
            website: "romashka.example".into(),
            ..form()
        };
        let valid = at_once.validated().unwrap();
        assert_eq!(
            (valid.term.days, valid.website.as_str()),
            (0, "https://romashka.example")
        );
    }
}
