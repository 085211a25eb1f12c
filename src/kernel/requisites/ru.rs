//! Russian requisites.

use super::{Checked, Control, FormatError, cleaned, digits_of, judged, remainder, unjudged, values, weighted};

/// Weights of ИНН: those of the 12th digit; the 11th skips the first of them and the 10th (of a company) the first two.
const INN_WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// ИНН (order of the Federal Tax Service № ЕД-7-14/559@, annex): Σ digit × weight mod 11, mod 10.
pub(super) fn inn(text: &str) -> Result<Checked, FormatError> {
    let (text, digits) = digits_of(text, &[10, 12])?;
    let controls: &[usize] = if digits.len() == 10 { &[9] } else { &[10, 11] };
    let right = controls.iter().all(|&at| {
        // A control digit is summed over all digits before it, so the weights are those that end with 8.
        let weights = INN_WEIGHTS
            .len()
            .checked_sub(at)
            .and_then(|skip| INN_WEIGHTS.get(skip..));
        weights.is_some_and(|weights| digits.get(at) == Some(&(weighted(&digits, weights) % 11 % 10)))
    });
    Ok(judged(text, right))
}

/// КПП (same order): `NNNNPPNNN`, where PP are digits or capital Latin letters. No control digit.
pub(super) fn kpp(text: &str) -> Result<Checked, FormatError> {
    let text = cleaned(text)?;
    if text.chars().count() != 9 {
        return Err(FormatError::WrongLength);
    }
    let fits = |(at, c): (usize, char)| c.is_ascii_digit() || ((4..6).contains(&at) && c.is_ascii_uppercase());
    if text.chars().enumerate().all(fits) {
        Ok(unjudged(text))
    } else {
        Err(FormatError::WrongCharacter)
    }
}

/// ОГРН (order of the Ministry of Finance № 165н): the last digit is the first 12 mod 11, mod 10.
pub(super) fn ogrn(text: &str) -> Result<Checked, FormatError> {
    registration_number(text, 13, 11)
}

/// ОГРНИП (same order): the last digit is the first 14 mod 13, and of that the last digit (remainders reach 12).
pub(super) fn ogrnip(text: &str) -> Result<Checked, FormatError> {
    registration_number(text, 15, 13)
}

fn registration_number(text: &str, length: usize, modulus: u32) -> Result<Checked, FormatError> {
    let (text, digits) = digits_of(text, &[length])?;
    let right = digits
        .split_last()
        .is_some_and(|(last, rest)| remainder(rest, modulus) % 10 == *last);
    Ok(judged(text, right))
}

/// БИК of a Russian bank: 9 digits, no control digit.
///
/// # Errors
/// [`FormatError`] when the text can't be one.
pub fn check_ru_bic(text: &str) -> Result<Checked, FormatError> {
    digits_of(text, &[9]).map(|(text, _)| unjudged(text))
}

/// An account of 20 digits at a Russian bank, judged together with the bank's БИК; without one it isn't judged.
///
/// The sixth digit may be a letter, the mark of a clearing currency. Key: Bank of Russia, 08.09.1997 № 515: over a
/// three-digit prefix and the account, Σ of (digit × 7, 1, 3, 7, …) ends with 0. The prefix is the last three digits
/// of the БИК, but "0" and its 5th and 6th digit for an account *at* the Bank of Russia. Treasury accounts (03…) follow
/// another rule and aren't judged.
///
/// # Errors
/// [`FormatError`] when the account, or a БИК that is not blank, can't be one.
pub fn check_ru_account(account: &str, bic: &str) -> Result<Checked, FormatError> {
    let account = account_spelling(account)?;
    if bic.trim().is_empty() {
        return Ok(unjudged(account));
    }
    let bic = check_ru_bic(bic)?.normalized;
    if account.starts_with("03") {
        return Ok(unjudged(account));
    }
    let right = values(&account_in_digits(&key_prefix(&account, &bic), &account)).is_ok_and(|digits| {
        digits
            .iter()
            .zip([7, 1, 3].iter().cycle())
            .map(|(d, w)| d * w)
            .sum::<u32>()
            % 10
            == 0
    });
    Ok(Checked {
        normalized: account,
        control: Control::of(right),
    })
}

/// Letters that stand for the digits 0–9 in the sixth place, which is why the position in this list is the digit.
const CLEARING_LETTERS: &str = "ABCEHKMPTX";
/// The same letters as a Russian keyboard writes them.
const CLEARING_LETTERS_CYRILLIC: &str = "АВСЕНКМРТХ";

/// 20 digits, the sixth perhaps a clearing letter, which becomes a Latin one.
fn account_spelling(text: &str) -> Result<String, FormatError> {
    let latin = |c: char| {
        let at = CLEARING_LETTERS_CYRILLIC.chars().position(|letter| letter == c);
        at.and_then(|at| CLEARING_LETTERS.chars().nth(at)).unwrap_or(c)
    };
    let text: String = cleaned(text)?.chars().map(latin).collect();
    let fits = |(at, c): (usize, char)| c.is_ascii_digit() || (at == 5 && CLEARING_LETTERS.contains(c));
    if !text.chars().enumerate().all(fits) {
        return Err(FormatError::WrongCharacter);
    }
    if text.len() == 20 {
        Ok(text)
    } else {
        Err(FormatError::WrongLength)
    }
}

fn account_in_digits(prefix: &str, account: &str) -> String {
    let digit = |c: char| {
        let at = CLEARING_LETTERS.chars().position(|letter| letter == c);
        at.and_then(|at| u32::try_from(at).ok())
            .and_then(|at| char::from_digit(at, 10))
            .unwrap_or(c)
    };
    prefix.chars().chain(account.chars().map(digit)).collect()
}

fn key_prefix(account: &str, bic: &str) -> String {
    // Correspondent accounts of banks and the single treasury account are kept by the Bank of Russia; so is every
    // account whose БИК is that of one of its own offices (last digits 000–002).
    let at_bank_of_russia = ["30101", "40102"].iter().any(|start| account.starts_with(start))
        || ["000", "001", "002"].iter().any(|end| bic.ends_with(end));
    if at_bank_of_russia {
        format!("0{}", bic.get(4..6).unwrap_or_default())
    } else {
        bic.get(6..).unwrap_or_default().to_owned()
    }
}
