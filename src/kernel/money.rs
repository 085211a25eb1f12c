//! Money: an integer of a currency's minor units.
//!
//! [`Amount`] is what documents, lines and columns hold: the currency stands once, on the document. [`Money`] carries
//! its currency along, for places where amounts of several currencies meet. There are no operators: a sum that leaves
//! the range is an [`Overflow`], not a panic and not a wrapped number.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Fixed6, NumberError, parse_scaled, plain, scaled_rounded};

/// A sum of money is larger than can be stored (about 9.2 × 10¹⁸ minor units).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("the amount is too large")]
pub struct Overflow;

/// Minor units (kopiykas, cents, whole yen) of a currency known from the context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(i64);

impl Amount {
    pub const ZERO: Self = Self(0);

    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// The sum a search means, with two places, as most currencies have them; `None` for what is no sum.
    #[must_use]
    pub fn searched(text: &str) -> Option<Self> {
        let sum = Fixed6::parse(text).ok()?;
        sum.scaled().checked_div(10_000).map(Self)
    }

    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// # Errors
    /// [`Overflow`] when the sum can't be stored.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// # Errors
    /// [`Overflow`] when the difference can't be stored.
    pub fn checked_sub(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// # Errors
    /// [`Overflow`] for the smallest amount, which has no positive counterpart.
    pub fn checked_neg(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// Adds up; only the result has to fit, not each step on the way.
    ///
    /// # Errors
    /// [`Overflow`] when the sum can't be stored.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        let sum = amounts
            .into_iter()
            .try_fold(0_i128, |sum, amount| sum.checked_add(i128::from(amount.0)));
        sum.map_or(Err(Overflow), Self::from_wide)
    }

    /// Minor units from an intermediate result.
    ///
    /// # Errors
    /// [`Overflow`] when it can't be stored.
    pub(crate) fn from_wide(minor: i128) -> Result<Self, Overflow> {
        i64::try_from(minor).map(Self).map_err(|_| Overflow)
    }

    /// Reads what a person types, in the major unit: `1 250,50` is 125 050 kopiykas. Spellings as in
    /// [`Fixed6::parse`](crate::kernel::fixed::Fixed6::parse), with as many places as the currency has.
    ///
    /// # Errors
    /// See [`NumberError`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, NumberError> {
        parse_scaled(text, currency.minor_digits()).map(Self)
    }

    /// The amount in the major unit; always exact.
    #[must_use]
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::new(self.0, currency.minor_digits())
    }

    /// From a value in the major unit, rounded half away from zero to the currency's minor unit.
    ///
    /// # Errors
    /// [`Overflow`] when it can't be stored.
    pub fn from_decimal_rounded(value: Decimal, currency: Currency) -> Result<Self, Overflow> {
        scaled_rounded(value, currency.minor_digits()).map(Self).ok_or(Overflow)
    }

    /// The major unit with a point and all places of the currency: `1250.50`, for files, fields and JSON. What people
    /// read goes through the formatting of their language instead.
    #[must_use]
    pub fn plain(self, currency: Currency) -> String {
        plain(self.0, currency.minor_digits())
    }
}

/// An amount together with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub amount: Amount,
    pub currency: Currency,
}

impl Money {
    #[must_use]
    pub const fn new(amount: Amount, currency: Currency) -> Self {
        Self { amount, currency }
    }
}

/// `1250.50 UAH`, for logs and exports.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount.plain(self.currency), self.currency)
    }
}

