//! What can be wrong with a typed value: a code with arguments, never text. The interface finds the sentence in the
//! reader's language (`ui::problem_text`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::{Date, NotADate};
use super::expression::ExpressionError;
use super::fixed::NumberError;
use super::money::Money;
use super::requisites::FormatError;
use super::totals::{Reason, TotalsError};

/// Why a value can't be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Problem {
    Required,
    /// More than `max` characters.
    TooLong {
        max: usize,
    },
    /// Fewer than `min` characters.
    TooShort {
        min: usize,
    },
    /// Control characters, line breaks in a one-line field, or the like.
    ForbiddenCharacters,
    NotANumber,
    /// More decimal places than the currency or the field has.
    TooManyPlaces {
        max: u32,
    },
    OutOfRange,
    MustBePositive,
    MustNotBeNegative,
    /// A percentage outside 0–100.
    NotAPercentage,
    NotADate,
    /// The date must not be earlier than this one.
    EarlierThan {
        date: Date,
    },
    /// The date must not be later than this one.
    LaterThan {
        date: Date,
    },
    NotAnEmail,
    /// The tax id or account number has the wrong format for its kind.
    WrongFormat,
    /// None of the offered choices.
    UnknownChoice,
    /// Another object has this value already.
    AlreadyTaken,
    /// On the list of passwords that are tried first.
    CommonPassword,
    /// E-mail and password don't belong together.
    WrongCredentials,
    /// The current password was typed wrong.
    WrongPassword,
    /// The repeated password differs.
    Different,
    /// The one-time code is not the one printed on the console.
    WrongCode,
    /// A document needs at least one line.
    NoLines,
    /// A document can't have more lines.
    TooManyLines {
        max: usize,
    },
    /// There are as many as there may be.
    Full {
        max: usize,
    },
    /// A sum is beyond what a document can hold.
    TooLarge,
    /// The discount is larger than what it is taken from.
    DiscountTooLarge,
    /// More than is left to pay; advances are not kept yet.
    MoreThanBalance {
        balance: Money,
    },
    /// The currencies of payment and invoice differ.
    OtherCurrency,
    /// The state of the document does not allow it.
    WrongState,
    /// So much was paid on the document already: the payments have to be moved or returned first.
    HasPayments {
        paid: Money,
    },
    /// The chosen card is archived.
    Archived,
    /// The VAT rate is not in force on this date.
    NotInForce {
        date: Date,
    },
    /// The last active administrator can't be removed.
    LastAdministrator,
    /// Nobody may take his own rights or his own account away.
    Yourself,
    /// There is one like it already, perhaps the same: the reader looks at it, or ticks that this is another one.
    LooksAlike,
    /// A client with several contacts has a primary one: another has to take over first.
    PrimaryContact,
    /// Others refer to it: it can be put out of use, but not deleted.
    InUse,
    /// The books are closed up to this date.
    Closed {
        date: Date,
    },
    /// It was decided when the object was made, and can't be changed.
    Fixed,
    /// A sole proprietor has no such thing.
    OnlyForCompanies,
    /// The file has no content.
    EmptyFile,
    /// The file is larger than so many megabytes.
    FileTooLarge {
        megabytes: usize,
    },
    /// No PNG, JPEG or WebP by its name and its content.
    NotAPicture,
    /// A side of the picture is longer than so many pixels.
    TooManyPixels {
        side: u32,
    },
    /// The own company does not carry what is needed: an account in the currency, a VAT rate, a number series.
    CompanyIncomplete,
    /// Numbers up to this one were given already.
    NumbersGiven {
        last: i64,
    },
    /// The number belongs to the period (`2026`, `2026-11`), and the date has to stay in it.
    OtherPeriod {
        period: String,
    },
    /// So much was paid already: the total can't be less.
    LessThanPaid {
        paid: Money,
    },
    /// What the list is narrowed by takes more of an address than can be kept.
    FilterTooLong,
    /// Another document of the company has this number in the same year.
    NumberRepeated {
        number: String,
    },
}

impl From<NumberError> for Problem {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::Empty => Self::Required,
            NumberError::NotANumber => Self::NotANumber,
            NumberError::TooManyPlaces { max } => Self::TooManyPlaces { max },
            NumberError::OutOfRange => Self::OutOfRange,
        }
    }
}

impl From<NotADate> for Problem {
    fn from(_: NotADate) -> Self {
        Self::NotADate
    }
}

/// Problems by field. A field is named as the form names it; one of a line is `lines.3.quantity`, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(BTreeMap<String, Problem>);

impl FieldErrors {
    /// One problem in one field.
    #[must_use]
    pub fn one(field: impl Into<String>, problem: Problem) -> Self {
        Self(BTreeMap::from([(field.into(), problem)]))
    }

    /// Adds a problem; the first one of a field stays.
    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.entry(field.into()).or_insert(problem);
    }

    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Problem> {
        self.0.get(field)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.0.iter().map(|(field, problem)| (field.as_str(), problem))
    }
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::MustBePositive => Self::MustBePositive,
            Reason::MustNotBeNegative => Self::MustNotBeNegative,
            Reason::NotAPercentage => Self::NotAPercentage,
            Reason::DiscountTooLarge => Self::DiscountTooLarge,
            Reason::TooLarge => Self::TooLarge,
        }
    }
}

/// A document that can't be computed: the problem stands beside the line's field, or beside `discount`.
impl From<TotalsError> for FieldErrors {
    fn from(error: TotalsError) -> Self {
        match error {
            TotalsError::Line { index, field, reason } => {
                Self::one(format!("lines.{index}.{}", field.as_str()), reason.into())
            }
            TotalsError::Discount(reason) => Self::one("discount", reason.into()),
            TotalsError::Overflow => Self::one("lines", Problem::TooLarge),
        }
    }
}

impl From<ExpressionError> for Problem {
    fn from(error: ExpressionError) -> Self {
        NumberError::from(error).into()
    }
}

impl From<FormatError> for Problem {
    fn from(error: FormatError) -> Self {
        if error == FormatError::Empty {
            Self::Required
        } else {
            Self::WrongFormat
        }
    }
}
