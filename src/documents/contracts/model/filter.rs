//! What lists of contracts show and how they are narrowed.

use serde::{Deserialize, Serialize};

use super::{Signature, Stage, is_expired};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, ContractId, ContractTypeId, OrganizationId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::paging::Cursor;
use crate::kernel::tax::spelled;

/// The states people look for; *expired* is one of those in force that have run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractState {
    Draft,
    /// In force, or run out.
    Issued,
    Expired,
    Terminated,
    Cancelled,
}

spelled!(ContractState {
    Draft = "draft",
    Issued = "issued",
    Expired = "expired",
    Terminated = "terminated",
    Cancelled = "cancelled",
});

/// The columns a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractSort {
    Date,
    End,
    Number,
    Value,
}

spelled!(ContractSort {
    Date = "date",
    End = "end",
    Number = "number",
    Value = "value",
});

/// How soon a contract expires that *soon* is said of, in days.
pub const SOON: i64 = 30;
/// Nobody looks further ahead.
const FURTHEST: i64 = 3660;

/// A list of contracts as its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractFilter {
    /// A part of the number, the subject or the client's name.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ContractState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ContractTypeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Those in force whose last day is one of so many from today on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiring: Option<i64>,
    /// The annexes of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<ContractId>,
    /// The first and the last day of the contracts' own dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<ContractSort>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// The drawer is open for a new one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
    /// The contract made last, which the list marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<ContractId>,
}

impl ContractFilter {
    /// Column and whether it runs down. Unless somebody chose: the newest first; of what expires the first to expire first.
    #[must_use]
    pub fn sorting(&self) -> (ContractSort, bool) {
        match self.sort {
            Some(sort) => (sort, self.desc),
            None if self.expiring.is_some() || self.state == Some(ContractState::Expired) => (ContractSort::End, false),
            None => (ContractSort::Date, true),
        }
    }

    /// What is looked for.
    #[must_use]
    pub fn text(&self) -> &str {
        self.q.trim()
    }

    /// The days from today on within which those end that are asked for.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.expiring.map(|days| days.clamp(0, FURTHEST))
    }

    /// Whether nothing but a client narrows the list.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let Self {
            q,
            client: _,
            state,
            organization,
            kind,
            signature,
            expiring,
            parent,
            from,
            until,
            sort: _,
            desc: _,
            after: _,
            new: _,
            added: _,
        } = self;
        let chosen = state.is_some() || organization.is_some() || kind.is_some() || signature.is_some();
        let timed = expiring.is_some() || from.is_some() || until.is_some();
        !chosen && !timed && parent.is_none() && q.trim().is_empty()
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRow {
    pub id: ContractId,
    pub number: String,
    pub date: Date,
    pub subject: String,
    pub type_name: String,
    pub client: ClientId,
    pub client_name: String,
    pub organization_name: String,
    pub stage: Stage,
    pub signature: Signature,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub currency: Currency,
    pub value: Option<Amount>,
    pub is_annex: bool,
    /// It was just made.
    #[serde(default)]
    pub added: bool,
}

impl ContractRow {
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        is_expired(self.stage, self.end, today)
    }

    /// How many days are left of one in force that expires soon.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<i32> {
        let end = self.end.filter(|end| self.stage == Stage::Issued && *end >= today)?;
        let days = (end - today).get_days();
        (i64::from(days) <= SOON).then_some(days)
    }

    #[must_use]
    pub fn money(&self) -> Option<Money> {
        self.value.map(|value| Money::new(value, self.currency))
    }
}

/// What the contracts of a list come to in one currency: the issued ones, unless the filter asks for others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractTotalsRow {
    pub currency: Currency,
    pub contracts: i64,
    pub value: Amount,
}
