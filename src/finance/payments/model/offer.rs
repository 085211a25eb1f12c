//! What the form of a payment opens with, and how a sum is spread over invoices.

use serde::{Deserialize, Serialize};

use super::{RecordPayment, Share};
use crate::company::organization::model::CompanyName;
use crate::company::payment_modes::model::NamedMode;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId};
use crate::kernel::money::{Amount, Money};

/// From where the form of a payment is opened: an invoice, or a client. What stood in the form before may come along.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Opening {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<InvoiceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccountId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// What a page has to know of an invoice that is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceFacts {
    pub id: InvoiceId,
    pub version: i64,
    /// Empty for a draft.
    pub number: String,
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

/// An account money can come in on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: BankAccountId,
    /// Bank and number.
    pub name: String,
    pub currency: Currency,
}

/// An invoice that a payment can settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvoice {
    pub id: InvoiceId,
    pub number: String,
    pub issue_date: Date,
    pub due_date: Date,
    pub currency: Currency,
    pub balance: Amount,
}

impl OpenInvoice {
    #[must_use]
    pub fn of(invoice: &Invoice) -> Self {
        Self {
            id: invoice.id,
            number: invoice.number().unwrap_or_default().to_owned(),
            issue_date: invoice.issue_date,
            due_date: invoice.due_date,
            currency: invoice.currency,
            balance: invoice.balance(),
        }
    }

    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.balance, self.currency)
    }
}

/// An invoice that stands in a form with what a payment settles of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Its balance is the most that the payment may settle: what it settles now is a part of it.
    pub invoice: OpenInvoice,
    pub share: Share,
}

/// The form of a new payment with what it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayment {
    /// The invoice it was opened from.
    pub invoice: Option<InvoiceFacts>,
    pub client_name: String,
    /// The own companies, and which one is paid.
    pub companies: Vec<CompanyName>,
    pub organization: OrganizationId,
    /// Its accounts.
    pub accounts: Vec<Account>,
    /// How the money can have come.
    pub modes: Vec<NamedMode>,
    /// What the client has to pay to it: the invoice it was opened from first, then the oldest due date.
    pub open: Vec<OpenInvoice>,
    /// Today where it is.
    pub today: Date,
    /// The form as it opens: the balance, today, the invoice's account.
    pub form: RecordPayment,
}

/// What of a sum settles each of some invoices: from the top, as far as it reaches, and only those in its currency.
#[must_use]
pub fn spread(sum: Amount, currency: Currency, open: &[OpenInvoice]) -> Vec<Amount> {
    let mut left = sum.max(Amount::ZERO);
    let part = |invoice: &OpenInvoice| {
        if invoice.currency != currency {
            return Amount::ZERO;
        }
        let part = left.min(invoice.balance);
        left = left.checked_sub(part).unwrap_or_default();
        part
    };
    open.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::{Amount, Currency, OpenInvoice, spread};

    #[test]
    fn a_sum_fills_invoices_from_the_top() {
        let invoice = |balance, currency| OpenInvoice {
            id: Uuid::nil().into(),
            number: String::new(),
            issue_date: date(2026, 1, 1),
            due_date: date(2026, 1, 1),
            currency,
            balance: Amount::from_minor(balance),
        };
        let open = [
            invoice(300, Currency::Uah),
            invoice(500, Currency::Eur),
            invoice(400, Currency::Uah),
        ];
        let of = |sum| {
            let parts = spread(Amount::from_minor(sum), Currency::Uah, &open);
            parts.into_iter().map(Amount::minor).collect::<Vec<_>>()
        };
        assert_eq!(of(0), [0, 0, 0]);
        assert_eq!(of(-5), [0, 0, 0]);
        assert_eq!(of(299), [299, 0, 0]);
        assert_eq!(of(350), [300, 0, 50]);
        assert_eq!(of(9999), [300, 0, 400]);
    }
}
