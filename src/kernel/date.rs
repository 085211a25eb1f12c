//! Calendar dates and instants. A date of a document is a [`Date`] in the company's time zone and never a moment in time;
//! what happened is a [`Timestamp`] in UTC.

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::lang::Lang;

/// A calendar date.
pub type Date = civil::Date;
/// A moment, in UTC.
pub type Timestamp = jiff::Timestamp;

/// A moment as the clocks of some time zone show it, ready to be spelled for a reader.
pub type LocalTime = civil::DateTime;

/// A moment on the clocks of a time zone.
#[must_use]
pub fn local_time(at: Timestamp, zone: &TimeZone) -> LocalTime {
    at.to_zoned_datetime(zone.clone()).datetime()
}

/// The text is no date between 1990-01-01 and 2199-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("not a date")]
pub struct NotADate;

/// Reads a typed or picked date: `2026-11-24`, `24.11.2026`, `24/11/2026`, `24.11.26`.
///
/// # Errors
/// [`NotADate`] for anything else, and for years no paper of a living business carries (a slip like 0206 or 9999).
pub fn parse_date(text: &str) -> Result<Date, NotADate> {
    let pieces: Vec<&str> = text.trim().split(['-', '.', '/']).collect();
    let [a, b, c] = pieces.as_slice() else {
        return Err(NotADate);
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let number = |piece: &str| -> Result<i16, NotADate> {
        if piece.is_empty() || piece.len() > 4 || !piece.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotADate);
        }
        piece.parse().map_err(|_| NotADate)
    };
    let full_year = if year.len() == 2 {
        2000 + number(year)?
    } else {
        number(year)?
    };
    let small = |piece: &str| number(piece).and_then(|n| i8::try_from(n).map_err(|_| NotADate));
    if !(1990..=2199).contains(&full_year) {
        return Err(NotADate);
    }
    Date::new(full_year, small(month)?, small(day)?).map_err(|_| NotADate)
}

/// A date as people of the language write it in a table: `24.11.2026`, `24 Nov 2026`.
#[must_use]
pub fn short_date(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Ru | Lang::Uk => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
        Lang::En => format!("{} {} {:04}", date.day(), english_month(date), date.year()),
    }
}

/// A moment to the minute as people of the language write it in a table: `24.11.2026 09:30`, `24 Nov 2026 09:30`. Its blanks are such that no
/// line ends within.
#[must_use]
pub fn short_time(lang: Lang, at: LocalTime) -> String {
    format!("{} {}", short_date(lang, at.date()), hour_and_minute(at)).replace(' ', "\u{a0}")
}

/// The time of a day to the minute, alike in all languages: `09:30`.
#[must_use]
pub fn hour_and_minute(at: LocalTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A date in a document: «24» ноября 2026 г. / 24 листопада 2026 р. / 24 November 2026.
#[must_use]
pub fn long_date(lang: Lang, date: Date) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    match lang {
        Lang::Ru => format!(
            "«{:02}» {} {} г.",
            date.day(),
            MONTHS_RU.get(month).unwrap_or(&""),
            date.year()
        ),
        Lang::Uk => format!(
            "{} {} {} р.",
            date.day(),
            MONTHS_UK.get(month).unwrap_or(&""),
            date.year()
        ),
        Lang::En => format!("{} {} {}", date.day(), MONTHS_EN.get(month).unwrap_or(&""), date.year()),
    }
}

/// A month by itself, as the head of a group: `Ноябрь 2026`, `Листопад 2026`, `November 2026`.
#[must_use]
pub fn month_and_year(lang: Lang, date: Date) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    let name = match lang {
        Lang::Ru => NAMES_RU.get(month),
        Lang::Uk => NAMES_UK.get(month),
        Lang::En => MONTHS_EN.get(month),
    };
    format!("{} {}", name.unwrap_or(&""), date.year())
}

/// The beginning of a month's name, under a bar of a chart: `ноя`, `лис`, `Nov`.
#[must_use]
pub fn short_month(lang: Lang, date: Date) -> String {
    let name = month_and_year(lang, date);
    let short = name.chars().take(3);
    match lang {
        Lang::Ru | Lang::Uk => short.flat_map(char::to_lowercase).collect(),
        Lang::En => short.collect(),
    }
}

fn english_month(date: Date) -> &'static str {
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    MONTHS_EN.get(month).and_then(|name| name.get(..3)).unwrap_or_default()
}

const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_UK: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// As they stand by themselves.
const NAMES_RU: [&str; 12] = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
];
const NAMES_UK: [&str; 12] = [
    "Січень",
    "Лютий",
    "Березень",
    "Квітень",
    "Травень",
    "Червень",
    "Липень",
    "Серпень",
    "Вересень",
    "Жовтень",
    "Листопад",
    "Грудень",
];

/// A closed range of dates; an open end has no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        Lang, NotADate, Period, local_time, long_date, month_and_year, parse_date, short_date, short_month, short_time,
    };

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = date(2026, 1, 31);
        for text in ["2026-01-31", "31.01.2026", " 31.1.2026 ", "31/01/2026", "31.01.26"] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        for text in [
            "",
            "31.02.2026",
            "2026-13-01",
            "0206-01-31",
            "9999-01-01",
            "today",
            "31.01",
            "31.01.2026.1",
            "-1.01.2026",
            "1e1.01.2026",
        ] {
            assert_eq!(parse_date(text), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_people_read_them() {
        let day = date(2026, 1, 31);
        assert_eq!(short_date(Lang::Ru, day), "31.01.2026");
        assert_eq!(short_date(Lang::En, day), "31 Jan 2026");
        assert_eq!(long_date(Lang::Ru, day), "«31» января 2026 г.");
        assert_eq!(long_date(Lang::Uk, day), "31 січня 2026 р.");
        assert_eq!(long_date(Lang::En, day), "31 January 2026");
    }

    #[test]
    fn months_have_names_of_their_own() {
        for (month, ru, uk, en) in [
            (1, "Январь 2026", "Січень 2026", "January 2026"),
            (5, "Май 2026", "Травень 2026", "May 2026"),
            (11, "Ноябрь 2026", "Листопад 2026", "November 2026"),
        ] {
            let day = date(2026, month, 24);
            assert_eq!(
                [Lang::Ru, Lang::Uk, Lang::En].map(|lang| month_and_year(lang, day)),
                [ru, uk, en]
            );
        }
        let day = date(2026, 11, 24);
        assert_eq!(
            [Lang::Ru, Lang::Uk, Lang::En].map(|lang| short_month(lang, day)),
            ["ноя", "лис", "Nov"]
        );
    }

    #[test]
    fn moments_are_written_on_local_clocks() {
        let kyiv = jiff::tz::TimeZone::get("Europe/Kyiv").unwrap();
        let at = local_time("2026-11-24T22:05:59Z".parse().unwrap(), &kyiv);
        assert_eq!(short_time(Lang::Uk, at), "25.11.2026\u{a0}00:05");
        assert_eq!(short_time(Lang::En, at), "25\u{a0}Nov\u{a0}2026\u{a0}00:05");
    }

    #[test]
    fn a_period_holds_both_of_its_ends() {
        let period = Period {
            from: Some(date(2026, 1, 1)),
            until: Some(date(2026, 1, 31)),
        };
        assert!(period.contains(date(2026, 1, 1)) && period.contains(date(2026, 1, 31)));
        assert!(!period.contains(date(2025, 12, 31)) && !period.contains(date(2026, 2, 1)));
        assert!(Period::default().contains(date(1990, 1, 1)));
    }
}
