//! What lists and pages show of payments.

use serde::{Deserialize, Serialize};

use super::{InvoiceFacts, Offered, OpenInvoice, Payment, PaymentKind, Share, WriteOff, rate};
use crate::company::payment_modes::model::NamedMode;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Fixed6;
use crate::kernel::ids::{ClientId, InvoiceId, PaymentId};
use crate::kernel::money::{Amount, Money};
use crate::records::activity::model::EventRow;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    pub id: PaymentId,
    pub number: String,
    pub kind: PaymentKind,
    pub date: Date,
    pub amount: Amount,
    pub currency: Currency,
    pub allocated: Amount,
    /// What of it is left.
    pub advance: Amount,
    pub reversed: bool,
    pub mode: NamedMode,
    pub transaction_id: String,
    pub client: ClientId,
    pub client_name: String,
    pub organization_name: String,
    pub account_number: String,
    /// The first invoice it settles, and its number.
    pub invoice: Option<InvoiceId>,
    pub invoice_number: Option<String>,
    /// How many invoices it settles.
    pub invoices: i64,
    /// What it settles, where all its invoices are in one currency.
    pub settled: Option<Money>,
    /// The day of the entry in the own company's time zone.
    pub entered_on: Date,
    /// It was just recorded.
    pub added: bool,
}

impl PaymentRow {
    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    /// Its sum as sums count it: money that went back is less than nothing.
    #[must_use]
    pub fn signed(&self) -> Money {
        let less = || self.amount.checked_neg().unwrap_or(self.amount);
        self.money(match self.kind {
            PaymentKind::Incoming => self.amount,
            PaymentKind::Refund => less(),
        })
    }

    /// At what rate it settles invoices of one other currency.
    #[must_use]
    pub fn rate(&self) -> Option<Fixed6> {
        rate(self.money(self.allocated), self.settled?)
    }
}

/// What came in and was given back in a currency, and by how many payments. What was reversed counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotal {
    pub payments: i64,
    pub received: Money,
    pub refunds: i64,
    pub refunded: Money,
}

/// The part of a payment that settles one invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRow {
    pub payment: PaymentId,
    /// Of the payment, for taking it back.
    pub version: i64,
    pub number: String,
    pub date: Date,
    pub mode: NamedMode,
    pub invoice: InvoiceId,
    pub invoice_number: String,
    pub invoice_date: Date,
    /// The day from which it settles the invoice.
    pub since: Date,
    /// In the payment's currency.
    pub paid: Money,
    /// In the invoice's currency.
    pub settled: Money,
}

impl AllocationRow {
    #[must_use]
    pub const fn share(&self) -> Share {
        Share {
            paid: self.paid.amount,
            settled: self.settled.amount,
        }
    }

    #[must_use]
    pub fn rate(&self) -> Option<Fixed6> {
        rate(self.paid, self.settled)
    }
}

/// A part of a payment that was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRow {
    pub id: PaymentId,
    pub number: String,
    pub date: Date,
    pub amount: Amount,
    pub mode: NamedMode,
    pub reversed: bool,
}

/// Everything the page of a payment shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentPage {
    pub payment: Payment,
    /// What its mode is called.
    pub mode: NamedMode,
    /// Those that a refund can have, for whoever may record one.
    pub modes: Vec<NamedMode>,
    pub client_name: String,
    pub organization_name: String,
    pub account_bank: String,
    pub account_number: String,
    /// Who entered it; empty when Akta itself did.
    pub entered_by: String,
    /// The number of the payment that a refund gives back.
    pub refund_of_number: String,
    pub allocations: Vec<AllocationRow>,
    pub refunds: Vec<RefundRow>,
    /// What it settles and could settle, for whoever may allocate.
    pub offered: Vec<Offered>,
    /// Today where the own company is.
    pub today: Date,
    pub events: Vec<EventRow>,
}

/// What a client has paid beyond his invoices, in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceLeft {
    pub sum: Money,
}

/// The payments of one invoice, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePayments {
    pub allocations: Vec<AllocationRow>,
    pub write_offs: Vec<WriteOff>,
    pub facts: InvoiceFacts,
    /// What of the client's advances in the invoice's currency could settle it.
    pub advance: Money,
    /// The most that may still be written off of it; zero without the right.
    pub may_write_off: Money,
    /// Today where the own company is.
    pub today: Date,
}

/// What is asked when an invoice with payments is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelling {
    pub facts: InvoiceFacts,
    pub allocations: Vec<AllocationRow>,
    pub write_offs: Vec<WriteOff>,
    /// Invoices that the payments could move to: open ones with a balance that is large enough.
    pub replacements: Vec<OpenInvoice>,
}
