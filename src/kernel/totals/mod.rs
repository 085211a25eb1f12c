//! The arithmetic of a document, in the one place where it is done.
//!
//! Server and browser call the same [`totals`]; everything that prints a sum reads what it returned. The order of the
//! steps is that of EN 16931 (European semantic standard for invoices), each of them rounded once, half away from zero:
//!
//! 1. line: `round(quantity × price × (1 − discount ÷ 100))`: the net of a net-priced document, the gross of a
//!    gross-priced one;
//! 2. the document's discount, spread over the lines by the largest remainder;
//! 3. groups of lines with equal VAT category and rate;
//! 4. VAT: `round(net × rate ÷ 100)`, or out of gross `round(gross × rate ÷ (100 + rate))`, per line or per group;
//! 5. sums: Σ line net = net, Σ group VAT = VAT, net + VAT = total, exactly, always.
//!
//! Products are computed in 128-bit integers rather than in a decimal type: quantity × price may have 38 digits, and
//! what is never rounded on the way can't be rounded twice.

pub mod closing;
mod vat;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Fixed6, Percent, Price, Quantity, mul_div_round};
use crate::kernel::money::{Amount, Overflow, split_by_largest_remainder};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};

/// A discount on the whole document, taken before VAT is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    #[default]
    None,
    /// 0–100 % of the subtotal.
    Percent(Percent),
    /// From zero up to the subtotal, in what the prices mean: net in a net-priced document, gross in a gross-priced one.
    Amount(Amount),
}

/// What of a document's head decides its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTerms {
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    pub discount: Discount,
}

/// What of a line decides its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineInput {
    /// More than zero: a line that sells nothing is deleted, not set to 0.
    pub quantity: Quantity,
    /// Zero or more, in the currency's major unit. Money back is a correction or a refund, never a negative line.
    pub price: Price,
    /// 0–100 % of the line.
    pub discount: Percent,
    /// In a document without VAT only its ground counts, see [`PriceMode::effective_rate`].
    pub vat: VatRate,
}

/// The sums of one line, in the document's minor units. Always `net + vat = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTotals {
    /// Quantity × price less the line's own discount, before the document's discount.
    pub amount: Amount,
    /// The line's part of the document's discount: at most `amount`.
    pub discount_share: Amount,
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

/// The sums of all lines with one VAT rate. Always `net + vat = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatGroup {
    pub rate: VatRate,
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

/// The sums of a document, in its minor units. Always `net + vat = total` and `subtotal − discount` is `net` in a
/// net-priced document, `total` in a gross-priced one, and both in one without VAT.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// One for each line, in their order.
    pub lines: Vec<LineTotals>,
    /// In the order of [`VatRate`]: categories as declared, higher rates first.
    pub groups: Vec<VatGroup>,
    /// Σ line amounts before the document's discount.
    pub subtotal: Amount,
    /// The document's discount.
    pub discount: Amount,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
}

/// The field of a line that can't be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineField {
    Quantity,
    Price,
    Discount,
    /// The product of the others.
    Amount,
}

impl LineField {
    /// The stable spelling, which is also the name of the form's field.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Price => "price",
            Self::Discount => "discount",
            Self::Amount => "amount",
        }
    }
}

/// Why a field can't be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    #[error("must be more than zero")]
    MustBePositive,
    #[error("must not be negative")]
    MustNotBeNegative,
    #[error("a percentage is from 0 to 100")]
    NotAPercentage,
    #[error("the discount is larger than the sum of the lines")]
    DiscountTooLarge,
    #[error("the amount is too large")]
    TooLarge,
}

/// Why a document has no totals: always something a person can correct in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalsError {
    /// The first field, counting lines from 0, that can't be accepted.
    #[error("line {index}, {}: {reason}", field.as_str())]
    Line {
        index: usize,
        field: LineField,
        reason: Reason,
    },
    /// The document's discount.
    #[error("document discount: {0}")]
    Discount(Reason),
    /// Each line can be stored, but not their sum.
    #[error("the sum of the document is too large")]
    Overflow,
}

