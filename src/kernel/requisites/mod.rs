//! Requisites: tax ids and bank accounts, their format and their control digits.
//!
//! The two are told apart on purpose. A **wrong format** can't be the number it claims to be, and is refused. A **wrong
//! control digit** nearly always is a typing mistake, but such numbers were given out, so it only warns: see
//! [`Control`].
//!
//! | file | what it judges |
//! |---|---|
//! | `ru` | ИНН, КПП, ОГРН, ОГРНИП, БИК and accounts of Russian banks |
//! | `ua` | ЄДРПОУ, РНОКПП, ІПН, passport, МФО |
//! | `eu` | VAT ids of the European Union |
//! | `iban` | IBAN and SWIFT codes |
//! | `account` | a bank account as a company or a client carries it |
//! | `card` | a pasted requisites card: what of it is recognised |
//! | `tax_id`, `tax_ids` | a tax id, and all of them, as a company or a client carries them |
//!
//! To add a kind of tax id: a variant of [`TaxIdKind`] with its spelling, its arm in [`check`], golden numbers in the
//! tests (two in real use, a wrong digit, a wrong format).

mod account;
pub mod card;
mod eu;
mod iban;
mod ru;
mod tax_id;
mod tax_ids;
mod ua;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::tax::spelled;

pub use account::{AccountDetails, TypedAccount, account_control};
pub use iban::{check_iban, check_swift, ukrainian_bank_code};
pub use ru::{check_ru_account, check_ru_bic};
pub use tax_id::TaxId;
pub use tax_ids::{OtherTaxId, TaxIds, TypedTaxIds};
pub use ua::check_ua_mfo;

/// Longest value of a tax id that we know nothing of.
pub const MAX_OTHER_LENGTH: usize = 64;

/// What kind of registration number a value claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxIdKind {
    /// ИНН: 10 digits of a company or 12 of a person; the last one or two are control digits.
    RuInn,
    /// КПП: 4 digits, 2 digits or capital letters, 3 digits.
    RuKpp,
    /// ОГРН of a company: 13 digits, the last is a control digit.
    RuOgrn,
    /// ОГРНИП of a sole proprietor: 15 digits, the last is a control digit.
    RuOgrnip,
    /// Код ЄДРПОУ of a company: 8 digits, the last is a control digit.
    UaEdrpou,
    /// РНОКПП of a person: 10 digits, the last is a control digit.
    UaRnokpp,
    /// Passport of a person who has refused a РНОКПП: two letters and 6 digits, or the 9 digits of an ID card.
    UaPassport,
    /// ІПН of a VAT payer: 12 digits of a company or 10 of a sole proprietor.
    UaIpn,
    /// VAT id of a member state of the European Union, or of Northern Ireland, with its prefix.
    EuVat,
    /// Anything else; label and country stand beside it.
    Other,
}

spelled!(TaxIdKind {
    RuInn = "ru_inn",
    RuKpp = "ru_kpp",
    RuOgrn = "ru_ogrn",
    RuOgrnip = "ru_ogrnip",
    UaEdrpou = "ua_edrpou",
    UaRnokpp = "ua_rnokpp",
    UaPassport = "ua_passport",
    UaIpn = "ua_ipn",
    EuVat = "eu_vat",
    Other = "other",
});

/// What the control digits of a well-formed number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    Right,
    /// A warning, listed in "requisites to check".
    Wrong,
    /// The kind has no control digit, or what it depends on isn't known.
    NotJudged,
}

spelled!(Control { Right = "right", Wrong = "wrong", NotJudged = "not_judged" });

impl Control {
    const fn of(right: bool) -> Self {
        if right { Self::Right } else { Self::Wrong }
    }
}

/// A well-formed number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Without blanks and hyphens, letters in capitals: the spelling that is stored and compared.
    pub normalized: String,
    pub control: Control,
}

/// Why a text can't be the number it claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatError {
    #[error("the number is missing")]
    Empty,
    #[error("the number has the wrong length")]
    WrongLength,
    #[error("the number has a character that does not belong there")]
    WrongCharacter,
    #[error("the country of the number is not known")]
    UnknownCountry,
}

/// What a number has to look like, as the sentence about a wrong one says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberForm {
    TaxId(TaxIdKind),
    /// 9 digits.
    RuBic,
    /// 20 digits.
    RuAccount,
    Iban,
    /// 8 or 11 letters and digits.
    Swift,
}

/// Judges a tax id as a person typed or pasted it.
///
/// # Errors
/// [`FormatError`] when the text can't be such a number. A wrong control digit is no error, see [`Checked::control`].
pub fn check(kind: TaxIdKind, text: &str) -> Result<Checked, FormatError> {
    match kind {
        TaxIdKind::RuInn => ru::inn(text),
        TaxIdKind::RuKpp => ru::kpp(text),
        TaxIdKind::RuOgrn => ru::ogrn(text),
        TaxIdKind::RuOgrnip => ru::ogrnip(text),
        TaxIdKind::UaEdrpou => ua::edrpou(text),
        TaxIdKind::UaRnokpp => ua::rnokpp(text),
        TaxIdKind::UaPassport => ua::passport(text),
        TaxIdKind::UaIpn => ua::ipn(text),
        TaxIdKind::EuVat => eu::vat_id(text),
        TaxIdKind::Other => other(text),
    }
}

fn other(text: &str) -> Result<Checked, FormatError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FormatError::Empty);
    }
    if text.chars().any(char::is_control) {
        return Err(FormatError::WrongCharacter);
    }
    if text.chars().count() > MAX_OTHER_LENGTH {
        return Err(FormatError::WrongLength);
    }
    Ok(Checked {
        normalized: text.to_owned(),
        control: Control::NotJudged,
    })
}

/// Takes out what people set numbers off with (blanks of all kinds, hyphens, dashes) and makes letters capitals.
fn cleaned(text: &str) -> Result<String, FormatError> {
    let is_filling =
        |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{200b}' | '\u{feff}');
    let text: String = text
        .chars()
        .filter(|c| !is_filling(*c))
        .flat_map(char::to_uppercase)
        .collect();
    if text.is_empty() {
        Err(FormatError::Empty)
    } else {
        Ok(text)
    }
}

/// A number that is nothing but digits, in one of the lengths allowed, with the value of each digit.
fn digits_of(text: &str, lengths: &[usize]) -> Result<(String, Vec<u32>), FormatError> {
    let text = cleaned(text)?;
    let digits = values(&text)?;
    if lengths.contains(&digits.len()) {
        Ok((text, digits))
    } else {
        Err(FormatError::WrongLength)
    }
}

/// The value of each digit; any other character is an error.
fn values(text: &str) -> Result<Vec<u32>, FormatError> {
    text.chars()
        .map(|c| c.to_digit(10).ok_or(FormatError::WrongCharacter))
        .collect()
}

/// A number without a control digit.
fn unjudged(normalized: String) -> Checked {
    Checked {
        normalized,
        control: Control::NotJudged,
    }
}

/// A number with control digits. Zeros alone satisfy every sum, and still no register gives them out.
fn judged(normalized: String, right: bool) -> Checked {
    let control = Control::of(right && normalized.bytes().any(|b| b != b'0'));
    Checked { normalized, control }
}

/// Σ digit × weight, as far as both go.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The remainder of a long number, digit by digit.
fn remainder(digits: &[u32], modulus: u32) -> u32 {
    digits.iter().fold(0, |rest, digit| (rest * 10 + digit) % modulus)
}

#[cfg(test)]
mod tests;
