//! Where somebody is found: addresses, telephones, e-mail, the web.

use std::ops::Range;

use super::numbers::value_start;
use super::sheet::Sheet;
use crate::kernel::validate::is_email;

/// Most characters of an address, and lines.
const LONGEST: usize = 1000;
const MOST_LINES: usize = 5;

/// Words with which an address goes on in the next line.
const PARTS: [&str; 30] = [
    "г",
    "город",
    "ул",
    "улица",
    "вул",
    "вулиця",
    "д",
    "дом",
    "буд",
    "будинок",
    "кв",
    "оф",
    "офис",
    "офіс",
    "стр",
    "корп",
    "корпус",
    "м",
    "місто",
    "обл",
    "р",
    "район",
    "пом",
    "помещение",
    "приміщення",
    "этаж",
    "поверх",
    "пр",
    "просп",
    "площа",
];

/// Countries that stand alone in the last line.
const COUNTRIES: [&str; 16] = [
    "россия",
    "російська федерація",
    "российская федерация",
    "україна",
    "украина",
    "united kingdom",
    "germany",
    "deutschland",
    "poland",
    "polska",
    "ireland",
    "france",
    "netherlands",
    "lithuania",
    "estonia",
    "latvia",
];

/// What says that an address is the other one.
const SAME: [&str; 9] = [
    "тот же",
    "совпада",
    "он же",
    "той самий",
    "та сама",
    "та ж",
    "збігається",
    "same as",
    "the same",
];

