//! Payments as the client sees them.

use serde::{Deserialize, Serialize};

use crate::finance::payments::model::{CurrencyTotal, PaymentKind};
use crate::kernel::date::{Date, Period};
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::money::Money;
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::period::{NamedPeriod, chosen};

/// The days whose payments are shown, as the address of the page says them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentDays {
    pub period: NamedPeriod,
    /// Days somebody has typed: they go before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

/// All of them.
impl Default for PaymentDays {
    fn default() -> Self {
        Self {
            period: NamedPeriod::All,
            from: None,
            until: None,
            after: None,
        }
    }
}

impl PaymentDays {
    /// The days that are meant.
    #[must_use]
    pub fn days(&self, today: Date) -> Period {
        chosen(self.period, self.from, self.until, today)
    }

    /// Whether nobody has typed days of his own.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// Money that the client has paid, or was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetPayment {
    pub id: PaymentId,
    pub number: String,
    pub kind: PaymentKind,
    pub date: Date,
    pub money: Money,
    /// What of it settles nothing yet.
    pub advance: Money,
    /// The first invoice it settles, with its number.
    pub invoice: Option<(InvoiceId, String)>,
    /// How many others it settles.
    pub others: i64,
}

/// A page of payments, and what all of the days come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetPayments {
    pub page: Page<CabinetPayment>,
    pub totals: Vec<CurrencyTotal>,
}

/// What is owed today between the client and one of our companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetBalance {
    pub organization_name: String,
    /// Above zero the client owes, below he has paid in advance.
    pub money: Money,
}
