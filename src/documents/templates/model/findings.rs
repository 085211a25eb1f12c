//! What the check of a template says, and the shortcodes it knows.

use serde::{Deserialize, Serialize};

use crate::kernel::tax::{VatRate, spelled};

/// A place in a text as people and editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// From 1, in letters.
    pub line: usize,
    pub column: usize,
    /// From 0, in units of UTF-16, as a browser counts; `end` is the first one behind it.
    pub start: usize,
    pub end: usize,
}

/// The kind of value behind a shortcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    Text,
    Number,
    Money,
    Date,
    /// Yes or no, for conditions.
    Flag,
    /// A VAT rate.
    Rate,
    /// What a loop goes through.
    Rows,
}

spelled!(ValueType {
    Text = "text",
    Number = "number",
    Money = "money",
    Date = "date",
    Flag = "flag",
    Rate = "rate",
    Rows = "rows",
});

/// What is wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// Something is not closed, or can't be read.
    Syntax {
        detail: String,
    },
    /// There is no such shortcode in papers of this kind; perhaps another one was meant.
    UnknownShortcode {
        name: String,
        nearest: Option<String>,
    },
    UnknownFilter {
        name: String,
    },
    /// The filter can do nothing with such a value.
    WrongFilter {
        filter: String,
        takes: ValueType,
        name: String,
    },
    /// No language, or too many words in the brackets of a filter.
    WrongArgument {
        filter: String,
    },
    /// A list or a group of shortcodes can't be printed as it is.
    NotPrintable {
        name: String,
    },
    /// Only a list can be gone through.
    NotAList {
        name: String,
    },
    /// Papers of this kind have no such list, others do.
    LoopElsewhere {
        name: String,
    },
    /// Statements, functions and sums have no place in templates.
    NotAllowed {
        what: String,
    },
    /// Two values of different kinds are compared.
    NotComparable,
    /// The value is needed on the paper, and it is empty.
    EmptyRequired {
        name: String,
    },
    /// The paper has a VAT rate, and nothing prints it.
    MissingVatRow {
        rate: VatRate,
    },
    /// A shortcode inside `<…>`.
    InsideTag,
    /// The tag is dropped.
    ForbiddenTag {
        tag: String,
    },
    /// The attribute is dropped.
    ForbiddenAttribute {
        tag: String,
        attribute: String,
    },
    /// The text has more letters than a template may have.
    TooLong {
        max: usize,
    },
    /// Parts within parts within parts.
    TooDeep,
    /// It takes more work or time than a paper may take.
    TooMuchWork,
}

impl Fault {
    /// Whether nothing can be published while it stands; the others are warnings.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        !matches!(self, Self::ForbiddenTag { .. } | Self::ForbiddenAttribute { .. })
    }
}

/// A fault with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub fault: Fault,
    /// In the subject and not in the body.
    #[serde(default)]
    pub in_subject: bool,
    pub place: Place,
}

/// A shortcode as it is shown to those who choose one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcode {
    /// What is put into the text: `{{ invoice.total | in_words }}`.
    pub code: String,
    /// `invoice.total`; of a row's field, `line.name`.
    pub name: String,
    pub value_type: ValueType,
    pub group: Group,
    /// What it means, in the language of the reader.
    pub about: String,
    /// The value it has on the sample.
    pub value: String,
    /// It must not be empty on an issued paper.
    pub required: bool,
    /// Other spellings that are understood: `{invoice_total}`.
    pub aliases: Vec<String>,
}

/// By which shortcodes are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The paper itself.
    Document,
    Company,
    Client,
    Contract,
    Lines,
    Vat,
    Words,
    Dates,
    Letter,
}

spelled!(Group {
    Document = "document",
    Company = "company",
    Client = "client",
    Contract = "contract",
    Lines = "lines",
    Vat = "vat",
    Words = "words",
    Dates = "dates",
    Letter = "letter",
});
