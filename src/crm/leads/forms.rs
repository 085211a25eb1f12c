//! What the forms of leads send, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::{ChoiceKind, GivenUp, Lead, LeadChoice, LeadColor};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::fold;
use crate::kernel::ids::{LeadChoiceId, LeadId, RequestKey, UserId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, typed};
use crate::records::directory::model::Entry;

/// Most characters of a name, a position or a phone.
const LINE: usize = 120;
/// Most characters of a company's name.
const COMPANY: usize = 200;
/// Most characters of texts of several lines.
pub(super) const TEXT: usize = 5000;
/// Most characters of all tags.
const TAGS: usize = 300;

/// A lead, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveLead {
    /// Of a new lead: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new lead.
    pub id: Option<LeadId>,
    pub version: i64,
    pub name: String,
    pub company: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub address: String,
    /// Ids of the directories.
    pub source: String,
    pub status: String,
    pub value: String,
    pub currency: String,
    /// Id of a member of the staff.
    pub assigned: String,
    pub description: String,
    /// Divided by commas.
    pub tags: String,
    pub contacted: String,
}

/// A checked [`SaveLead`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidLead {
    pub name: String,
    pub company: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub address: String,
    pub source: Option<LeadChoiceId>,
    pub status: Option<LeadChoiceId>,
    pub value: Money,
    pub assigned: Option<UserId>,
    pub description: String,
    pub tags: String,
    pub contacted: Option<Date>,
}

impl SaveLead {
    /// A stored lead as the form spells it.
    #[must_use]
    pub fn of(lead: &Lead) -> Self {
        let Money { amount, currency } = lead.value;
        Self {
            request: None,
            id: Some(lead.id),
            version: lead.version,
            name: lead.name.clone(),
            company: lead.company.clone(),
            position: lead.position.clone(),
            email: lead.email.clone(),
            phone: lead.phone.clone(),
            website: lead.website.clone(),
            address: lead.address.clone(),
            source: typed(lead.source),
            status: typed(lead.status),
            value: if amount.is_zero() {
                String::new()
            } else {
                amount.plain(currency)
            },
            currency: currency.to_string(),
            assigned: typed(lead.assigned),
            description: lead.description.clone(),
            tags: lead.tags.clone(),
            contacted: typed(lead.contacted),
        }
    }

    /// The fields a person sees but for those whose value is an id, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 12] {
        [
            ("name", &self.name),
            ("company", &self.company),
            ("position", &self.position),
            ("email", &self.email),
            ("phone", &self.phone),
            ("website", &self.website),
            ("address", &self.address),
            ("value", &self.value),
            ("currency", &self.currency),
            ("description", &self.description),
            ("tags", &self.tags),
            ("contacted", &self.contacted),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidLead, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, LINE);
        let company = form.optional_line("company", &self.company, COMPANY);
        let position = form.optional_line("position", &self.position, LINE);
        let email = form.optional_email("email", &self.email);
        let phone = form.optional_phone("phone", &self.phone, LINE);
        let website = form.optional_website("website", &self.website);
        let address = form.optional_lines("address", &self.address, 1000);
        let source = form.optional_choice("source", &self.source);
        let status = form.optional_choice("status", &self.status);
        let currency = form.choice::<Currency>("currency", &self.currency);
        let amount = currency.map(|currency| self.read_value(&mut form, currency));
        let assigned = form.optional_choice("assigned", &self.assigned);
        let description = form.optional_lines("description", &self.description, TEXT);
        let tags = divided(&form.optional_line("tags", &self.tags, TAGS));
        let contacted = form.optional_date("contacted", &self.contacted);
        form.finish(currency.zip(amount).map(|(currency, amount)| ValidLead {
            name,
            company,
            position,
            email,
            phone,
            website,
            address,
            source,
            status,
            value: Money { amount, currency },
            assigned,
            description,
            tags,
            contacted,
        }))
    }

    fn read_value(&self, form: &mut Reader, currency: Currency) -> Amount {
        if self.value.trim().is_empty() {
            return Amount::ZERO;
        }
        let amount = form.amount("value", &self.value, currency).unwrap_or_default();
        if amount.is_negative() {
            form.problem("value", Problem::MustNotBeNegative);
        }
        amount
    }
}

