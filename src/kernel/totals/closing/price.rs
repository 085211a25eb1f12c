//! Prices as closing documents print them.

use super::{ClosingTerms, Share};
use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Fixed6, Percent, Price, Quantity, mul_div_round};
use crate::kernel::money::Amount;
use crate::kernel::totals::LineTotals;

/// A unit of an invoice's line after all discounts: the price itself where there are none; else the shortest number that makes the line's sum of its
/// quantity, with as many places as the currency has or more, and six if none does. `sums` are those of the line.
#[must_use]
pub fn price_after_discounts(
    quantity: Quantity,
    price: Price,
    discount: Percent,
    sums: &LineTotals,
    terms: &ClosingTerms,
) -> Price {
    if discount.is_zero() && sums.discount_share.is_zero() {
        return price;
    }
    let share = Share {
        quantity,
        net: sums.net,
        vat: sums.vat,
        gross: sums.gross,
    };
    price_of(share.base(terms.price_mode), quantity, terms.currency).unwrap_or(price)
}

/// See [`price_after_discounts`]; `None` if it can't be stored.
pub(super) fn price_of(base: Amount, quantity: Quantity, currency: Currency) -> Option<Price> {
    let digits = currency.minor_digits();
    let mut found = None;
    for places in digits..=Fixed6::PLACES {
        let wide = i128::from(base.minor()).checked_mul(10_i128.checked_pow(places - digits)?)?;
        let cut = mul_div_round(wide, i128::from(Fixed6::ONE.scaled()), i128::from(quantity.scaled()))?;
        let scaled = cut.checked_mul(10_i128.checked_pow(Fixed6::PLACES - places)?)?;
        let price = Price::from_scaled(i64::try_from(scaled).ok()?);
        found = Some(price);
        if product(quantity, price, currency) == Some(base) {
            break;
        }
    }
    found
}

/// `round(quantity × price)` in minor units.
pub(super) fn product(quantity: Quantity, price: Price, currency: Currency) -> Option<Amount> {
    let places = (2 * Fixed6::PLACES).checked_sub(currency.minor_digits())?;
    let minor = mul_div_round(
        i128::from(quantity.scaled()),
        i128::from(price.scaled()),
        10_i128.checked_pow(places)?,
    )?;
    Amount::from_wide(minor).ok()
}

/// An amount as the price of one.
pub(super) fn price_of_one(amount: Amount, currency: Currency) -> Option<Price> {
    let factor = 10_i64.checked_pow(Fixed6::PLACES.checked_sub(currency.minor_digits())?)?;
    amount.minor().checked_mul(factor).map(Price::from_scaled)
}
