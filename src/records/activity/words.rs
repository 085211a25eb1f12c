//! Recorded values as people read them. Events keep what other programs can read too: `2026-11-24`, `1250.50 UAH`, `true`; the
//! words of a room ([`super::model::Change::worded`]) are put together from these.
//!
//! Each function answers `None` for what it does not understand: that is shown as it was recorded.

use std::str::FromStr;

use crate::kernel::date::{Date, short_date};
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::text::lang;
use crate::tr;

/// `2026-11-24` → `24.11.2026`.
#[must_use]
pub fn date(recorded: &str) -> Option<String> {
    let date: Date = recorded.parse().ok()?;
    Some(short_date(lang(), date))
}

/// `1250.50 UAH` → `1 250,50 UAH`.
#[must_use]
pub fn money(recorded: &str) -> Option<String> {
    let (amount, currency) = recorded.split_once(' ')?;
    let currency = currency.parse().ok()?;
    let amount = Amount::parse(amount, currency).ok()?;
    Some(format::money(lang(), Money::new(amount, currency)))
}

/// A quantity, a price, a percentage: `38999.5` → `38 999,5`.
#[must_use]
pub fn number(recorded: &str) -> Option<String> {
    let number = Fixed6::parse(recorded).ok()?;
    Some(format::number(lang(), number))
}

/// `true` and `false` of a box.
#[must_use]
pub fn tick(recorded: &str) -> Option<String> {
    let yes: bool = recorded.parse().ok()?;
    Some(if yes { tr!(ui.yes) } else { tr!(ui.no) }.to_owned())
}

/// A language, named in itself.
#[must_use]
pub fn language(recorded: &str) -> Option<String> {
    code(recorded, Lang::own_name)
}

/// A code by its name.
#[must_use]
pub fn code<T: FromStr>(recorded: &str, name: impl Fn(T) -> &'static str) -> Option<String> {
    recorded.parse().ok().map(|code| name(code).to_owned())
}

/// What was recorded of several things, with `; ` between them: each in words where there are some for it, else as it was recorded.
#[must_use]
pub fn each(recorded: &str, worded: impl Fn(&str) -> Option<String>) -> String {
    let told = recorded
        .split("; ")
        .map(|text| worded(text).unwrap_or_else(|| text.to_owned()));
    told.collect::<Vec<_>>().join("; ")
}

/// The place of a line and the name of its field that `lines.3.quantity` means: people count from one.
#[must_use]
pub fn of_line(field: &str) -> Option<(String, &str)> {
    let (place, name) = field.strip_prefix("lines.")?.split_once('.')?;
    let n = place
        .parse::<usize>()
        .map_or_else(|_| place.to_owned(), |place| (place + 1).to_string());
    Some((n, name))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Lang, date, language, money, number, tick};

    #[test]
    fn values_are_spelled_as_the_reader_spells_them() {
        for (lang, day, sum, price, yes) in [
            (
                Lang::Ru,
                "24.11.2026",
                "\u{2212}1\u{a0}250,50\u{a0}UAH",
                "38\u{a0}999,5",
                "да",
            ),
            (
                Lang::Uk,
                "24.11.2026",
                "\u{2212}1\u{a0}250,50\u{a0}UAH",
                "38\u{a0}999,5",
                "так",
            ),
            (Lang::En, "24 Nov 2026", "\u{2212}1,250.50\u{a0}UAH", "38,999.5", "yes"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                assert_eq!(date("2026-11-24").as_deref(), Some(day));
                assert_eq!(money("-1250.50 UAH").as_deref(), Some(sum));
                assert_eq!(number("38999.5").as_deref(), Some(price));
                assert_eq!(tick("true").as_deref(), Some(yes));
                assert_eq!(language("uk").as_deref(), Some("Українська"));
                for unknown in ["", "soon", "1250.50", "1250.50 XXX", "–"] {
                    assert_eq!(
                        (date(unknown), money(unknown), tick(unknown)),
                        (None, None, None),
                        "{unknown}"
                    );
                }
            });
        }
    }
}
