//! What the editor sends: everything as it was typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Contract;
use crate::documents::templates::model::LONGEST_BODY;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, ContractTypeId, OrganizationId, RequestKey};
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, typed};

/// The text of a new contract is taken from nowhere: it is written by hand.
pub const BY_HAND: &str = "none";

/// A draft as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveContract {
    /// The draft that is changed; `None` makes a new one.
    pub id: Option<ContractId>,
    /// The version the form was opened with.
    pub version: i64,
    /// The key of a new draft: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub organization: String,
    pub client: String,
    /// The id of a type; may be empty.
    pub kind: String,
    /// The id of the contract to which it is an annex; mostly empty.
    pub parent: String,
    pub number: String,
    /// The number a new form began with: left as it is, the series gives the next one, whoever was faster.
    pub proposed: String,
    pub date: String,
    pub subject: String,
    /// Empty where the price follows from the invoices.
    pub value: String,
    pub currency: String,
    pub start: String,
    pub end: String,
    pub city: String,
    /// Of a new draft: [`super::SERVING`] (also where nothing was chosen), [`BY_HAND`], or the key of a [`crate::documents::templates::model::TemplateChoice`].
    pub template: String,
    pub body: String,
    pub second_body: String,
    pub note: String,
    /// It was made in the drawer of a client's card, and goes back there.
    pub in_card: bool,
}

/// A draft whose every field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidContract {
    pub organization: OrganizationId,
    pub client: ClientId,
    pub kind: Option<ContractTypeId>,
    pub parent: Option<ContractId>,
    /// Empty: the series gives one.
    pub number: String,
    pub date: Date,
    pub subject: String,
    pub currency: Currency,
    pub value: Option<Amount>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub city: String,
    pub template: String,
    pub body: String,
    pub second_body: String,
    pub note: String,
}

/// The most letters of a number.
const LONGEST_NUMBER: usize = 60;

impl SaveContract {
    /// Reads every field.
    ///
    /// # Errors
    /// All problems at once, each beside its field.
    pub fn validated(&self) -> Result<ValidContract, FieldErrors> {
        let mut read = Reader::default();
        let currency: Option<Currency> = read.choice("currency", &self.currency);
        let number = if self.id.is_some() {
            read.line("number", &self.number, LONGEST_NUMBER)
        } else {
            let number = read.optional_line("number", &self.number, LONGEST_NUMBER);
            if number == self.proposed.trim() {
                String::new()
            } else {
                number
            }
        };
        let (start, end) = (
            read.optional_date("start", &self.start),
            read.optional_date("end", &self.end),
        );
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            read.problem("end", Problem::EarlierThan { date: start });
        }
        let value = ValidContract {
            organization: read.choice("organization", &self.organization).unwrap_or_else(nobody),
            client: read.choice("client", &self.client).unwrap_or_else(nobody),
            kind: read.optional_choice("kind", &self.kind),
            parent: read.optional_choice("parent", &self.parent),
            number,
            date: read.date("date", &self.date).unwrap_or_default(),
            subject: read.line("subject", &self.subject, 300),
            currency: currency.unwrap_or(Currency::Eur),
            value: self.read_value(&mut read, currency),
            start,
            end: end.filter(|end| *end < Date::MAX),
            city: read.optional_line("city", &self.city, 100),
            template: read.optional_line("template", &self.template, 100),
            body: read.optional_lines("body", &self.body, LONGEST_BODY),
            second_body: read.optional_lines("second_body", &self.second_body, LONGEST_BODY),
            note: read.optional_lines("note", &self.note, 2000),
        };
        read.finish(Some(value))
    }

    fn read_value(&self, read: &mut Reader, currency: Option<Currency>) -> Option<Amount> {
        let currency = currency.filter(|_| !self.value.trim().is_empty())?;
        let value = read.amount("value", &self.value, currency)?;
        if value.is_positive() {
            Some(value)
        } else {
            read.problem("value", Problem::MustBePositive);
            None
        }
    }

    /// A stored draft as the form spells it.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        Self {
            id: Some(contract.id),
            version: contract.version,
            request: None,
            organization: contract.organization.to_string(),
            client: contract.client.to_string(),
            kind: typed(contract.kind),
            parent: typed(contract.parent),
            number: contract.number.clone(),
            proposed: String::new(),
            date: contract.date.to_string(),
            subject: contract.subject.clone(),
            value: contract
                .value
                .map(|value| value.plain(contract.currency))
                .unwrap_or_default(),
            currency: contract.currency.code().to_owned(),
            start: typed(contract.start),
            end: typed(contract.end),
            city: contract.city.clone(),
            template: String::new(),
            body: contract.body.clone(),
            second_body: contract.second_body.clone(),
            note: contract.note.clone(),
            in_card: false,
        }
    }

    /// Field → typed value, for showing both versions of a conflict.
    #[must_use]
    pub fn flattened(&self) -> BTreeMap<String, String> {
        let fields = [
            ("organization", &self.organization),
            ("client", &self.client),
            ("kind", &self.kind),
            ("parent", &self.parent),
            ("number", &self.number),
            ("date", &self.date),
            ("subject", &self.subject),
            ("value", &self.value),
            ("currency", &self.currency),
            ("start", &self.start),
            ("end", &self.end),
            ("city", &self.city),
            ("body", &self.body),
            ("second_body", &self.second_body),
            ("note", &self.note),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value.clone()));
        fields.collect()
    }
}

/// Stands for an id that could not be read; the problem beside it keeps the form from being used.
fn nobody<T: From<uuid::Uuid>>() -> T {
    T::from(uuid::Uuid::nil())
}