impl From<Overflow> for TotalsError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// Computes all sums of a document; a document without lines has zeros. The same input always gives the same sums.
///
/// # Errors
/// [`TotalsError`] names the first field that can't be accepted: lines first, in order, then the document's discount.
pub fn totals(terms: &DocumentTerms, lines: &[LineInput]) -> Result<Totals, TotalsError> {
    let amounts = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            line_amount(line, terms.currency).map_err(|(field, reason)| TotalsError::Line { index, field, reason })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let subtotal = Amount::sum(amounts.iter().copied())?;
    let discount = document_discount(terms.discount, subtotal)?;
    let shares = split_by_largest_remainder(discount, &amounts)?;
    let bases = amounts
        .iter()
        .zip(&shares)
        .map(|(amount, share)| amount.checked_sub(*share))
        .collect::<Result<Vec<_>, _>>()?;
    let rates: Vec<VatRate> = lines
        .iter()
        .map(|line| terms.price_mode.effective_rate(line.vat))
        .collect();
    let (parts, groups) = vat::apply(terms.price_mode, terms.vat_rounding, &rates, &bases)?;

    let net = Amount::sum(groups.iter().map(|group| group.net))?;
    let vat = Amount::sum(groups.iter().map(|group| group.vat))?;
    let total = net.checked_add(vat)?;
    let lines = (amounts.into_iter().zip(shares).zip(parts))
        .map(
            |((amount, discount_share), vat::Parts { net, vat, gross })| LineTotals {
                amount,
                discount_share,
                net,
                vat,
                gross,
            },
        )
        .collect();
    Ok(Totals {
        lines,
        groups,
        subtotal,
        discount,
        net,
        vat,
        total,
    })
}

/// Step 1: `round(quantity × price × (1 − discount ÷ 100))` in minor units.
fn line_amount(line: &LineInput, currency: Currency) -> Result<Amount, (LineField, Reason)> {
    if !line.quantity.is_positive() {
        return Err((LineField::Quantity, Reason::MustBePositive));
    }
    if line.price.is_negative() {
        return Err((LineField::Price, Reason::MustNotBeNegative));
    }
    if !is_percentage(line.discount) {
        return Err((LineField::Discount, Reason::NotAPercentage));
    }
    exact_line_amount(line, currency).ok_or((LineField::Amount, Reason::TooLarge))
}

/// The product in integers: both factors come ×10⁶, and what the discount leaves of a hundred percent ×10⁸.
fn exact_line_amount(line: &LineInput, currency: Currency) -> Option<Amount> {
    let product = i128::from(line.quantity.scaled()).checked_mul(i128::from(line.price.scaled()))?;
    let kept = i128::from(Percent::HUNDRED.scaled()).checked_sub(i128::from(line.discount.scaled()))?;
    // 6 + 6 places of the factors and 8 of the percentage, less those that stay as minor units.
    let places = (3 * Fixed6::PLACES + 2).checked_sub(currency.minor_digits())?;
    let minor = mul_div_round(product, kept, 10_i128.checked_pow(places)?)?;
    Amount::from_wide(minor).ok()
}

/// Step 2, first half: the document's discount in minor units.
fn document_discount(discount: Discount, subtotal: Amount) -> Result<Amount, TotalsError> {
    match discount {
        Discount::None => Ok(Amount::ZERO),
        Discount::Percent(percent) if !is_percentage(percent) => Err(TotalsError::Discount(Reason::NotAPercentage)),
        Discount::Percent(percent) => share_of(subtotal, percent, Percent::HUNDRED).map_err(TotalsError::from),
        Discount::Amount(amount) if amount.is_negative() => Err(TotalsError::Discount(Reason::MustNotBeNegative)),
        Discount::Amount(amount) if amount > subtotal => Err(TotalsError::Discount(Reason::DiscountTooLarge)),
        Discount::Amount(amount) => Ok(amount),
    }
}

fn is_percentage(value: Percent) -> bool {
    (Percent::ZERO..=Percent::HUNDRED).contains(&value)
}

/// `round(amount × part ÷ whole)`; `whole` is positive.
fn share_of(amount: Amount, part: Fixed6, whole: Fixed6) -> Result<Amount, Overflow> {
    let share = mul_div_round(
        i128::from(amount.minor()),
        i128::from(part.scaled()),
        i128::from(whole.scaled()),
    );
    share.map_or(Err(Overflow), Amount::from_wide)
}

#[cfg(test)]
pub mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod table;
