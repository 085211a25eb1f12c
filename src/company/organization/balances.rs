//! What the form of a start balance sends, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::StartBalance;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, OrganizationId, RequestKey, StartBalanceId};
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, typed};

/// The largest start balance in minor units, as the largest total of a paper.
const LARGEST: i64 = 1_000_000_000_000_000;

/// A start balance, new or changed. Client and currency are said once: they are what tells one from another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveStartBalance {
    pub request: Option<RequestKey>,
    pub organization: Option<OrganizationId>,
    /// Absent for a new one.
    pub id: Option<StartBalanceId>,
    pub version: i64,
    pub client: String,
    pub currency: String,
    pub as_of: String,
    /// Above zero the client owes, below zero he has paid in advance.
    pub amount: String,
}

/// A checked [`SaveStartBalance`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidBalance {
    pub client: ClientId,
    pub currency: Currency,
    pub as_of: Date,
    pub amount: Amount,
}

impl SaveStartBalance {
    /// A stored balance as the form spells it.
    #[must_use]
    pub fn of(stored: &StartBalance) -> Self {
        Self {
            request: None,
            organization: Some(stored.organization),
            id: Some(stored.id),
            version: stored.version,
            client: stored.client.to_string(),
            currency: stored.currency.to_string(),
            as_of: typed(Some(stored.as_of)),
            amount: stored.amount.plain(stored.currency),
        }
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidBalance, FieldErrors> {
        let mut form = Reader::default();
        let client = form.choice("client", &self.client);
        let currency: Option<Currency> = form.choice("currency", &self.currency);
        let as_of = form.date("as_of", &self.as_of);
        let amount = currency.and_then(|currency| form.amount("amount", &self.amount, currency));
        if amount.is_some_and(|amount| amount.minor().unsigned_abs() > LARGEST.unsigned_abs()) {
            form.problem("amount", Problem::OutOfRange);
        }
        let read = client.zip(currency).zip(as_of).zip(amount);
        form.finish(read.map(|(((client, currency), as_of), amount)| ValidBalance {
            client,
            currency,
            as_of,
            amount,
        }))
    }
}

/// A start balance that was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveStartBalance {
    pub organization: Option<OrganizationId>,
    pub id: Option<StartBalanceId>,
}

#[cfg(test)]
mod tests {
    use super::{Problem, SaveStartBalance};

    #[test]
    fn an_advance_is_below_zero_and_a_wrong_amount_stands_beside_its_field() {
        let form = |amount: &str, currency: &str| SaveStartBalance {
            client: uuid::Uuid::from_u128(1).to_string(),
            currency: currency.into(),
            as_of: "31.12.2025".into(),
            amount: amount.into(),
            ..SaveStartBalance::default()
        };
        assert_eq!(form("-1 250,50", "UAH").validated().unwrap().amount.minor(), -125_050);
        assert!(form("0", "UAH").validated().unwrap().amount.is_zero());
        for (amount, currency, problem) in [
            ("", "UAH", Problem::Required),
            ("1,005", "UAH", Problem::TooManyPlaces { max: 2 }),
            ("1,5", "JPY", Problem::TooManyPlaces { max: 0 }),
            ("99999999999999", "UAH", Problem::OutOfRange),
            ("x", "UAH", Problem::NotANumber),
        ] {
            let errors = form(amount, currency).validated().unwrap_err();
            assert_eq!(errors.get("amount"), Some(&problem), "{amount}");
        }
        let errors = SaveStartBalance::default().validated().unwrap_err();
        for field in ["client", "currency", "as_of"] {
            assert_eq!(errors.get(field), Some(&Problem::Required), "{field}");
        }
    }
}
