//! What is added up, and what it comes to.

use serde::{Deserialize, Serialize};

use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::finance::payments::model::{PaymentBasis, PaymentFilter, PaymentSort};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period};
use crate::kernel::ids::{ClientId, OrganizationId, UserId};
use crate::kernel::money::{Amount, Money, Overflow};
use crate::kernel::paging::Cursor;
use crate::kernel::period::{self, NamedPeriod};
use crate::kernel::tax::spelled;

/// Groups of one currency that a page shows; a file has all of them.
pub const MOST_GROUPS: usize = 100;

/// By what the sums are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    Day,
    Month,
    Mode,
    Client,
}

spelled!(Grouping {
    Day = "day",
    Month = "month",
    Mode = "mode",
    Client = "client",
});

/// The report of received payments as its address says it; below, the order and the page of its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceivedFilter {
    pub period: NamedPeriod,
    /// Days somebody has typed: they go before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    pub basis: PaymentBasis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<PaymentMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// Unless somebody chose: the days of a month, the months of anything longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Grouping>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<PaymentSort>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

/// This month, by the day of the payment.
impl Default for ReceivedFilter {
    fn default() -> Self {
        Self {
            period: NamedPeriod::ThisMonth,
            from: None,
            until: None,
            basis: PaymentBasis::default(),
            client: None,
            mode: None,
            currency: None,
            organization: None,
            manager: None,
            group: None,
            sort: None,
            desc: false,
            after: None,
        }
    }
}

impl ReceivedFilter {
    /// The days that are meant.
    #[must_use]
    pub fn days(&self, today: Date) -> Period {
        period::chosen(self.period, self.from, self.until, today)
    }

    /// Whether nobody has typed days of his own.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// By what the sums of these days are divided.
    #[must_use]
    pub fn grouping(&self, days: Period) -> Grouping {
        let one_month = days
            .from
            .zip(days.until)
            .is_some_and(|(from, until)| from.first_of_month() == until.first_of_month());
        self.group
            .unwrap_or(if one_month { Grouping::Day } else { Grouping::Month })
    }

    /// Column and direction of the list: unless somebody chose, the newest first, by the day that counts.
    #[must_use]
    pub fn sorting(&self) -> (PaymentSort, bool) {
        match (self.sort, self.basis) {
            (Some(sort), _) => (sort, self.desc),
            (None, PaymentBasis::Date) => (PaymentSort::Date, true),
            (None, PaymentBasis::Entered) => (PaymentSort::Entered, true),
        }
    }

    /// The list of the payments that the report adds up.
    #[must_use]
    pub fn payments(&self, days: Period) -> PaymentFilter {
        let (sort, desc) = self.sorting();
        PaymentFilter {
            basis: self.basis,
            client: self.client,
            mode: self.mode,
            currency: self.currency,
            organization: self.organization,
            manager: self.manager,
            from: days.from,
            until: days.until,
            sort,
            desc,
            after: self.after.clone(),
            ..PaymentFilter::default()
        }
    }
}

/// What some payments in one currency come to. Reversed ones are in none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sums {
    pub payments: i64,
    pub received: Amount,
    pub refunds: i64,
    pub refunded: Amount,
}

impl Sums {
    /// What came in less what was given back.
    ///
    /// # Errors
    /// [`Overflow`] when it can't be stored.
    pub fn net(&self) -> Result<Amount, Overflow> {
        self.received.checked_sub(self.refunded)
    }

    /// Adds others to these.
    ///
    /// # Errors
    /// [`Overflow`] when a sum can't be stored.
    pub fn with(self, more: &Self) -> Result<Self, Overflow> {
        Ok(Self {
            payments: self.payments.saturating_add(more.payments),
            received: self.received.checked_add(more.received)?,
            refunds: self.refunds.saturating_add(more.refunds),
            refunded: self.refunded.checked_add(more.refunded)?,
        })
    }

    /// Takes others out of these.
    ///
    /// # Errors
    /// [`Overflow`] when a sum can't be stored.
    pub fn without(self, less: &Self) -> Result<Self, Overflow> {
        Ok(Self {
            payments: self.payments.saturating_sub(less.payments),
            received: self.received.checked_sub(less.received)?,
            refunds: self.refunds.saturating_sub(less.refunds),
            refunded: self.refunded.checked_sub(less.refunded)?,
        })
    }
}

/// What the payments of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Day(Date),
    /// By its first day.
    Month(Date),
    Mode {
        /// In the directory.
        place: usize,
        mode: NamedMode,
    },
    Client {
        id: ClientId,
        name: String,
    },
}

/// A group with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSums {
    pub group: Group,
    pub sums: Sums,
}

/// What was received in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedIn {
    pub currency: Currency,
    pub sums: Sums,
    /// Month after month, also those in which nothing came. Empty where all lies in one month.
    pub months: Vec<(Date, Sums)>,
    /// Days, months and modes in their order; of clients those who paid most, first.
    pub groups: Vec<GroupSums>,
    /// What the clients who are not shown have paid.
    pub rest: Option<Sums>,
}

impl ReceivedIn {
    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub days: Period,
    pub grouping: Grouping,
    /// By currency.
    pub currencies: Vec<ReceivedIn>,
    /// The name of the client the report is narrowed to.
    pub client_name: Option<String>,
}

/// A line of the report as a file: a group in a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedLine {
    pub currency: Currency,
    pub group: Group,
    pub sums: Sums,
}

impl Received {
    #[must_use]
    pub fn lines(self) -> Vec<ReceivedLine> {
        let of_currency = |received: ReceivedIn| {
            let currency = received.currency;
            received
                .groups
                .into_iter()
                .map(move |GroupSums { group, sums }| ReceivedLine { currency, group, sums })
        };
        self.currencies.into_iter().flat_map(of_currency).collect()
    }
}

/// What came in and was given back, month after month, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Months {
    pub currency: Currency,
    /// By the first day of the month; the last one is that of today.
    pub months: Vec<(Date, Sums)>,
}
