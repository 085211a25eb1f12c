//! Arithmetic typed into a number cell: `3*400`, `1200/1,22`, `(1 250,5 + 100) * 2`.
//!
//! `+ - * /` and parentheses, with the precedence of arithmetic; numbers are spelled as in [`Fixed6::parse`]. A plain
//! number is an expression too, so a cell needs no second way of reading.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Fixed6, NumberError, is_group_separator};
use crate::kernel::money::Amount;

/// Characters an expression may have: nobody types more into a cell.
pub const MAX_LENGTH: usize = 200;
/// Parentheses and signs that may be open within each other, so that no text can exhaust the stack.
pub const MAX_DEPTH: usize = 32;

/// Why a text has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpressionError {
    /// One of its numbers, or the result.
    #[error(transparent)]
    Number(NumberError),
    /// Something that doesn't belong there, or the end came too early; `at` counts characters from 0.
    #[error("unexpected character at {at}")]
    Unexpected { at: usize },
    #[error("division by zero")]
    DivisionByZero,
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    #[error("more than {max} nested parentheses")]
    TooDeep { max: usize },
}

impl From<NumberError> for ExpressionError {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

/// For fields that know numbers only: whatever is wrong with the arithmetic, the text is not a number.
impl From<ExpressionError> for NumberError {
    fn from(error: ExpressionError) -> Self {
        match error {
            ExpressionError::Number(error) => error,
            ExpressionError::Unexpected { .. }
            | ExpressionError::DivisionByZero
            | ExpressionError::TooLong { .. }
            | ExpressionError::TooDeep { .. } => Self::NotANumber,
        }
    }
}

/// The value of an expression, rounded once at its end, half away from zero, at the sixth place.
///
/// On the way 28 significant digits are kept. A leading `=` is allowed, as in a spreadsheet.
///
/// # Errors
/// See [`ExpressionError`].
pub fn evaluate(text: &str) -> Result<Fixed6, ExpressionError> {
    Ok(Fixed6::from_decimal_rounded(value(text)?)?)
}

/// The value of an expression as an amount of a currency, rounded once at its end to the minor unit.
///
/// A plain number must fit the currency as it is ([`Amount::parse`]): what a person has written out is not rounded.
///
/// # Errors
/// See [`ExpressionError`].
pub fn evaluate_amount(text: &str, currency: Currency) -> Result<Amount, ExpressionError> {
    match Amount::parse(text, currency) {
        Err(NumberError::NotANumber) => {
            let amount = Amount::from_decimal_rounded(value(text)?, currency);
            amount.map_err(|_| ExpressionError::Number(NumberError::OutOfRange))
        }
        plain => Ok(plain?),
    }
}

fn value(text: &str) -> Result<Decimal, ExpressionError> {
    if text.chars().count() > MAX_LENGTH {
        return Err(ExpressionError::TooLong { max: MAX_LENGTH });
    }
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty.into());
    }
    let mut parser = Parser {
        text,
        position: 0,
        depth: 0,
    };
    parser.take('=');
    let value = parser.sum()?;
    if parser.peek().is_some() {
        Err(parser.unexpected())
    } else {
        Ok(value)
    }
}

/// Recursive descent: sum → product → signed → primary.
struct Parser<'a> {
    text: &'a str,
    /// In bytes, always at the start of a character.
    position: usize,
    depth: usize,
}

