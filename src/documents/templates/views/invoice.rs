//! The invoice.

use serde::{Deserialize, Serialize};

use super::parts::{AccountView, BasisView, LineView, PartyView, TemplateRef, VatView};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRounding};
use crate::kernel::words::Hryvnia;

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
    /// What the paper was made with; absent on papers from before there were templates.
    #[serde(default)]
    pub template: Option<TemplateRef>,
    /// The contract it goes back to.
    #[serde(default)]
    pub contract: Option<BasisView>,
    /// What the payer shall write into his order; empty: the usual sentence.
    #[serde(default)]
    pub purpose: String,
    /// How a Russian text spells the hryvnia.
    #[serde(default)]
    pub hryvnia: Hryvnia,
    /// The day it was made on; absent: that of its date.
    #[serde(default)]
    pub today: Option<Date>,
}
