//! What lists of invoices show and how they are narrowed.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, ContractId, InvoiceId, OrganizationId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::spelled;

use super::{Closing, Settlement, Stage, days_overdue};

/// The states people look for. Life cycle, settlement and lateness are different things, but one choice of them is made at
/// a time; *unpaid* is everything that is not paid in full, so it includes what is partly paid or overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    Draft,
    Issued,
    Unpaid,
    PartiallyPaid,
    Paid,
    Overdue,
    Cancelled,
}

spelled!(InvoiceState {
    Draft = "draft",
    Issued = "issued",
    Unpaid = "unpaid",
    PartiallyPaid = "partially_paid",
    Paid = "paid",
    Overdue = "overdue",
    Cancelled = "cancelled",
});

/// How far invoices are closed by acts and delivery notes: another question than their state, so both can be asked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingQueue {
    /// Nothing is closed.
    Open,
    PartlyClosed,
    Closed,
    /// Something is left to close.
    Unclosed,
    /// Paid in full, and something is left to close.
    PaidNotClosed,
    /// Closed, and something is left to pay.
    ClosedNotPaid,
}

spelled!(ClosingQueue {
    Open = "open",
    PartlyClosed = "partly_closed",
    Closed = "closed",
    Unclosed = "unclosed",
    PaidNotClosed = "paid_not_closed",
    ClosedNotPaid = "closed_not_paid",
});

/// The columns a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceSort {
    Date,
    Due,
    Total,
    Number,
}

spelled!(InvoiceSort {
    Date = "date",
    Due = "due",
    Total = "total",
    Number = "number",
});

/// A list of invoices as its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceFilter {
    /// A number, a sum, or a part of the client's name.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// Those that go back to a contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<InvoiceState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<ClosingQueue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Who of the staff looks after the invoices themselves, whoever manages their clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// The first and the last day of the invoices' own dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<InvoiceSort>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// Whether an invoice is shown beside the list. It decides nothing of what the list holds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
}

impl InvoiceFilter {
    /// Column and whether it runs down. Unless somebody chose: the newest first, of what is overdue the longest overdue first.
    #[must_use]
    pub fn sorting(&self) -> (InvoiceSort, bool) {
        match (self.sort, self.state) {
            (Some(sort), _) => (sort, self.desc),
            (None, Some(InvoiceState::Overdue)) => (InvoiceSort::Due, false),
            (None, _) => (InvoiceSort::Date, true),
        }
    }

    /// What is looked for.
    #[must_use]
    pub fn text(&self) -> &str {
        self.q.trim()
    }

    /// Whether nothing narrows the sums of the list but a client or an own company: they are kept then, and need not be added up.
    /// Drafts and cancelled invoices are in no sum that is not theirs.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.text().is_empty() && self.is_whole_but_for_text()
    }

    /// Whether nothing but a text narrows them so.
    #[must_use]
    pub fn is_whole_but_for_text(&self) -> bool {
        let Self {
            q: _,
            client: _,
            contract,
            state,
            closing,
            currency,
            organization: _,
            manager,
            from,
            until,
            sort: _,
            desc: _,
            after: _,
            split: _,
        } = self;
        let issued = matches!(state, None | Some(InvoiceState::Issued));
        let whole = contract.is_none() && currency.is_none() && manager.is_none() && from.is_none() && until.is_none();
        let narrowed = !issued || closing.is_some() || !whole;
        !narrowed
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRow {
    pub id: InvoiceId,
    pub number: Option<String>,
    pub stage: Stage,
    pub settlement: Settlement,
    pub closing: Closing,
    pub issue_date: Date,
    pub due_date: Date,
    pub client_name: String,
    pub currency: Currency,
    pub total: Amount,
    pub paid: Amount,
    /// What is issued out of the list has to be in this version: nobody issues what he has not seen.
    pub version: i64,
}

impl InvoiceRow {
    /// What is left to pay; `None` where nothing is owed at all.
    #[must_use]
    pub fn balance(&self) -> Option<Amount> {
        match self.settlement {
            Settlement::None => None,
            _ => self.total.checked_sub(self.paid).ok(),
        }
    }

    #[must_use]
    pub fn days_overdue(&self, today: Date) -> Option<i32> {
        days_overdue(self.settlement, self.due_date, today)
    }
}

/// The sums of a list in one currency. Drafts and cancelled invoices are summed only where the filter asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceTotalsRow {
    pub currency: Currency,
    pub invoices: i64,
    pub total: Amount,
    pub paid: Amount,
}

impl InvoiceTotalsRow {
    #[must_use]
    pub fn balance(&self) -> Amount {
        self.total.checked_sub(self.paid).unwrap_or_default()
    }
}
