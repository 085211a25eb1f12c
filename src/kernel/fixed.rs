//! Decimals with at most six places: quantities, prices, percents and rates.
//!
//! They are stored as an integer ×10⁶, so that SQL can compare and sum them, and they travel as *text*: a binary
//! float never sees one, neither in JSON nor in a query string.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a text is not a number we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// Nothing but blanks.
    #[error("the number is missing")]
    Empty,
    /// Letters, an exponent, two decimal separators, groups that are not of three digits, …
    #[error("this is not a number")]
    NotANumber,
    /// More digits after the decimal separator than the field keeps, zeros included.
    #[error("at most {max} decimal places")]
    TooManyPlaces {
        /// How many places there may be.
        max: u32,
    },
    /// Well written, but larger than can be stored.
    #[error("the number is too large")]
    OutOfRange,
}

/// A decimal with at most six places, stored ×10⁶ in an `i64`: ±9 223 372 036 854.775807.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fixed6(i64);

/// How much of something a line sells, in the line's unit.
pub type Quantity = Fixed6;
/// The price of one unit, in the currency's *major* unit (hryvnias, not kopiykas).
pub type Price = Fixed6;
/// A percentage: 22 % is `22`, not `0.22`.
pub type Percent = Fixed6;

impl Fixed6 {
    /// Decimal places kept.
    pub const PLACES: u32 = 6;
    const UNIT: i64 = 1_000_000;

    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(Self::UNIT);
    pub const HUNDRED: Self = Self(100 * Self::UNIT);

    /// From the stored integer: `from_scaled(1_500_000)` is 1.5.
    #[must_use]
    pub const fn from_scaled(scaled: i64) -> Self {
        Self(scaled)
    }

    /// The stored integer, ×10⁶.
    #[must_use]
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// From a whole number; `None` beyond ±9 223 372 036 854.
    #[must_use]
    pub fn from_int(whole: i64) -> Option<Self> {
        whole.checked_mul(Self::UNIT).map(Self)
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

    /// The same value as a [`Decimal`]; always exact.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, Self::PLACES)
    }

    /// From a [`Decimal`] without losing anything (zeros at the end don't count as places).
    ///
    /// # Errors
    /// [`NumberError::TooManyPlaces`] when a seventh place is not zero, [`NumberError::OutOfRange`] beyond `i64`.
    pub fn try_from_decimal(value: Decimal) -> Result<Self, NumberError> {
        if value.normalize().scale() > Self::PLACES {
            return Err(NumberError::TooManyPlaces { max: Self::PLACES });
        }
        Self::from_decimal_rounded(value)
    }

    /// From a [`Decimal`], rounded half away from zero at the sixth place.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] beyond `i64`.
    pub fn from_decimal_rounded(value: Decimal) -> Result<Self, NumberError> {
        scaled_rounded(value, Self::PLACES)
            .map(Self)
            .ok_or(NumberError::OutOfRange)
    }

    /// Reads what a person types: `1 250,50`, `1250.50`, `-3`, `,5`.
    ///
    /// Comma and point are both the *decimal* separator; groups of three digits may be set off by a space, a
    /// no-break space or a thin space. `1,250.50` is refused rather than guessed at.
    ///
    /// # Errors
    /// See [`NumberError`].
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        parse_scaled(text, Self::PLACES).map(Self)
    }
}

