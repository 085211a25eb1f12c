//! What the form of a client sends, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::{Client, ClientKind};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, RequestKey, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::TaxId;
use crate::kernel::validate::{Reader, typed};

/// The longest term of payment, in days.
pub const LONGEST_TERM: i64 = 3650;

/// A client, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveClient {
    /// Of a new client: the same key sent twice makes one client.
    pub request: Option<RequestKey>,
    /// Absent for a new client.
    pub id: Option<ClientId>,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub legal_name: String,
    pub tax_id_kind: String,
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub currency: String,
    pub lang: String,
    /// Empty counts as 0: due at once.
    pub payment_days: String,
    /// Id of a member of the staff; may be empty.
    pub manager: String,
    pub notes: String,
}

/// A checked [`SaveClient`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidClient {
    pub kind: ClientKind,
    pub name: String,
    pub legal_name: String,
    pub tax_id: Option<TaxId>,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub currency: Currency,
    pub lang: Lang,
    pub payment_days: i64,
    pub manager: Option<UserId>,
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
    pub fn of(client: &Client) -> Self {
        let tax_id = client.tax_id.as_ref();
        Self {
            request: None,
            id: Some(client.id),
            version: client.version,
            kind: client.kind.to_string(),
            name: client.name.clone(),
            legal_name: client.legal_name.clone(),
            tax_id_kind: typed(tax_id.map(|id| id.kind)),
            tax_id: typed(tax_id.map(|id| &id.value)),
            address: client.address.clone(),
            phone: client.phone.clone(),
            email: client.email.clone(),
            currency: client.currency.to_string(),
            lang: client.lang.to_string(),
            payment_days: client.payment_days.to_string(),
            manager: typed(client.manager),
            notes: client.notes.clone(),
        }
    }

    /// The fields a person sees, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 13] {
        [
            ("kind", &self.kind),
            ("name", &self.name),
            ("legal_name", &self.legal_name),
            ("tax_id_kind", &self.tax_id_kind),
            ("tax_id", &self.tax_id),
            ("address", &self.address),
            ("phone", &self.phone),
            ("email", &self.email),
            ("currency", &self.currency),
            ("lang", &self.lang),
            ("payment_days", &self.payment_days),
            ("manager", &self.manager),
            ("notes", &self.notes),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidClient, FieldErrors> {
        let mut form = Reader::default();
        let kind = form.choice("kind", &self.kind);
        let name = form.line("name", &self.name, 200);
        let legal_name = form.optional_line("legal_name", &self.legal_name, 300);
        let tax_id = TaxId::read(&mut form, &self.tax_id_kind, &self.tax_id);
        let address = form.optional_lines("address", &self.address, 1000);
        let phone = form.optional_line("phone", &self.phone, 100);
        let email = form.optional_email("email", &self.email);
        let currency = form.choice("currency", &self.currency);
        let lang = form.choice("lang", &self.lang);
        let payment_days = self.read_payment_days(&mut form);
        let manager = form.optional_choice("manager", &self.manager);
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
            tax_id,
            address,
            phone,
            email,
            currency,
            lang,
            payment_days,
            manager,
            notes,
        }))
    }

    fn read_payment_days(&self, form: &mut Reader) -> i64 {
        let text = self.payment_days.trim();
        if text.is_empty() {
            return 0;
        }
        let days = form.noted("payment_days", text.parse::<i64>().map_err(|_| Problem::NotANumber));
        let days = days.unwrap_or_default();
        if !(0..=LONGEST_TERM).contains(&days) {
            form.problem("payment_days", Problem::OutOfRange);
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Lang, Problem, SaveClient};
    use crate::kernel::ids::RequestKey;

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
            tax_id_kind: "ru_inn".into(),
            tax_id: "123".into(),
            email: "nobody".into(),
            currency: "XXX".into(),
            lang: "de".into(),
            payment_days: "-1".into(),
            manager: "x".into(),
            phone: "a\nb".into(),
            ..form()
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("kind", Problem::UnknownChoice),
            ("name", Problem::Required),
            ("tax_id", Problem::WrongFormat),
            ("email", Problem::NotAnEmail),
            ("currency", Problem::UnknownChoice),
            ("lang", Problem::UnknownChoice),
            ("payment_days", Problem::OutOfRange),
            ("manager", Problem::UnknownChoice),
            ("phone", Problem::ForbiddenCharacters),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
    }

    #[test]
    fn the_name_serves_on_papers_too() {
        let valid = form().validated().unwrap();
        assert_eq!(valid.legal_name, "ООО «Ромашка»");
        assert_eq!(valid.payment_days, 5);
        let at_once = SaveClient {
            payment_days: String::new(),
            ..form()
        };
        assert_eq!(at_once.validated().unwrap().payment_days, 0);
    }
}