impl Parser<'_> {
    fn sum(&mut self) -> Result<Decimal, ExpressionError> {
        let mut value = self.product()?;
        loop {
            let result = if self.take('+') {
                value.checked_add(self.product()?)
            } else if self.take_minus() {
                value.checked_sub(self.product()?)
            } else {
                return Ok(value);
            };
            value = result.ok_or(NumberError::OutOfRange)?;
        }
    }

    fn product(&mut self) -> Result<Decimal, ExpressionError> {
        let mut value = self.signed()?;
        loop {
            let result = if self.take('*') || self.take('×') {
                value.checked_mul(self.signed()?)
            } else if self.take('/') || self.take('÷') {
                let divisor = self.signed()?;
                if divisor.is_zero() {
                    return Err(ExpressionError::DivisionByZero);
                }
                value.checked_div(divisor)
            } else {
                return Ok(value);
            };
            value = result.ok_or(NumberError::OutOfRange)?;
        }
    }

    fn signed(&mut self) -> Result<Decimal, ExpressionError> {
        if self.take('+') {
            self.nested(Self::signed)
        } else if self.take_minus() {
            Ok(-self.nested(Self::signed)?)
        } else {
            self.primary()
        }
    }

    fn primary(&mut self) -> Result<Decimal, ExpressionError> {
        if self.take('(') {
            let value = self.nested(Self::sum)?;
            if self.take(')') {
                Ok(value)
            } else {
                Err(self.unexpected())
            }
        } else {
            self.number()
        }
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<Decimal, ExpressionError>) -> Result<Decimal, ExpressionError> {
        if self.depth >= MAX_DEPTH {
            return Err(ExpressionError::TooDeep { max: MAX_DEPTH });
        }
        self.depth += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    /// Digits, separators of the decimals, and blanks with a digit after them: `1 250,5` is one number.
    fn number(&mut self) -> Result<Decimal, ExpressionError> {
        let _ = self.peek();
        let rest = self.rest();
        let mut chars = rest.char_indices().peekable();
        let mut length = 0;
        while let Some((start, c)) = chars.next() {
            let digit_follows = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !(c.is_ascii_digit() || matches!(c, '.' | ',') || (start > 0 && is_group_separator(c) && digit_follows))
            {
                break;
            }
            length = start + c.len_utf8();
        }
        match rest.get(..length) {
            Some(digits) if !digits.is_empty() => {
                let number = Fixed6::parse(digits)?;
                self.position += length;
                Ok(number.to_decimal())
            }
            _ => Err(self.unexpected()),
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// The next character that is not a blank.
    fn peek(&mut self) -> Option<char> {
        let blanks: usize = self
            .rest()
            .chars()
            .take_while(|c| c.is_whitespace())
            .map(char::len_utf8)
            .sum();
        self.position += blanks;
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.position += wanted.len_utf8();
        }
        found
    }

    /// A minus from the keyboard or from a typeset text.
    fn take_minus(&mut self) -> bool {
        self.take('-') || self.take('\u{2212}')
    }

    fn unexpected(&self) -> ExpressionError {
        ExpressionError::Unexpected {
            at: self.text.get(..self.position).unwrap_or_default().chars().count(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            evaluate(text).map(|value| value.to_string()),
            Ok(expected.to_owned()),
            "{text:?}"
        );
    }

    #[test]
    fn arithmetic_in_a_cell() {
        for (text, expected) in [
            ("1 250,5", "1250.5"),
            ("1\u{a0}250,5", "1250.5"),
            ("3*400", "1200"),
            ("3 * 400", "1200"),
            ("3 × 400", "1200"),
            ("=3*400", "1200"),
            // 983.60655737… is cut at the sixth place.
            ("1200/1,22", "983.606557"),
            ("1200/1,22*1,22", "1200"),
            ("1/3*3", "1"),
            ("2+3*4", "14"),
            ("(2+3)*4", "20"),
            ("10-4-3", "3"),
            ("100/10/5", "2"),
            ("-5+2", "-3"),
            ("2*-3", "-6"),
            ("\u{2212}5 \u{2212} 1", "-6"),
            ("--5", "5"),
            ("(1 250,5 + 100) * 2", "2701"),
            ("1 000 + 1 000", "2000"),
            ("3 -4", "-1"),
            // Half away from zero at the sixth place.
            ("0,000001/2", "0.000001"),
            ("-0,000001/2", "-0.000001"),
            ("0,000001/2,000001", "0"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        let unexpected = |at| ExpressionError::Unexpected { at };
        for (text, error) in [
            ("", NumberError::Empty.into()),
            ("  ", NumberError::Empty.into()),
            ("=", unexpected(1)),
            ("abc", unexpected(0)),
            ("1e5", unexpected(1)),
            ("3*", unexpected(2)),
            ("3**4", unexpected(2)),
            ("(1+2", unexpected(4)),
            ("1+2)", unexpected(3)),
            ("()", unexpected(1)),
            ("2(3)", unexpected(1)),
            ("№ 5", unexpected(0)),
            ("1/0", ExpressionError::DivisionByZero),
            ("1/(2-2)", ExpressionError::DivisionByZero),
            ("12 50", NumberError::NotANumber.into()),
            ("1.2.3", NumberError::NotANumber.into()),
            ("1,250.50+1", NumberError::NotANumber.into()),
            ("0,0000001*10", NumberError::TooManyPlaces { max: 6 }.into()),
            ("9000000000000*9", NumberError::OutOfRange.into()),
            ("99999999999999", NumberError::OutOfRange.into()),
            (
                "9000000000000*9000000000000*9000000000000",
                NumberError::OutOfRange.into(),
            ),
        ] {
            assert_eq!(evaluate(text), Err(error), "{text:?}");
        }
        assert_eq!(
            NumberError::from(ExpressionError::DivisionByZero),
            NumberError::NotANumber
        );
    }

    #[test]
    fn length_and_depth_are_limited() {
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(evaluate(&nested(MAX_DEPTH)), Ok(Fixed6::ONE));
        assert_eq!(
            evaluate(&nested(MAX_DEPTH + 1)),
            Err(ExpressionError::TooDeep { max: MAX_DEPTH })
        );
        assert_eq!(
            evaluate(&("-".repeat(100) + "1")),
            Err(ExpressionError::TooDeep { max: MAX_DEPTH })
        );
        assert_eq!(
            evaluate(&"1".repeat(MAX_LENGTH + 1)),
            Err(ExpressionError::TooLong { max: MAX_LENGTH })
        );
        // Depth is what is open at once, not how many parentheses there are.
        assert_eq!(evaluate(&vec!["(1)"; 40].join("+")), Ok(Fixed6::from_int(40).unwrap()));
    }

    #[test]
    fn amounts_round_a_result_but_not_what_was_written_out() {
        let amount = |text, currency| evaluate_amount(text, currency).map(Amount::minor);
        assert_eq!(amount("1 250,50", Currency::Uah), Ok(125_050));
        assert_eq!(amount("1200/1,22", Currency::Uah), Ok(98_361));
        assert_eq!(amount("10/4", Currency::Jpy), Ok(3));
        // One rounding: 0.0049999 would round to 0.005 at six places first, and then to 0.01.
        assert_eq!(amount("0,049999/10", Currency::Uah), Ok(0));
        assert_eq!(
            amount("1,005", Currency::Uah),
            Err(NumberError::TooManyPlaces { max: 2 }.into())
        );
        assert_eq!(
            amount("10,5", Currency::Jpy),
            Err(NumberError::TooManyPlaces { max: 0 }.into())
        );
        assert_eq!(
            amount("90000000000000000", Currency::Uah),
            Ok(9_000_000_000_000_000_000)
        );
        assert_eq!(
            amount("9000000000000*90000", Currency::Uah),
            Err(NumberError::OutOfRange.into())
        );
        assert_eq!(amount("", Currency::Uah), Err(NumberError::Empty.into()));
    }

    proptest! {
        #[test]
        fn any_text_has_a_value_or_an_error(text in "[-+*/×÷()0-9., =]{0,60}|.{0,60}") {
            let _ = evaluate(&text);
            let _ = evaluate_amount(&text, Currency::Uah);
        }

        #[test]
        fn a_plain_number_is_itself(scaled: i64) {
            let value = Fixed6::from_scaled(scaled);
            // The smallest number can't be read after its sign: its digits alone are beyond the range.
            prop_assume!(scaled != i64::MIN);
            prop_assert_eq!(evaluate(&value.to_string()), Ok(value));
        }

        #[test]
        fn small_integers_follow_arithmetic(a in -999_i64..999, b in -999_i64..999, c in -999_i64..999) {
            prop_assert_eq!(evaluate(&format!("{a}+{b}*{c}")), Ok(Fixed6::from_int(a + b * c).unwrap()));
            prop_assert_eq!(evaluate(&format!("({a}-{b})*{c}")), Ok(Fixed6::from_int((a - b) * c).unwrap()));
        }
    }
}