/// Plain spelling with a point and without zeros at the end: `1250.5`, `-0.000001`, `3`.
impl fmt::Display for Fixed6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = plain(self.0, Self::PLACES);
        f.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Fixed6 {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Fixed6 {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Fixed6> for String {
    fn from(value: Fixed6) -> Self {
        value.to_string()
    }
}

/// Blanks that set off groups of digits: space, no-break, narrow no-break, thin and figure space.
pub(crate) const fn is_group_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

/// `value` × 10^`places`, rounded half away from zero, once; `None` beyond `i64`.
///
/// Rounds first and scales after, so that a value of 28 digits is not rounded a second time by the multiplication.
pub(crate) fn scaled_rounded(value: Decimal, places: u32) -> Option<i64> {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let missing = places.checked_sub(rounded.scale())?;
    let scaled = rounded.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    i64::try_from(scaled).ok()
}

/// `scaled` / 10^`places` with exactly that many places: `plain(125050, 2)` is `1250.50`.
pub(crate) fn plain(scaled: i64, places: u32) -> String {
    let unit = 10_u64.saturating_pow(places);
    let (whole, part) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    let sign = if scaled < 0 { "-" } else { "" };
    match usize::try_from(places) {
        Ok(width) if width > 0 => format!("{sign}{whole}.{part:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// Reads a number as people write it and returns it ×10^`places`.
///
/// Every written digit after the separator counts as a place, a zero too: in a two-place field `1,000` more likely
/// means a thousand than one, so it is refused instead of being read as either.
pub(crate) fn parse_scaled(text: &str, places: u32) -> Result<i64, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let (negative, unsigned) = split_sign(text);
    let (whole, part) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
    if !is_grouped(whole) || !part.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && part.is_empty()) {
        return Err(NumberError::NotANumber);
    }
    let missing = u32::try_from(part.len())
        .ok()
        .and_then(|written| places.checked_sub(written));
    let missing = missing.ok_or(NumberError::TooManyPlaces { max: places })?;
    let digits = whole.chars().chain(part.chars()).filter_map(|c| c.to_digit(10));
    let magnitude = digits
        .chain((0..missing).map(|_| 0))
        .try_fold(0_i128, |sum, digit| sum.checked_mul(10)?.checked_add(i128::from(digit)))
        .ok_or(NumberError::OutOfRange)?;
    i64::try_from(if negative { -magnitude } else { magnitude }).map_err(|_| NumberError::OutOfRange)
}

/// Takes one sign off, with blanks after it; the minus may be the typographic one.
fn split_sign(text: &str) -> (bool, &str) {
    for (sign, negative) in [('-', true), ('\u{2212}', true), ('+', false)] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (negative, rest.trim_start_matches(is_group_separator));
        }
    }
    (false, text)
}

/// Digits, either in one run or in groups: one to three digits, then always three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(is_group_separator);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let is_run = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first_fits = rest.peek().is_none() || (1..=3).contains(&first.len());
    first_fits && is_run(first) && rest.all(|group| group.len() == 3 && is_run(group))
}

