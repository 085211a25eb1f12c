//! Everything a paper can print, as plain data. A snapshot of an issued paper is one of these; so fields are added with
//! `#[serde(default)]` and never renamed or removed: papers of earlier years have to be read.
//!
//! | file | what it holds |
//! |---|---|
//! | `parts` | what papers share: parties, accounts, lines, VAT, what a paper is based on |
//! | `invoice` | the invoice |
//! | `closing` | act and delivery note: one shape |
//! | `contract` | the contract |
//! | `money` | payment confirmation; statement and reconciliation act: one shape |
//! | `mail` | the letter a paper goes with |

mod closing;
mod contract;
mod invoice;
mod mail;
mod money;
mod parts;

use serde::{Deserialize, Serialize};

pub use closing::{ClosingView, PowerOfAttorneyView};
pub use contract::ContractView;
pub use invoice::InvoiceView;
pub use mail::{MailView, PersonView};
pub use money::{AllocationView, EntryView, PaymentView, StatementView};
pub use parts::{
    AccountView, BasisView, BySum, LineView, PartyView, PictureView, SignatoryView, TaxIdView, TemplateRef, VatView,
};

use super::model::PaperKind;
use crate::kernel::lang::Lang;

/// A paper of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "view")]
pub enum PaperView {
    Invoice(InvoiceView),
    Act(ClosingView),
    DeliveryNote(ClosingView),
    Contract(ContractView),
    PaymentConfirmation(PaymentView),
    Statement(StatementView),
    ReconciliationAct(StatementView),
}

impl PaperView {
    #[must_use]
    pub const fn kind(&self) -> PaperKind {
        match self {
            Self::Invoice(_) => PaperKind::Invoice,
            Self::Act(_) => PaperKind::Act,
            Self::DeliveryNote(_) => PaperKind::DeliveryNote,
            Self::Contract(_) => PaperKind::Contract,
            Self::PaymentConfirmation(_) => PaperKind::PaymentConfirmation,
            Self::Statement(_) => PaperKind::Statement,
            Self::ReconciliationAct(_) => PaperKind::ReconciliationAct,
        }
    }

    /// The language of the paper, and the one beside it where there are two.
    #[must_use]
    pub const fn langs(&self) -> (Lang, Option<Lang>) {
        match self {
            Self::Invoice(view) => (view.lang, None),
            Self::Act(view) | Self::DeliveryNote(view) => (view.lang, view.second_lang),
            Self::Contract(view) => (view.lang, view.second_lang),
            Self::PaymentConfirmation(view) => (view.lang, None),
            Self::Statement(view) | Self::ReconciliationAct(view) => (view.lang, view.second_lang),
        }
    }

    /// The text of a paper that has one of its own, and that of the column in its second language.
    #[must_use]
    pub fn own_text(&self) -> Option<(&str, &str)> {
        match self {
            Self::Contract(view) => view.body.as_deref().map(|body| (body, view.second_body.as_str())),
            _ => None,
        }
    }

    /// The template the paper was made with; none on papers from before there were templates.
    #[must_use]
    pub const fn template(&self) -> Option<&TemplateRef> {
        match self {
            Self::Invoice(view) => view.template.as_ref(),
            Self::Act(view) | Self::DeliveryNote(view) => view.template.as_ref(),
            Self::Contract(view) => view.template.as_ref(),
            Self::PaymentConfirmation(view) => view.template.as_ref(),
            Self::Statement(view) | Self::ReconciliationAct(view) => view.template.as_ref(),
        }
    }
}
