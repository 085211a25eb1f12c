//! Papers as their client sees them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cabinet::files::model::CabinetFile;
use crate::documents::closing::model::ClosingKind;
use crate::documents::contracts::model::{Stage, is_expired};
use crate::documents::invoices::model::{Settlement, days_overdue};
use crate::documents::signatures::model::Signature;
use crate::documents::templates::model::PaperHtml;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::spelled;

/// A kind of papers in the cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CabinetPaper {
    Contract,
    Invoice,
    Act,
    DeliveryNote,
}

spelled!(CabinetPaper {
    Contract = "contract",
    Invoice = "invoice",
    Act = "act",
    DeliveryNote = "delivery_note",
});

impl CabinetPaper {
    /// The address of its list; a paper's page is this and `/<id>`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Contract => "/cabinet/contracts",
            Self::Invoice => "/cabinet/invoices",
            Self::Act => "/cabinet/acts",
            Self::DeliveryNote => "/cabinet/delivery-notes",
        }
    }

    /// The page of a paper.
    #[must_use]
    pub fn page(self, id: Uuid) -> String {
        format!("{}/{id}", self.path())
    }

    /// Its file.
    #[must_use]
    pub fn file(self, id: Uuid) -> String {
        format!("{}/{id}/document.pdf", self.path())
    }

    #[must_use]
    pub const fn right(self) -> CabinetRight {
        match self {
            Self::Contract => CabinetRight::Contracts,
            Self::Invoice => CabinetRight::Invoices,
            Self::Act => CabinetRight::Acts,
            Self::DeliveryNote => CabinetRight::DeliveryNotes,
        }
    }

    #[must_use]
    pub const fn owner_kind(self) -> OwnerKind {
        match self {
            Self::Contract => OwnerKind::Contract,
            Self::Invoice => OwnerKind::Invoice,
            Self::Act => OwnerKind::Act,
            Self::DeliveryNote => OwnerKind::DeliveryNote,
        }
    }

    /// Whether both sides sign it.
    #[must_use]
    pub const fn is_signed(self) -> bool {
        !matches!(self, Self::Invoice)
    }

    /// As the room of acts and notes knows it.
    #[must_use]
    pub const fn closing(self) -> Option<ClosingKind> {
        match self {
            Self::Contract | Self::Invoice => None,
            Self::Act => Some(ClosingKind::Act),
            Self::DeliveryNote => Some(ClosingKind::DeliveryNote),
        }
    }
}

impl From<ClosingKind> for CabinetPaper {
    fn from(kind: ClosingKind) -> Self {
        match kind {
            ClosingKind::Act => Self::Act,
            ClosingKind::DeliveryNote => Self::DeliveryNote,
        }
    }
}

/// What something is to be done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperQueue {
    /// Contracts, acts and notes in force that the client has neither signed nor refused.
    ToSign,
    /// Invoices of which something is left to pay.
    ToPay,
}

spelled!(PaperQueue {
    ToSign = "to_sign",
    ToPay = "to_pay",
});

impl PaperQueue {
    /// Whether papers of a kind can be in it.
    #[must_use]
    pub const fn takes(self, kind: CabinetPaper) -> bool {
        match self {
            Self::ToSign => kind.is_signed(),
            Self::ToPay => matches!(kind, CabinetPaper::Invoice),
        }
    }
}

/// The list of papers as its address says it. The newest come first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaperFilter {
    /// A part of the number; of a contract also of its subject.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CabinetPaper>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<PaperQueue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

impl PaperFilter {
    /// What is looked for.
    #[must_use]
    pub fn text(&self) -> &str {
        self.q.trim()
    }

    /// Whether it leaves something out.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.text().is_empty() || self.kind.is_some() || self.queue.is_some()
    }
}

/// A row of the list. Amounts are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    pub kind: CabinetPaper,
    pub id: Uuid,
    pub number: String,
    pub date: Date,
    /// Until when an invoice is to be paid; the last day of a contract that has one.
    pub until: Option<Date>,
    pub currency: Currency,
    /// Zero where a contract names none.
    pub amount: Amount,
    pub paid: Amount,
    /// Of contracts, acts and notes alike.
    pub stage: Stage,
    /// Of an invoice.
    pub settlement: Settlement,
    /// Of what both sides sign.
    pub signature: Signature,
    /// Why the client has refused to sign.
    pub refusal: String,
}

/// What a paper is now, as one word says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperState {
    Cancelled,
    Terminated,
    /// A contract whose last day has passed.
    Expired,
    Unpaid,
    PartlyPaid,
    /// By so many days.
    Overdue(i32),
    Paid,
    /// The client has neither signed nor refused.
    ToSign,
    Refused,
    /// By the client.
    Signed,
    SignedByBoth,
}