/// `a × b ÷ c`, rounded half away from zero, once; `None` when `c` isn't positive or the result leaves `i128`.
///
/// Integers instead of [`Decimal`] because a product of two 19-digit numbers has 38 digits, and `Decimal` would round
/// it to 28 on the way: a second rounding. The division is taken first, with its remainder, so that `a × b` itself
/// need not fit.
pub(crate) fn mul_div_round(a: i128, b: i128, c: i128) -> Option<i128> {
    if c <= 0 {
        return None;
    }
    let (quotient, remainder) = (a.checked_div_euclid(c)?, a.checked_rem_euclid(c)?);
    let whole = quotient.checked_mul(b)?;
    let product = remainder.checked_mul(b)?;
    let (floor, rest) = (product.div_euclid(c), product.rem_euclid(c));
    let floor = whole.checked_add(floor)?;
    // Exact halves go away from zero: up for a positive value, stay at the floor for a negative one.
    let twice = rest.checked_mul(2)?;
    let up = twice > c || (twice == c && floor >= 0);
    if up { floor.checked_add(1) } else { Some(floor) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Result<i64, NumberError> {
        Fixed6::parse(text).map(Fixed6::scaled)
    }

    #[test]
    fn spellings_people_use() {
        for (text, scaled) in [
            ("1 250,50", 1_250_500_000),
            ("1250.50", 1_250_500_000),
            ("1\u{a0}250,5", 1_250_500_000),
            ("1\u{202f}250\u{2009}000", 1_250_000_000_000),
            (" 7 ", 7_000_000),
            ("-3", -3_000_000),
            ("\u{2212}3", -3_000_000),
            ("- 3", -3_000_000),
            ("+0,000001", 1),
            (",5", 500_000),
            ("5,", 5_000_000),
            ("0007", 7_000_000),
            ("1,250", 1_250_000),
            ("9223372036854.775807", i64::MAX),
            ("-9223372036854.775808", i64::MIN),
        ] {
            assert_eq!(parsed(text), Ok(scaled), "{text:?}");
        }
    }

    #[test]
    fn each_refusal_has_its_reason() {
        for (text, error) in [
            ("", NumberError::Empty),
            (" \u{a0} ", NumberError::Empty),
            ("1e5", NumberError::NotANumber),
            ("1,250.50", NumberError::NotANumber),
            ("12 50", NumberError::NotANumber),
            ("1250 000", NumberError::NotANumber),
            ("1  250", NumberError::NotANumber),
            ("1 250 ,5", NumberError::NotANumber),
            ("1,2 5", NumberError::NotANumber),
            ("--1", NumberError::NotANumber),
            ("-", NumberError::NotANumber),
            (".", NumberError::NotANumber),
            ("NaN", NumberError::NotANumber),
            ("inf", NumberError::NotANumber),
            ("٣", NumberError::NotANumber),
            ("0x10", NumberError::NotANumber),
            ("1.0000000", NumberError::TooManyPlaces { max: 6 }),
            ("9223372036854.775808", NumberError::OutOfRange),
            ("-9223372036854.775809", NumberError::OutOfRange),
            (
                "99999999999999999999999999999999999999999999999999",
                NumberError::OutOfRange,
            ),
        ] {
            assert_eq!(parsed(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn display_is_plain_and_trimmed() {
        for (scaled, text) in [
            (0, "0"),
            (1_250_500_000, "1250.5"),
            (-1, "-0.000001"),
            (100_000_000, "100"),
            (i64::MIN, "-9223372036854.775808"),
        ] {
            assert_eq!(Fixed6::from_scaled(scaled).to_string(), text);
        }
    }

    #[test]
    fn json_is_text_and_never_a_float() {
        assert_eq!(serde_json::to_string(&Fixed6::from_scaled(500_000)).unwrap(), "\"0.5\"");
        assert_eq!(
            serde_json::from_str::<Fixed6>("\"1 250,5\"").unwrap(),
            Fixed6::from_scaled(1_250_500_000)
        );
        assert!(serde_json::from_str::<Fixed6>("0.5").is_err());
    }

    #[test]
    fn decimals_convert_exactly_or_not_at_all() {
        let value = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(
            Fixed6::try_from_decimal(value("1.50000000")),
            Ok(Fixed6::from_scaled(1_500_000))
        );
        let too_fine = NumberError::TooManyPlaces { max: 6 };
        assert_eq!(Fixed6::try_from_decimal(value("0.0000001")), Err(too_fine));
        assert_eq!(Fixed6::try_from_decimal(Decimal::MAX), Err(NumberError::OutOfRange));
        assert_eq!(
            Fixed6::from_decimal_rounded(value("0.0000005")),
            Ok(Fixed6::from_scaled(1))
        );
        assert_eq!(
            Fixed6::from_decimal_rounded(value("-0.0000005")),
            Ok(Fixed6::from_scaled(-1))
        );
        // One rounding, not two: rounding to 28 digits first would make this a half.
        assert_eq!(
            Fixed6::from_decimal_rounded(value("0.0000004999999999999999999999")),
            Ok(Fixed6::ZERO)
        );
        assert_eq!(Fixed6::from_int(100), Some(Fixed6::HUNDRED));
        assert_eq!(Fixed6::from_int(i64::MAX), None);
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (a, b, c, result) in [
            (5, 1, 10, 1),
            (-5, 1, 10, -1),
            (4, 1, 10, 0),
            (-4, 1, 10, 0),
            (-6, 1, 10, -1),
            (15, 1, 10, 2),
            (-15, 1, 10, -2),
        ] {
            assert_eq!(mul_div_round(a, b, c), Some(result), "{a} × {b} ÷ {c}");
            assert_eq!(mul_div_round(-a, -b, c), Some(result), "{a} × {b} ÷ {c}, both negated");
        }
        assert_eq!(mul_div_round(1, 1, 0), None);
        assert_eq!(mul_div_round(i128::MAX, 2, 1), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(scaled: i64) {
            let value = Fixed6::from_scaled(scaled);
            prop_assert_eq!(Fixed6::parse(&value.to_string()), Ok(value));
            prop_assert_eq!(Fixed6::try_from_decimal(value.to_decimal()), Ok(value));
        }

        #[test]
        fn any_text_is_a_number_or_an_error(text in "[-+0-9., \u{a0}eE]{0,40}|.{0,40}") {
            let _ = Fixed6::parse(&text);
        }

        #[test]
        fn rounding_is_within_a_half(a: i64, b in -1_000_000_000_i64..1_000_000_000, c in 1_i64..1_000_000_000_000) {
            let (a, b, c) = (i128::from(a), i128::from(b), i128::from(c));
            let rounded = mul_div_round(a, b, c).unwrap();
            let twice_off = 2 * (a * b - rounded * c);
            prop_assert!(twice_off.abs() <= c);
            if twice_off.abs() == c {
                prop_assert!(rounded.abs() * c > (a * b).abs(), "a half goes away from zero");
            }
        }
    }
}
