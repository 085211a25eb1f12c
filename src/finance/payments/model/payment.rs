//! A payment as it is stored, and what of it settles an invoice.

use serde::{Deserialize, Serialize};

use crate::company::payment_modes::model::PaymentMode;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::fixed::Fixed6;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId, PaymentId, UserId, WriteOffId};
use crate::kernel::money::{Amount, Money, Overflow};
use crate::kernel::owner::Owner;
use crate::kernel::tax::spelled;

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

/// Money that has come in or was given back, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub id: PaymentId,
    pub organization: OrganizationId,
    pub account: BankAccountId,
    pub client: ClientId,
    /// Given by the own company's series of payments.
    pub number: String,
    pub kind: PaymentKind,
    /// The incoming payment of which a refund gives a part back.
    pub refund_of: Option<PaymentId>,
    pub date: Date,
    pub amount: Amount,
    /// That of the account.
    pub currency: Currency,
    /// What of the amount settles invoices, was given back, and is left. All three are zero on a refund and on what was reversed;
    /// else they come to the amount.
    pub allocated: Amount,
    pub refunded: Amount,
    pub advance: Amount,
    pub mode: PaymentMode,
    /// What the bank or the terminal calls it; may be empty.
    pub transaction_id: String,
    pub purpose: String,
    /// Internal.
    pub note: String,
    /// Whether the client is told of it.
    pub notify: bool,
    /// Entered by mistake: it counts in no period.
    pub reversed: bool,
    pub reversal_reason: String,
    /// The day of the entry in the own company's time zone.
    pub entered_on: Date,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
    pub version: i64,
}

impl Payment {
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::payment(self.id, self.client)
    }

    /// An amount of this payment with its currency.
    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    /// Money that came in and counts: it can be allocated, given back and moved.
    #[must_use]
    pub fn is_incoming(&self) -> bool {
        self.kind == PaymentKind::Incoming && !self.reversed
    }

    /// The payment with another sum settling invoices; the advance follows.
    ///
    /// # Errors
    /// [`Overflow`] when it is more than there is.
    pub fn with_allocated(self, allocated: Amount) -> Result<Self, Overflow> {
        let advance = self.amount.checked_sub(allocated)?.checked_sub(self.refunded)?;
        if advance.is_negative() {
            return Err(Overflow);
        }
        Ok(Self {
            allocated,
            advance,
            version: self.version + 1,
            ..self
        })
    }

    /// The payment with another sum given back; the advance follows.
    ///
    /// # Errors
    /// [`Overflow`] when it is more than there is.
    pub fn with_refunded(self, refunded: Amount) -> Result<Self, Overflow> {
        let advance = self.amount.checked_sub(self.allocated)?.checked_sub(refunded)?;
        if advance.is_negative() || refunded.is_negative() {
            return Err(Overflow);
        }
        Ok(Self {
            refunded,
            advance,
            version: self.version + 1,
            ..self
        })
    }
}

/// The part of a payment that settles one invoice, in the currency of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Share {
    /// In the payment's currency.
    pub paid: Amount,
    /// In the invoice's currency.
    pub settled: Amount,
}

impl Share {
    /// Nothing of the payment.
    pub const NONE: Self = Self {
        paid: Amount::ZERO,
        settled: Amount::ZERO,
    };

    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// How much of the one currency was given for a unit of the other: derived from the two sums, shown and never typed. `None` in one
/// currency, and where nothing is settled.
#[must_use]
pub fn rate(paid: Money, settled: Money) -> Option<Fixed6> {
    if paid.currency == settled.currency || settled.amount.is_zero() {
        return None;
    }
    let given = paid.amount.to_decimal(paid.currency);
    let quotient = given.checked_div(settled.amount.to_decimal(settled.currency))?;
    // Four places are what banks print; a rate below one keeps six, so that it says something.
    let places = if quotient.is_zero() || quotient >= rust_decimal::Decimal::ONE {
        4
    } else {
        6
    };
    let rounded = quotient.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    Fixed6::from_decimal_rounded(rounded).ok()
}

/// The rest of an invoice that nobody will pay: a cent, a fee of the bank. It settles like money and is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOff {
    pub id: WriteOffId,
    pub invoice: InvoiceId,
    pub date: Date,
    /// In the invoice's currency.
    pub amount: Amount,
    pub reason: String,
    /// Taken back: it settles nothing any more.
    pub reversed: bool,
    pub reversal_reason: String,
}

#[cfg(test)]
mod tests {
    use super::rate;
    use crate::kernel::currency::Currency;
    use crate::kernel::money::{Amount, Money};

    #[test]
    fn a_rate_follows_from_the_two_sums() {
        let money = |minor, currency| Money::new(Amount::from_minor(minor), currency);
        for (paid, settled, expected) in [
            (
                money(923_457, Currency::Rub),
                money(10_000, Currency::Usd),
                Some("92.3457"),
            ),
            (
                money(10_000, Currency::Usd),
                money(923_400, Currency::Rub),
                Some("0.01083"),
            ),
            (money(15_000, Currency::Jpy), money(10_000, Currency::Usd), Some("150")),
            (money(1, Currency::Uah), money(1, Currency::Uah), None),
            (money(1, Currency::Uah), money(0, Currency::Usd), None),
        ] {
            let text = rate(paid, settled).map(|rate| rate.to_string());
            assert_eq!(text.as_deref(), expected, "{paid} for {settled}");
        }
    }
}
