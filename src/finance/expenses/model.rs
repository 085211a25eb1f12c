//! What an expense is.

use serde::{Deserialize, Serialize};

use super::forms::SaveExpense;
use crate::company::organization::model::CompanyName;
use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::crm::clients::model::ClientChoice;
use crate::documents::invoices::model::DraftChoice;
use crate::kernel::actor::Rights;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, ExpenseCategoryId, ExpenseId, InvoiceId, OrganizationId};
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::Owner;
use crate::kernel::paging::{Cursor, SortKey};
use crate::kernel::problem::Problem;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding, spelled};
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, totals};
use crate::records::activity::model::EventRow;

/// What was spent at once. Texts may be empty, but for the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expense {
    pub id: ExpenseId,
    pub organization: OrganizationId,
    /// For whom it was spent; nobody's is the company's own.
    pub client: Option<ClientId>,
    pub category: Option<ExpenseCategoryId>,
    pub name: String,
    pub date: Date,
    /// What was paid, VAT included.
    pub amount: Amount,
    pub currency: Currency,
    /// Zero: without VAT.
    pub vat_percent: Percent,
    /// What of the amount is VAT.
    pub vat: Amount,
    pub supplier: String,
    /// The number of the supplier's paper.
    pub reference: String,
    pub mode: PaymentMode,
    /// Internal.
    pub note: String,
    /// The client pays for it.
    pub billable: bool,
    /// The invoice it is on.
    pub bill: Option<Bill>,
    pub version: i64,
}

/// The invoice that charges an expense. Who may not view invoices hears that there is one, and not which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    pub invoice: Option<InvoiceId>,
    /// Empty while it is a draft.
    pub number: String,
}

impl Bill {
    /// What of it is told to whoever may not view invoices.
    pub const UNSEEN: Self = Self {
        invoice: None,
        number: String::new(),
    };
}

impl Expense {
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::expense(self.id, self.client)
    }

    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    /// Whether it can be put on an invoice now.
    #[must_use]
    pub const fn is_to_bill(&self) -> bool {
        self.billable && self.bill.is_none()
    }
}

/// What of an amount is VAT at a rate, as [`totals`] takes it out of a price with VAT in it.
///
/// # Errors
/// What is wrong with the rate or the amount.
pub fn vat_within(amount: Money, percent: Percent) -> Result<Amount, Problem> {
    if percent.is_zero() {
        return Ok(Amount::ZERO);
    }
    let vat = VatRate::standard(percent).map_err(|_| Problem::NotAPercentage)?;
    let terms = DocumentTerms {
        currency: amount.currency,
        price_mode: PriceMode::Gross,
        vat_rounding: VatRounding::Line,
        discount: Discount::None,
    };
    let line = LineInput {
        quantity: Fixed6::ONE,
        price: Fixed6::try_from_decimal(amount.amount.to_decimal(amount.currency))?,
        discount: Percent::ZERO,
        vat,
    };
    let sums = totals(&terms, &[line]).map_err(|_| Problem::TooLarge)?;
    Ok(sums.vat)
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseCategory {
    pub id: ExpenseCategoryId,
    pub name: String,
    /// Offered no longer.
    pub retired: bool,
    pub version: i64,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRow {
    pub id: ExpenseId,
    pub name: String,
    pub date: Date,
    /// Empty if it has none.
    pub category: String,
    pub amount: Amount,
    pub currency: Currency,
    pub vat: Amount,
    pub client: Option<ClientId>,
    /// Empty for what is the company's own.
    pub client_name: String,
    pub organization_name: String,
    pub supplier: String,
    pub reference: String,
    pub mode: NamedMode,
    pub billable: bool,
    pub bill: Option<Bill>,
    /// Files it has: the receipt.
    pub files: i64,
    /// The name as it is sorted.
    pub sort_name: String,
    /// It was just added.
    pub added: bool,
}

impl ExpenseRow {
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
}

/// What the list comes to in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseTotal {
    pub expenses: i64,
    pub spent: Money,
    /// What of it is VAT.
    pub vat: Money,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpenseSort {
    #[default]
    Date,
    Amount,
    Name,
}

spelled!(ExpenseSort {
    Date = "date",
    Amount = "amount",
    Name = "name",
});

/// How far an expense that the client pays for has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillState {
    /// On no invoice yet.
    ToBill,
    Billed,
}

spelled!(BillState {
    ToBill = "to_bill",
    Billed = "billed",
});

/// Which expenses the list shows, as the address says it. The newest come first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpenseFilter {
    /// Words to be found in name, supplier, reference and sum, or in the client's name.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<ExpenseCategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<PaymentMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill: Option<BillState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    pub sort: ExpenseSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// The drawer is open for a new one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
    /// The one added last, which the list marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<ExpenseId>,
}

impl Default for ExpenseFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            client: None,
            organization: None,
            category: None,
            mode: None,
            currency: None,
            bill: None,
            from: None,
            until: None,
            sort: ExpenseSort::Date,
            desc: true,
            after: None,
            new: false,
            added: None,
        }
    }
}

impl ExpenseFilter {
    /// The cursor, unless it belongs to another sort order: then the list starts from its beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|cursor| {
            matches!(
                (self.sort, &cursor.key),
                (ExpenseSort::Date, SortKey::Date(_))
                    | (ExpenseSort::Amount, SortKey::Int(_))
                    | (ExpenseSort::Name, SortKey::Text(_))
            )
        })
    }
}

/// An expense with what stands around it on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseSheet {
    pub expense: Expense,
    /// What the reader may do with what is its client's.
    pub rights: Rights,
    pub category: String,
    /// What its mode is called.
    pub mode: NamedMode,
    pub client_name: String,
    pub organization_name: String,
    /// Drafts it could be put on, for who may do that.
    pub drafts: Vec<DraftChoice>,
    pub events: Vec<EventRow>,
}

/// What the form of a new expense, or of a stored one, begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseForm {
    pub input: SaveExpense,
    /// The chosen client.
    pub client: Option<ClientChoice>,
    /// Likely ones.
    pub clients: Vec<ClientChoice>,
    pub companies: Vec<CompanyName>,
    /// Those that are offered, and the one it has.
    pub categories: Vec<ExpenseCategory>,
    /// The same of modes.
    pub modes: Vec<NamedMode>,
    /// It is on an invoice: what that charges is fixed.
    pub billed: bool,
    /// The reader sees only his own clients: each expense is for one of them.
    pub needs_client: bool,
}

#[cfg(test)]
mod tests {
    use super::{Amount, Currency, Fixed6, Money, Percent, Problem, vat_within};

    #[test]
    fn vat_is_taken_out_of_the_amount() {
        let spent = |minor: i64| Money::new(Amount::from_minor(minor), Currency::Uah);
        for (minor, percent, vat) in [
            (12_000, 20, 2_000),
            (10_000, 20, 1_667),
            (10_000, 0, 0),
            (1, 20, 0),
            (100, 100, 50),
        ] {
            let percent = Percent::from_int(percent).unwrap();
            assert_eq!(
                vat_within(spent(minor), percent),
                Ok(Amount::from_minor(vat)),
                "{minor}"
            );
        }
        let wrong = Fixed6::from_int(101).unwrap();
        assert_eq!(vat_within(spent(100), wrong), Err(Problem::NotAPercentage));
        let most = spent(i64::MAX);
        assert_eq!(
            vat_within(most, Percent::from_int(20).unwrap()),
            Err(Problem::OutOfRange)
        );
    }
}
