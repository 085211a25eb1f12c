//! Papers about money: what was paid, and what is owed.

use serde::{Deserialize, Serialize};

use super::parts::{BasisView, PartyView, TemplateRef};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::words::Hryvnia;

/// A confirmation of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    pub lang: Lang,
    pub number: String,
    pub date: Date,
    pub amount: Amount,
    pub currency: Currency,
    /// Bank transfer, cash, card … as the directory calls it.
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub transaction_id: String,
    #[serde(default)]
    pub purpose: String,
    pub seller: PartyView,
    pub buyer: PartyView,
    pub allocations: Vec<AllocationView>,
    /// What closes no invoice yet.
    #[serde(default)]
    pub advance: Amount,
    #[serde(default)]
    pub template: Option<TemplateRef>,
    #[serde(default)]
    pub hryvnia: Hryvnia,
    #[serde(default)]
    pub today: Option<Date>,
}

/// What of a payment closes an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationView {
    pub invoice: BasisView,
    /// In the payment's currency.
    pub amount: Amount,
    /// In the invoice's.
    pub closed: Amount,
    pub currency: Currency,
}

/// A statement, or a reconciliation act: what happened between two parties in a period, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    pub lang: Lang,
    #[serde(default)]
    pub second_lang: Option<Lang>,
    pub date: Date,
    pub from: Date,
    pub until: Date,
    pub seller: PartyView,
    pub buyer: PartyView,
    #[serde(default)]
    pub contract: Option<BasisView>,
    pub currency: Currency,
    /// Above zero the client owes.
    pub opening: Amount,
    pub entries: Vec<EntryView>,
    /// Turnover.
    pub debit: Amount,
    pub credit: Amount,
    pub closing: Amount,
    #[serde(default)]
    pub template: Option<TemplateRef>,
    #[serde(default)]
    pub hryvnia: Hryvnia,
    #[serde(default)]
    pub today: Option<Date>,
}

/// A row of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    pub date: Date,
    /// As people call it, in the language of the paper: `Счёт № 126`.
    pub document: String,
    pub debit: Amount,
    pub credit: Amount,
    /// After it.
    pub balance: Amount,
}
