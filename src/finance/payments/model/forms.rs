//! What the other forms about payments send, as typed, and how it is checked as far as nothing has to be looked up.

use serde::{Deserialize, Serialize};

use super::record::{positive, read_parts};
use super::{Part, TypedPart};
use crate::company::payment_modes::model::PaymentMode;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{InvoiceId, PaymentId, RequestKey, WriteOffId};
use crate::kernel::money::Amount;
use crate::kernel::problem::FieldErrors;
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;

/// What of a payment shall settle which invoices: those that are named get what is typed, the others keep what they have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocate {
    pub id: PaymentId,
    /// Of the payment, as it was on the page.
    pub version: i64,
    #[serde(default)]
    pub parts: Vec<TypedPart>,
}

impl Allocate {
    /// The parts, in the payment's `currency`.
    ///
    /// # Errors
    /// Beside their fields.
    pub fn read(&self, currency: Currency) -> Result<Vec<Part>, FieldErrors> {
        let mut form = Reader::default();
        let parts = read_parts(&mut form, &self.parts, currency);
        form.finish(Some(parts))
    }
}

/// Takes back what a payment settles of one invoice: it is an advance again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub id: PaymentId,
    pub version: i64,
    pub invoice: InvoiceId,
}

/// Settles an invoice out of the client's advances in its currency, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseAdvance {
    pub invoice: InvoiceId,
    /// Of the invoice.
    pub version: i64,
    #[serde(default)]
    pub amount: String,
}

/// Money of one payment that is given back, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundPayment {
    pub request: RequestKey,
    /// The payment.
    pub id: PaymentId,
    pub version: i64,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub transaction_id: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub silent: bool,
}

/// A checked [`RefundPayment`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidRefund {
    pub date: Date,
    pub amount: Amount,
    pub mode: PaymentMode,
    pub transaction_id: String,
    pub purpose: String,
    pub note: String,
    pub notify: bool,
}

impl RefundPayment {
    /// Reads the form; the amount is in the payment's `currency`.
    ///
    /// # Errors
    /// All fields that can't be accepted whatever is left of the payment.
    pub fn validated(&self, currency: Currency) -> Result<ValidRefund, FieldErrors> {
        let mut form = Reader::default();
        let date = form.date("date", &self.date);
        let amount = positive(&mut form, "amount", &self.amount, currency);
        let mode = form.choice("mode", &self.mode);
        let transaction_id = form.optional_line("transaction_id", &self.transaction_id, 100);
        let purpose = form.optional_line("purpose", &self.purpose, 500);
        let note = form.optional_lines("note", &self.note, 2000);
        let value = match (date, amount, mode) {
            (Some(date), Some(amount), Some(mode)) => Some(ValidRefund {
                date,
                amount,
                mode,
                transaction_id,
                purpose,
                note,
                notify: !self.silent,
            }),
            _ => None,
        };
        form.finish(value)
    }
}

/// A payment or refund that was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversePayment {
    pub id: PaymentId,
    pub version: i64,
    #[serde(default)]
    pub reason: String,
}

impl ReversePayment {
    /// # Errors
    /// Beside `reason`.
    pub fn read(&self) -> Result<String, FieldErrors> {
        read_reason(&self.reason)
    }
}

/// Settles what is left of an invoice without money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffRest {
    pub request: RequestKey,
    pub invoice: InvoiceId,
    /// Of the invoice: nobody writes off another rest than the one he has seen.
    pub version: i64,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub reason: String,
}

impl WriteOffRest {
    /// # Errors
    /// Beside `date` and `reason`.
    pub fn read(&self) -> Result<(Date, String), FieldErrors> {
        let mut form = Reader::default();
        let date = form.date("date", &self.date);
        let reason = form.line("reason", &self.reason, REASON);
        form.finish(date.map(|date| (date, reason)))
    }
}

/// Takes a write-off back: the invoice is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackWriteOff {
    pub id: WriteOffId,
    #[serde(default)]
    pub reason: String,
}

impl TakeBackWriteOff {
    /// # Errors
    /// Beside `reason`.
    pub fn read(&self) -> Result<String, FieldErrors> {
        read_reason(&self.reason)
    }
}

/// What becomes of the payments when their invoice is cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// They return to the client's advance.
    #[default]
    Advance,
    /// They settle another invoice.
    Replacement,
}

spelled!(PaidBy {
    Advance = "advance",
    Replacement = "replacement",
});

/// Cancels an invoice that something was paid on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelWithPayments {
    pub id: InvoiceId,
    /// Of the invoice.
    pub version: i64,
    #[serde(default)]
    pub reason: String,
    /// Code of [`PaidBy`].
    #[serde(default)]
    pub payments: String,
    /// The invoice the payments move to.
    #[serde(default)]
    pub replacement: String,
}

impl CancelWithPayments {
    /// The reason, and where the payments go; `None` for the advance.
    ///
    /// # Errors
    /// Beside their fields.
    pub fn read(&self) -> Result<(String, Option<InvoiceId>), FieldErrors> {
        let mut form = Reader::default();
        let reason = form.line("reason", &self.reason, REASON);
        let replacement = match form.choice("payments", &self.payments) {
            Some(PaidBy::Replacement) => form.choice("replacement", &self.replacement),
            Some(PaidBy::Advance) | None => None,
        };
        form.finish(Some((reason, replacement)))
    }
}

const REASON: usize = 500;

fn read_reason(typed: &str) -> Result<String, FieldErrors> {
    let mut form = Reader::default();
    let reason = form.line("reason", typed, REASON);
    form.finish(Some(reason))
}
