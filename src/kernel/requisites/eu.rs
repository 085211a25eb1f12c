//! VAT ids of the European Union: their shape by member state, as VIES describes it. Control digits differ in every
//! state and aren't judged here; whether a number is in force only VIES can say.

use super::{Checked, FormatError, cleaned, unjudged};

/// The shapes of a state's number after its prefix: `9` a digit, `A` a letter, `X` either, `S` either or `+ *`, anything
/// else itself.
fn shapes(prefix: &str) -> &'static [&'static str] {
    match prefix {
        "AT" => &["U99999999"],
        "BE" | "PL" | "SK" => &["9999999999"],
        "BG" => &["999999999", "9999999999"],
        "CY" => &["99999999A"],
        "CZ" => &["99999999", "999999999", "9999999999"],
        "DE" | "EE" | "EL" | "PT" => &["999999999"],
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => &["99999999"],
        "ES" => &["X9999999X"],
        "FR" => &["XX999999999"],
        "HR" | "IT" | "LV" => &["99999999999"],
        "IE" => &["9S99999A", "9999999AA"],
        "LT" => &["999999999", "999999999999"],
        "NL" => &["SSSSSSSSSSSS"],
        "RO" => &[
            "99",
            "999",
            "9999",
            "99999",
            "999999",
            "9999999",
            "99999999",
            "999999999",
            "9999999999",
        ],
        "SE" => &["999999999999"],
        // Northern Ireland: traders, branches, government departments, health authorities.
        "XI" => &["999999999", "999999999999", "GD999", "HA999"],
        _ => &[],
    }
}

/// A VAT id with its prefix; Greece is `EL`, and its ISO code `GR` is understood.
pub(super) fn vat_id(text: &str) -> Result<Checked, FormatError> {
    let text = cleaned(&text.replace('.', ""))?;
    let (Some(prefix), Some(number)) = (text.get(..2), text.get(2..)) else {
        return Err(FormatError::UnknownCountry);
    };
    let prefix = if prefix == "GR" { "EL" } else { prefix };
    let shapes = shapes(prefix);
    if shapes.is_empty() {
        return Err(FormatError::UnknownCountry);
    }
    if shapes.iter().any(|shape| has_shape(number, shape)) {
        return Ok(unjudged(format!("{prefix}{number}")));
    }
    let length = number.chars().count();
    let known = shapes.iter().any(|shape| shape.len() == length);
    Err(if known {
        FormatError::WrongCharacter
    } else {
        FormatError::WrongLength
    })
}

fn has_shape(number: &str, shape: &str) -> bool {
    number.chars().count() == shape.len()
        && number.chars().zip(shape.chars()).all(|(c, wanted)| match wanted {
            '9' => c.is_ascii_digit(),
            'A' => c.is_ascii_uppercase(),
            'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
            'S' => c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '+' | '*'),
            literal => c == literal,
        })
}
