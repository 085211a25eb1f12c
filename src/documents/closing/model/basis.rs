//! What is closed, and what it comes to: the same for the page while one types and for the server, which alone decides.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::company::organization::model::StoredVatRate;
use crate::documents::invoices::model::Line;
use crate::kernel::date::Date;
use crate::kernel::ids::InvoiceLineId;
use crate::kernel::money::Money;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::{PriceMode, VatRate};
use crate::kernel::totals::closing::{
    ClosingError, ClosingReason, ClosingTerms, ClosingTotals, Measure, NewRate, OpenLine, Part, Wanted, closing,
};

use super::{ClosingKind, ValidLine};

/// An invoice that is being closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub terms: ClosingTerms,
    /// All lines of the invoice in their order, also those of which nothing is left.
    pub lines: Vec<BasisLine>,
    /// Of the own company, at all times.
    pub rates: Vec<StoredVatRate>,
}

/// A line of the invoice, and what of it is closed by issued papers (but for the one that is corrected).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisLine {
    pub line: Line,
    pub open: OpenLine,
}

/// What the wanted lines come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed<'a> {
    pub lines: Vec<ComputedLine<'a>>,
    pub totals: ClosingTotals,
}

/// A wanted line with its part of the invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComputedLine<'a> {
    pub wanted: &'a ValidLine,
    pub of: &'a BasisLine,
    pub part: Part,
    /// The rate of the date, where the invoice's is not valid then.
    pub new_rate: Option<NewRate>,
    /// Why there is no tax; empty where there is.
    pub vat_ground: String,
}

impl Basis {
    #[must_use]
    pub fn line(&self, id: InvoiceLineId) -> Option<&BasisLine> {
        self.lines.iter().find(|one| one.line.id == id)
    }

