//! Telephone numbers as people write them: one or several, with blanks, brackets and an extension. What can be dialled of them is
//! read here; they are stored as they were typed.

/// Fewest digits: emergency and service numbers (`112`).
const FEWEST: usize = 3;
/// Most digits of a number (E.164).
const MOST: usize = 15;

/// Digits by which numbers are compared: without a country's code and the zero that stands in its place.
const KEY: usize = 9;

/// Words that stand beside a number.
const WORDS: [&str; 25] = [
    "доб",
    "дод",
    "вн",
    "внутр",
    "тел",
    "телефон",
    "моб",
    "мобильный",
    "мобільний",
    "раб",
    "роб",
    "факс",
    "т",
    "м",
    "и",
    "та",
    "ext",
    "extension",
    "x",
    "tel",
    "phone",
    "mob",
    "mobile",
    "fax",
    "and",
];

/// Whether a text is a telephone number, or several: of digits, `+ ( ) - .` and blanks, with words such as `доб.` and `ext`.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let known = |word: &str| WORDS.contains(&word.to_lowercase().as_str());
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let fits = |c: char| c.is_alphabetic() || c.is_ascii_digit() || is_filling(c) || "+,;/:#*".contains(c);
    text.chars().all(fits) && words.all(known) && dialled(text).is_some()
}

/// What a telephone dials: the first number of the text, without its extension. `None` for a text without a number.
#[must_use]
pub fn dialled(text: &str) -> Option<String> {
    let begin = text.find(|c: char| c.is_ascii_digit() || c == '+')?;
    let number: String = text
        .get(begin..)?
        .chars()
        .enumerate()
        .take_while(|(at, c)| c.is_ascii_digit() || is_filling(*c) || (*at == 0 && *c == '+'))
        .map(|(_, c)| c)
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let digits = number.trim_start_matches('+').len();
    (FEWEST..=MOST).contains(&digits).then_some(number)
}

/// By what two spellings of a number are known to be the same: the last nine digits, so that `+380 50 …` is `050 …`. Empty for a short number.
#[must_use]
pub fn key(text: &str) -> String {
    let digits: Vec<char> = dialled(text)
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits
        .len()
        .checked_sub(KEY)
        .map_or_else(String::new, |from| digits.into_iter().skip(from).collect())
}

/// What digits are set off with.
fn is_filling(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.' | '\u{2010}'..='\u{2014}')
}

#[cfg(test)]
mod tests {
    use super::{dialled, is_phone, key};

    #[test]
    fn a_number_is_dialled_without_what_stands_around_it() {
        for (text, number) in [
            ("+7 495 123-45-67", "+74951234567"),
            ("8 (343) 000-11-22, доб. 15", "83430001122"),
            ("+38 (048) 700-00-00, +38 (067) 000-00-00", "+380487000000"),
            ("тел. (044) 123 45 67 вн. 3", "0441234567"),
            ("+44 20 7946 0958 ext 12", "+442079460958"),
            ("+1.212.555.0100 x7", "+12125550100"),
            ("+49\u{a0}30\u{2013}1234567", "+49301234567"),
            ("112", "112"),
        ] {
            assert_eq!(dialled(text).as_deref(), Some(number), "{text}");
            assert!(is_phone(text), "{text}");
        }
    }

    #[test]
    fn a_number_has_one_key_however_it_is_written() {
        for (text, expected) in [
            ("+380 (50) 123-45-67", "501234567"),
            ("050 123 45 67", "501234567"),
            ("8 495 000-11-22, доб. 15", "950001122"),
            ("+7 (495) 000-11-22", "950001122"),
            ("112", ""),
            ("", ""),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told() {
        for text in [
            "",
            "телефон",
            "abc",
            "abc 12345",
            "12",
            "+",
            "1234567890123456",
            "javascript:1234567",
            "@nickname1234",
            "доб. 5",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
