//! Other requisites that a client asks for: what of his card can be asked for, and what was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::crm::clients::forms::SaveClient;
use crate::kernel::date::LocalTime;
use crate::kernel::ids::{ClientId, RequestKey, RequisitesRequestId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::{TaxIdKind, TypedTaxIds};
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;

/// Most characters of what is written beside.
const NOTE: usize = 2000;
/// Most characters of the reason of a refusal.
pub const REASON_MAX: u16 = 500;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Open,
    /// On the card.
    Taken,
    Refused,
    /// The client has asked for something else since.
    Withdrawn,
}

spelled!(RequestState {
    Open = "open",
    Taken = "taken",
    Refused = "refused",
    Withdrawn = "withdrawn",
});

/// The requisites of a card as its client sees and asks for them. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskRequisites {
    pub request: Option<RequestKey>,
    pub legal_name: String,
    pub tax_ids: TypedTaxIds,
    pub address: String,
    pub shipping_address: String,
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    /// Whatever has no field: an account, a signatory.
    pub note: String,
}

impl AskRequisites {
    /// A card as the form spells it.
    #[must_use]
    pub fn of(card: &SaveClient) -> Self {
        let card = card.clone();
        Self {
            request: None,
            legal_name: card.legal_name,
            tax_ids: card.tax_ids,
            address: card.address,
            shipping_address: card.shipping_address,
            actual_address: card.actual_address,
            phone: card.phone,
            email: card.email,
            website: card.website,
            note: String::new(),
        }
    }

    /// The fields that a card has, in the form's order.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, &str)> {
        let numbers = TaxIdKind::ALL
            .iter()
            .map(|kind| (format!("tax_ids.{kind}"), self.tax_ids.value(*kind)));
        let mut fields = vec![("legal_name".to_owned(), self.legal_name.as_str())];
        fields.extend(numbers);
        fields.extend(
            [
                ("address", &self.address),
                ("shipping_address", &self.shipping_address),
                ("actual_address", &self.actual_address),
                ("phone", &self.phone),
                ("email", &self.email),
                ("website", &self.website),
            ]
            .map(|(name, value)| (name.to_owned(), value.as_str())),
        );
        fields
    }

    /// What of it differs from a card, field by field: that is asked for, and nothing else is changed when it is taken over.
    #[must_use]
    pub fn beyond(&self, card: &Self) -> Wanted {
        let pairs = self.fields().into_iter().zip(card.fields());
        let other = pairs.filter(|((_, wanted), (_, now))| wanted.trim() != now.trim());
        Wanted(
            other
                .map(|((field, wanted), _)| (field, wanted.trim().to_owned()))
                .collect(),
        )
    }

    /// What is written beside.
    ///
    /// # Errors
    /// If it is too long.
    pub fn checked_note(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let note = form.optional_lines("note", &self.note, NOTE);
        form.finish(Some(note))
    }
}

/// Fields of a card with what is wanted in them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wanted(BTreeMap<String, String>);

impl Wanted {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts it into the form of a card. Names of no field, of another build, are passed over.
    pub fn put_into(&self, card: &mut SaveClient) {
        for (field, value) in &self.0 {
            if let Some(place) = place_of(card, field) {
                place.clone_from(value);
            } else if let Some(kind) = number_of(field) {
                card.tax_ids.set(kind, value.clone());
            }
        }
    }

    /// Beside what stands on a card now: field, now, wanted.
    #[must_use]
    pub fn beside(&self, card: &AskRequisites) -> Vec<WantedRow> {
        let fields = card.fields().into_iter();
        let row = |(field, now): (String, &str)| {
            let wanted = self.0.get(&field)?.clone();
            Some(WantedRow {
                field,
                now: now.to_owned(),
                wanted,
            })
        };
        fields.filter_map(row).collect()
    }
}

fn place_of<'a>(card: &'a mut SaveClient, field: &str) -> Option<&'a mut String> {
    match field {
        "legal_name" => Some(&mut card.legal_name),
        "address" => Some(&mut card.address),
        "shipping_address" => Some(&mut card.shipping_address),
        "actual_address" => Some(&mut card.actual_address),
        "phone" => Some(&mut card.phone),
        "email" => Some(&mut card.email),
        "website" => Some(&mut card.website),
        _ => None,
    }
}

fn number_of(field: &str) -> Option<TaxIdKind> {
    field.strip_prefix("tax_ids.")?.parse().ok()
}

/// A field that is to be another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedRow {
    pub field: String,
    pub now: String,
    pub wanted: String,
}

/// A request as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    pub id: RequisitesRequestId,
    pub asked_by: String,
    pub asked_at: LocalTime,
    /// Beside what the card says now.
    pub wanted: Vec<WantedRow>,
    pub note: String,
    pub state: RequestState,
    pub decided_by: String,
    /// Why it was refused.
    pub reason: String,
}

/// The card as its client sees it, and what he asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequisitesSheet {
    pub card: AskRequisites,
    /// Numbers that belong into the form: those of the card, and those of its country.
    pub numbers: Vec<TaxIdKind>,
    /// The newest request.
    pub latest: Option<RequestRow>,
}

/// The staff's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideRequisites {
    pub id: RequisitesRequestId,
    /// Whose card the request was looked at on.
    pub client: ClientId,
    /// Of a refusal; the client reads it.
    #[serde(default)]
    pub reason: String,
}

impl DecideRequisites {
    /// Why it is refused.
    ///
    /// # Errors
    /// If nothing is said, or too much.
    pub fn checked_reason(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let reason = form.line("reason", &self.reason, usize::from(REASON_MAX));
        form.finish(Some(reason))
    }
}

/// Nothing is asked for.
#[must_use]
pub fn nothing() -> FieldErrors {
    FieldErrors::one("note", Problem::Required)
}

#[cfg(test)]
mod tests {
    use super::{AskRequisites, SaveClient, TaxIdKind};

    #[test]
    fn only_what_differs_is_asked_for_and_taken_over() {
        let mut card = SaveClient {
            legal_name: "ТОВ «Ромашка»".into(),
            phone: "+380501112233".into(),
            address: "Київ".into(),
            ..SaveClient::default()
        };
        let before = AskRequisites::of(&card);
        let mut asked = before.clone();
        asked.address = " Львів ".into();
        asked.tax_ids.set(TaxIdKind::UaEdrpou, "12345678".into());
        let wanted = asked.beyond(&before);
        let rows = wanted.beside(&before);
        let fields: Vec<_> = rows.iter().map(|row| (&*row.field, &*row.now, &*row.wanted)).collect();
        assert_eq!(
            fields,
            [("tax_ids.ua_edrpou", "", "12345678"), ("address", "Київ", "Львів")]
        );
        // The card has gone on meanwhile.
        card.phone = "+380670000000".into();
        wanted.put_into(&mut card);
        assert_eq!((&*card.address, &*card.phone), ("Львів", "+380670000000"));
        assert_eq!(card.tax_ids.value(TaxIdKind::UaEdrpou), "12345678");
        assert!(before.beyond(&before).is_empty());
    }
}
