//! What a client is.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::requisites::TaxId;
use crate::kernel::tax::spelled;

pub use super::forms::SaveClient;

/// What a client is before the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    #[default]
    Company,
    /// ИП / ФОП.
    SoleProprietor,
    Person,
}

spelled!(ClientKind {
    Company = "company",
    SoleProprietor = "sole_proprietor",
    Person = "person",
});

/// A client's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub id: ClientId,
    pub kind: ClientKind,
    /// Short name, for lists and choices.
    pub name: String,
    /// Name on papers; the same as `name` where nothing else was typed.
    pub legal_name: String,
    pub tax_id: Option<TaxId>,
    pub address: String,
    pub phone: String,
    pub email: String,
    /// Currency of new documents.
    pub currency: Currency,
    /// Language of invoices and letters.
    pub lang: Lang,
    /// Calendar days from an invoice's date to its due date.
    pub payment_days: i64,
    /// The member of the staff who looks after the client.
    pub manager: Option<UserId>,
    pub notes: String,
    pub archived: bool,
    pub version: i64,
}

impl Client {
    /// The client as a picker offers it.
    #[must_use]
    pub fn choice(self) -> ClientChoice {
        ClientChoice {
            id: self.id,
            name: self.name,
            tax_id: self.tax_id.map(|id| id.value).unwrap_or_default(),
            currency: self.currency,
            payment_days: self.payment_days,
        }
    }
}

/// What a client owes in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub currency: Currency,
    /// Total of the issued invoices less what was paid.
    pub owed: Amount,
    /// The part of it whose due date has passed.
    pub overdue: Amount,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    pub id: ClientId,
    pub kind: ClientKind,
    pub name: String,
    pub tax_id: Option<TaxId>,
    pub email: String,
    pub phone: String,
    /// Name of the manager; empty if there is none.
    pub manager: String,
    pub archived: bool,
    /// The name as it is sorted.
    pub sort_name: String,
    /// One per currency in which something is owed.
    pub balances: Vec<Balance>,
}

/// A client as a picker offers it, or as one that looks like another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChoice {
    pub id: ClientId,
    pub name: String,
    /// Empty if there is none.
    pub tax_id: String,
    pub currency: Currency,
    /// Calendar days from an invoice's date to its due date.
    pub payment_days: i64,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientSort {
    #[default]
    Name,
    /// When the card was made.
    Created,
}

spelled!(ClientSort { Name = "name", Created = "created" });

/// Which clients the list shows, as the address of the page says it. Words that are not understood count as absent, so that an
/// old bookmark still opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientFilter {
    /// Words to be found in names, tax id, e-mail and phone.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    pub archived: bool,
    /// Id of the manager.
    pub manager: String,
    /// Code of [`ClientSort`].
    pub sort: String,
    pub desc: bool,
    /// A [`crate::kernel::paging::Cursor`].
    pub after: String,
}

/// What the form of a client begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientForm {
    pub input: SaveClient,
    /// Whom the client can be given to; empty for who sees only his own clients.
    pub managers: Vec<(UserId, String)>,
}
