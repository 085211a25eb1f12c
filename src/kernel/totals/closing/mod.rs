//! Closing an invoice by acts and delivery notes, so that nothing of it is lost or closed twice.
//!
//! Each line of an issued invoice is closed in parts, by quantity or by amount, in one document or in several. A part has its share of the line's
//! quantity, net, VAT and gross; none of the four ever comes to more than was invoiced, and the part that takes the last of a line takes exactly
//! what is left of all four. So when a line is closed, its parts come to the line, in every minor unit:
//!
//! 1. By quantity: `round(quantity × price)`, the price after the discounts of line and document. By amount: the amount itself, in what the
//!    prices mean (net in a net-priced document, gross in a gross-priced one); of the quantity it takes its share.
//! 2. VAT as in every document ([`super`], step 4), rounded on the line or once for the parts of equal rates. Not for what takes the last of a
//!    line: that is a remainder.
//! 3. Neither net nor VAT takes more than is left. A part that takes the last of the money takes the last of the VAT.
//!
//! So three parts of one out of 3 × 33.335 = 100.01 are 33.34, 33.34 and 33.33.
//!
//! Where the VAT rate has changed since the invoice, the document bears the rate of its own date ([`NewRate`]): *keep gross* or *keep net*. What is
//! closed **of the invoice** is its share at the invoice's rate all the same ([`Part::taken`]), and that is what conserves; the sums **of the
//! document** ([`Part::totals`]) differ by the difference of the tax, in net or in gross.

mod price;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{LineTotals, VatGroup, share_of, vat};
use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Fixed6, Percent, Price, Quantity, mul_div_round};
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding, spelled};

pub use price::price_after_discounts;
use price::{price_of, price_of_one, product};

/// What a closing document inherits from its invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingTerms {
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
}

/// A share of a line: of what was invoiced, of what is closed, of what is left. Always `net + vat = gross`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub quantity: Quantity,
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

impl Share {
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.quantity.is_zero() && self.net.is_zero() && self.vat.is_zero() && self.gross.is_zero()
    }

    /// In what the prices mean.
    #[must_use]
    pub const fn base(&self, mode: PriceMode) -> Amount {
        match mode {
            PriceMode::Net | PriceMode::WithoutVat => self.net,
            PriceMode::Gross => self.gross,
        }
    }

    /// # Errors
    /// [`Overflow`] if the sum can't be stored.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        let quantity = self.quantity.scaled().checked_add(other.quantity.scaled());
        Ok(Self {
            quantity: quantity.map(Fixed6::from_scaled).ok_or(Overflow)?,
            net: self.net.checked_add(other.net)?,
            vat: self.vat.checked_add(other.vat)?,
            gross: self.gross.checked_add(other.gross)?,
        })
    }

    /// # Errors
    /// [`Overflow`] if the difference can't be stored.
    pub fn checked_sub(self, other: Self) -> Result<Self, Overflow> {
        let quantity = self.quantity.scaled().checked_sub(other.quantity.scaled());
        Ok(Self {
            quantity: quantity.map(Fixed6::from_scaled).ok_or(Overflow)?,
            net: self.net.checked_sub(other.net)?,
            vat: self.vat.checked_sub(other.vat)?,
            gross: self.gross.checked_sub(other.gross)?,
        })
    }

    /// Whether something of it is negative.
    #[must_use]
    pub const fn is_below_zero(&self) -> bool {
        self.quantity.is_negative() || self.net.is_negative() || self.vat.is_negative() || self.gross.is_negative()
    }
}

/// A line of an issued invoice with what of it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLine {
    pub invoiced: Share,
    /// By issued documents.
    pub closed: Share,
    /// Whether a part of it is closed by amount: then its quantity is only a share and says nothing to people.
    pub by_amount: bool,
    /// A unit after the discounts of line and document.
    pub price: Price,
    /// The rate that counts in the invoice.
    pub vat: VatRate,
}

impl OpenLine {
    /// What is left to close.
    ///
    /// # Errors
    /// [`Overflow`] if it can't be stored.
    pub fn rest(&self) -> Result<Share, Overflow> {
        self.invoiced.checked_sub(self.closed)
    }

    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.invoiced == self.closed
    }

    /// Everything that is left, as people would say it: by quantity, unless a part of the line is closed by amount. `None` if nothing is left.
    #[must_use]
    pub fn all_the_rest(&self, mode: PriceMode) -> Option<Measure> {
        let rest = self.rest().ok()?;
        let (quantity, base) = (rest.quantity, rest.base(mode));
        if base.is_positive() && (self.by_amount || !quantity.is_positive()) {
            Some(Measure::Amount(base))
        } else if quantity.is_positive() {
            Some(Measure::Quantity(quantity))
        } else {
            None
        }
    }

    /// Of the line, `part` of `whole` less what is closed already: so that what is paid, or a share in percent, can be closed. By amount, and
    /// everything that is left where it comes to the whole. `None` if that much is closed.
    #[must_use]
    pub fn share(&self, mode: PriceMode, part: Amount, whole: Amount) -> Option<Measure> {
        if part >= whole {
            return self.all_the_rest(mode);
        }
        let (all, closed) = (self.invoiced.base(mode), self.closed.base(mode));
        let wanted = mul_div_round(
            i128::from(all.minor()),
            i128::from(part.minor()),
            i128::from(whole.minor()),
        )?;
        let left = Amount::from_wide(wanted).ok()?.checked_sub(closed).ok()?;
        left.is_positive().then_some(Measure::Amount(left))
    }
}

