//! What the form and the page of an act or a delivery note are given, and the small forms around them.

use serde::{Deserialize, Serialize};

use crate::documents::invoices::model::{Invoice, Revision};
use crate::documents::papers;
use crate::documents::templates::model::{PaperHtml, TemplateChoice};
use crate::documents::templates::views::ClosingView;
use crate::error::AppError;
use crate::kernel::date::Date;
use crate::kernel::fixed::Quantity;
use crate::kernel::ids::{ClosingId, InvoiceId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::FieldErrors;
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;
use crate::kernel::words::Hryvnia;
use crate::records::activity::model::EventRow;

use super::{Annulment, Basis, Closing, ClosingKind, ClosingRow, SaveClosing};

pub use papers::model::MOST_AT_ONCE;

/// Everything the form opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingEditor {
    pub form: SaveClosing,
    pub invoice: Invoice,
    pub client_name: String,
    pub organization_name: String,
    pub basis: Basis,
    /// Whom the cards name: who signs unless the form changes it.
    pub seller: Signatory,
    pub buyer: Signatory,
    /// What the next number of the form's date would be.
    pub next: NextNumber,
    pub template: ServingTemplate,
    /// What else the paper can be made with.
    pub templates: Vec<TemplateChoice>,
    /// The primary language of the own company's papers, and the client's where it is another one.
    pub lang: Lang,
    pub second_lang: Option<Lang>,
    /// How the own company's papers spell the hryvnia in words.
    pub hryvnia: Hryvnia,
    /// The issued paper that is corrected.
    pub correcting: Option<Corrected>,
    /// Today where the own company is.
    pub today: Date,
}

/// The template a paper would be made with now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServingTemplate {
    /// As people call it; empty for the one that comes with the program.
    pub name: String,
    /// Nobody has published one of this kind: the one that comes with the program serves. The form says so.
    pub is_builtin: bool,
}

/// What of an issued paper stays when it is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub number: String,
    /// The revision that is replaced.
    pub revision: i64,
}

/// What issuing on a date would mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NextNumber {
    /// The number if nobody is faster; empty if the own company has no series of this kind.
    pub number: String,
    /// The newest later date among those numbered by the same counter: numbers would not follow the dates. Not where papers are numbered after their
    /// invoices.
    pub newest: Option<Date>,
}

/// What the page of a paper shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingSheet {
    pub closing: Closing,
    pub invoice_number: String,
    pub invoice_date: Date,
    pub client_name: String,
    /// The frozen paper of the asked revision; of a draft, what it would be now.
    pub paper: ClosingView,
    /// The same as it prints.
    pub html: PaperHtml,
    /// All revisions that were issued, the newest first.
    pub revisions: Vec<Revision>,
    pub activity: Vec<EventRow>,
    /// Today where the own company is.
    pub today: Date,
}

/// What an invoice's page shows of its acts and notes: those that the reader may see, the newest first, drafts among them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClosingsOfInvoice {
    pub rows: Vec<ClosingRow>,
    /// What is left to close, line by line.
    pub open: Vec<OpenRest>,
    /// What can be made of what is left, by the kinds that the reader may edit: whether the invoice has open lines of the kind.
    pub can_make: Vec<(ClosingKind, bool)>,
    /// What is closed by papers that are not among `rows`, since the reader does not see those of their kind.
    pub hidden: Vec<HiddenPart>,
}

/// What papers of a kind have closed that the reader does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenPart {
    pub kind: ClosingKind,
    /// With tax.
    pub gross: Amount,
    /// Nobody sees them: their module is off.
    pub is_off: bool,
}

/// What of a line of the invoice is left to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRest {
    pub name: String,
    pub unit: String,
    /// Nothing where a part of the line is closed by amount: its quantity says nothing to people then.
    pub quantity: Option<Quantity>,
    /// With tax.
    pub gross: Amount,
}

/// What becomes of the form's paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Saved as a draft.
    #[default]
    Draft,
    Issue,
    /// Issued, and its page asks how to print it.
    Print,
    /// Issued as the next revision of an issued paper.
    Correct,
}

spelled!(Then {
    Draft = "draft",
    Issue = "issue",
    Print = "print",
    Correct = "correct",
});

/// What was done with the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentClosing {
    pub id: ClosingId,
    /// Its number; a draft has none.
    pub number: Option<String>,
}

/// A draft that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedClosing {
    pub id: ClosingId,
    /// What the next save has to carry. A save that changed nothing makes no new version.
    pub version: i64,
}

/// What issuing did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedClosing {
    pub id: ClosingId,
    pub number: String,
    /// As in [`NextNumber`]: a warning, not an error.
    pub newest: Option<Date>,
}

/// The form that issues a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueClosing {
    pub kind: ClosingKind,
    pub id: ClosingId,
    /// The version that was on the page.
    pub version: i64,
    /// The same key sent twice issues once.
    pub request: RequestKey,
}

/// The form that corrects an issued paper: its content as it shall be, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectClosing {
    pub form: SaveClosing,
    #[serde(default)]
    pub reason: String,
}

/// The form that cancels an issued paper. What the client has signed takes both sides: the day on which they agreed, and his reason too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelClosing {
    pub kind: ClosingKind,
    pub id: ClosingId,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub agreed_on: String,
    #[serde(default)]
    pub client_reason: String,
}

impl CancelClosing {
    /// The reason, and what both sides agreed on where that is needed.
    ///
    /// # Errors
    /// Beside `reason`, `agreed_on` and `client_reason`.
    pub fn read(&self, needs_annulment: bool) -> Result<(String, Option<Annulment>), FieldErrors> {
        let mut read = Reader::default();
        let reason = read.line("reason", &self.reason, 500);
        let annulment = if needs_annulment {
            let date = read.date("agreed_on", &self.agreed_on);
            let reason = read.line("client_reason", &self.client_reason, 500);
            date.map(|date| Annulment { date, reason })
        } else {
            None
        };
        read.finish(Some((reason, annulment)))
    }
}

/// Many invoices are closed, each by a paper of its own with all the rest of what usually goes to such a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseInvoices {
    pub kind: ClosingKind,
    pub invoices: Vec<CloseInvoice>,
    /// One date for all of them; empty: each has its usual one.
    #[serde(default)]
    pub date: String,
    /// Issued at once, or left as drafts.
    pub issue: bool,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseInvoice {
    pub invoice: InvoiceId,
    /// The same key sent twice makes one.
    pub request: RequestKey,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedInvoice {
    pub invoice: InvoiceId,
    /// The number of the invoice, so that people know which one it is.
    pub invoice_number: String,
    /// The paper that was made.
    pub made: Option<ClosingId>,
    /// Its number, if it was issued.
    pub number: Option<String>,
    /// Why none was made.
    pub refused: Option<AppError>,
}

/// What closing one of many invoices would come to; nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedInvoice {
    pub invoice: InvoiceId,
    /// The date the paper would have.
    pub date: Option<Date>,
    pub total: Option<Money>,
    /// The draft that is there already: it is to be completed, and no second one made.
    pub draft: Option<ClosingId>,
    /// Why it can't be closed so.
    pub refused: Option<AppError>,
}

/// What became of one of several papers.
pub type Outcome = papers::model::Outcome<ClosingId>;
