//! What of the payments a list shows.

use serde::{Deserialize, Serialize};

use super::PaymentKind;
use crate::company::payment_modes::model::PaymentMode;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, InvoiceId, OrganizationId, PaymentId, UserId};
use crate::kernel::paging::{Cursor, SortKey};
use crate::kernel::tax::spelled;

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentSort {
    #[default]
    Date,
    Amount,
    Entered,
}

spelled!(PaymentSort {
    Date = "date",
    Amount = "amount",
    Entered = "entered",
});

/// By which day of a payment a period counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentBasis {
    /// The day of the payment.
    #[default]
    Date,
    /// The day it was entered.
    Entered,
}

spelled!(PaymentBasis {
    Date = "date",
    Entered = "entered",
});

/// What of the payments the list shows; it stands in the address of the page.
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter of the address")]
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
    pub kind: Option<PaymentKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Only those of which an advance is left.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub advance: bool,
    /// Only those that were reversed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reversed: bool,
    /// A manager of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// Which day `from` and `until` are about.
    pub basis: PaymentBasis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    pub sort: PaymentSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// A payment was just recorded: the drawer is open for the next one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
    /// The payment recorded last, which the list marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<PaymentId>,
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
            kind,
            currency,
            advance,
            reversed,
            manager,
            basis: _,
            from,
            until,
            sort: _,
            desc: _,
            after: _,
            new: _,
            added: _,
        } = self;
        let narrowed = client.is_some() || invoice.is_some() || mode.is_some() || from.is_some() || until.is_some();
        let rare = kind.is_some() || currency.is_some() || manager.is_some() || *advance || *reversed;
        !narrowed && !rare && q.trim().is_empty()
    }

    /// Whether the list is ordered or narrowed by the day of the entry.
    #[must_use]
    pub fn goes_by_entry(&self) -> bool {
        self.sort == PaymentSort::Entered || self.basis == PaymentBasis::Entered
    }

    /// The cursor, unless it belongs to another sort order: then the list starts from its beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|cursor| {
            matches!(
                (self.sort, &cursor.key),
                (PaymentSort::Date | PaymentSort::Entered, SortKey::Date(_)) | (PaymentSort::Amount, SortKey::Int(_))
            )
        })
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
            kind: None,
            currency: None,
            advance: false,
            reversed: false,
            manager: None,
            basis: PaymentBasis::Date,
            from: None,
            until: None,
            sort: PaymentSort::Date,
            desc: true,
            after: None,
            new: false,
            added: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, PaymentFilter, PaymentSort, SortKey};
    use crate::kernel::paging::Direction;
    use uuid::Uuid;

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
