//! A payment and what people see of it.

use serde::{Deserialize, Serialize};

use crate::documents::invoices::model::Stage;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::search_text;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId, PaymentId, RequestKey, UserId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::paging::{Cursor, SortKey};
use crate::kernel::problem::FieldErrors;
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;
use crate::records::activity::model::EventRow;

/// Which way the money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// From the client.
    Incoming,
    /// Back to the client.
    Refund,
}

spelled!(PaymentKind { Incoming = "incoming", Refund = "refund" });

/// How the money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMode {
    #[default]
    BankTransfer,
    Cash,
    Card,
    Other,
}

spelled!(PaymentMode {
    BankTransfer = "bank_transfer",
    Cash = "cash",
    Card = "card",
    Other = "other",
});

/// Money that has come in, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub id: PaymentId,
    pub organization: OrganizationId,
    pub account: BankAccountId,
    pub client: ClientId,
    /// Given by the own company's series of payments.
    pub number: String,
    pub kind: PaymentKind,
    pub date: Date,
    pub amount: Amount,
    pub currency: Currency,
    pub mode: PaymentMode,
    /// What the bank or the terminal calls it; may be empty.
    pub transaction_id: String,
    pub purpose: String,
    /// Internal.
    pub note: String,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    pub id: PaymentId,
    pub number: String,
    pub kind: PaymentKind,
    pub date: Date,
    pub amount: Amount,
    pub currency: Currency,
    pub mode: PaymentMode,
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
    pub entered_at: Timestamp,
    /// The day of the entry in the company's time zone.
    pub entered_on: Date,
}

/// How many payments there are in a currency, and their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotal {
    pub payments: i64,
    pub sum: Money,
}

/// The part of a payment that settles one invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRow {
    pub payment: PaymentId,
    pub number: String,
    pub date: Date,
    pub mode: PaymentMode,
    pub invoice: InvoiceId,
    pub invoice_number: String,
    /// In the payment's currency.
    pub paid: Money,
    /// In the invoice's currency.
    pub settled: Money,
}

/// Everything the page of a payment shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentPage {
    pub payment: Payment,
    pub client_name: String,
    pub organization_name: String,
    pub account_bank: String,
    pub account_number: String,
    /// Who entered it; empty when Akta itself did.
    pub entered_by: String,
    pub entered_on: Date,
    pub allocations: Vec<AllocationRow>,
    pub events: Vec<EventRow>,
}

/// The payments of one invoice, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePayments {
    pub allocations: Vec<AllocationRow>,
    pub facts: InvoiceFacts,
}

/// What a payment has to know of the invoice it is meant for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceFacts {
    pub id: InvoiceId,
    /// Empty for a draft.
    pub number: String,
    pub issue_date: Date,
    pub due_date: Date,
    pub client: ClientId,
    pub client_name: String,
    pub total: Money,
    pub paid: Money,
    pub balance: Money,
    pub stage: Stage,
}

impl InvoiceFacts {
    /// Issued, not cancelled, and not yet paid.
    #[must_use]
    pub fn is_payable(&self) -> bool {
        self.stage == Stage::Issued && self.balance.amount.is_positive()
    }
}

/// The form of a new payment with what it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayment {
    pub invoice: InvoiceFacts,
    /// Accounts of the own company in the invoice's currency: id, and bank with number.
    pub accounts: Vec<(BankAccountId, String)>,
    /// The form as it opens: the balance, today, the invoice's account.
    pub form: RecordPayment,
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentSort {
    #[default]
    Date,
    Amount,
}

spelled!(PaymentSort { Date = "date", Amount = "amount" });

/// What of the payments the list shows; it stands in the address of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentFilter {
    #[serde(skip_serializing_if = "String::is_empty")]
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<InvoiceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<PaymentMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    pub sort: PaymentSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

impl PaymentFilter {
    /// Whether nothing narrows the sums of the list but an own company: they are kept then, and need not be added up.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let Self {
            q,
            client,
            invoice,
            organization: _,
            mode,
            from,
            until,
            sort: _,
            desc: _,
            after: _,
        } = self;
        let narrowed = client.is_some() || invoice.is_some() || mode.is_some() || from.is_some() || until.is_some();
        !narrowed && q.trim().is_empty()
    }
}

