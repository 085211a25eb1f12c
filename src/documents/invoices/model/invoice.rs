//! An invoice as it is stored.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Percent, Price, Quantity};
use crate::kernel::ids::{
    BankAccountId, CatalogItemId, ClientId, ContractId, ExpenseId, InvoiceId, InvoiceLineId, OrganizationId, UserId,
};
use crate::kernel::line_kind::LineKind;
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::Owner;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, LineTotals, TotalsError, totals};

use super::{Closing, Lifecycle, Settlement, Stage, days_overdue};

/// An invoice without its lines. All amounts are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub id: InvoiceId,
    pub organization: OrganizationId,
    pub account: BankAccountId,
    pub client: ClientId,
    /// What it goes back to: a contract of the same client and own company.
    pub contract: Option<ContractId>,
    /// Who of the staff looks after it.
    pub manager: Option<UserId>,
    pub lifecycle: Lifecycle,
    pub revision: i64,
    pub issue_date: Date,
    pub due_date: Date,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    /// As agreed: a percentage or an amount.
    pub discount: Discount,
    /// Σ line amounts before the document's discount.
    pub subtotal: Amount,
    /// What the document's discount comes to.
    pub discounted: Amount,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
    /// Σ of what payments settled, `0 ≤ paid ≤ total`.
    pub paid: Amount,
    pub settlement: Settlement,
    /// What of the total issued acts and delivery notes have closed, `0 ≤ closed ≤ total`.
    pub closed: Amount,
    pub closing: Closing,
    /// Printed.
    pub note: String,
    /// What was agreed; printed under the note.
    pub terms: String,
    /// Printed for payers to write into their order; empty: a sentence with number, date and VAT.
    pub purpose: String,
    /// Never printed, never shown to the client.
    pub internal_note: String,
    pub version: i64,
}

impl Invoice {
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.lifecycle.stage()
    }

    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.lifecycle.number()
    }

    /// What is left to pay: nothing on a draft or a cancelled invoice.
    #[must_use]
    pub fn balance(&self) -> Amount {
        if self.settlement.is_open() {
            self.total.checked_sub(self.paid).unwrap_or_default()
        } else {
            Amount::ZERO
        }
    }

    /// An amount of this invoice with its currency.
    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        days_overdue(self.settlement, self.due_date, today).is_some()
    }

    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::invoice(self.id, self.client)
    }

    /// The stored sums that are not what the arithmetic makes of the lines.
    ///
    /// # Errors
    /// [`TotalsError`] if it makes nothing of them.
    pub fn wrong_sums(&self, lines: &[Line]) -> Result<Vec<WrongSum>, TotalsError> {
        let terms = DocumentTerms {
            currency: self.currency,
            price_mode: self.price_mode,
            vat_rounding: self.vat_rounding,
            discount: self.discount,
        };
        let inputs: Vec<LineInput> = lines.iter().map(Line::input).collect();
        let right = totals(&terms, &inputs)?;
        let of_document = [
            ("subtotal", self.subtotal, right.subtotal),
            ("discount", self.discounted, right.discount),
            ("net", self.net, right.net),
            ("VAT", self.vat, right.vat),
            ("total", self.total, right.total),
        ];
        let of_document = of_document
            .into_iter()
            .filter(|(_, stored, right)| stored != right)
            .map(|(name, stored, right)| WrongSum::OfDocument { name, stored, right });
        let of_lines = lines.iter().zip(&right.lines).enumerate();
        let of_lines = of_lines
            .filter(|(_, (line, right))| line.totals != **right)
            .map(|(index, _)| WrongSum::OfLine { index });
        Ok(of_document.chain(of_lines).collect())
    }
}

/// A stored sum that is not what the lines come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongSum {
    OfDocument {
        name: &'static str,
        stored: Amount,
        right: Amount,
    },
    /// One of the sums of a line, counted from 0.
    OfLine { index: usize },
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: InvoiceLineId,
    /// The item of the catalogue it was taken from.
    pub item: Option<CatalogItemId>,
    /// The expense it charges.
    pub expense: Option<ExpenseId>,
    /// The item's code, as it was when the line was saved.
    pub code: String,
    pub kind: LineKind,
    pub name: String,
    pub description: String,
    pub quantity: Quantity,
    pub unit: String,
    /// The unit's code in the classifier of units; empty where the unit is not that of an item.
    pub unit_code: String,
    pub price: Price,
    pub discount: Percent,
    pub vat: VatRate,
    /// Why there is no tax, as the rate said when the line was saved; empty for taxed lines.
    pub vat_ground: String,
    pub totals: LineTotals,
}

impl Line {
    /// What of the line decides its sums.
    #[must_use]
    pub const fn input(&self) -> LineInput {
        LineInput {
            quantity: self.quantity,
            price: self.price,
            discount: self.discount,
            vat: self.vat,
        }
    }
}
