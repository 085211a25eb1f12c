//! What the editor and the page of an invoice are given.

use serde::{Deserialize, Serialize};

use crate::company::organization::model::OrganizationChoice;
use crate::crm::clients::model::ClientChoice;
use crate::documents::contracts::model::ContractChoice;
use crate::documents::templates::model::PaperHtml;
use crate::documents::templates::views::InvoiceView;
use crate::kernel::actor::Rights;
use crate::kernel::date::{Date, LocalTime};
use crate::kernel::ids::{ExpenseId, InvoiceId, RequestKey, UserId};
use crate::kernel::problem::FieldErrors;
use crate::kernel::tax::VatRounding;
use crate::kernel::validate::Reader;
use crate::records::activity::model::EventRow;

use super::{ExpenseChoice, Invoice, SaveInvoice, TypedLine};

/// Everything the editor opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceEditor {
    pub form: SaveInvoice,
    /// The chosen client, when there is one.
    pub client: Option<ClientChoice>,
    /// The contracts he has; none for who may not see contracts.
    pub contracts: Vec<ContractChoice>,
    /// What he pays for beside: on no invoice yet, or on this one.
    pub expenses: Vec<ExpenseChoice>,
    pub organizations: Vec<OrganizationChoice>,
    /// Who can look after the invoice; empty for who sees only his own clients: he does.
    pub managers: Vec<(UserId, String)>,
    /// What the client got before, for a new invoice.
    pub usual: Usual,
    /// The issued invoice that is corrected.
    pub correcting: Option<Corrected>,
}

/// What was sold to a client before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usual {
    /// The number of his last invoice; empty if that is still a draft, or if there is none.
    pub last_number: String,
    /// Its lines, at rates in force today.
    pub last_lines: Vec<TypedLine>,
    /// The things sold to him last, each once.
    pub recent: Vec<TypedLine>,
}

/// What of an issued invoice stays when it is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub number: String,
    /// The revision that is replaced.
    pub revision: i64,
    pub vat_rounding: VatRounding,
}

/// What the page of an invoice shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceSheet {
    pub invoice: Invoice,
    /// What the reader may do with what is this client's.
    pub rights: Rights,
    pub client_name: String,
    /// Who looks after it; empty if nobody does.
    pub manager: String,
    /// The frozen paper of the asked revision; of a draft, what it would be now.
    pub paper: InvoiceView,
    /// The same as it prints.
    pub html: PaperHtml,
    /// All revisions that were issued, the newest first.
    pub revisions: Vec<Revision>,
    /// What stands for it now that it is cancelled.
    pub replacement: Option<Replacement>,
    /// The expenses it charges, by name; none for who may not see expenses.
    pub expenses: Vec<(ExpenseId, String)>,
    pub activity: Vec<EventRow>,
}

/// An invoice that took over the payments of a cancelled one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    pub id: InvoiceId,
    pub number: String,
}

/// A revision of an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub revision: i64,
    /// When it was issued, in the viewer's time zone.
    pub at_local: LocalTime,
}

/// What issuing on a date would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextNumber {
    /// The number if nobody is faster.
    pub number: String,
    /// The newest later date among those numbered by the same counter: numbers would not follow the dates.
    pub newest: Option<Date>,
}

/// A draft that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    pub id: InvoiceId,
    /// What the next save has to carry. A save that changed nothing makes no new version.
    pub version: i64,
}

/// What issuing did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedInvoice {
    pub id: InvoiceId,
    pub number: String,
    /// As in [`NextNumber`]: a warning, not an error.
    pub newest: Option<Date>,
}

/// The form that issues a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueDraft {
    pub id: InvoiceId,
    /// The version that was on the page: nobody issues what he has not seen.
    pub version: i64,
    /// The same key sent twice issues once.
    pub request: RequestKey,
}

/// The form that corrects an issued invoice: its content as it shall be, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    pub form: SaveInvoice,
    pub reason: String,
}

/// The form that cancels an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    pub id: InvoiceId,
    #[serde(default)]
    pub reason: String,
}

impl Cancellation {
    /// The reason that was given.
    ///
    /// # Errors
    /// It is missing or can't be kept.
    pub fn read(&self) -> Result<String, FieldErrors> {
        let mut read = Reader::default();
        let reason = read.line("reason", &self.reason, 500);
        read.finish(Some(reason))
    }
}

/// The form that makes a draft of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyOf {
    pub id: InvoiceId,
    pub request: RequestKey,
}