/// The newest first.
impl Default for PaymentFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            client: None,
            invoice: None,
            organization: None,
            mode: None,
            from: None,
            until: None,
            sort: PaymentSort::Date,
            desc: true,
            after: None,
        }
    }
}

impl PaymentFilter {
    /// The cursor, unless it belongs to another sort order: then the list starts from its beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|cursor| {
            matches!(
                (self.sort, &cursor.key),
                (PaymentSort::Date, SortKey::Date(_)) | (PaymentSort::Amount, SortKey::Int(_))
            )
        })
    }
}

/// A payment of one invoice, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayment {
    pub request: RequestKey,
    pub invoice: InvoiceId,
    #[serde(default)]
    pub date: String,
    /// In the invoice's currency.
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub account: String,
    #[serde(default)]
    pub transaction_id: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub note: String,
}

/// A payment that can be decided upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidPayment {
    pub invoice: InvoiceId,
    pub date: Date,
    /// More than zero, in the invoice's currency.
    pub amount: Amount,
    pub mode: PaymentMode,
    pub account: BankAccountId,
    pub transaction_id: String,
    pub purpose: String,
    pub note: String,
}

impl RecordPayment {
    /// Reads the form; the amount is in the invoice's `currency`.
    ///
    /// # Errors
    /// All fields that can't be accepted whatever the invoice's state is.
    pub fn validated(&self, currency: Currency) -> Result<ValidPayment, FieldErrors> {
        let mut form = Reader::default();
        let date = form.date("date", &self.date);
        let amount = form.amount("amount", &self.amount, currency);
        if amount.is_some_and(|amount| !amount.is_positive()) {
            form.problem("amount", crate::kernel::problem::Problem::MustBePositive);
        }
        let mode = form.choice("mode", &self.mode);
        let account = form.choice("account", &self.account);
        let transaction_id = form.optional_line("transaction_id", &self.transaction_id, 100);
        let purpose = form.optional_line("purpose", &self.purpose, 500);
        let note = form.optional_lines("note", &self.note, 2000);
        let value = match (date, amount, mode, account) {
            (Some(date), Some(amount), Some(mode), Some(account)) => Some(ValidPayment {
                invoice: self.invoice,
                date,
                amount,
                mode,
                account,
                transaction_id,
                purpose,
                note,
            }),
            _ => None,
        };
        form.finish(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Cursor, PaymentFilter, PaymentSort, RecordPayment, SortKey};
    use crate::kernel::paging::Direction;
    use crate::kernel::problem::Problem;
    use uuid::Uuid;

    fn form(amount: &str) -> RecordPayment {
        RecordPayment {
            request: Uuid::nil().into(),
            invoice: Uuid::nil().into(),
            date: "24.11.2026".into(),
            amount: amount.into(),
            mode: "cash".into(),
            account: Uuid::nil().to_string(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
        }
    }

    #[test]
    fn only_money_is_accepted_as_an_amount() {
        assert_eq!(
            form("1 250,50").validated(Currency::Uah).unwrap().amount.minor(),
            125_050
        );
        for (amount, problem) in [
            ("", Problem::Required),
            ("0", Problem::MustBePositive),
            ("-5", Problem::MustBePositive),
            ("1.005", Problem::TooManyPlaces { max: 2 }),
            ("1e308", Problem::NotANumber),
            ("99999999999999999999", Problem::OutOfRange),
            ("NaN", Problem::NotANumber),
        ] {
            let errors = form(amount).validated(Currency::Uah).unwrap_err();
            assert_eq!(errors.get("amount"), Some(&problem), "{amount}");
        }
    }

    #[test]
    fn a_cursor_of_another_sort_order_is_forgotten() {
        let mut filter = PaymentFilter {
            sort: PaymentSort::Amount,
            after: Some(Cursor {
                direction: Direction::Forward,
                key: SortKey::Int(5),
                id: Uuid::nil(),
            }),
            ..PaymentFilter::default()
        };
        assert!(filter.cursor().is_some());
        filter.sort = PaymentSort::Date;
        assert!(filter.cursor().is_none());
    }
}
