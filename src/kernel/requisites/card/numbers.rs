//! Numbers as people spell them: in groups, with stray blanks and dots. What a number may be, the checks of the room say.

use std::ops::Range;

use super::sheet::Sheet;
use crate::kernel::requisites::{Checked, Control, FormatError};

/// Most groups, and most characters, a number is written in.
const MOST_GROUPS: usize = 24;
const LONGEST: usize = 64;

/// Of which characters a number consists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Digits,
    /// Digits and Latin letters. Cyrillic letters that look like Latin ones are meant as those.
    Latin,
    /// Digits and any letters; `№` may stand between them.
    Letters,
}

/// Which of several readings that have no control digit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefer {
    Shortest,
    Longest,
}

/// A number that fits, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub value: String,
    pub place: Range<usize>,
}

/// Words between a label and its number.
const FILLING: [&str; 14] = [
    "no",
    "nr",
    "номер",
    "код",
    "code",
    "number",
    "серія",
    "серия",
    "id",
    "n",
    "пасп",
    "банка",
    "банку",
    "is",
];

/// Where the value behind a label begins.
pub(super) fn value_start(sheet: &Sheet, from: usize, to: usize) -> usize {
    let mut place = from;
    let mut lines = 0;
    while place < to {
        let Some(c) = sheet.at(place) else { break };
        if c == '\n' {
            lines += 1;
            if lines > 1 {
                return to;
            }
            place += 1;
        } else if c == '(' {
            let close = sheet.until(place, to, |c| c == ')' || c.is_ascii_digit());
            if sheet.at(close) != Some(')') || close >= to {
                place += 1;
            } else {
                place = close + 1;
            }
        } else if " \t:;=№#.,–—-_*'\"«»/\\)".contains(c) {
            place += 1;
        } else {
            let end = sheet.skip(place, to, char::is_alphabetic);
            if end > place && sheet.starts_word(place) && FILLING.contains(&sheet.folded_slice(place..end).as_str()) {
                place = end;
            } else {
                break;
            }
        }
    }
    place.min(to)
}

/// The number behind a label that `fits`. Where several readings fit (`7707083893 77`), one with right control digits is meant.
pub(super) fn number(
    sheet: &Sheet,
    from: usize,
    to: usize,
    of: Of,
    prefer: Prefer,
    fits: impl Fn(&str) -> Result<Checked, FormatError>,
) -> Option<Number> {
    let start = value_start(sheet, from, to);
    let mut place = start;
    let mut joined = String::new();
    let mut fitting: Vec<(Checked, usize)> = Vec::new();
    for _ in 0..MOST_GROUPS {
        let end = sheet.skip(place, to, |c| belongs(c, of));
        if end == place || joined.len() + (end - place) > LONGEST {
            break;
        }
        joined.extend((place..end).filter_map(|at| sheet.at(at)).map(|c| spelled(c, of)));
        // A number that goes on in letters that can't belong to it is no number of this kind.
        let goes_on = sheet.at(end).is_some_and(|c| of != Of::Digits && c.is_alphanumeric());
        if goes_on {
            break;
        }
        if let Ok(checked) = fits(&joined) {
            fitting.push((checked, end));
        }
        let next = sheet.skip(end, to.min(end + 4), |c| {
            " .-–".contains(c) || (of == Of::Letters && c == '№')
        });
        if next == end {
            break;
        }
        place = next;
    }
    let right = fitting
        .iter()
        .rev()
        .find(|(checked, _)| checked.control == Control::Right);
    let other = match prefer {
        Prefer::Shortest => fitting.first(),
        Prefer::Longest => fitting.last(),
    };
    let (checked, end) = right.or(other)?;
    Some(Number {
        value: checked.normalized.clone(),
        place: start..*end,
    })
}

fn belongs(c: char, of: Of) -> bool {
    match of {
        Of::Digits => c.is_ascii_digit(),
        Of::Latin => c.is_ascii_alphanumeric() || spelled(c, of) != c,
        Of::Letters => c.is_alphabetic() || c.is_ascii_digit(),
    }
}

fn spelled(c: char, of: Of) -> char {
    if of != Of::Latin {
        return c;
    }
    match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'І' => 'I',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        c => c,
    }
}

/// A number of no known kind as it is written, with at least four digits, or exactly as many as its kind has.
pub(super) fn other(sheet: &Sheet, from: usize, to: usize, digits: usize) -> Option<Number> {
    let start = value_start(sheet, from, to);
    let mut end = sheet.skip(start, to.min(start + 40), |c| {
        c.is_ascii_alphanumeric() || "-/. ".contains(c)
    });
    // Groups of digits belong together, words behind them do not.
    let text = sheet.folded_slice(start..end);
    let mut length = 0;
    for word in text.split_inclusive(' ') {
        let is_digits = word.trim().chars().any(|c| c.is_ascii_digit());
        if length > 0 && !is_digits {
            break;
        }
        length += word.chars().count();
    }
    end = end.min(start + length);
    while end > start && sheet.before(end).is_some_and(|c| "-/. ".contains(c)) {
        end -= 1;
    }
    let value = sheet.slice(start..end);
    let count = value.chars().filter(char::is_ascii_digit).count();
    let fits = if digits == 0 {
        (4..=20).contains(&count)
    } else {
        count == digits
    };
    fits.then_some(Number {
        value,
        place: start..end,
    })
}
