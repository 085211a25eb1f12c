//! An act or a delivery note as it is stored.

use serde::{Deserialize, Serialize};

use crate::documents::signatures::model::SignedPaper;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Price, Quantity};
use crate::kernel::ids::{ClientId, ClosingId, ClosingLineId, InvoiceId, InvoiceLineId, OrganizationId};
use crate::kernel::lifecycle::{Lifecycle, Stage};
use crate::kernel::line_kind::LineKind;
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::Owner;
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::totals::LineTotals;
use crate::kernel::totals::closing::{ClosingTerms, Keep, Measure, Share};

use super::{ClosingKind, Signature, Signing};

/// A closing document without its lines. All amounts are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub id: ClosingId,
    pub kind: ClosingKind,
    /// The issued invoice it closes a part of. Own company, client, currency, price mode and rounding are the invoice's, for good.
    pub invoice: InvoiceId,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub lifecycle: Lifecycle,
    pub revision: i64,
    pub date: Date,
    /// The time in which the services were rendered; of goods usually none.
    pub period_from: Option<Date>,
    pub period_until: Option<Date>,
    /// Where it is drawn up; may be empty.
    pub place: String,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    pub net: Amount,
    pub vat: Amount,
    pub total: Amount,
    /// Who signs, where it is not whom the cards name on the day of issue.
    pub seller_signatory: Option<Signatory>,
    pub buyer_signatory: Option<Signatory>,
    pub delivery: Delivery,
    /// Printed.
    pub note: String,
    /// The template chosen for this paper, by its key ([`crate::documents::templates::model::TemplateChoice`]); empty: the one that serves.
    pub template: String,
    pub signing: Signing,
    /// Of a cancelled one that the client had signed: what both sides agreed on.
    pub annulment: Option<Annulment>,
    pub version: i64,
}

/// Where goods go and who takes them. Every part may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delivery {
    /// Who takes the goods, where it is not the client.
    pub consignee: String,
    pub consignee_address: String,
    /// Empty: at the consignee's address.
    pub address: String,
    /// The power of attorney by which they are taken.
    pub attorney_number: String,
    pub attorney_date: Option<Date>,
    /// Who takes them, with his position.
    pub attorney_person: String,
}

/// That a signed paper was annulled by both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulment {
    pub date: Date,
    /// The client's reason; ours is that of the cancellation.
    pub reason: String,
}

impl Closing {
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.lifecycle.stage()
    }

    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.lifecycle.number()
    }

    #[must_use]
    pub const fn signature(&self) -> Signature {
        self.signing.state()
    }

    #[must_use]
    pub const fn terms(&self) -> ClosingTerms {
        ClosingTerms {
            currency: self.currency,
            price_mode: self.price_mode,
            vat_rounding: self.vat_rounding,
        }
    }

    /// An amount of this paper with its currency.
    #[must_use]
    pub const fn money(&self, amount: Amount) -> Money {
        Money::new(amount, self.currency)
    }

    #[must_use]
    pub fn owner(&self) -> Owner {
        self.kind.owner(self.id, self.client)
    }

    /// As its signatures are recorded.
    #[must_use]
    pub fn signed(&self) -> SignedPaper {
        SignedPaper {
            owner: self.owner(),
            version: self.version,
            revision: self.revision,
            signing: self.signing.clone(),
        }
    }

    /// Whether the next revision can be issued: before the client has signed.
    #[must_use]
    pub const fn is_correctable(&self) -> bool {
        matches!(self.stage(), Stage::Issued) && !self.signature().is_by_client()
    }

    /// Whether it can be undone only together with the client.
    #[must_use]
    pub const fn needs_annulment(&self) -> bool {
        matches!(self.stage(), Stage::Issued) && self.signature().is_by_client()
    }
}

/// A line of a closing document: a part of a line of its invoice. What is sold is copied from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingLine {
    pub id: ClosingLineId,
    /// Nothing where the invoice was corrected since: of a draft, or of a cancelled paper.
    pub invoice_line: Option<InvoiceLineId>,
    /// As somebody wished it.
    pub measure: Measure,
    /// What stays where the rate has changed since the invoice.
    pub keep: Option<Keep>,
    pub kind: LineKind,
    pub code: String,
    pub name: String,
    pub description: String,
    pub unit: String,
    pub unit_code: String,
    /// What is printed: one, where it is closed by amount.
    pub quantity: Quantity,
    pub price: Price,
    pub vat: VatRate,
    pub vat_ground: String,
    /// Of this paper.
    pub totals: LineTotals,
    /// Of the invoice: what is closed of its line. The same sums, unless the rate has changed. Of a draft, what it would be: it closes nothing.
    pub taken: Share,
}

impl ClosingLine {
    /// Whether a sum was wished, and not a quantity.
    #[must_use]
    pub const fn is_by_sum(&self) -> bool {
        matches!(self.measure, Measure::Amount(_))
    }
}