/// How much of a line is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Quantity(Quantity),
    /// In what the prices mean.
    Amount(Amount),
}

/// What stays as it was invoiced where the rate of VAT has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    Gross,
    Net,
}

spelled!(Keep { Gross = "gross", Net = "net" });

/// The rate of the document's date, where the invoice's is not valid then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRate {
    pub rate: VatRate,
    pub keep: Keep,
}

/// A line that is to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub line: OpenLine,
    pub measure: Measure,
    pub new_rate: Option<NewRate>,
}

/// A line of a closing document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What is printed: by amount, one.
    pub quantity: Quantity,
    pub price: Price,
    pub vat: VatRate,
    /// Of the document.
    pub totals: LineTotals,
    /// Of the invoice: the same sums, unless the rate has changed.
    pub taken: Share,
    /// Nothing of the invoice's line is left after it.
    pub is_last: bool,
}

/// The sums of a closing document. Always `net + vat = total`, and each is the sum of its lines and of its groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingTotals {
    /// One for each wanted line, in their order.
    pub lines: Vec<Part>,
    /// In the order in which they are printed.
    pub groups: Vec<VatGroup>,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
}

/// Why a line can't be closed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingReason {
    #[error("must be more than zero")]
    MustBePositive,
    #[error("more than is left of the quantity")]
    MoreThanQuantity { left: Quantity },
    #[error("more than is left of the sum")]
    MoreThanAmount { left: Amount },
    #[error("the sum is too large")]
    TooLarge,
}

/// Why a closing document has no sums. Lines are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("line {index}: {reason}")]
pub struct ClosingError {
    pub index: usize,
    pub reason: ClosingReason,
}

/// Computes the lines and sums of a closing document. Each line of the invoice is wanted at most once.
///
/// # Errors
/// [`ClosingError`] names the first line that can't be closed so.
pub fn closing(terms: &ClosingTerms, wanted: &[Wanted]) -> Result<ClosingTotals, ClosingError> {
    let too_large = |index| {
        move |_: Overflow| ClosingError {
            index,
            reason: ClosingReason::TooLarge,
        }
    };
    let mut measured = Vec::with_capacity(wanted.len());
    for (index, one) in wanted.iter().enumerate() {
        measured.push(measure(*terms, one).map_err(|reason| ClosingError { index, reason })?);
    }
    let taxed = taxes(*terms, wanted, &measured).map_err(too_large(0))?;
    let mut lines = Vec::with_capacity(wanted.len());
    for (index, ((one, measured), vat)) in wanted.iter().zip(&measured).zip(taxed).enumerate() {
        lines.push(part(*terms, one, measured, vat).map_err(too_large(index))?);
    }
    sums(lines).map_err(too_large(0))
}

/// The quantity and, in what the prices mean, the money that a part takes.
struct Measured {
    rest: Share,
    quantity: Quantity,
    base: Amount,
    is_last: bool,
}

fn measure(terms: ClosingTerms, wanted: &Wanted) -> Result<Measured, ClosingReason> {
    let Wanted { line, measure, .. } = wanted;
    let rest = line.rest().map_err(|_| ClosingReason::TooLarge)?;
    let money = rest.base(terms.price_mode);
    match *measure {
        Measure::Quantity(quantity) => {
            if !quantity.is_positive() {
                return Err(ClosingReason::MustBePositive);
            }
            if quantity > rest.quantity {
                return Err(ClosingReason::MoreThanQuantity { left: rest.quantity });
            }
            let is_last = quantity == rest.quantity;
            let base = if is_last {
                money
            } else {
                let base = product(quantity, line.price, terms.currency);
                base.ok_or(ClosingReason::TooLarge)?.min(money)
            };
            Ok(Measured {
                rest,
                quantity,
                base,
                is_last,
            })
        }
        Measure::Amount(base) => {
            if !base.is_positive() {
                return Err(ClosingReason::MustBePositive);
            }
            if base > money {
                return Err(ClosingReason::MoreThanAmount { left: money });
            }
            let is_last = base == money;
            let quantity = if is_last {
                rest.quantity
            } else {
                let share = mul_div_round(
                    i128::from(line.invoiced.quantity.scaled()),
                    i128::from(base.minor()),
                    i128::from(line.invoiced.base(terms.price_mode).minor()),
                );
                let share = share.and_then(|share| i64::try_from(share).ok());
                let share = share.map(Quantity::from_scaled).ok_or(ClosingReason::TooLarge)?;
                share.min(rest.quantity)
            };
            Ok(Measured {
                rest,
                quantity,
                base,
                is_last,
            })
        }
    }
}

