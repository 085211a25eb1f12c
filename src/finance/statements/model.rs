//! A statement and what is asked for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period};
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::period::{self, NamedPeriod};
use crate::kernel::tax::spelled;

/// Rows of one own company and currency that a page shows at most; a file has all of them.
pub const MOST_ROWS: usize = 500;

/// Rows that are printed at most, of all own companies and currencies together: some two hundred pages.
pub const MOST_PRINTED: i64 = 5000;

/// The days and the own company of a statement, as the address of its page says them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementFilter {
    pub period: NamedPeriod,
    /// Days somebody has typed: they go before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// For files: their address has no place of its own for the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
}

/// This year.
impl Default for StatementFilter {
    fn default() -> Self {
        Self {
            period: NamedPeriod::Year,
            from: None,
            until: None,
            organization: None,
            currency: None,
            client: None,
        }
    }
}

impl StatementFilter {
    /// The days that are meant. A period with a name that is not over yet goes up to today: nobody can state what he will owe.
    #[must_use]
    pub fn days(&self, today: Date) -> Period {
        let days = period::chosen(self.period, self.from, self.until, today);
        Period {
            until: days
                .until
                .map(|until| if self.is_named() { until.min(today) } else { until }),
            ..days
        }
    }

    /// Whether nobody has typed days of his own.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    StartBalance,
    Invoice,
    Payment,
    /// In the currency of a payment: what of it settles an invoice in another one.
    MovedOut,
    /// In the currency of an invoice: what a payment in another one settles.
    MovedIn,
    WriteOff,
    Refund,
}

spelled!(Entry {
    StartBalance = "start",
    Invoice = "invoice",
    Payment = "payment",
    MovedOut = "moved_out",
    MovedIn = "moved_in",
    WriteOff = "write_off",
    Refund = "refund",
});

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    pub date: Date,
    pub entry: Entry,
    /// The invoice or the payment to look at; of a start balance the client.
    pub paper: Uuid,
    /// The number of that paper; empty for a start balance.
    pub number: String,
    pub debit: Amount,
    pub credit: Amount,
    /// The same part of the payment in the other currency, where it moves from one to another.
    pub other: Option<Money>,
    /// What the client owes after this row.
    pub balance: Amount,
}

/// The statement of one own company in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub organization: OrganizationId,
    pub organization_name: String,
    pub currency: Currency,
    /// What the client owed before the first day.
    pub opening: Amount,
    /// The turnover: the sums of all rows of the period, also of those that are not shown.
    pub debit: Amount,
    pub credit: Amount,
    /// What he owes after the last day.
    pub closing: Amount,
    pub rows: Vec<StatementRow>,
    /// How many rows there are.
    pub entries: i64,
}

/// In whose favour a balance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Favour {
    /// The client owes.
    OwnCompany,
    /// He has paid in advance.
    Client,
    Nobody,
}

impl Account {
    #[must_use]
    pub const fn favour(&self) -> Favour {
        if self.closing.is_positive() {
            Favour::OwnCompany
        } else if self.closing.is_negative() {
            Favour::Client
        } else {
            Favour::Nobody
        }
    }

    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    /// Rows that are not shown.
    #[must_use]
    pub fn left_out(&self) -> i64 {
        let shown = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        self.entries.saturating_sub(shown)
    }
}

/// The statement of a client over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub client: ClientId,
    pub client_name: String,
    pub days: Period,
    /// The day of the closing balances: the last one of the period; where that has no end, today.
    pub as_of: Date,
    /// By the name of the own company and the currency. Where there is neither a balance nor a row, nothing is said.
    pub accounts: Vec<Account>,
}

/// A line of the statement as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    pub organization_name: String,
    pub currency: Currency,
    pub kind: LineKind,
    pub date: Option<Date>,
    pub number: String,
    pub debit: Option<Amount>,
    pub credit: Option<Amount>,
    pub balance: Amount,
    pub other: Option<Money>,
}

/// What a line of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Opening,
    Entry(Entry),
    /// The turnover and what is owed in the end.
    Closing,
}

impl Statement {
    /// The lines of the file: of each own company and currency the opening balance, the rows, the turnover with the closing balance.
    #[must_use]
    pub fn lines(self) -> Vec<StatementLine> {
        let days = self.days;
        let of_account = move |account: Account| {
            let line = |kind, date, balance| StatementLine {
                organization_name: account.organization_name.clone(),
                currency: account.currency,
                kind,
                date,
                number: String::new(),
                debit: None,
                credit: None,
                balance,
                other: None,
            };
            let opening = line(LineKind::Opening, days.from, account.opening);
            let closing = StatementLine {
                debit: Some(account.debit),
                credit: Some(account.credit),
                ..line(LineKind::Closing, days.until, account.closing)
            };
            let rows = account.rows.iter().map(|row| StatementLine {
                number: row.number.clone(),
                debit: Some(row.debit),
                credit: Some(row.credit),
                other: row.other,
                ..line(LineKind::Entry(row.entry), Some(row.date), row.balance)
            });
            std::iter::once(opening)
                .chain(rows)
                .chain([closing])
                .collect::<Vec<_>>()
        };
        self.accounts.into_iter().flat_map(of_account).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NamedPeriod, Period, StatementFilter};

    #[test]
    fn a_statement_ends_today_unless_somebody_has_typed_another_day() {
        let today = date(2026, 11, 24);
        let of = |period, until| StatementFilter {
            period,
            until,
            ..StatementFilter::default()
        };
        let days = |from, until| Period {
            from: Some(from),
            until: Some(until),
        };
        for (filter, expected) in [
            (StatementFilter::default(), days(date(2026, 1, 1), today)),
            (of(NamedPeriod::ThisMonth, None), days(date(2026, 11, 1), today)),
            (of(NamedPeriod::Quarter, None), days(date(2026, 10, 1), today)),
            (
                of(NamedPeriod::LastMonth, None),
                days(date(2026, 10, 1), date(2026, 10, 31)),
            ),
            (of(NamedPeriod::All, None), Period::default()),
            (
                of(NamedPeriod::Year, Some(date(2026, 12, 31))),
                Period {
                    from: None,
                    until: Some(date(2026, 12, 31)),
                },
            ),
        ] {
            assert_eq!(filter.days(today), expected, "{filter:?}");
        }
    }
}
