//! Act and delivery note: what was invoiced is handed over.

use serde::{Deserialize, Serialize};

use super::parts::{BasisView, LineView, PartyView, TemplateRef, VatView};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::PriceMode;
use crate::kernel::words::Hryvnia;

/// An act, or a delivery note. Parties and their signatories are those of its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    /// The primary language of the own company's documents.
    pub lang: Lang,
    /// Beside it, where the client's language is another one.
    #[serde(default)]
    pub second_lang: Option<Lang>,
    /// A draft has none.
    pub number: Option<String>,
    pub date: Date,
    /// Where it was drawn up; may be empty.
    #[serde(default)]
    pub place: String,
    /// The time in which the services were rendered.
    #[serde(default)]
    pub period_from: Option<Date>,
    #[serde(default)]
    pub period_until: Option<Date>,
    pub currency: Currency,
    pub price_mode: PriceMode,
    /// Executor, supplier.
    pub seller: PartyView,
    /// Customer, payer.
    pub buyer: PartyView,
    pub invoice: BasisView,
    #[serde(default)]
    pub contract: Option<BasisView>,
    pub lines: Vec<LineView>,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
    /// In the order in which they are printed.
    pub groups: Vec<VatView>,
    #[serde(default)]
    pub note: String,
    /// Who takes the goods, where it is not the payer.
    #[serde(default)]
    pub consignee: Option<PartyView>,
    /// Where the goods go; empty: to the consignee's address.
    #[serde(default)]
    pub delivery_address: String,
    #[serde(default)]
    pub power_of_attorney: Option<PowerOfAttorneyView>,
    #[serde(default)]
    pub template: Option<TemplateRef>,
    #[serde(default)]
    pub hryvnia: Hryvnia,
    /// The day it was made on; absent: that of its date.
    #[serde(default)]
    pub today: Option<Date>,
}

/// By which the goods are taken.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PowerOfAttorneyView {
    pub number: String,
    pub date: Option<Date>,
    /// Who takes them, with his position.
    pub person: String,
}
