//! Expenses on invoices: what the editor offers, and the form that puts one on an invoice.

use serde::{Deserialize, Serialize};

use super::TypedLine;
use crate::company::organization::model::OrganizationChoice;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{ClientId, ExpenseId, InvoiceId, OrganizationId, RequestKey};
use crate::kernel::line_kind::LineKind;
use crate::kernel::money::{Amount, Money};
use crate::kernel::tax::{PriceMode, VatRate};

/// An expense that a client pays for, as an invoice charges it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseChoice {
    pub id: ExpenseId,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub date: Date,
    pub name: String,
    pub currency: Currency,
    /// With VAT.
    pub amount: Amount,
    pub vat: Amount,
    pub vat_percent: Percent,
    pub billable: bool,
    /// The invoice it is on.
    pub invoice: Option<InvoiceId>,
}

impl ExpenseChoice {
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// The line that charges it in a document of a date: the sum without VAT where prices are net, else the whole sum; at the own
    /// company's rate that is like that of the expense, or the first one in force.
    #[must_use]
    pub fn line(&self, mode: PriceMode, company: Option<&OrganizationChoice>, date: Date) -> TypedLine {
        let price = match mode {
            PriceMode::Net => self.amount.checked_sub(self.vat).unwrap_or(self.amount),
            PriceMode::Gross | PriceMode::WithoutVat => self.amount,
        };
        let rate = company.and_then(|company| {
            let like = VatRate::standard(self.vat_percent).ok();
            let like = like.and_then(|rate| company.rate_like(rate, date));
            like.or_else(|| company.rates_on(date).into_iter().next())
        });
        TypedLine {
            expense: self.id.to_string(),
            kind: LineKind::Service.to_string(),
            name: self.name.clone(),
            quantity: "1".to_owned(),
            price: price.plain(self.currency),
            vat: rate
                .filter(|_| mode != PriceMode::WithoutVat)
                .map(|rate| rate.id.to_string())
                .unwrap_or_default(),
            ..TypedLine::default()
        }
    }
}

/// A draft that an expense could be put on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftChoice {
    pub id: InvoiceId,
    pub date: Date,
    pub total: Money,
}

/// The form that puts an expense on an invoice of its client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillExpense {
    /// The same key sent twice puts it there once.
    pub request: RequestKey,
    pub expense: ExpenseId,
    /// The id of a draft; empty for a new one.
    #[serde(default)]
    pub invoice: String,
}
