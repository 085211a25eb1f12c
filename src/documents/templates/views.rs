//! Everything a paper can print, as plain data. A snapshot of an issued paper is one of these; so fields are added with
//! `#[serde(default)]` and never renamed or removed: papers of earlier years have to be read.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Percent, Price, Quantity};
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};

/// One side of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartyView {
    /// The full legal name.
    pub name: String,
    /// `company`, `sole_proprietor` or `person`; empty on papers from before it was kept.
    #[serde(default)]
    pub kind: String,
    /// The main one: a code of `kernel::requisites::TaxIdKind`; empty together with `tax_id`.
    pub tax_id_kind: String,
    pub tax_id: String,
    /// All of them, in the order of their kinds; none on papers from before they were kept.
    #[serde(default)]
    pub tax_ids: Vec<TaxIdView>,
    pub address: String,
    pub phone: String,
    pub email: String,
    #[serde(default)]
    pub signatory: SignatoryView,
    /// Surname and initials of the accountant; empty where there is none.
    #[serde(default)]
    pub accountant: String,
}

/// A tax id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaxIdView {
    /// Code of `kernel::requisites::TaxIdKind`.
    pub kind: String,
    /// How a number of no known kind is called; empty for the others.
    pub label: String,
    pub value: String,
}

/// Who signs for a party.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SignatoryView {
    pub position: String,
    /// Surname and initials.
    pub name: String,
}

/// The account to pay to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AccountView {
    pub bank: String,
    /// IBAN or account number.
    pub number: String,
    /// BIC / МФО; empty where the IBAN says it.
    pub bic: String,
    pub correspondent: String,
}

/// A line. Amounts are minor units of the paper's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// Its number on the paper, from 1.
    pub n: usize,
    /// `goods`, `service` or `work`.
    pub kind: String,
    /// The code of the item of the catalogue; empty if there is none.
    #[serde(default)]
    pub code: String,
    pub name: String,
    pub description: String,
    pub quantity: Quantity,
    pub unit: String,
    /// The unit's code in the classifier of units; empty if it is not known.
    #[serde(default)]
    pub unit_code: String,
    pub price: Price,
    pub discount: Percent,
    pub vat_rate: VatRate,
    /// Quantity × price less the line's discount.
    pub amount: Amount,
    /// The line's part of the document's discount.
    pub discount_share: Amount,
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

/// The sums of all lines with one VAT rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatView {
    pub rate: VatRate,
    /// Why there is no tax; empty for taxed lines.
    pub ground: String,
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

/// Papers that were frozen before there were corrections.
const fn first_revision() -> i64 {
    1
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// The language of the paper.
    pub lang: Lang,
    /// A draft has none.
    pub number: Option<String>,
    /// From 1 on; each later one replaces the one before.
    #[serde(default = "first_revision")]
    pub revision: i64,
    pub issue_date: Date,
    pub due_date: Date,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    pub seller: PartyView,
    pub account: AccountView,
    pub buyer: PartyView,
    pub lines: Vec<LineView>,
    pub subtotal: Amount,
    pub discount: Amount,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
    /// In the order in which they are printed.
    pub groups: Vec<VatView>,
    pub note: String,
}