/// The address behind a label. An empty text means the same address as another one.
pub(super) fn address(sheet: &Sheet, from: usize, to: usize) -> Option<(String, Range<usize>)> {
    let start = value_start(sheet, from, to);
    let mut end = start;
    for _ in 0..MOST_LINES {
        end = sheet.until(end, to, |c| c == '\n' || c == '\t');
        if end >= to || sheet.at(end) != Some('\n') || !goes_on(sheet, start, end, to) {
            break;
        }
        end += 1;
    }
    let text = sheet.slice(start..end);
    let folded = text.to_lowercase();
    if SAME.iter().any(|word| folded.starts_with(word)) {
        return Some((String::new(), start..end));
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let fits = letters > 3 && text.chars().count() > 7 && text.chars().count() <= LONGEST && !text.contains('@');
    fits.then_some((text, start..end))
}

/// Whether an address that reaches the end of a line at `end` goes on in the next one.
fn goes_on(sheet: &Sheet, start: usize, end: usize, to: usize) -> bool {
    let last = (start..end)
        .rev()
        .filter_map(|place| sheet.at(place))
        .find(|c| *c != ' ');
    let next_end = sheet.until(end + 1, to, |c| c == '\n' || c == '\t');
    let next = sheet.folded_slice(end + 1..next_end);
    let next = next.trim().trim_end_matches(['.', ',']);
    if next.is_empty() || next_end >= to && to < sheet.len() && !sheet.before(to).is_some_and(|c| "\n\t".contains(c)) {
        // The rest of the region belongs to a label on the same line.
        return false;
    }
    let first: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
    last == Some(',') || PARTS.contains(&first.as_str()) || COUNTRIES.contains(&next) || has_postcode(next)
}

/// `london ec1a 1bb`, `10115 berlin`: a short line with a code in it.
fn has_postcode(line: &str) -> bool {
    let is_code = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        (digits == word.chars().count() && (5..=6).contains(&digits)) || (digits > 0 && letters > 0 && word.len() < 5)
    };
    line.chars().count() < 50 && line.split(' ').any(is_code) && line.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// An address that stands alone on its line without a label, told by its postcode and the words of one.
pub(super) fn unlabelled_address(sheet: &Sheet) -> Option<(String, Range<usize>)> {
    let mut found = None;
    let mut start = 0;
    while start < sheet.len() {
        let end = sheet.until(start, sheet.len(), |c| c == '\n' || c == '\t');
        let is_free = !(start..end).any(|place| sheet.is_taken(place));
        let first = sheet.skip(start, end, |c| c == ' ');
        let digits = sheet.skip(first, end, |c| c.is_ascii_digit());
        let text = sheet.folded_slice(first..end);
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        if is_free
            && (5..=6).contains(&(digits - first))
            && sheet.at(digits) == Some(',')
            && words.any(|word| PARTS.contains(&word))
        {
            if found.is_some() {
                return None;
            }
            found = Some((sheet.slice(first..end), first..end));
        }
        start = end + 1;
    }
    found
}

/// Telephones behind a label, as they are written.
pub(super) fn phones(sheet: &Sheet, from: usize, to: usize) -> Option<(String, Range<usize>)> {
    let start = sheet.skip(from, to, |c| " \t\n:;=№,.–—-/)".contains(c));
    let mut end = start;
    let mut place = start;
    for _ in 0..3 {
        let Some(piece_end) = phone_end(sheet, place, to) else {
            break;
        };
        end = extension_end(sheet, piece_end, to);
        place = sheet.skip(end, to, |c| " ,;/".contains(c));
    }
    (end > start).then(|| (sheet.slice(start..end), start..end))
}

/// Where a telephone number that begins at the place ends.
fn phone_end(sheet: &Sheet, from: usize, to: usize) -> Option<usize> {
    let mut end = sheet.skip(from, to.min(from + 40), |c| c.is_ascii_digit() || "+()-–. ".contains(c));
    let digits = (from..end)
        .filter_map(|place| sheet.at(place))
        .filter(char::is_ascii_digit)
        .count();
    while end > from && sheet.before(end).is_some_and(|c| "(+-–. ".contains(c)) {
        end -= 1;
    }
    (7..=15).contains(&digits).then_some(end)
}

fn extension_end(sheet: &Sheet, from: usize, to: usize) -> usize {
    let word = sheet.skip(from, to, |c| " ,(".contains(c));
    let word_end = sheet.skip(word, to, char::is_alphabetic);
    if !matches!(
        sheet.folded_slice(word..word_end).as_str(),
        "доб" | "вн" | "внутр" | "ext" | "extension"
    ) {
        return from;
    }
    let digits = sheet.skip(word_end, to, |c| " .:".contains(c));
    let end = sheet.skip(digits, to.min(digits + 6), |c| c.is_ascii_digit());
    if end > digits { end } else { from }
}

/// An international number that stands without a label.
pub(super) fn unlabelled_phone(sheet: &Sheet) -> Option<(String, Range<usize>)> {
    let starts = (0..sheet.len()).filter(|place| sheet.at(*place) == Some('+') && !sheet.is_taken(*place));
    let fits = |start: usize| {
        let end = phone_end(sheet, start, sheet.len())?;
        let digits = (start..end)
            .filter_map(|place| sheet.at(place))
            .filter(char::is_ascii_digit)
            .count();
        (digits > 9).then(|| (sheet.slice(start..end), start..end))
    };
    starts.take(50).find_map(fits)
}

/// The first e-mail address of the text.
pub(super) fn email(sheet: &Sheet) -> Option<(String, Range<usize>)> {
    let belongs = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let signs = (0..sheet.len()).filter(|place| sheet.at(*place) == Some('@'));
    let fits = |sign: usize| {
        let start = (0..sign)
            .rev()
            .take(64)
            .take_while(|place| sheet.at(*place).is_some_and(belongs))
            .last()?;
        let mut end = sheet.skip(sign + 1, sheet.len().min(sign + 200), belongs);
        while end > sign && sheet.before(end).is_some_and(|c| "._%+-".contains(c)) {
            end -= 1;
        }
        let text = sheet.folded_slice(start..end);
        is_email(&text).then_some((text, start..end))
    };
    signs.take(50).find_map(fits)
}

/// A website behind a label.
pub(super) fn site(sheet: &Sheet, from: usize, to: usize) -> Option<(String, Range<usize>)> {
    site_at(sheet, value_start(sheet, from, to), to)
}

fn site_at(sheet: &Sheet, start: usize, to: usize) -> Option<(String, Range<usize>)> {
    let mut end = sheet.until(start, to.min(start + 200), |c| {
        c.is_whitespace() || ",;()<>\"«»".contains(c)
    });
    while end > start && sheet.before(end).is_some_and(|c| "./".contains(c)) {
        end -= 1;
    }
    let text = sheet.slice(start..end);
    let (name, zone) = text.rsplit_once('.')?;
    let fits = !name.is_empty()
        && zone.chars().count() > 1
        && !zone.starts_with(|c: char| c.is_ascii_digit())
        && !text.contains('@');
    fits.then_some((text, start..end))
}

/// A website that says itself what it is.
pub(super) fn unlabelled_site(sheet: &Sheet) -> Option<(String, Range<usize>)> {
    (0..sheet.len())
        .filter(|place| sheet.starts_word(*place) && !sheet.is_taken(*place))
        .find_map(|start| {
            let begins = ["http://", "https://", "www."]
                .iter()
                .any(|begin| sheet.folded_slice(start..sheet.len().min(start + begin.len())) == *begin);
            begins.then(|| site_at(sheet, start, sheet.len())).flatten()
        })
}
