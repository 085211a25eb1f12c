//! What the form of a contact sends, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::{Contact, MailedAs, MailedKind, Mailing};
use crate::kernel::ids::{ClientId, ContactId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::{Reader, typed};

/// Most characters of a name, a position or a phone.
const LINE: usize = 120;

/// A contact, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveContact {
    /// Of a new contact: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new contact.
    pub id: Option<ContactId>,
    pub version: i64,
    /// Id of the client of a new contact; a stored one stays with his client.
    pub client: String,
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub lang: String,
    /// Makes him the primary one. The primary one stays it without the tick: only another one can take over.
    pub primary: bool,
    pub mail: TypedMailing,
    /// Of a new contact: the form opens again for the next one.
    pub next: bool,
}

/// What is mailed, a field per kind of document: empty, `to` or `cc`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedMailing {
    pub invoice: String,
    pub contract: String,
    pub act: String,
    pub delivery_note: String,
    pub payment_confirmation: String,
    pub statement: String,
}

impl TypedMailing {
    /// The same for every kind.
    #[must_use]
    pub fn all(line: &str) -> Self {
        Self {
            invoice: line.to_owned(),
            contract: line.to_owned(),
            act: line.to_owned(),
            delivery_note: line.to_owned(),
            payment_confirmation: line.to_owned(),
            statement: line.to_owned(),
        }
    }

    fn value(&self, kind: MailedKind) -> &str {
        match kind {
            MailedKind::Invoice => &self.invoice,
            MailedKind::Contract => &self.contract,
            MailedKind::Act => &self.act,
            MailedKind::DeliveryNote => &self.delivery_note,
            MailedKind::PaymentConfirmation => &self.payment_confirmation,
            MailedKind::Statement => &self.statement,
        }
    }

    /// As the form spells what is mailed.
    #[must_use]
    pub fn of(mail: &Mailing) -> Self {
        Self {
            invoice: typed(mail.of(MailedKind::Invoice)),
            contract: typed(mail.of(MailedKind::Contract)),
            act: typed(mail.of(MailedKind::Act)),
            delivery_note: typed(mail.of(MailedKind::DeliveryNote)),
            payment_confirmation: typed(mail.of(MailedKind::PaymentConfirmation)),
            statement: typed(mail.of(MailedKind::Statement)),
        }
    }

    fn read(&self, form: &mut Reader) -> Mailing {
        let line = |kind: &MailedKind| {
            let line = form.optional_choice::<MailedAs>(&format!("mail.{kind}"), self.value(*kind));
            line.map(|line| (*kind, line))
        };
        MailedKind::ALL.iter().filter_map(line).collect()
    }
}

/// A checked [`SaveContact`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidContact {
    /// Of a new contact; a stored one stays with his client.
    pub client: Option<ClientId>,
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub lang: Lang,
    pub primary: bool,
    pub mail: Mailing,
}

impl ValidContact {
    /// A stored contact, as it would be saved unchanged.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        Self {
            client: Some(contact.client),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            position: contact.position.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            lang: contact.lang,
            primary: contact.primary,
            mail: contact.mail.clone(),
        }
    }
}

impl SaveContact {
    /// An empty form. Documents go to the first contact of a client; the others are asked.
    #[must_use]
    pub fn blank(request: RequestKey, client: Option<ClientId>, lang: Lang, first: bool) -> Self {
        let mail = first.then_some(MailedAs::To);
        Self {
            request: Some(request),
            client: typed(client),
            lang: lang.to_string(),
            primary: first,
            mail: TypedMailing::all(&typed(mail)),
            ..Self::default()
        }
    }

    /// A stored contact as the form spells it.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        Self {
            request: None,
            id: Some(contact.id),
            version: contact.version,
            client: contact.client.to_string(),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            position: contact.position.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            lang: contact.lang.to_string(),
            primary: contact.primary,
            mail: TypedMailing::of(&contact.mail),
            next: false,
        }
    }

    /// The fields a person sees, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 13] {
        [
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("position", &self.position),
            ("email", &self.email),
            ("phone", &self.phone),
            ("lang", &self.lang),
            ("mail.invoice", &self.mail.invoice),
            ("mail.contract", &self.mail.contract),
            ("mail.act", &self.mail.act),
            ("mail.delivery_note", &self.mail.delivery_note),
            ("mail.payment_confirmation", &self.mail.payment_confirmation),
            ("mail.statement", &self.mail.statement),
            ("primary", if self.primary { "true" } else { "" }),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidContact, FieldErrors> {
        let mut form = Reader::default();
        let client = if self.id.is_none() {
            form.choice("client", &self.client)
        } else {
            None
        };
        let first_name = form.line("first_name", &self.first_name, LINE);
        let last_name = form.optional_line("last_name", &self.last_name, LINE);
        let position = form.optional_line("position", &self.position, LINE);
        let email = form.optional_email("email", &self.email);
        let phone = form.optional_phone("phone", &self.phone, LINE);
        let lang = form.choice("lang", &self.lang);
        let mail = self.mail.read(&mut form);
        form.finish(lang.map(|lang| ValidContact {
            client,
            first_name,
            last_name,
            position,
            email,
            phone,
            lang,
            primary: self.primary,
            mail,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{ContactId, Lang, SaveContact, TypedMailing};
    use crate::kernel::ids::RequestKey;
    use crate::kernel::problem::Problem;

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let blank = SaveContact::blank(RequestKey::from(uuid::Uuid::from_u128(1)), None, Lang::Ru, false);
        let wrong = SaveContact {
            last_name: "a\nb".into(),
            email: "nobody".into(),
            phone: "телефон".into(),
            lang: "de".into(),
            mail: TypedMailing {
                invoice: "bcc".into(),
                ..TypedMailing::default()
            },
            ..blank
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("client", Problem::Required),
            ("first_name", Problem::Required),
            ("last_name", Problem::ForbiddenCharacters),
            ("email", Problem::NotAnEmail),
            ("phone", Problem::NotAPhone),
            ("lang", Problem::UnknownChoice),
            ("mail.invoice", Problem::UnknownChoice),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
        // What was typed into the field of the client without choosing one.
        let typed = SaveContact {
            client: "Мария".into(),
            ..wrong.clone()
        };
        let errors = typed.validated().unwrap_err();
        assert_eq!(errors.get("client"), Some(&Problem::UnknownChoice));
        let stored = SaveContact {
            id: Some(ContactId::from(uuid::Uuid::from_u128(2))),
            ..wrong
        };
        let errors = stored.validated().unwrap_err();
        assert_eq!(errors.get("client"), None, "a stored contact stays with his client");
    }
}
