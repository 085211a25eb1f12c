//! What papers share.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::date::Date;
use crate::kernel::fixed::{Percent, Price, Quantity};
use crate::kernel::money::Amount;
use crate::kernel::signatory::Gender;
use crate::kernel::tax::VatRate;

/// The version of a template that a paper was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRef {
    /// Of a stored version; absent for a built-in template.
    #[serde(default)]
    pub version: Option<Uuid>,
    /// The name of a built-in template: `invoice-uk-1`; empty for a stored one.
    #[serde(default)]
    pub builtin: String,
    /// Of the body, in hexadecimal.
    pub sha256: String,
}

/// What a paper goes back to: a contract, an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BasisView {
    pub number: String,
    pub date: Date,
    #[serde(default)]
    pub subject: String,
}

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
    /// As lists call it.
    #[serde(default)]
    pub short_name: String,
    /// Where it really is, and where goods go; empty: at the address.
    #[serde(default)]
    pub actual_address: String,
    #[serde(default)]
    pub shipping_address: String,
    /// Its account. That of the supplier of an invoice is the one to pay to.
    #[serde(default)]
    pub bank: AccountView,
    #[serde(default)]
    pub signatory: SignatoryView,
    /// Surname and initials of the accountant; empty where there is none.
    #[serde(default)]
    pub accountant: String,
    /// Of the own company: the pictures it had when the paper was issued. Absent on papers that are not issued, and on those from before
    /// pictures were kept: they have the pictures of the day on which they are made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictures: Option<Vec<PictureView>>,
}

/// A picture of the own company; its bytes are kept under the hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// `logo`, `stamp`, `facsimile`.
    pub kind: String,
    /// In hexadecimal.
    pub sha256: String,
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
    /// Surname and names.
    #[serde(default)]
    pub full_name: String,
    /// «действующего», «действующей»; not known on papers from before it was kept.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// `Устав`
    #[serde(default)]
    pub basis: String,
    /// `Ивановой Анны Петровны`
    #[serde(default)]
    pub name_genitive: String,
    #[serde(default)]
    pub position_genitive: String,
    /// `Устава`
    #[serde(default)]
    pub basis_genitive: String,
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

/// Of what is closed by its sum the quantity is a share that nobody has measured: it prints as one, without the unit that was invoiced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BySum {
    /// The whole sum of the invoice's line.
    All,
    /// A part of it, which the paper says.
    Part,
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
    /// When the service was rendered, as it is printed; empty where nobody said.
    #[serde(default)]
    pub period: String,
    /// The unit's code in the classifier of units; empty if it is not known.
    #[serde(default)]
    pub unit_code: String,
    /// Of a line that is closed by its sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sum: Option<BySum>,
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
