//! Periods that people name: this month, the quarter, last year, everything; or any two days.

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::date::{Date, Period};
use super::tax::spelled;

/// A period by its name: an address that carries it means another one next month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedPeriod {
    ThisMonth,
    LastMonth,
    /// The calendar quarter of today.
    Quarter,
    Year,
    LastYear,
    All,
}

spelled!(NamedPeriod {
    ThisMonth = "this_month",
    LastMonth = "last_month",
    Quarter = "quarter",
    Year = "year",
    LastYear = "last_year",
    All = "all",
});

impl NamedPeriod {
    /// Its days, as seen from a day. All of them belong to it, also those to come.
    #[must_use]
    pub fn around(self, today: Date) -> Period {
        let month = |day: Date| (day.first_of_month(), day.last_of_month());
        let before = |day: Date| day.yesterday().unwrap_or(Date::MIN);
        let (from, until) = match self {
            Self::ThisMonth => month(today),
            Self::LastMonth => month(before(today.first_of_month())),
            Self::Quarter => {
                let quarter = i64::from((today.month() - 1) / 3);
                let first = today.first_of_year().saturating_add(Span::new().months(3 * quarter));
                (first, first.saturating_add(Span::new().months(2)).last_of_month())
            }
            Self::Year => (today.first_of_year(), today.last_of_year()),
            Self::LastYear => {
                let last = before(today.first_of_year());
                (last.first_of_year(), last)
            }
            Self::All => return Period::default(),
        };
        Period {
            from: Some(from),
            until: Some(until),
        }
    }
}

/// The days that are meant: those somebody has typed, if he has, or else those of the name. Typed the wrong way round, they are
/// turned.
#[must_use]
pub fn chosen(named: NamedPeriod, from: Option<Date>, until: Option<Date>, today: Date) -> Period {
    match (from, until) {
        (None, None) => named.around(today),
        (Some(from), Some(until)) if until < from => Period {
            from: Some(until),
            until: Some(from),
        },
        _ => Period { from, until },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NamedPeriod, Period, chosen};

    fn days(from: (i16, i8, i8), until: (i16, i8, i8)) -> Period {
        Period {
            from: Some(date(from.0, from.1, from.2)),
            until: Some(date(until.0, until.1, until.2)),
        }
    }

    #[test]
    fn a_named_period_has_whole_months() {
        use NamedPeriod::{All, LastMonth, LastYear, Quarter, ThisMonth, Year};
        for (today, named, expected) in [
            (date(2026, 11, 24), ThisMonth, days((2026, 11, 1), (2026, 11, 30))),
            (date(2026, 11, 24), LastMonth, days((2026, 10, 1), (2026, 10, 31))),
            (date(2026, 11, 24), Quarter, days((2026, 10, 1), (2026, 12, 31))),
            (date(2026, 11, 24), Year, days((2026, 1, 1), (2026, 12, 31))),
            (date(2026, 11, 24), LastYear, days((2025, 1, 1), (2025, 12, 31))),
            (date(2026, 11, 24), All, Period::default()),
            // At the edges of years, and in leap years.
            (date(2026, 1, 1), LastMonth, days((2025, 12, 1), (2025, 12, 31))),
            (date(2026, 1, 31), Quarter, days((2026, 1, 1), (2026, 3, 31))),
            (date(2026, 6, 30), Quarter, days((2026, 4, 1), (2026, 6, 30))),
            (date(2026, 12, 31), ThisMonth, days((2026, 12, 1), (2026, 12, 31))),
            (date(2028, 3, 31), LastMonth, days((2028, 2, 1), (2028, 2, 29))),
        ] {
            assert_eq!(named.around(today), expected, "{named} on {today}");
        }
    }

    #[test]
    fn typed_days_go_before_the_name_and_are_put_in_order() {
        let (first, last, today) = (date(2026, 3, 5), date(2026, 4, 2), date(2026, 11, 24));
        let typed = |from, until| chosen(NamedPeriod::Year, from, until, today);
        assert_eq!(typed(None, None), NamedPeriod::Year.around(today));
        assert_eq!(typed(Some(first), Some(last)), days((2026, 3, 5), (2026, 4, 2)));
        assert_eq!(typed(Some(last), Some(first)), days((2026, 3, 5), (2026, 4, 2)));
        let open = typed(Some(first), None);
        assert_eq!((open.from, open.until), (Some(first), None));
    }
}
