//! What lists of acts and delivery notes show and how they are narrowed.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, ClosingId, InvoiceId, OrganizationId};
use crate::kernel::lifecycle::Stage;
use crate::kernel::money::Amount;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::spelled;

use super::{ClosingKind, Signature};

/// The states people look for; one choice of them is made at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingState {
    Draft,
    Issued,
    /// Issued, and the client has neither signed nor refused.
    Unsigned,
    /// Issued and signed by the client.
    Signed,
    /// Issued, and the client will not sign.
    Refused,
    /// Issued, and the signed original has not come back.
    OriginalMissing,
    Cancelled,
}

spelled!(ClosingState {
    Draft = "draft",
    Issued = "issued",
    Unsigned = "unsigned",
    Signed = "signed",
    Refused = "refused",
    OriginalMissing = "original_missing",
    Cancelled = "cancelled",
});

/// The columns a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingSort {
    Date,
    Total,
    Number,
}

spelled!(ClosingSort {
    Date = "date",
    Total = "total",
    Number = "number",
});

/// A list of acts, or of delivery notes, as its address says it. The kind is the address's path.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosingFilter {
    /// A number, also of the invoice; a sum; or a part of the client's name.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<InvoiceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ClosingState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The first and the last day of the papers' own dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<ClosingSort>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// Whether a paper is shown beside the list. It decides nothing of what the list holds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
}

impl ClosingFilter {
    /// Column and whether it runs down. Unless somebody chose: the newest first; where the original is missing, the oldest.
    #[must_use]
    pub fn sorting(&self) -> (ClosingSort, bool) {
        match (self.sort, self.state) {
            (Some(sort), _) => (sort, self.desc),
            (None, Some(ClosingState::OriginalMissing)) => (ClosingSort::Date, false),
            (None, _) => (ClosingSort::Date, true),
        }
    }

    /// What is looked for.
    #[must_use]
    pub fn text(&self) -> &str {
        self.q.trim()
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingRow {
    pub id: ClosingId,
    pub kind: ClosingKind,
    pub number: Option<String>,
    pub stage: Stage,
    pub signature: Signature,
    /// When the signed original came back.
    pub original: Option<Date>,
    pub date: Date,
    pub client_name: String,
    pub invoice: InvoiceId,
    pub invoice_number: String,
    pub currency: Currency,
    pub total: Amount,
    /// What is issued out of the list has to be in this version: nobody issues what he has not seen.
    pub version: i64,
}

/// The sums of a list in one currency. Drafts and cancelled papers are summed only where the filter asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingTotalsRow {
    pub currency: Currency,
    pub papers: i64,
    pub total: Amount,
}
