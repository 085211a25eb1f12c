//! The small forms: steps of a contract, who has signed, types.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ContractType, Signatures};
use crate::kernel::date::Date;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ContractId, ContractTypeId, RequestKey};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, typed};

/// The form that issues a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueContract {
    pub id: ContractId,
    /// The version that was on the page: nobody issues what he has not seen.
    pub version: i64,
}

/// The form that terminates or cancels a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndContract {
    pub id: ContractId,
    pub version: i64,
    /// The last day on which it holds; of a cancelled one the day of the decision.
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub reason: String,
}

impl EndContract {
    /// Day and reason.
    ///
    /// # Errors
    /// One is missing or can't be kept.
    pub fn read(&self) -> Result<(Date, String), FieldErrors> {
        let mut read = Reader::default();
        let on = read.date("on", &self.on);
        let reason = read.line("reason", &self.reason, 500);
        read.finish(on.map(|on| (on, reason)))
    }
}

/// The form that makes a draft of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyContract {
    pub id: ContractId,
    pub request: RequestKey,
}

/// The form that takes the text of a draft anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeText {
    pub id: ContractId,
    pub version: i64,
    /// As in [`super::SaveContract::template`].
    #[serde(default)]
    pub template: String,
}

/// Who has signed, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveSignatures {
    pub id: Option<ContractId>,
    pub version: i64,
    pub by_us: String,
    pub by_client: String,
    pub refused_on: String,
    pub refusal: String,
    pub original: String,
}

impl SaveSignatures {
    /// What is stored, as the form spells it.
    #[must_use]
    pub fn of(id: ContractId, version: i64, facts: &Signatures) -> Self {
        let (refused_on, refusal) = facts.refused.clone().unzip();
        Self {
            id: Some(id),
            version,
            by_us: typed(facts.by_us),
            by_client: typed(facts.by_client),
            refused_on: typed(refused_on),
            refusal: refusal.unwrap_or_default(),
            original: typed(facts.original),
        }
    }

    /// The facts: whoever signed has not refused, and a refusal has its day and its reason. Nothing has happened yet that is dated
    /// later than `today`.
    ///
    /// # Errors
    /// All problems at once, each beside its field.
    pub fn validated(&self, today: Date) -> Result<Signatures, FieldErrors> {
        let mut read = Reader::default();
        let mut day = |field: &str, text: &str| {
            let day = read.optional_date(field, text);
            if day.is_some_and(|day| day > today) {
                read.problem(field, Problem::LaterThan { date: today });
            }
            day
        };
        let by_us = day("by_us", &self.by_us);
        let by_client = day("by_client", &self.by_client);
        let refused_on = day("refused_on", &self.refused_on);
        let original = day("original", &self.original);
        let refusal = read.optional_line("refusal", &self.refusal, 500);
        if refused_on.is_some() && refusal.is_empty() {
            read.problem("refusal", Problem::Required);
        }
        if refused_on.is_none() && !refusal.is_empty() {
            read.problem("refused_on", Problem::Required);
        }
        if refused_on.is_some() && (by_client.is_some() || original.is_some()) {
            read.problem("refused_on", Problem::SignedAndRefused);
        }
        read.finish(Some(Signatures {
            by_us,
            by_client,
            refused: refused_on.map(|on| (on, refusal)),
            original,
        }))
    }

    /// Field → typed value, for showing both versions of a conflict.
    #[must_use]
    pub fn flattened(self) -> BTreeMap<String, String> {
        let fields = [
            ("by_us", self.by_us),
            ("by_client", self.by_client),
            ("refused_on", self.refused_on),
            ("refusal", self.refusal),
            ("original", self.original),
        ];
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

/// A type, new or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveContractType {
    /// Of a new type: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new type.
    pub id: Option<ContractTypeId>,
    pub version: i64,
    pub name: String,
}

impl SaveContractType {
    /// A stored type as the form spells it.
    #[must_use]
    pub fn of(stored: &ContractType) -> Self {
        Self {
            request: None,
            id: Some(stored.id),
            version: stored.version,
            name: stored.name.clone(),
        }
    }

    /// The name, and the name as it is told from others.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn validated(&self) -> Result<(String, String), FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, 100);
        let folded = fold(&name);
        form.finish(Some((name, folded)))
    }
}

/// A type changes its place with the one before or behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveContractType {
    pub id: ContractTypeId,
    #[serde(default)]
    pub down: bool,
}

/// A type is offered no longer, or again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetireContractType {
    pub id: ContractTypeId,
    #[serde(default)]
    pub retired: bool,
}
