//! What the form of a conversion sends, and how it is checked: the client's card in short, and the person who becomes his primary contact.

use serde::{Deserialize, Serialize};

use super::model::Lead;
use crate::crm::clients::forms::{SaveClient, Ticks, ValidClient};
use crate::crm::clients::model::{ClientKind, ClientTraits};
use crate::crm::contacts::forms::{SaveContact, ValidContact};
use crate::kernel::ids::{ClientId, LeadId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::FieldErrors;
use crate::kernel::requisites::TypedTaxIds;

/// The person of a lead, as typed. Left out where there is no name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedPerson {
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
}

/// A lead becomes a client. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConvertLead {
    pub request: Option<RequestKey>,
    pub lead: Option<LeadId>,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub legal_name: String,
    pub tax_ids: TypedTaxIds,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub currency: String,
    pub lang: String,
    pub notes: String,
    pub contact: TypedPerson,
    /// Others look like it, and it is another one.
    pub save_anyway: bool,
}

/// A checked [`ConvertLead`].
pub struct ValidConversion {
    /// What the client's own form would have sent.
    pub input: SaveClient,
    pub client: ValidClient,
    pub contact: Option<ValidContact>,
}

/// A lead turns out to be a client who is there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectLead {
    pub request: RequestKey,
    pub lead: LeadId,
    pub version: i64,
    pub client: ClientId,
}

impl ConvertLead {
    /// The form as a lead fills it.
    #[must_use]
    pub fn of(lead: &Lead, request: RequestKey, lang: Lang) -> Self {
        let kind = if lead.company.is_empty() {
            ClientKind::Person
        } else {
            ClientKind::Company
        };
        Self {
            request: Some(request),
            lead: Some(lead.id),
            version: lead.version,
            kind: kind.to_string(),
            name: lead.called().to_owned(),
            address: lead.address.clone(),
            phone: lead.phone.clone(),
            email: lead.email.clone(),
            website: lead.website.clone(),
            currency: lead.value.currency.to_string(),
            lang: lang.to_string(),
            notes: notes(lead),
            contact: TypedPerson::of(lead),
            ..Self::default()
        }
    }

    /// What other clients are compared with.
    #[must_use]
    pub fn traits(&self) -> ClientTraits {
        self.client(Ticks::new()).traits()
    }

    /// What the form of a client would send.
    #[must_use]
    pub fn client(&self, managers: Ticks) -> SaveClient {
        let typed = self.clone();
        SaveClient {
            request: self.request,
            kind: typed.kind,
            name: typed.name,
            legal_name: typed.legal_name,
            tax_ids: typed.tax_ids,
            address: typed.address,
            phone: typed.phone,
            email: typed.email,
            website: typed.website,
            currency: typed.currency,
            lang: typed.lang,
            payment_days: "5".to_owned(),
            managers,
            notes: typed.notes,
            save_anyway: self.save_anyway,
            ..SaveClient::default()
        }
    }

    /// The client is given to `managers`.
    ///
    /// # Errors
    /// All problems of the form; those of the person under `contact`.
    pub fn validated(&self, managers: Ticks) -> Result<ValidConversion, FieldErrors> {
        let input = self.client(managers);
        let client = input.validated();
        let contact = self.contact.validated(&self.lang);
        match (client, contact) {
            (Ok(client), Ok(contact)) => Ok(ValidConversion { input, client, contact }),
            (client, contact) => {
                let mut errors = client.err().unwrap_or_default();
                for (field, problem) in contact.err().unwrap_or_default().iter() {
                    // The client's language is said once.
                    if field != "lang" {
                        errors.add(format!("contact.{field}"), problem.clone());
                    }
                }
                Err(errors)
            }
        }
    }
}

impl TypedPerson {
    /// The person of a lead: what stands behind the first blank of the name is the last name.
    #[must_use]
    pub fn of(lead: &Lead) -> Self {
        let (first, last) = lead.name.split_once(' ').unwrap_or((&lead.name, ""));
        Self {
            first_name: first.to_owned(),
            last_name: last.trim().to_owned(),
            position: lead.position.clone(),
            email: lead.email.clone(),
            phone: lead.phone.clone(),
        }
    }

    fn is_blank(&self) -> bool {
        [
            &self.first_name,
            &self.last_name,
            &self.position,
            &self.email,
            &self.phone,
        ]
        .iter()
        .all(|typed| typed.trim().is_empty())
    }

    /// # Errors
    /// All problems of the person.
    pub fn validated(&self, lang: &str) -> Result<Option<ValidContact>, FieldErrors> {
        if self.is_blank() {
            return Ok(None);
        }
        let lang = lang.parse().unwrap_or_default();
        // The client is made by the same step; until then any id stands in his place.
        let nobody = ClientId::from(uuid::Uuid::nil());
        let form = SaveContact {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            position: self.position.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            ..SaveContact::blank(RequestKey::from(uuid::Uuid::nil()), Some(nobody), lang, true)
        };
        form.validated().map(Some)
    }
}

/// What people have written about the lead, for the client's note.
fn notes(lead: &Lead) -> String {
    let parts = [lead.description.as_str(), lead.notes.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// [`notes`] behind what stands in a client's note already.
#[must_use]
pub fn notes_of(lead: &Lead, before: &str) -> String {
    let notes = notes(lead);
    match (before.is_empty(), notes.is_empty()) {
        (_, true) => before.to_owned(),
        (true, false) => notes,
        (false, false) => format!("{before}\n\n{notes}"),
    }
}
