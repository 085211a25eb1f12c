//! Ukrainian requisites.

use super::{Checked, FormatError, cleaned, digits_of, judged, unjudged, weighted};

/// Код ЄДРПОУ (the method of the State Statistics Service): Σ digit × weight mod 11 over the first seven digits, with
/// weights 1–7, or 7, 1–6 for codes between 30 000 000 and 60 000 000; a remainder of 10 is computed again with each
/// weight greater by 2, and a second 10 counts as 0.
pub(super) fn edrpou(text: &str) -> Result<Checked, FormatError> {
    let (text, digits) = digits_of(text, &[8])?;
    let in_second_range = (3..6).contains(&digits.first().copied().unwrap_or_default());
    let weights: [u32; 7] = if in_second_range {
        [7, 1, 2, 3, 4, 5, 6]
    } else {
        [1, 2, 3, 4, 5, 6, 7]
    };
    let control = match weighted(&digits, &weights) % 11 {
        10 => weighted(&digits, &weights.map(|weight| weight + 2)) % 11 % 10,
        control => control,
    };
    let right = digits.last() == Some(&control);
    Ok(judged(text, right))
}

/// РНОКПП: Σ digit × weight mod 11, mod 10 over the first nine digits, with weights −1, 5, 7, 9, 4, 6, 10, 5, 7.
pub(super) fn rnokpp(text: &str) -> Result<Checked, FormatError> {
    // −1 is 10 modulo 11.
    const WEIGHTS: [u32; 9] = [10, 5, 7, 9, 4, 6, 10, 5, 7];
    let (text, digits) = digits_of(text, &[10])?;
    let right = digits.last() == Some(&(weighted(&digits, &WEIGHTS) % 11 % 10));
    Ok(judged(text, right))
}

/// ІПН of a VAT payer: 12 digits of a company, 10 of a sole proprietor. No control digit is published.
pub(super) fn ipn(text: &str) -> Result<Checked, FormatError> {
    digits_of(text, &[10, 12]).map(|(text, _)| unjudged(text))
}

/// A passport booklet (two Cyrillic letters, 6 digits) or an ID card (9 digits).
pub(super) fn passport(text: &str) -> Result<Checked, FormatError> {
    let text: String = cleaned(text)?.chars().map(cyrillic).collect();
    let letters = text.chars().take_while(|c| !c.is_ascii_digit()).count();
    let length = text.chars().count();
    let is_ukrainian = |c: char| matches!(c, 'А'..='Я' | 'І' | 'Ї' | 'Є' | 'Ґ');
    let fits = |(at, c): (usize, char)| {
        if at < letters {
            is_ukrainian(c)
        } else {
            c.is_ascii_digit()
        }
    };
    if !text.chars().enumerate().all(fits) {
        return Err(FormatError::WrongCharacter);
    }
    if matches!((letters, length), (2, 8) | (0, 9)) {
        Ok(unjudged(text))
    } else {
        Err(FormatError::WrongLength)
    }
}

/// A Latin letter that looks like a Cyrillic one is meant as that one: the series of a booklet is Cyrillic.
const fn cyrillic(c: char) -> char {
    match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'I' => 'І',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        other => other,
    }
}

/// МФО, the code of a Ukrainian bank: 6 digits, the last of which is 7 × Σ digit × (1, 3, 7, 1, 3) mod 10.
///
/// Observed on the codes of the banks in the tests rather than taken from a published rule, and therefore no more than
/// a warning like every control digit.
///
/// # Errors
/// [`FormatError`] when the text can't be one.
pub fn check_ua_mfo(text: &str) -> Result<Checked, FormatError> {
    let (text, digits) = digits_of(text, &[6])?;
    let right = digits.last() == Some(&(weighted(&digits, &[1, 3, 7, 1, 3]) * 7 % 10));
    Ok(judged(text, right))
}