impl PaperRow {
    /// Its state on a day.
    #[must_use]
    pub fn state(&self, today: Date) -> PaperState {
        match self.stage {
            Stage::Cancelled => return PaperState::Cancelled,
            Stage::Terminated => return PaperState::Terminated,
            Stage::Draft | Stage::Issued => {}
        }
        if self.kind == CabinetPaper::Invoice {
            let due = self.until.unwrap_or(self.date);
            return match (days_overdue(self.settlement, due, today), self.settlement) {
                (Some(days), _) => PaperState::Overdue(days),
                (None, Settlement::Paid) => PaperState::Paid,
                (None, Settlement::PartiallyPaid) => PaperState::PartlyPaid,
                (None, Settlement::Unpaid | Settlement::None) => PaperState::Unpaid,
            };
        }
        match self.signature {
            Signature::None | Signature::Ours => PaperState::ToSign,
            Signature::Refused => PaperState::Refused,
            _ if self.kind == CabinetPaper::Contract && is_expired(self.stage, self.until, today) => {
                PaperState::Expired
            }
            Signature::Client => PaperState::Signed,
            Signature::Both => PaperState::SignedByBoth,
        }
    }

    /// What it is about in money; a contract may name no sum.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let named = self.kind != CabinetPaper::Contract || self.amount.is_positive();
        named.then(|| Money::new(self.amount, self.currency))
    }

    /// What is left to pay.
    #[must_use]
    pub fn balance(&self) -> Money {
        let left = if self.settlement.is_open() {
            self.amount.checked_sub(self.paid).unwrap_or_default()
        } else {
            Amount::ZERO
        };
        Money::new(left, self.currency)
    }
}

/// A paper with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSheet {
    pub row: PaperRow,
    pub html: PaperHtml,
    /// Its attachments that the client may see.
    pub files: Vec<CabinetFile>,
    /// What it goes back to: the contract of an annex, the invoice of an act.
    pub basis: Option<PaperLink>,
    /// The invoice that stands for a cancelled one.
    pub replacement: Option<PaperLink>,
    /// When a contract was terminated or cancelled.
    pub ended: Option<Date>,
    /// Of an invoice.
    pub payment: Option<Payable>,
}

/// Another paper; its page only where the visitor may open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLink {
    pub kind: CabinetPaper,
    pub number: String,
    pub id: Option<Uuid>,
}

/// What an invoice asks for and has got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payable {
    /// Where to pay what is left; nothing where nothing is.
    pub to: Option<PayTo>,
    /// What settles it, the oldest first; for who may see payments.
    pub parts: Vec<PaidPart>,
}

/// The details for a payment, as the invoice prints them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayTo {
    pub recipient: String,
    /// A code of `kernel::requisites::TaxIdKind`; empty together with `tax_id`.
    pub tax_id_kind: String,
    pub tax_id: String,
    pub bank: String,
    /// IBAN or account number.
    pub account: String,
    pub bic: String,
    pub correspondent: String,
    pub purpose: String,
}

/// A part of an invoice that is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPart {
    pub date: Date,
    /// Of the payment; the rest of an invoice that was written off has none.
    pub number: Option<String>,
    pub money: Money,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::{CabinetPaper, PaperRow, PaperState, Settlement, Signature, Stage};
    use crate::kernel::currency::Currency;
    use crate::kernel::money::Amount;

    fn row(kind: CabinetPaper) -> PaperRow {
        PaperRow {
            kind,
            id: Uuid::nil(),
            number: "1".into(),
            date: date(2026, 11, 20),
            until: Some(date(2026, 11, 27)),
            currency: Currency::Uah,
            amount: Amount::from_minor(100),
            paid: Amount::ZERO,
            stage: Stage::Issued,
            settlement: Settlement::None,
            signature: Signature::None,
            refusal: String::new(),
        }
    }

    #[test]
    fn an_invoice_is_paid_or_late_and_its_balance_is_what_is_left() {
        for (settlement, paid, today, state, left) in [
            (Settlement::Unpaid, 0, 27, PaperState::Unpaid, 100),
            (Settlement::PartiallyPaid, 40, 27, PaperState::PartlyPaid, 60),
            (Settlement::PartiallyPaid, 40, 29, PaperState::Overdue(2), 60),
            (Settlement::Paid, 100, 29, PaperState::Paid, 0),
        ] {
            let row = PaperRow {
                settlement,
                paid: Amount::from_minor(paid),
                ..row(CabinetPaper::Invoice)
            };
            assert_eq!(row.state(date(2026, 11, today)), state);
            assert_eq!(row.balance().amount.minor(), left);
        }
    }

    #[test]
    fn what_is_signed_waits_for_the_client_and_a_contract_expires() {
        let (in_time, late) = (date(2026, 11, 27), date(2026, 11, 28));
        for (kind, signature, today, state) in [
            (CabinetPaper::Act, Signature::Ours, late, PaperState::ToSign),
            (CabinetPaper::Act, Signature::Both, late, PaperState::SignedByBoth),
            (CabinetPaper::Contract, Signature::Client, in_time, PaperState::Signed),
            (CabinetPaper::Contract, Signature::Client, late, PaperState::Expired),
            (CabinetPaper::Contract, Signature::None, late, PaperState::ToSign),
            (
                CabinetPaper::DeliveryNote,
                Signature::Refused,
                late,
                PaperState::Refused,
            ),
        ] {
            let row = PaperRow { signature, ..row(kind) };
            assert_eq!(row.state(today), state, "{kind}");
        }
        let cancelled = PaperRow {
            stage: Stage::Cancelled,
            ..row(CabinetPaper::Act)
        };
        assert_eq!(cancelled.state(late), PaperState::Cancelled);
    }
}
