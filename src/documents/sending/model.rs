//! The form that sends papers, what it sends and what came of it; what is written by itself.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::closing::model::ClosingKind;
use crate::documents::papers::model::Rendition;
use crate::documents::templates::model::PaperKind;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ClosingId, ContactId, FileId, Id, MailRuleId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::tax::{UnknownSpelling, spelled};
use crate::records::mail::model::{Dispatch, LetterLine, OutboxRow};

/// A paper by its kind and its id: `invoice.0193…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperRef {
    pub kind: PaperKind,
    pub id: Uuid,
}

impl PaperRef {
    /// An act or a delivery note.
    #[must_use]
    pub fn closing(kind: ClosingKind, id: ClosingId) -> Self {
        Self {
            kind: match kind {
                ClosingKind::Act => PaperKind::Act,
                ClosingKind::DeliveryNote => PaperKind::DeliveryNote,
            },
            id: id.uuid(),
        }
    }
}

impl fmt::Display for PaperRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind, self.id)
    }
}

impl FromStr for PaperRef {
    type Err = UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, id) = text.split_once('.').ok_or(UnknownSpelling)?;
        Ok(Self {
            kind: kind.parse()?,
            id: id.parse().map_err(|_| UnknownSpelling)?,
        })
    }
}

impl TryFrom<String> for PaperRef {
    type Error = UnknownSpelling;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PaperRef> for String {
    fn from(paper: PaperRef) -> Self {
        paper.to_string()
    }
}

/// How several recipients get a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// One letter; everybody sees who else got it.
    #[default]
    One,
    /// Everybody his own, in his own language.
    Each,
}

spelled!(Together { One = "one", Each = "each" });

/// Somebody who can get the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub contact: ContactId,
    pub name: String,
    pub position: String,
    pub address: String,
    pub lang: Lang,
    /// In which line he stands as long as nobody says otherwise.
    pub line: Option<LetterLine>,
}

/// Another paper of the client that can go in the same letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPaper {
    pub paper: PaperRef,
    pub title: String,
    pub dispatch: Dispatch,
}

/// A file that is attached to the paper, and can go along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    pub id: FileId,
    pub name: String,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendSheet {
    pub request: RequestKey,
    pub paper: PaperRef,
    /// What of it is meant: the days of a statement, as its address has them.
    pub query: String,
    /// The page of the paper.
    pub href: String,
    pub title: String,
    pub client: ClientId,
    pub client_name: String,
    /// It is issued first.
    pub is_draft: bool,
    pub version: i64,
    pub people: Vec<Choice>,
    /// Other addresses it is written to as long as nobody says otherwise.
    pub more: String,
    pub others: Vec<OtherPaper>,
    pub files: Vec<OwnFile>,
    /// Whom the text was written to, and in which language.
    pub drafted_for: Option<ContactId>,
    pub lang: Lang,
    pub subject: String,
    pub text: String,
    pub renditions: Vec<Rendition>,
    /// By what name and address it will be written; none yet.
    pub sender: Option<String>,
    /// Whether there is a server to send with.
    pub has_server: bool,
    /// Sent before.
    pub dispatch: Dispatch,
}

/// Stands before the id of a contact in the name of his field: a name that begins with a digit would be read as a place in a list.
pub const PERSON: &str = "contact:";

/// The same before the id of a file.
pub const FILE: &str = "file:";

/// What the form sends. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SendPaper {
    pub request: Option<RequestKey>,
    pub paper: String,
    /// What of it is meant: the days of a statement, as its address has them.
    pub query: String,
    /// It was a draft: its text is that of the template, with the number it gets.
    pub draft: bool,
    /// Of a draft: as it was on the page.
    pub version: i64,
    /// Contact → to, cc or nothing.
    pub people: BTreeMap<String, String>,
    /// Other addresses, separated by commas, semicolons or blanks.
    pub more: String,
    pub together: String,
    pub drafted_for: String,
    pub lang: String,
    pub subject: String,
    pub text: String,
    pub rendition: String,
    /// Other papers in the same letter.
    pub papers: BTreeMap<String, String>,
    /// Files of the paper that go along.
    pub files: BTreeMap<String, String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentPaper {
    /// The page of the paper.
    pub href: String,
    pub letters: usize,
    pub recipients: usize,
}

/// One of several papers to be sent, each with the key of its own form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendOne {
    pub id: Uuid,
    pub request: RequestKey,
}

/// The mails of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperMails {
    pub paper: PaperRef,
    pub dispatch: Dispatch,
    pub rows: Vec<OutboxRow>,
    /// Nobody is reminded of it.
    pub paused: bool,
    /// Nobody is reminded of anything of this client.
    pub client_paused: bool,
}

/// What is written by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Money has come in.
    PaymentConfirmation,
    /// So many days before an invoice is due.
    DueSoon,
    /// So many days after an invoice was due.
    Overdue,
}

spelled!(RuleKind {
    PaymentConfirmation = "payment_confirmation",
    DueSoon = "due_soon",
    Overdue = "overdue",
});

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: MailRuleId,
    pub kind: RuleKind,
    pub days: i64,
    pub active: bool,
    /// What happened before is not written about.
    pub since: Date,
    pub version: i64,
}

/// A rule with its texts as the page shows them: the usual ones where nobody has written others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSheet {
    pub rule: Rule,
    pub texts: Vec<RuleText>,
}

/// The text of a rule in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleText {
    pub lang: Lang,
    pub subject: String,
    pub body: String,
}

/// A rule, new or changed, as the form sends it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveRule {
    /// Of a new rule: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub id: Option<MailRuleId>,
    pub version: i64,
    pub kind: String,
    pub days: String,
    pub active: bool,
    /// Language → text; empty: the usual one.
    pub subject: BTreeMap<String, String>,
    pub body: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::{PaperKind, PaperRef};

    #[test]
    fn a_paper_is_spelled_and_read() {
        let paper = PaperRef {
            kind: PaperKind::Invoice,
            id: uuid::Uuid::from_u128(7),
        };
        assert_eq!(paper.to_string().parse(), Ok(paper));
        for wrong in [
            "",
            "invoice",
            "invoice.x",
            "letter.00000000-0000-0000-0000-000000000007",
        ] {
            assert!(wrong.parse::<PaperRef>().is_err(), "{wrong}");
        }
    }
}
