//! What a contact is.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::crm::clients::model::ClientChoice;
use crate::kernel::actor::Rights;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, ContactId};
use crate::kernel::lang::Lang;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::{UnknownSpelling, spelled};
use crate::records::activity::model::EventRow;

pub use super::forms::SaveContact;

/// What is mailed to contacts, and in which line of a letter one stands.
pub use crate::records::mail::model::{LetterLine as MailedAs, MailedKind};

/// What is mailed to a contact, by the kind of the document; a kind that is absent is not mailed.
///
/// Spelled `invoice:to payment_confirmation:cc`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mailing(BTreeMap<MailedKind, MailedAs>);

impl Mailing {
    #[must_use]
    pub fn of(&self, kind: MailedKind) -> Option<MailedAs> {
        self.0.get(&kind).copied()
    }
}

impl FromIterator<(MailedKind, MailedAs)> for Mailing {
    fn from_iter<I: IntoIterator<Item = (MailedKind, MailedAs)>>(kinds: I) -> Self {
        Self(kinds.into_iter().collect())
    }
}

impl fmt::Display for Mailing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (kind, line)) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(f, "{gap}{kind}:{line}")?;
        }
        Ok(())
    }
}

impl FromStr for Mailing {
    type Err = UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pair = |word: &str| {
            let (kind, line) = word.split_once(':').ok_or(UnknownSpelling)?;
            Ok((kind.parse()?, line.parse()?))
        };
        text.split_whitespace().map(pair).collect::<Result<_, _>>().map(Self)
    }
}

/// A person at a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub client: ClientId,
    pub first_name: String,
    /// May be empty, like everything below that is text.
    pub last_name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    /// Language of letters.
    pub lang: Lang,
    /// Whom people turn to first; one per client.
    pub primary: bool,
    pub active: bool,
    pub mail: Mailing,
    pub version: i64,
}

impl Contact {
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }
}

/// First and last name, as far as there are both.
#[must_use]
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRow {
    pub id: ContactId,
    pub name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub primary: bool,
    pub active: bool,
    pub mail: Mailing,
    pub client: ClientId,
    pub client_name: String,
    /// The name as it is sorted.
    pub sort_name: String,
    /// It has just been added, as the address of the list says.
    pub added: bool,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactSort {
    /// By last name.
    #[default]
    Name,
    Email,
    /// When the contact was entered.
    Created,
}

spelled!(ContactSort {
    Name = "name",
    Email = "email",
    Created = "created",
});

/// Which contacts the list shows, as the address of the page says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter of the address")]
pub struct ContactFilter {
    /// Words to be found in names, position, e-mail and phone.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// Those who were put out of use, instead of the active ones.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deactivated: bool,
    /// Only whom people turn to first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub primary: bool,
    pub sort: ContactSort,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// The drawer of a new contact is open.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
    /// The contact that has just been added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<ContactId>,
}

/// What the form of a new contact begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactForm {
    pub input: SaveContact,
    /// The client, where it is decided already.
    pub client: Option<ClientChoice>,
    /// Whom to choose from at first, where it is not.
    pub clients: Vec<ClientChoice>,
}

/// A contact with his client and his history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSheet {
    pub contact: Contact,
    /// What the reader may do with what is his client's.
    pub rights: Rights,
    pub client_name: String,
    pub events: Vec<EventRow>,
}

#[cfg(test)]
mod tests {
    use super::{MailedAs, MailedKind, Mailing, full_name};

    #[test]
    fn mailing_is_spelled_and_read() {
        let mail: Mailing = [
            (MailedKind::PaymentConfirmation, MailedAs::Cc),
            (MailedKind::Invoice, MailedAs::To),
        ]
        .into_iter()
        .collect();
        assert_eq!(mail.to_string(), "invoice:to payment_confirmation:cc");
        assert_eq!(mail.to_string().parse(), Ok(mail));
        assert_eq!("".parse(), Ok(Mailing::default()));
        for wrong in ["invoice", "invoice:bcc", "letter:to"] {
            assert!(wrong.parse::<Mailing>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_may_be_one_word() {
        assert_eq!(full_name("Анна", ""), "Анна");
        assert_eq!(full_name("Анна", "Ёлкина"), "Анна Ёлкина");
    }
}