/// The VAT that each part takes of its line.
fn taxes(terms: ClosingTerms, wanted: &[Wanted], measured: &[Measured]) -> Result<Vec<Amount>, Overflow> {
    let takes_all_money = |one: &Measured| one.is_last || one.base == one.rest.base(terms.price_mode);
    let shared = || (wanted.iter().zip(measured)).filter(|(_, measured)| !takes_all_money(measured));
    let rates: Vec<VatRate> = shared().map(|(wanted, _)| wanted.line.vat).collect();
    let bases: Vec<Amount> = shared().map(|(_, measured)| measured.base).collect();
    let (parts, _) = vat::apply(terms.price_mode, terms.vat_rounding, &rates, &bases)?;
    let mut parts = parts.into_iter();
    measured
        .iter()
        .map(|one| {
            if takes_all_money(one) {
                return Ok(one.rest.vat);
            }
            let computed = parts.next().map(|parts| parts.vat).unwrap_or_default();
            // What is left may not be less than nothing, neither of the VAT nor, with VAT in the prices, of the net.
            let (least, most) = match terms.price_mode {
                PriceMode::Net | PriceMode::WithoutVat => (Amount::ZERO, one.rest.vat),
                PriceMode::Gross => {
                    let gross_left = one.rest.gross.checked_sub(one.base)?;
                    (one.rest.vat.checked_sub(gross_left)?, one.rest.vat.min(one.base))
                }
            };
            Ok(computed.min(most).max(least).max(Amount::ZERO))
        })
        .collect()
}

fn part(terms: ClosingTerms, wanted: &Wanted, measured: &Measured, vat: Amount) -> Result<Part, Overflow> {
    let Measured { rest, quantity, .. } = *measured;
    let taken = if measured.is_last {
        rest
    } else {
        let (net, gross) = match terms.price_mode {
            PriceMode::Net | PriceMode::WithoutVat => (measured.base, measured.base.checked_add(vat)?),
            PriceMode::Gross => (measured.base.checked_sub(vat)?, measured.base),
        };
        Share {
            quantity,
            net,
            vat,
            gross,
        }
    };
    let (rate, of_document) = match wanted.new_rate {
        None => (wanted.line.vat, taken),
        Some(new) => (new.rate, retaxed(taken, new)?),
    };
    let base = of_document.base(terms.price_mode);
    let is_retaxed = base != taken.base(terms.price_mode);
    let (quantity, price) = match wanted.measure {
        Measure::Amount(_) => (Quantity::ONE, price_of_one(base, terms.currency)),
        Measure::Quantity(quantity) if is_retaxed => (quantity, price_of(base, quantity, terms.currency)),
        Measure::Quantity(quantity) => (quantity, Some(wanted.line.price)),
    };
    Ok(Part {
        quantity,
        price: price.ok_or(Overflow)?,
        vat: rate,
        totals: LineTotals {
            amount: base,
            discount_share: Amount::ZERO,
            net: of_document.net,
            vat: of_document.vat,
            gross: of_document.gross,
        },
        taken,
        is_last: measured.is_last,
    })
}

/// The same share at another rate: its net or its gross stays.
///
/// # Errors
/// [`Overflow`] if a sum can't be stored.
pub fn retaxed(taken: Share, new: NewRate) -> Result<Share, Overflow> {
    let percent = new.rate.percent();
    match new.keep {
        Keep::Net => {
            let vat = share_of(taken.net, percent, Percent::HUNDRED)?;
            Ok(Share {
                vat,
                gross: taken.net.checked_add(vat)?,
                ..taken
            })
        }
        Keep::Gross => {
            let with_tax = Percent::HUNDRED.scaled().checked_add(percent.scaled());
            let vat = share_of(taken.gross, percent, Fixed6::from_scaled(with_tax.ok_or(Overflow)?))?;
            Ok(Share {
                net: taken.gross.checked_sub(vat)?,
                vat,
                ..taken
            })
        }
    }
}

fn sums(lines: Vec<Part>) -> Result<ClosingTotals, Overflow> {
    let mut groups: BTreeMap<VatRate, VatGroup> = BTreeMap::new();
    for line in &lines {
        let group = groups.entry(line.vat).or_insert(VatGroup {
            rate: line.vat,
            net: Amount::ZERO,
            vat: Amount::ZERO,
            gross: Amount::ZERO,
        });
        group.net = group.net.checked_add(line.totals.net)?;
        group.vat = group.vat.checked_add(line.totals.vat)?;
        group.gross = group.gross.checked_add(line.totals.gross)?;
    }
    Ok(ClosingTotals {
        net: Amount::sum(lines.iter().map(|line| line.totals.net))?,
        vat: Amount::sum(lines.iter().map(|line| line.totals.vat))?,
        total: Amount::sum(lines.iter().map(|line| line.totals.gross))?,
        groups: groups.into_values().collect(),
        lines,
    })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
