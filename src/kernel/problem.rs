//! What can be wrong with a typed value: a code with arguments, never text. The interface finds the sentence in the
//! reader's language (`ui::problem_text`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::{Date, NotADate};
use super::expression::ExpressionError;
use super::fixed::{NumberError, Quantity};
use super::money::Money;
use super::requisites::{FormatError, NumberForm};
use super::tax::VatRate;
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
    /// More than can be kept.
    OutOfRange,
    /// A whole number outside these limits.
    NotBetween {
        min: i64,
        max: i64,
    },
    MustBePositive,
    MustNotBeNegative,
    /// A percentage outside 0–100.
    NotAPercentage,
    /// A category without tax has no percentage.
    NoPercentage,
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
    /// No digits that could be dialled, or what belongs to no number.
    NotAPhone,
    /// No address of the web: another scheme than http and https, no dot, a blank.
    NotAWebAddress,
    /// The tax id or account number has the wrong format for its kind.
    WrongFormat {
        expected: NumberForm,
    },
    /// No pattern of document numbers: without `{N}` or with two, an unknown placeholder, an open brace.
    NotAPattern,
    /// Numbers that start again every month would be the same ones every month.
    PatternWithoutMonth,
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
    /// A link was used, replaced, or its time is over.
    LinkIsOver,
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
    /// More than is left to pay.
    MoreThanBalance {
        balance: Money,
    },
    /// The parts come to more than the payment has left for them.
    MoreThanPayment {
        left: Money,
    },
    /// More than what is left of the payment as an advance.
    MoreThanAdvance {
        advance: Money,
    },
    /// More than an own company writes off of one invoice.
    MoreThanWriteOffLimit {
        limit: Money,
    },
    /// The invoice is paid in full.
    AlreadyPaid,
    /// The payment, refund or write-off was reversed already.
    AlreadyReversed,
    /// A part of the payment was given back: the refunds have to be reversed first.
    HasRefunds {
        refunded: Money,
    },
    /// Only money that came in can be allocated, given back or moved.
    NotIncoming,
    /// The currencies of payment and invoice differ.
    OtherCurrency,
    /// The state of the document does not allow it.
    WrongState,
    /// The document is a draft yet.
    StillDraft,
    /// The document is issued already.
    AlreadyIssued,
    /// The document is cancelled already.
    AlreadyCancelled,
    /// The contract was terminated already.
    AlreadyTerminated,
    /// The lead has become a client.
    AlreadyConverted,
    /// The expense is on an invoice.
    AlreadyBilled,
    /// The client does not pay for the expense.
    NotBillable,
    /// It is a contract of another client, or of another own company.
    OtherParties,
    /// Annexes belong to contracts, and not to other annexes.
    AnnexOfAnnex,
    /// So much was paid on the document already: the payments have to be moved or returned first.
    HasPayments {
        paid: Money,
    },
    /// Acts or delivery notes were issued for the invoice: they have to be cancelled first.
    HasClosings,
    /// The same where a module of such papers is off, so that not all of them may be seen.
    HasClosingsOff,
    /// A draft of such a paper is there for the invoice already: a second one would be made beside it.
    DraftExists,
    /// More than is left of the invoice's line.
    MoreThanQuantityLeft {
        left: Quantity,
    },
    /// More than is left of the sum of the invoice's line.
    MoreThanAmountLeft {
        left: Money,
    },
    /// Acts and delivery notes close the whole of it already.
    AlreadyClosed,
    /// The invoice's rate is not valid on the date of the act or note: the sum with VAT can stay, or the sum without.
    VatRateEnded {
        rate: VatRate,
        date: Date,
    },
    /// The company has no rate that could take the place of the invoice's one.
    NoRateInForce {
        date: Date,
    },
    /// The client has signed it: it can only be annulled by both sides.
    SignedByClient,
    /// A side has signed, or refused to: nobody does it twice.
    AlreadyAnswered,
    /// Another revision has taken the place of the paper that was shown.
    PaperReplaced,
    /// Papers are not signed electronically, or not under the agreement that was shown.
    AgreementChanged,
    /// What somebody has answered by himself is not recorded otherwise by hand.
    AnsweredByThemselves,
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
    /// A right without which another one that is given is of no use.
    NeededRight,
    /// More of it would be seen than of what it belongs to.
    TooWide,
    /// Papers that the reader may not see himself are not his to be mailed.
    UnseenPapers,
    /// Papers that the reader may not see himself go to this address: it is not his to be changed.
    AddressOfUnseenPapers,
    /// There is one like it already, perhaps the same: the reader looks at it, or ticks that this is another one.
    LooksAlike,
    /// A client with several contacts has a primary one: another has to take over first.
    PrimaryContact,
    /// Others refer to it: it can be put out of use, but not deleted.
    InUse,
    /// New objects begin with it: another one has to take over first.
    NewBeginWithIt,
    /// It is not offered any more.
    Retired,
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
    /// Files with this ending are not taken.
    FileTypeRefused,
    /// The file is not what the ending of its name says.
    FileNotAsNamed,
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
    /// So many errors stand in the template, the first one here.
    TemplateErrors {
        errors: usize,
        line: usize,
        column: usize,
    },
    /// The template prints here what the paper does not have.
    TemplateNeeds {
        name: String,
        line: usize,
        column: usize,
    },
    /// The paper has this VAT rate, and its template prints it nowhere.
    TemplateWithoutVat {
        rate: VatRate,
    },
    /// The file holds no template.
    NotATemplateFile,
    /// What a mail server answered.
    MailServerSays {
        words: String,
    },
    /// Without encryption nothing leaves this machine.
    OnlyOnThisMachine,
    /// No contact gets papers of this kind, and nobody was chosen.
    NobodyToWriteTo,
    /// The own company has no address to write from.
    NoSender,
    /// The letter is being handed over, or has left already.
    AlreadySent,
    /// A letter takes so many megabytes of attachments.
    LetterTooLarge {
        megabytes: usize,
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

    /// Adds what another part of the same form has; the first problem of a field stays.
    pub fn extend(&mut self, others: Self) {
        for (field, problem) in others.0 {
            self.add(field, problem);
        }
    }

    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Problem> {
        self.0.get(field)
    }

    pub fn remove(&mut self, field: &str) {
        self.0.remove(field);
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

impl Problem {
    /// What is wrong with a number that should have had this form.
    #[must_use]
    pub fn of_number(error: FormatError, expected: NumberForm) -> Self {
        if error == FormatError::Empty {
            Self::Required
        } else {
            Self::WrongFormat { expected }
        }
    }
}
