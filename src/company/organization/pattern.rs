//! Patterns of document numbers: literal text with `{YYYY}`, `{YY}`, `{MM}` and one `{N}` or `{N:5}` (with leading zeros).

use std::str::FromStr;

use crate::kernel::date::Date;
use crate::kernel::problem::Problem;

/// Most characters of a pattern.
pub const MAX_LENGTH: usize = 40;
/// Most digits that a number is filled up to with zeros.
const MAX_WIDTH: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Year,
    ShortYear,
    Month,
    /// The number itself with at least so many digits.
    Number(usize),
}

/// A pattern that can be written out for every number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

/// The text is no pattern: an unknown placeholder, an open brace, no number or two, too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a pattern of numbers")]
pub struct NotAPattern;

impl From<NotAPattern> for Problem {
    fn from(_: NotAPattern) -> Self {
        Self::NotAPattern
    }
}

impl Pattern {
    /// The number `n` of a document of the date.
    #[must_use]
    pub fn write(&self, n: i64, date: Date) -> String {
        let written = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Year => format!("{:04}", date.year()),
            Piece::ShortYear => format!("{:02}", date.year().rem_euclid(100)),
            Piece::Month => format!("{:02}", date.month()),
            Piece::Number(width) => format!("{n:0width$}"),
        };
        self.0.iter().map(written).collect()
    }

    /// Whether numbers of different months look different.
    #[must_use]
    pub fn names_the_month(&self) -> bool {
        self.0.contains(&Piece::Month) && (self.0.contains(&Piece::Year) || self.0.contains(&Piece::ShortYear))
    }
}

impl FromStr for Pattern {
    type Err = NotAPattern;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.chars().count() > MAX_LENGTH || text.chars().any(char::is_control) {
            return Err(NotAPattern);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(NotAPattern)?;
            pieces.push(literal_piece(literal)?);
            pieces.push(placeholder(name)?);
            rest = after;
        }
        pieces.push(literal_piece(rest)?);
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        let numbers = pieces.iter().filter(|piece| matches!(piece, Piece::Number(_))).count();
        if numbers == 1 {
            Ok(Self(pieces))
        } else {
            Err(NotAPattern)
        }
    }
}

fn literal_piece(text: &str) -> Result<Piece, NotAPattern> {
    if text.contains('}') {
        Err(NotAPattern)
    } else {
        Ok(Piece::Text(text.to_owned()))
    }
}

fn placeholder(name: &str) -> Result<Piece, NotAPattern> {
    match name {
        "YYYY" => Ok(Piece::Year),
        "YY" => Ok(Piece::ShortYear),
        "MM" => Ok(Piece::Month),
        "N" => Ok(Piece::Number(1)),
        _ => {
            let width = name.strip_prefix("N:").ok_or(NotAPattern)?;
            let digits = !width.is_empty() && width.bytes().all(|b| b.is_ascii_digit());
            match width.parse() {
                Ok(width @ 1..=MAX_WIDTH) if digits => Ok(Piece::Number(width)),
                _ => Err(NotAPattern),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NotAPattern, Pattern};

    #[test]
    fn patterns_write_numbers() {
        let day = date(2026, 3, 5);
        for (pattern, n, number) in [
            ("{N:5}", 126, "00126"),
            ("{N}", 126, "126"),
            ("{N:2}", 126, "126"),
            ("СЧ-{YYYY}/{MM}-{N:3}", 7, "СЧ-2026/03-007"),
            ("{YY}{N:4}", 7, "260007"),
        ] {
            assert_eq!(pattern.parse::<Pattern>().unwrap().write(n, day), number, "{pattern}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let long = format!("{{N}}{}", "x".repeat(40));
        for text in [
            "",
            "A",
            "{YYYY}",
            "{N}{N}",
            "{n}",
            "{N:0}",
            "{N:13}",
            "{N:}",
            "{N:+5}",
            "{N:x}",
            "{prefix}{N}",
            "{N",
            "N}",
            "{N}}",
            "{{N}",
            "{N}\n",
            &long,
        ] {
            assert_eq!(text.parse::<Pattern>(), Err(NotAPattern), "{text}");
        }
    }

    #[test]
    fn a_monthly_series_needs_the_month_in_its_numbers() {
        let names = |text: &str| text.parse::<Pattern>().unwrap().names_the_month();
        assert!(names("{YYYY}-{MM}-{N}") && names("{MM}{YY}/{N}"));
        assert!(!names("{N}") && !names("{MM}/{N}") && !names("{YYYY}/{N}"));
    }
}