/// Spreads `total` over parts in proportion to `weights`, so that the parts add up to it exactly.
///
/// Each part is first cut to whole minor units; the units left over go one by one to the parts that lost most in the
/// cutting (Hamilton's method of the largest remainder), to the earlier one where two lost the same. So no part
/// differs from its exact share by a whole unit, a part without weight gets nothing, and with `|total| ≤ Σ weights`
/// no part exceeds its weight.
///
/// A negative total is spread like the positive one. Weights count by size: a sign on them is ignored. When all of
/// them are zero, the parts are as equal as they can be.
///
/// # Errors
/// [`Overflow`] when there is no part to put a non-zero total into.
pub fn split_by_largest_remainder(total: Amount, weights: &[Amount]) -> Result<Vec<Amount>, Overflow> {
    let all_zero = weights.iter().all(|weight| weight.is_zero());
    let weigh = |weight: &Amount| {
        if all_zero {
            1
        } else {
            i128::from(weight.0.unsigned_abs())
        }
    };
    let whole = i128::from(total.0.unsigned_abs());
    let sum: i128 = weights
        .iter()
        .map(weigh)
        .try_fold(0_i128, i128::checked_add)
        .ok_or(Overflow)?;
    if sum == 0 {
        return if total.is_zero() { Ok(Vec::new()) } else { Err(Overflow) };
    }

    let mut parts = Vec::with_capacity(weights.len());
    let mut by_loss = Vec::with_capacity(weights.len());
    let mut left = whole;
    for (index, weight) in weights.iter().map(weigh).enumerate() {
        // Both factors are at most 2⁶³, so the product fits.
        let exact = whole.checked_mul(weight).ok_or(Overflow)?;
        parts.push(exact / sum);
        left -= exact / sum;
        by_loss.push((std::cmp::Reverse(exact % sum), index));
    }
    by_loss.sort_unstable();
    // `left` is smaller than the number of parts with a remainder, so it ends before a part without one.
    for (_, index) in by_loss {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
            left -= 1;
        }
    }
    parts
        .into_iter()
        .map(|part| Amount::from_wide(if total.is_negative() { -part } else { part }))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amounts(minor: &[i64]) -> Vec<Amount> {
        minor.iter().copied().map(Amount::from_minor).collect()
    }

    fn split(total: i64, weights: &[i64]) -> Vec<i64> {
        let parts = split_by_largest_remainder(Amount::from_minor(total), &amounts(weights)).unwrap();
        parts.into_iter().map(Amount::minor).collect()
    }

    #[test]
    fn amounts_read_with_the_places_of_their_currency() {
        for (text, currency, minor) in [
            ("1 250,50", Currency::Uah, Ok(125_050)),
            ("-0.05", Currency::Uah, Ok(-5)),
            ("7", Currency::Jpy, Ok(7)),
            ("1.5", Currency::Kwd, Ok(1_500)),
            ("1.005", Currency::Uah, Err(NumberError::TooManyPlaces { max: 2 })),
            ("1,000", Currency::Jpy, Err(NumberError::TooManyPlaces { max: 0 })),
            ("92233720368547758.08", Currency::Usd, Err(NumberError::OutOfRange)),
            ("", Currency::Usd, Err(NumberError::Empty)),
        ] {
            assert_eq!(
                Amount::parse(text, currency).map(Amount::minor),
                minor,
                "{text:?} {currency}"
            );
        }
    }

    #[test]
    fn plain_has_all_places() {
        for (minor, currency, text) in [
            (125_050, Currency::Uah, "1250.50"),
            (-5, Currency::Uah, "-0.05"),
            (0, Currency::Kwd, "0.000"),
            (15, Currency::Jpy, "15"),
            (i64::MIN, Currency::Uah, "-92233720368547758.08"),
        ] {
            assert_eq!(Amount::from_minor(minor).plain(currency), text);
        }
        assert_eq!(Money::new(Amount::from_minor(5), Currency::Uah).to_string(), "0.05 UAH");
    }

    #[test]
    fn decimals_round_once_half_away_from_zero() {
        for (value, currency, minor) in [
            ("33.335", Currency::Uah, 3_334),
            ("-33.335", Currency::Uah, -3_334),
            ("33.3349999999999999999999999", Currency::Uah, 3_333),
            ("0.5", Currency::Jpy, 1),
            ("1", Currency::Kwd, 1_000),
        ] {
            assert_eq!(
                Amount::from_decimal_rounded(value.parse().unwrap(), currency),
                Ok(Amount::from_minor(minor))
            );
        }
        assert_eq!(Amount::from_decimal_rounded(Decimal::MAX, Currency::Jpy), Err(Overflow));
    }

    #[test]
    fn sums_are_checked() {
        let (max, min) = (Amount::from_minor(i64::MAX), Amount::from_minor(i64::MIN));
        let one = Amount::from_minor(1);
        assert_eq!(max.checked_add(one), Err(Overflow));
        assert_eq!(min.checked_sub(one), Err(Overflow));
        assert_eq!(min.checked_neg(), Err(Overflow));
        assert_eq!(Amount::sum([max, one]), Err(Overflow));
        // Only the result has to fit.
        assert_eq!(Amount::sum([max, one, min]), Ok(Amount::ZERO));
        assert_eq!(Amount::sum([]), Ok(Amount::ZERO));
    }

    #[test]
    fn json_is_the_integer() {
        let money = Money::new(Amount::from_minor(-5), Currency::Uah);
        let json = r#"{"amount":-5,"currency":"UAH"}"#;
        assert_eq!(serde_json::to_string(&money).unwrap(), json);
        assert_eq!(serde_json::from_str::<Money>(json).unwrap(), money);
        assert!(serde_json::from_str::<Amount>("1.5").is_err());
    }

    #[test]
    fn hand_checked_splits() {
        // 100 over three equal parts: 33⅓ each, the unit left goes to the first.
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        // 10 over 1:2:4 is 1.43, 2.86, 5.71: cut to 1, 2, 5; two left, to .86 and .71.
        assert_eq!(split(10, &[1, 2, 4]), [1, 3, 6]);
        // Ties go to the earlier line: 1 over 2:2.
        assert_eq!(split(1, &[2, 2]), [1, 0]);
        assert_eq!(split(5, &[0, 3, 0, 3]), [0, 3, 0, 2]);
        assert_eq!(split(-100, &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(split(7, &[0, 0, 0]), [3, 2, 2]);
        assert_eq!(split(0, &[5, 5]), [0, 0]);
        assert_eq!(split(0, &[]), [0_i64; 0]);
        assert_eq!(split(i64::MIN, &[i64::MAX, i64::MIN]).iter().sum::<i64>(), i64::MIN);
        assert_eq!(split_by_largest_remainder(Amount::from_minor(1), &[]), Err(Overflow));
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_within_one_unit(total: i64, weights in prop::collection::vec(any::<i64>(), 1..30)) {
            let parts = split(total, &weights);
            let wide = |values: &[i64]| values.iter().map(|v| i128::from(*v)).collect::<Vec<_>>();
            prop_assert_eq!(wide(&parts).iter().sum::<i128>(), i128::from(total));
            let sum: i128 = weights.iter().map(|w| i128::from(w.unsigned_abs())).sum();
            prop_assume!(sum > 0);
            for (part, weight) in parts.iter().zip(&weights) {
                // |part − total × weight ÷ sum| < 1, multiplied out (in two halves: the product needs 2¹²⁷).
                let exact_floor = (i128::from(total.unsigned_abs()) * i128::from(weight.unsigned_abs())) / sum;
                let off = i128::from(part.unsigned_abs()) - exact_floor;
                prop_assert!(off == 0 || off == 1);
                prop_assert!(*weight != 0 || *part == 0, "no weight, no part");
            }
        }

        #[test]
        fn a_part_never_exceeds_its_weight(weights in prop::collection::vec(0_i64..1_000, 1..20), share in 0_i64..=1_000) {
            let total = weights.iter().sum::<i64>() * share / 1_000;
            for (part, weight) in split(total, &weights).iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
            }
        }

        #[test]
        fn plain_reads_back(minor: i64, index in 0..Currency::ALL.len()) {
            let (amount, currency) = (Amount::from_minor(minor), Currency::ALL[index]);
            prop_assert_eq!(Amount::parse(&amount.plain(currency), currency), Ok(amount));
            prop_assert_eq!(Amount::from_decimal_rounded(amount.to_decimal(currency), currency), Ok(amount));
        }
    }
}
