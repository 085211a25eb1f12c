//! IBAN (ISO 13616) and SWIFT codes (ISO 9362).

use super::{Checked, Control, FormatError, cleaned, unjudged};

/// The part of an IBAN after its control digits, by country, as the SWIFT registry gives it: `n` digits, `a` capital
/// letters, `c` either, each with its count. Neighbouring parts of one class are joined.
fn structure(country: &str) -> Option<&'static str> {
    Some(match country {
        "AD" => "8n12c",
        "AE" | "IL" | "SO" | "TL" => "19n",
        "AL" | "CY" => "8n16c",
        "AT" | "BA" | "EE" | "LT" | "MN" | "XK" => "16n",
        "AZ" => "4a20c",
        "BE" => "12n",
        "BG" => "4a6n8c",
        "BH" => "4a14c",
        "BI" | "DJ" | "MR" => "23n",
        "BR" => "23n1a1c",
        "BY" => "4c4n16c",
        "CH" | "LI" => "5n12c",
        "CR" | "DE" | "ME" | "RS" | "VA" => "18n",
        "CZ" | "ES" | "SE" | "SK" | "TN" => "20n",
        "DK" | "FI" | "FO" | "GL" | "SD" => "14n",
        "DO" => "4c20n",
        "EG" => "25n",
        "FK" => "2a12n",
        "FR" | "MC" => "10n11c2n",
        "GB" | "IE" => "4a14n",
        "GE" => "2a16n",
        "GI" => "4a15c",
        "GR" => "7n16c",
        "GT" => "24c",
        "HN" | "NI" | "SV" => "4a20n",
        "HR" => "17n",
        "HU" | "PL" => "24n",
        "IQ" => "4a15n",
        "IS" => "22n",
        "IT" | "SM" => "1a10n12c",
        "JO" | "YE" => "4a4n18c",
        "KW" => "4a22c",
        "KZ" | "LU" => "3n13c",
        "LB" => "4n20c",
        "LC" => "4a24c",
        "LV" => "4a13c",
        "LY" | "PT" | "ST" => "21n",
        "MD" => "20c",
        "MK" => "3n10c2n",
        "MT" => "4a5n18c",
        "MU" => "4a19n3a",
        "NL" => "4a10n",
        "NO" => "11n",
        "OM" => "3n16c",
        "PK" | "RO" => "4a16c",
        "PS" | "QA" => "4a21c",
        "RU" => "14n15c",
        "SA" => "2n18c",
        "SC" => "4a20n3a",
        "SI" => "15n",
        "TR" => "6n16c",
        "UA" => "6n19c",
        "VG" => "4a16n",
        _ => return None,
    })
}

/// An IBAN: the structure of its country, and the control digits (ISO 7064, mod 97-10 gives 1).
///
/// # Errors
/// [`FormatError`] when the text can't be one; [`FormatError::UnknownCountry`] for a country without IBANs.
pub fn check_iban(text: &str) -> Result<Checked, FormatError> {
    let text = cleaned(text)?;
    if !text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Err(FormatError::WrongCharacter);
    }
    let (Some(country), Some(control), Some(account)) = (text.get(..2), text.get(2..4), text.get(4..)) else {
        return Err(FormatError::WrongLength);
    };
    follows(account, structure(country).ok_or(FormatError::UnknownCountry)?)?;
    if !control.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FormatError::WrongCharacter);
    }
    let right = modulo_97(account.chars().chain(country.chars()).chain(control.chars())) == 1;
    Ok(Checked {
        normalized: text,
        control: Control::of(right),
    })
}

/// Holds an account against a structure such as `6n19c`.
fn follows(account: &str, structure: &str) -> Result<(), FormatError> {
    let mut rest = account.chars();
    let mut count = 0_usize;
    for c in structure.chars() {
        if let Some(digit) = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
            count = count * 10 + digit;
            continue;
        }
        for _ in 0..count {
            let found = rest.next().ok_or(FormatError::WrongLength)?;
            let fits = match c {
                'n' => found.is_ascii_digit(),
                'a' => found.is_ascii_uppercase(),
                _ => found.is_ascii_digit() || found.is_ascii_uppercase(),
            };
            if !fits {
                return Err(FormatError::WrongCharacter);
            }
        }
        count = 0;
    }
    if rest.next().is_none() {
        Ok(())
    } else {
        Err(FormatError::WrongLength)
    }
}

/// The remainder where letters count as 10–35 (two digits each).
fn modulo_97(characters: impl Iterator<Item = char>) -> u32 {
    characters.filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    })
}

/// The МФО inside a Ukrainian IBAN: its six digits after the control digits.
#[must_use]
pub fn ukrainian_bank_code(iban: &str) -> Option<String> {
    let iban = check_iban(iban).ok()?.normalized;
    if iban.starts_with("UA") {
        iban.get(4..10).map(str::to_owned)
    } else {
        None
    }
}

/// A SWIFT code (business identifier code): 4 letters or digits of the bank, 2 letters of the country, 2 of the place,
/// perhaps 3 of the branch. No control digit.
///
/// # Errors
/// [`FormatError`] when the text can't be one.
pub fn check_swift(text: &str) -> Result<Checked, FormatError> {
    let text = cleaned(text)?;
    if !matches!(text.chars().count(), 8 | 11) {
        return Err(FormatError::WrongLength);
    }
    let fits = |(at, c): (usize, char)| c.is_ascii_uppercase() || (!(4..6).contains(&at) && c.is_ascii_digit());
    if text.chars().enumerate().all(fits) {
        Ok(unjudged(text))
    } else {
        Err(FormatError::WrongCharacter)
    }
}
