//! What a client is.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::requisites::{AccountDetails, Control, TaxId, TaxIds, TypedTaxIds, account_control};
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::spelled;
use crate::kernel::term::PaymentTerm;

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
    /// The one of his tax ids by which lists and papers tell who it is.
    pub tax_id: Option<TaxId>,
    /// Printed on papers.
    pub address: String,
    /// Where goods go; empty: to the billing address.
    pub shipping_address: String,
    /// Where the client really is; empty: at the billing address.
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    /// Currency of new documents.
    pub currency: Currency,
    /// Language of invoices and letters.
    pub lang: Lang,
    /// From an invoice's date to its due date.
    pub term: PaymentTerm,
    pub vat: VatStanding,
    pub signatory: Signatory,
    pub notes: String,
    /// A control digit of a tax id or an account does not fit.
    pub to_check: bool,
    pub archived: bool,
    pub version: i64,
}

/// Whether a client pays VAT, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatStatus {
    #[default]
    Unknown,
    Payer,
    NotPayer,
}

spelled!(VatStatus {
    Unknown = "unknown",
    Payer = "payer",
    NotPayer = "not_payer",
});

/// A client's standing towards VAT.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VatStanding {
    pub status: VatStatus,
    /// Since when it is so; absent: not known, or always.
    pub since: Option<Date>,
    /// Of one who does not pay: the law or the special regime.
    pub ground: String,
}

/// A client's account at a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientAccount {
    pub id: ClientAccountId,
    pub details: AccountDetails,
    /// The account that papers in its currency name unless told otherwise.
    pub is_default: bool,
    pub version: i64,
}

impl ClientAccount {
    /// What the control digits of the number say.
    #[must_use]
    pub fn control(&self) -> Control {
        account_control(&self.details.number, &self.details.bic)
    }
}

/// A group clients are put into, several to a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientGroup {
    pub id: ClientGroupId,
    pub name: String,
    /// How many clients are in it, archived ones too.
    pub clients: i64,
    pub version: i64,
}

/// A client with all that belongs to his card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientProfile {
    pub client: Client,
    pub tax_ids: TaxIds,
    /// The members of the staff who look after the client, by name.
    pub managers: Vec<(UserId, String)>,
    pub groups: Vec<(ClientGroupId, String)>,
    /// Defaults first.
    pub accounts: Vec<ClientAccount>,
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
            term: self.term,
        }
    }
}

/// How somebody of the staff is reached who looks after a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerContact {
    pub name: String,
    pub email: String,
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
    /// Names of the managers.
    pub managers: String,
    pub to_check: bool,
    pub archived: bool,
    /// The name as it is sorted.
    pub sort_name: String,
    /// One per currency in which something is owed.
    pub balances: Vec<Balance>,
}

/// A client that looks like another one, and what they have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each of them may hold by itself")]
pub struct SimilarClient {
    pub id: ClientId,
    pub name: String,
    pub archived: bool,
    pub same_tax_id: bool,
    /// As [`crate::kernel::folding`] spells it.
    pub same_name: bool,
    pub same_email: bool,
    /// However it is written.
    pub same_phone: bool,
}

/// What other clients are compared with, as it is typed. What is empty or can't be read is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientTraits {
    pub tax_ids: TypedTaxIds,
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// A client as a picker offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChoice {
    pub id: ClientId,
    pub name: String,
    /// Empty if there is none.
    pub tax_id: String,
    pub currency: Currency,
    /// From an invoice's date to its due date.
    pub term: PaymentTerm,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a chip of the list by itself")]
pub struct ClientFilter {
    /// Words to be found in names, tax id, e-mail and phone.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    pub archived: bool,
    /// Id of a manager.
    pub manager: String,
    /// Id of a group.
    pub group: String,
    /// Only those with a tax id or an account whose control digit does not fit.
    pub to_check: bool,
    /// Only those that ask for other requisites on their card and wait for a decision.
    pub asks: bool,
    /// Code of [`ClientSort`].
    pub sort: String,
    pub desc: bool,
    /// A [`crate::kernel::paging::Cursor`].
    pub after: String,
}

/// What several clients can be put into, and to whom they can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientDirectories {
    /// Empty for who sees only his own clients.
    pub managers: Vec<(UserId, String)>,
    pub groups: Vec<ClientGroup>,
}

/// What the form of a client begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientForm {
    pub input: SaveClient,
    /// Whom the client can be given to; empty for who sees only his own clients.
    pub managers: Vec<(UserId, String)>,
    pub groups: Vec<ClientGroup>,
}
