//! Money in words, as papers of the three languages write it: «Двадцать одна тысяча сто две гривны 05 копеек».
//!
//! The whole part is in words and begins with a capital, the minor part is two digits, and both agree with their noun: by number
//! everywhere, by gender in Russian and Ukrainian.
//!
//! | file | what it holds |
//! |---|---|
//! | `slavic` | numerals of Russian and Ukrainian |
//! | `english` | numerals of English |
//! | `oracle` | a second opinion on numerals, for the tests |
//! | `currencies` | the nouns of the six currencies whose declension is known |
//!
//! Any other currency is written with its code, which has no gender and no plural: «Двадцать одна тысяча сто два GBP 05/100»; so is every
//! currency without minor units: «Одна тысяча JPY».

mod currencies;
mod english;
mod slavic;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use self::currencies::{Noun, nouns};
use super::lang::Lang;
use super::money::Money;
use super::tax::spelled;

/// The hryvnia in Russian: both spellings are in use, and each company has its own habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hryvnia {
    /// гривна, гривны, гривен: the dictionaries of Russian.
    #[default]
    Grivna,
    /// гривня, гривни, гривень: as in Ukrainian.
    Grivnya,
}

spelled!(Hryvnia { Grivna = "grivna", Grivnya = "grivnya" });

/// The gender of a noun; by it «один» and «два» change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

/// Which form of a noun follows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    /// 1, 21, 101 …
    One,
    /// 2–4, 22–24 …
    Few,
    /// 0, 5–20, 25 …
    Many,
}

impl Count {
    const fn of(lang: Lang, n: u64) -> Self {
        match lang {
            Lang::En if n == 1 => Self::One,
            Lang::En => Self::Many,
            Lang::Ru | Lang::Uk => match (n % 100, n % 10) {
                (11..=14, _) => Self::Many,
                (_, 1) => Self::One,
                (_, 2..=4) => Self::Few,
                _ => Self::Many,
            },
        }
    }
}

/// A sum in words, whatever its sign and size.
#[must_use]
pub fn in_words(lang: Lang, money: Money, hryvnia: Hryvnia) -> String {
    let minor_digits = money.currency.minor_digits();
    let per_major = 10_u64.pow(minor_digits);
    let size = money.amount.minor().unsigned_abs();
    let (whole, minor) = (size / per_major, size % per_major);
    let mut text = String::new();
    if money.amount.is_negative() {
        text.push_str(match lang {
            Lang::Ru => "минус ",
            Lang::Uk => "мінус ",
            Lang::En => "minus ",
        });
    }
    let tail = if let Some((major, small)) = nouns(lang, money.currency, hryvnia) {
        text.push_str(&numeral(lang, whole, major.gender));
        let (major, small) = (counted(lang, &major, whole), counted(lang, &small, minor));
        format!(" {major} {minor:02} {small}")
    } else {
        text.push_str(&numeral(lang, whole, Gender::Masculine));
        let (code, width) = (money.currency.code(), usize::try_from(minor_digits).unwrap_or_default());
        if width > 0 {
            format!(" {code} {minor:0width$}/{per_major}")
        } else {
            format!(" {code}")
        }
    };
    text.push_str(&tail);
    capitalized(&text)
}

fn numeral(lang: Lang, n: u64, gender: Gender) -> String {
    match lang {
        Lang::Ru => slavic::numeral(&slavic::RUSSIAN, n, gender),
        Lang::Uk => slavic::numeral(&slavic::UKRAINIAN, n, gender),
        Lang::En => english::numeral(n),
    }
}

const fn counted(lang: Lang, noun: &Noun, n: u64) -> &'static str {
    match Count::of(lang, n) {
        Count::One => noun.one,
        Count::Few => noun.few,
        Count::Many => noun.many,
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The digits of a number in groups of three, the smallest first, each with its place.
fn groups(mut n: u64) -> Vec<(usize, u64)> {
    let mut groups = Vec::new();
    let mut place = 0;
    while n > 0 {
        if !n.is_multiple_of(1_000) {
            groups.push((place, n % 1_000));
        }
        n /= 1_000;
        place += 1;
    }
    groups
}

/// A word of a table; tables have a word for everything they are asked for.
fn word(table: &[&'static str], n: u64) -> &'static str {
    usize::try_from(n)
        .ok()
        .and_then(|n| table.get(n))
        .copied()
        .unwrap_or_default()
}
