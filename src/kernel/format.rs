//! How numbers are written in a language: grouping and the decimal sign. One function for pages, papers and mails, from data
//! and never from the browser's locale.

use super::currency::Currency;
use super::fixed::Fixed6;
use super::lang::Lang;
use super::money::{Amount, Money};

/// U+00A0, so that a number is never torn at a line's end.
const NO_BREAK_SPACE: char = '\u{a0}';

/// An amount without its currency: `1 250,50`, `1,250.50`.
#[must_use]
pub fn amount(lang: Lang, amount: Amount, currency: Currency) -> String {
    localized(lang, &amount.plain(currency))
}

/// An amount with its currency's code: `1 250,50 UAH`.
#[must_use]
pub fn money(lang: Lang, money: Money) -> String {
    format!(
        "{}{NO_BREAK_SPACE}{}",
        amount(lang, money.amount, money.currency),
        money.currency.code()
    )
}

/// A quantity, price or percentage with the places it has: `1 000,5`.
#[must_use]
pub fn number(lang: Lang, number: Fixed6) -> String {
    localized(lang, &number.to_string())
}

/// A number in its plain spelling (`1250.5`) as it stands in a field to be typed over: with the decimal sign of the language,
/// without groups. What is no such number stays as it is.
#[must_use]
pub fn typed(lang: Lang, plain: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = plain.strip_prefix('-').unwrap_or(plain);
    match (lang, unsigned.split_once('.')) {
        (Lang::Ru | Lang::Uk, Some((whole, part))) if digits(whole) && digits(part) => plain.replace('.', ","),
        _ => plain.to_owned(),
    }
}

/// A price: with at least the places of its currency, and with as many more as it has: `1 250,50`, `0,333333`.
#[must_use]
pub fn price(lang: Lang, price: Fixed6, currency: Currency) -> String {
    let mut plain = price.to_string();
    let places = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let least = usize::try_from(currency.minor_digits()).unwrap_or_default();
    if places == 0 && least > 0 {
        plain.push('.');
    }
    plain.extend(std::iter::repeat_n('0', least.saturating_sub(places)));
    localized(lang, &plain)
}

/// A text of pages for what is none: in a file, its name or the subject of a letter people search with the blanks they type.
#[must_use]
pub fn plain_blanks(text: &str) -> String {
    text.replace([NO_BREAK_SPACE, '\u{202f}'], " ")
}

/// Turns `-1250.50` into the language's spelling.
fn localized(lang: Lang, plain: &str) -> String {
    let (group, point) = match lang {
        Lang::Ru | Lang::Uk => (NO_BREAK_SPACE, ','),
        Lang::En => (',', '.'),
    };
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain), |digits| ("\u{2212}", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Amount, Currency, Fixed6, Lang, Money, amount, money, number, plain_blanks, price, typed};

    #[test]
    fn numbers_are_written_in_the_readers_spelling() {
        let sum = Amount::from_minor(123_456_789);
        assert_eq!(amount(Lang::En, sum, Currency::Uah), "1,234,567.89");
        assert_eq!(amount(Lang::Uk, sum, Currency::Uah), "1\u{a0}234\u{a0}567,89");
        assert_eq!(amount(Lang::Ru, Amount::from_minor(-5), Currency::Rub), "\u{2212}0,05");
        assert_eq!(
            money(
                Lang::En,
                Money {
                    amount: Amount::from_minor(1000),
                    currency: Currency::Jpy
                }
            ),
            "1,000\u{a0}JPY"
        );
        for (scaled, currency, text) in [
            (38_999_500_000, Currency::Uah, "38\u{a0}999,50"),
            (1_000_000, Currency::Rub, "1,00"),
            (333_333, Currency::Rub, "0,333333"),
            (1_000_000, Currency::Jpy, "1"),
        ] {
            assert_eq!(price(Lang::Ru, Fixed6::from_scaled(scaled), currency), text);
        }
        for (lang, plain, text) in [
            (Lang::Ru, "1250.5", "1250,5"),
            (Lang::Uk, "-0.05", "-0,05"),
            (Lang::En, "1250.5", "1250.5"),
            (Lang::Ru, "3*1.5", "3*1.5"),
            (Lang::Ru, "12.", "12."),
            (Lang::Ru, "", ""),
        ] {
            assert_eq!(typed(lang, plain), text);
        }
        assert_eq!(number(Lang::Ru, Fixed6::from_scaled(1_500_000)), "1,5");
        assert_eq!(number(Lang::En, Fixed6::from_scaled(100_000_000)), "100");
        assert_eq!(plain_blanks("№\u{a0}1\u{202f}250"), "№ 1 250");
    }
}
