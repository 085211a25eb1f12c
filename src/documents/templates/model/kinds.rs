//! Kinds and states of templates.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::kernel::actor::Right;
use crate::kernel::tax::spelled;

/// The kinds of papers that are made of templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    Invoice,
    Act,
    DeliveryNote,
    Contract,
    PaymentConfirmation,
    Statement,
    ReconciliationAct,
}

spelled!(PaperKind {
    Invoice = "invoice",
    Act = "act",
    DeliveryNote = "delivery_note",
    Contract = "contract",
    PaymentConfirmation = "payment_confirmation",
    Statement = "statement",
    ReconciliationAct = "reconciliation_act",
});

impl PaperKind {
    /// Who may see such papers, where that belongs to a module without which there are none; nothing for the others.
    #[must_use]
    pub const fn of_module(self) -> Option<Right> {
        match self {
            Self::Act => Some(Right::ViewActs),
            Self::DeliveryNote => Some(Right::ViewDeliveryNotes),
            _ => None,
        }
    }
}

/// What a template is of: a paper, or the letter it goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TemplateKind {
    pub paper: PaperKind,
    /// The letter, and not the paper itself.
    pub mail: bool,
}

const MAIL: &str = "_mail";

impl TemplateKind {
    /// The paper itself.
    #[must_use]
    pub const fn paper(paper: PaperKind) -> Self {
        Self { paper, mail: false }
    }

    /// The letter a paper goes with.
    #[must_use]
    pub const fn mail(paper: PaperKind) -> Self {
        Self { paper, mail: true }
    }

    /// All kinds: the papers, then the letters.
    pub fn all() -> impl Iterator<Item = Self> {
        let papers = PaperKind::ALL.iter().copied().map(Self::paper);
        papers.chain(PaperKind::ALL.iter().copied().map(Self::mail))
    }
}

/// `invoice`, `invoice_mail`: the stable spelling in the database and in addresses.
impl fmt::Display for TemplateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.paper, if self.mail { MAIL } else { "" })
    }
}

impl std::str::FromStr for TemplateKind {
    type Err = crate::kernel::tax::UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_suffix(MAIL) {
            Some(paper) => paper.parse().map(Self::mail),
            None => text.parse().map(Self::paper),
        }
    }
}

impl TryFrom<String> for TemplateKind {
    type Error = crate::kernel::tax::UnknownSpelling;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TemplateKind> for String {
    fn from(kind: TemplateKind) -> Self {
        kind.to_string()
    }
}

/// Whether papers are made with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    /// Nothing of it has been published yet.
    Draft,
    /// One of its versions serves.
    Published,
    /// It served once.
    Retired,
}

spelled!(TemplateState { Draft = "draft", Published = "published", Retired = "retired" });

#[cfg(test)]
mod tests {
    use super::TemplateKind;

    #[test]
    fn kinds_are_spelled_and_read_back() {
        assert_eq!(TemplateKind::all().count(), 14);
        for kind in TemplateKind::all() {
            assert_eq!(kind.to_string().parse(), Ok(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
            assert_eq!(serde_json::from_str::<TemplateKind>(&json).unwrap(), kind);
        }
        assert!("letter".parse::<TemplateKind>().is_err());
    }
}