    /// Whether nothing is left to close.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.lines.iter().all(|one| one.open.is_closed())
    }

    /// The lines that a paper of a kind is preselected to close, each with all the rest of it.
    #[must_use]
    pub fn usual(&self, kind: ClosingKind) -> Vec<(InvoiceLineId, Measure)> {
        let of_kind = |one: &&BasisLine| ClosingKind::of_line(one.line.kind) == kind;
        self.rest(of_kind)
    }

    /// Everything that is left, whatever its kind.
    #[must_use]
    pub fn all_the_rest(&self) -> Vec<(InvoiceLineId, Measure)> {
        self.rest(|_| true)
    }

    fn rest(&self, which: impl Fn(&&BasisLine) -> bool) -> Vec<(InvoiceLineId, Measure)> {
        let mode = self.terms.price_mode;
        let lines = self.lines.iter().filter(which);
        lines
            .filter_map(|one| Some((one.line.id, one.open.all_the_rest(mode)?)))
            .collect()
    }

    /// Whether the rate of an invoice's line is valid on a date. In an invoice without VAT there is nothing to be valid.
    #[must_use]
    pub fn is_rate_valid(&self, rate: VatRate, date: Date) -> bool {
        self.terms.price_mode == PriceMode::WithoutVat
            || self
                .rates
                .iter()
                .any(|stored| stored.rate == rate && stored.is_valid_on(date))
    }

    /// The rate that has taken the place of another one on a date: of the same category, that which begins where the other ends (or ends where it
    /// begins); of several, the nearest. 22 % for 20 % in 2026. Somebody may choose another one.
    #[must_use]
    pub fn successor(&self, of: VatRate, date: Date) -> Option<&StoredVatRate> {
        let times: Vec<_> = self
            .rates
            .iter()
            .filter(|rate| rate.rate == of)
            .map(|rate| rate.valid)
            .collect();
        let next_to = |rate: &StoredVatRate| {
            times.iter().any(|time| {
                let follows = time.until.and_then(|until| until.tomorrow().ok());
                let precedes = time.from.and_then(|from| from.yesterday().ok());
                (follows.is_some() && follows == rate.valid.from)
                    || (precedes.is_some() && precedes == rate.valid.until)
            })
        };
        let distance = |rate: &StoredVatRate| rate.rate.percent().scaled().abs_diff(of.percent().scaled());
        let same = self
            .rates
            .iter()
            .filter(|rate| rate.rate.category() == of.category() && rate.is_valid_on(date));
        same.max_by_key(|rate| (next_to(rate), Reverse(distance(rate))))
    }

    /// What the wanted lines come to on a date. None at all come to nothing: only to be issued a paper needs one.
    ///
    /// # Errors
    /// All problems at once, each beside its field: `lines.3.quantity`, `lines.3.amount`, `lines.3.keep`, `lines.3.rate`, or `lines`.
    pub fn compute<'a>(&'a self, wanted: &'a [ValidLine], date: Date) -> Result<Computed<'a>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut seen = BTreeSet::new();
        let mut found = Vec::with_capacity(wanted.len());
        for one in wanted {
            match self.line(one.line).filter(|_| seen.insert(one.line)) {
                None => errors.add(one.field("line"), Problem::UnknownChoice),
                Some(of) => {
                    let (new_rate, ground) = self.rate_on(one, of, date, &mut errors);
                    found.push((one, of, new_rate, ground));
                }
            }
        }
        let parts: Vec<Wanted> = found
            .iter()
            .map(|(one, of, new_rate, _)| Wanted {
                line: of.open,
                measure: one.measure,
                new_rate: *new_rate,
            })
            .collect();
        // Each by itself first, so that all of them are told at once.
        for (part, (one, ..)) in parts.iter().zip(&found) {
            if let Err(error) = closing(&self.terms, std::slice::from_ref(part)) {
                errors.add(one.field(field_of(one.measure)), self.problem(error));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let totals = closing(&self.terms, &parts).map_err(|error| FieldErrors::one("lines", self.problem(error)))?;
        let lines = found.into_iter().zip(&totals.lines);
        let lines = lines.map(|((wanted, of, new_rate, vat_ground), part)| ComputedLine {
            wanted,
            of,
            new_rate,
            part: *part,
            vat_ground,
        });
        Ok(Computed {
            lines: lines.collect(),
            totals,
        })
    }

    /// The rate a line has on the date where the invoice's is not valid then, and why there is no tax if there is none.
    fn rate_on(
        &self,
        wanted: &ValidLine,
        of: &BasisLine,
        date: Date,
        errors: &mut FieldErrors,
    ) -> (Option<NewRate>, String) {
        let rate = of.open.vat;
        let as_invoiced = (None, of.line.vat_ground.clone());
        if self.is_rate_valid(of.line.vat, date) {
            return as_invoiced;
        }
        let Some(keep) = wanted.keep else {
            errors.add(wanted.field("keep"), Problem::VatRateEnded { rate, date });
            return as_invoiced;
        };
        let new = match wanted.rate {
            Some(id) => self
                .rates
                .iter()
                .find(|stored| stored.id == id && stored.is_valid_on(date)),
            None => self.successor(rate, date),
        };
        let Some(new) = new else {
            let problem = match wanted.rate {
                Some(_) => Problem::NotInForce { date },
                None => Problem::NoRateInForce { date },
            };
            errors.add(wanted.field("rate"), problem);
            return as_invoiced;
        };
        let ground = if new.rate.category().is_taxable() {
            String::new()
        } else if new.ground.is_empty() {
            of.line.vat_ground.clone()
        } else {
            new.ground.clone()
        };
        (Some(NewRate { rate: new.rate, keep }), ground)
    }

    fn problem(&self, error: ClosingError) -> Problem {
        match error.reason {
            ClosingReason::MustBePositive => Problem::MustBePositive,
            ClosingReason::MoreThanQuantity { left } if left.is_zero() => Problem::AlreadyClosed,
            ClosingReason::MoreThanQuantity { left } => Problem::MoreThanQuantityLeft { left },
            ClosingReason::MoreThanAmount { left } if left.is_zero() => Problem::AlreadyClosed,
            ClosingReason::MoreThanAmount { left } => Problem::MoreThanAmountLeft {
                left: Money::new(left, self.terms.currency),
            },
            ClosingReason::TooLarge => Problem::TooLarge,
        }
    }
}

/// Where the form has a measure.
const fn field_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Quantity(_) => "quantity",
        Measure::Amount(_) => "amount",
    }
}
