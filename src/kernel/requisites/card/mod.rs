//! A requisites card as firms send it: free text, lines, a table out of a document. What is recognised goes into the fields of
//! a form, where a person looks at it; what is not sure is left out.
//!
//! | file | what it reads |
//! |---|---|
//! | `sheet` | the text itself, and what of it is left over |
//! | `labels` | what people write before a value |
//! | `numbers` | numbers in groups, with stray blanks and dots |
//! | `names` | names of companies, told by their legal form |
//! | `people` | who signs, as what, on which basis |
//! | `places` | addresses, telephones, e-mail, the web |
//! | `reading` | the whole card, label by label: `banks`, `texts` |
//! | `any_text` | property tests: whatever is pasted is read |
//! | `settling` | which of several values is meant |
//!
//! To teach it another label: its pattern in `labels`, and a card that has it in the tests.

#[cfg(test)]
mod any_text;
mod banks;
mod labels;
mod names;
mod numbers;
mod people;
mod places;
mod reading;
mod settling;
mod sheet;
#[cfg(test)]
mod tests;
mod texts;

use serde::{Deserialize, Serialize};

use super::{TypedAccount, TypedTaxIds};
use crate::kernel::signatory::TypedSignatory;
use crate::kernel::tax::spelled;

/// What the legal form of a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    Company,
    /// ИП / ФОП.
    SoleProprietor,
}

spelled!(CardKind { Company = "company", SoleProprietor = "sole_proprietor" });

/// What was recognised, as the fields of a form spell it; a field of which nothing is known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    pub kind: Option<CardKind>,
    /// Short name.
    pub name: String,
    /// Name in full, where it is another one.
    pub legal_name: String,
    pub tax_ids: TypedTaxIds,
    /// The registered address.
    pub address: String,
    pub shipping_address: String,
    /// Empty also where the card says that it is the registered one.
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub signatory: TypedSignatory,
    pub accountant: String,
    /// Bank accounts in the order of the card, each with a number. The currency is empty where nothing tells it.
    pub accounts: Vec<TypedAccount>,
    /// Pieces of the text that were not understood, or for which there is no field.
    pub left: Vec<String>,
}

impl Card {
    /// Every value that was recognised beside the accounts, named as the fields of a form.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![
            ("kind", self.kind.map_or("", CardKind::as_str)),
            ("name", &self.name),
            ("legal_name", &self.legal_name),
        ];
        fields.extend(self.tax_ids.fields());
        fields.extend([
            ("address", self.address.as_str()),
            ("shipping_address", &self.shipping_address),
            ("actual_address", &self.actual_address),
            ("phone", &self.phone),
            ("email", &self.email),
            ("website", &self.website),
        ]);
        fields.extend(self.signatory.fields());
        fields.push(("accountant", &self.accountant));
        fields.retain(|(_, value)| !value.is_empty());
        fields
    }
}

/// Reads a pasted card. Any text is accepted; only its first 20 000 characters are read.
#[must_use]
pub fn recognise(text: &str) -> Card {
    reading::read(text)
}
