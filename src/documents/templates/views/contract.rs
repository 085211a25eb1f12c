//! The contract.

use serde::{Deserialize, Serialize};

use super::parts::{BasisView, PartyView, TemplateRef};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::words::Hryvnia;

/// A contract. A draft has its number already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractView {
    pub lang: Lang,
    #[serde(default)]
    pub second_lang: Option<Lang>,
    pub number: String,
    pub date: Date,
    #[serde(default)]
    pub city: String,
    pub subject: String,
    /// Services, supply, rent … as the directory calls it.
    #[serde(default)]
    pub type_name: String,
    pub seller: PartyView,
    pub buyer: PartyView,
    pub currency: Currency,
    /// Absent where the price follows from the invoices.
    #[serde(default)]
    pub value: Option<Amount>,
    #[serde(default)]
    pub start: Option<Date>,
    #[serde(default)]
    pub end: Option<Date>,
    /// The contract to which this is an annex.
    #[serde(default)]
    pub parent: Option<BasisView>,
    #[serde(default)]
    pub template: Option<TemplateRef>,
    #[serde(default)]
    pub hryvnia: Hryvnia,
    #[serde(default)]
    pub today: Option<Date>,
    /// Its own text, with shortcodes; absent where a template is tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The same in the second language; empty where there is none, and where `body` holds both.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub second_body: String,
}