/// Tags in one spelling: each once, in the order in which they were typed.
fn divided(typed: &str) -> String {
    let mut tags: Vec<&str> = Vec::new();
    for tag in typed.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if tags.iter().all(|known| fold(known) != fold(tag)) {
            tags.push(tag);
        }
    }
    tags.join(", ")
}

/// A lead is given up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GiveUpLead {
    pub id: Option<LeadId>,
    pub version: i64,
    /// Code of [`GivenUp`].
    pub how: String,
    pub reason: String,
}

impl GiveUpLead {
    /// # Errors
    /// What is wrong with the reason.
    pub fn validated(&self) -> Result<(GivenUp, String), FieldErrors> {
        let mut form = Reader::default();
        let how = form.choice("how", &self.how);
        let reason = form.line("reason", &self.reason, 500);
        form.finish(how.map(|how| (how, reason)))
    }
}

/// An open lead gets another status.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveLead {
    pub id: Option<LeadId>,
    /// Id of the status; empty for none.
    pub status: String,
}

/// The notes of a lead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveLeadNotes {
    pub id: Option<LeadId>,
    pub version: i64,
    pub notes: String,
}

impl SaveLeadNotes {
    /// # Errors
    /// What is wrong with the text.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let notes = form.optional_lines("notes", &self.notes, TEXT);
        form.finish(Some(notes))
    }
}

/// An entry of a directory, added or renamed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveLeadChoice {
    pub request: Option<RequestKey>,
    /// Absent for a new one.
    pub id: Option<LeadChoiceId>,
    pub version: i64,
    /// Code of [`ChoiceKind`].
    pub kind: String,
    pub name: String,
}

impl SaveLeadChoice {
    /// An empty form.
    #[must_use]
    pub fn blank(kind: ChoiceKind) -> Self {
        Self {
            kind: kind.to_string(),
            ..Self::default()
        }
    }

    /// A stored entry as the form spells it.
    #[must_use]
    pub fn of(stored: &LeadChoice) -> Self {
        Self {
            request: None,
            id: Some(stored.id),
            version: stored.version,
            kind: stored.kind.to_string(),
            name: stored.name.clone(),
        }
    }

    /// The directory and its entry.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn validated(&self) -> Result<(ChoiceKind, Entry<LeadChoiceId>), FieldErrors> {
        let mut form = Reader::default();
        let kind = form.choice("kind", &self.kind);
        let text = form.line("name", &self.name, 60);
        let entry = Entry {
            request: self.request,
            id: self.id,
            version: self.version,
            folded: fold(&text),
            text,
        };
        form.finish(kind.map(|kind| (kind, entry)))
    }
}

/// What is done with an entry of a directory beside renaming it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangeLeadChoice {
    pub id: LeadChoiceId,
    /// Down instead of up.
    #[serde(default)]
    pub down: bool,
}

/// A status gets a colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColorLeadStatus {
    pub id: LeadChoiceId,
    pub color: LeadColor,
}

#[cfg(test)]
mod tests {
    use super::{Currency, GiveUpLead, Problem, SaveLead, divided};

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let wrong = SaveLead {
            name: " ".into(),
            email: "nobody".into(),
            phone: "телефон".into(),
            website: "javascript:alert(1)".into(),
            source: "x".into(),
            status: "y".into(),
            value: "-1".into(),
            currency: "EUR".into(),
            assigned: "z".into(),
            contacted: "31.02.2026".into(),
            ..SaveLead::default()
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("name", Problem::Required),
            ("email", Problem::NotAnEmail),
            ("phone", Problem::NotAPhone),
            ("website", Problem::NotAWebAddress),
            ("source", Problem::UnknownChoice),
            ("status", Problem::UnknownChoice),
            ("value", Problem::MustNotBeNegative),
            ("assigned", Problem::UnknownChoice),
            ("contacted", Problem::NotADate),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
        let errors = GiveUpLead::default().validated().unwrap_err();
        assert_eq!(errors.get("reason"), Some(&Problem::Required));
    }

    #[test]
    fn a_value_may_be_left_out_and_tags_are_kept_once() {
        let form = SaveLead {
            name: "Анна".into(),
            currency: "UAH".into(),
            tags: " виставка; Гурт,виставка ,, ".into(),
            ..SaveLead::default()
        };
        let lead = form.validated().unwrap();
        assert!(lead.value.amount.is_zero());
        assert_eq!(lead.value.currency, Currency::Uah);
        assert_eq!(lead.tags, "виставка, Гурт");
        assert_eq!(divided(""), "");
    }
}
