//! A contract as it is stored.

use serde::{Deserialize, Serialize};

use super::{Lifecycle, Signing, Stage, is_expired};
use crate::documents::signatures::model::SignedPaper;
use crate::documents::templates::views::TemplateRef;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, ContractTypeId, OrganizationId};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::Owner;

/// A contract with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub id: ContractId,
    pub organization: OrganizationId,
    pub client: ClientId,
    /// Of the directory.
    pub kind: Option<ContractTypeId>,
    /// The contract to which this is an annex. An annex has none itself.
    pub parent: Option<ContractId>,
    pub lifecycle: Lifecycle,
    /// As people agreed on it; unique among the contracts of own company and client within the year of the date, letter case aside.
    pub number: String,
    pub date: Date,
    pub subject: String,
    pub currency: Currency,
    /// Absent where the price follows from the invoices.
    pub value: Option<Amount>,
    pub start: Option<Date>,
    /// The last day; absent: until it is terminated.
    pub end: Option<Date>,
    pub city: String,
    /// Of the text.
    pub lang: Lang,
    /// Of the column beside it.
    pub second_lang: Option<Lang>,
    /// Where the text was taken from; absent where it was written by hand.
    pub template: Option<TemplateRef>,
    /// The text with its shortcodes, sanitised.
    pub body: String,
    /// The same in the second language; empty where there is none, and where `body` holds both.
    pub second_body: String,
    /// Never printed, never shown to the client.
    pub note: String,
    pub signing: Signing,
    /// An invoice has named it: client and own company are fixed.
    pub is_named: bool,
    pub version: i64,
}

impl Contract {
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.lifecycle.stage()
    }

    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::contract(self.id, self.client)
    }

    /// As its signatures are recorded.
    #[must_use]
    pub fn signed(&self) -> SignedPaper {
        SignedPaper {
            owner: self.owner(),
            version: self.version,
            revision: 1,
            signing: self.signing.clone(),
        }
    }

    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        is_expired(self.stage(), self.end, today)
    }

    #[must_use]
    pub fn money(&self) -> Option<Money> {
        self.value.map(|value| Money::new(value, self.currency))
    }

    /// As it stands in a choice.
    #[must_use]
    pub fn choice(self) -> ContractChoice {
        ContractChoice {
            stage: self.stage(),
            is_annex: self.parent.is_some(),
            id: self.id,
            organization: self.organization,
            number: self.number,
            date: self.date,
            subject: self.subject,
            end: self.end,
        }
    }
}

/// A type of contracts in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractType {
    pub id: ContractTypeId,
    pub name: String,
    /// Not offered any more.
    pub retired: bool,
    pub version: i64,
}

/// A contract in a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractChoice {
    pub id: ContractId,
    pub organization: OrganizationId,
    pub number: String,
    pub date: Date,
    pub subject: String,
    pub stage: Stage,
    pub end: Option<Date>,
    pub is_annex: bool,
}

impl ContractChoice {
    /// Whether papers of a day can be based on it: concluded by then, and neither ended nor run out.
    #[must_use]
    pub fn is_valid(&self, day: Date) -> bool {
        self.stage == Stage::Issued && !self.is_later(day) && !is_expired(self.stage, self.end, day)
    }

    /// Whether it is dated later than a paper of a day, which so goes back to what was not concluded yet.
    #[must_use]
    pub fn is_later(&self, day: Date) -> bool {
        self.date > day
    }
}
