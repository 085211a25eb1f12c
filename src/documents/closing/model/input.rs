//! What the form of an act or a delivery note sends: everything as it was typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::documents::templates::model::SERVING;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClosingId, InvoiceId, InvoiceLineId, RequestKey, VatRateId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::signatory::{Signatory, TypedSignatory};
use crate::kernel::totals::closing::{Keep, Measure};
use crate::kernel::validate::{Reader, typed};

use super::{Closing, ClosingKind, ClosingLine, Delivery};

const NAME: usize = 300;
const ADDRESS: usize = 500;
/// Most characters of the key of a template.
const KEY: usize = 100;
/// Most characters of the printed note.
const NOTE: usize = 4000;

/// A draft as it was typed. Sums are not part of it: the server computes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveClosing {
    pub kind: ClosingKind,
    /// The draft that is changed, or the issued one that is corrected; `None` makes a new one.
    #[serde(default)]
    pub id: Option<ClosingId>,
    /// The version the form was opened with.
    #[serde(default)]
    pub version: i64,
    /// The key of a new draft: the same key sent twice makes one.
    #[serde(default)]
    pub request: Option<RequestKey>,
    /// The invoice that is closed; it never changes.
    pub invoice: InvoiceId,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub period_from: String,
    #[serde(default)]
    pub period_until: String,
    #[serde(default)]
    pub place: String,
    /// Somebody else signs than whom the card of the own company names.
    #[serde(default)]
    pub change_seller: bool,
    #[serde(default)]
    pub seller: TypedSignatory,
    /// Somebody else signs than whom the client's card names.
    #[serde(default)]
    pub change_buyer: bool,
    #[serde(default)]
    pub buyer: TypedSignatory,
    #[serde(default)]
    pub consignee: String,
    #[serde(default)]
    pub consignee_address: String,
    #[serde(default)]
    pub delivery_address: String,
    #[serde(default)]
    pub attorney_number: String,
    #[serde(default)]
    pub attorney_date: String,
    #[serde(default)]
    pub attorney_person: String,
    #[serde(default)]
    pub note: String,
    /// [`SERVING`] or nothing, or the key of another template.
    #[serde(default)]
    pub template: String,
    /// Why an issued paper is corrected; else empty.
    #[serde(default)]
    pub reason: String,
    /// The lines that are closed; one in which nothing is typed is left out.
    #[serde(default)]
    pub lines: Vec<TypedClosingLine>,
}

/// How much of a line of the invoice is closed, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedClosingLine {
    /// The id of the invoice's line.
    pub line: String,
    /// Typed where it is closed by quantity; else empty.
    pub quantity: String,
    /// Typed where it is closed by amount, in what the invoice's prices mean; else empty.
    pub amount: String,
    /// `gross` or `net`: what stays where the invoice's VAT rate is not valid on the date; else nothing is asked of it.
    pub keep: String,
    /// The id of the rate that is then taken; empty: the one that has taken the place of the invoice's.
    pub rate: String,
}

impl TypedClosingLine {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quantity.trim().is_empty() && self.amount.trim().is_empty()
    }

    /// So much of a line; of one that is gone, nothing names it.
    #[must_use]
    pub fn of(line: Option<InvoiceLineId>, measure: Measure, currency: Currency) -> Self {
        let (quantity, amount) = match measure {
            Measure::Quantity(quantity) => (quantity.to_string(), String::new()),
            Measure::Amount(amount) => (String::new(), amount.plain(currency)),
        };
        Self {
            line: typed(line),
            quantity,
            amount,
            ..Self::default()
        }
    }

    /// Every field by its name.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("line", &self.line),
            ("quantity", &self.quantity),
            ("amount", &self.amount),
            ("keep", &self.keep),
            ("rate", &self.rate),
        ]
    }
}

/// A draft whose every field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidClosing {
    pub date: Date,
    pub period_from: Option<Date>,
    pub period_until: Option<Date>,
    pub place: String,
    pub seller_signatory: Option<Signatory>,
    pub buyer_signatory: Option<Signatory>,
    pub delivery: Delivery,
    pub note: String,
    /// Empty: the one that serves.
    pub template: String,
    pub lines: Vec<ValidLine>,
}

/// A line whose every field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidLine {
    /// Its place in the form, empty lines counted: how its fields are named.
    pub place: usize,
    pub line: InvoiceLineId,
    pub measure: Measure,
    pub keep: Option<Keep>,
    pub rate: Option<VatRateId>,
}

impl ValidLine {
    /// The form's name of one of the line's fields.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        format!("lines.{}.{name}", self.place)
    }
}

impl SaveClosing {
    /// A new form, with nothing in it.
    #[must_use]
    pub fn new(kind: ClosingKind, invoice: InvoiceId) -> Self {
        Self {
            kind,
            id: None,
            version: 0,
            request: None,
            invoice,
            date: String::new(),
            period_from: String::new(),
            period_until: String::new(),
            place: String::new(),
            change_seller: false,
            seller: TypedSignatory::default(),
            change_buyer: false,
            buyer: TypedSignatory::default(),
            consignee: String::new(),
            consignee_address: String::new(),
            delivery_address: String::new(),
            attorney_number: String::new(),
            attorney_date: String::new(),
            attorney_person: String::new(),
            note: String::new(),
            template: SERVING.to_owned(),
            reason: String::new(),
            lines: Vec::new(),
        }
    }

    /// The form of a stored paper. The rate that somebody chose instead of the invoice's is the one whose id `rate_of` finds.
    #[must_use]
    pub fn of(closing: &Closing, lines: &[ClosingLine], rate_of: impl Fn(&ClosingLine) -> Option<VatRateId>) -> Self {
        let delivery = &closing.delivery;
        let signatory = |stored: &Option<Signatory>| stored.as_ref().map(TypedSignatory::of).unwrap_or_default();
        Self {
            id: Some(closing.id),
            version: closing.version,
            date: closing.date.to_string(),
            period_from: typed(closing.period_from),
            period_until: typed(closing.period_until),
            place: closing.place.clone(),
            change_seller: closing.seller_signatory.is_some(),
            seller: signatory(&closing.seller_signatory),
            change_buyer: closing.buyer_signatory.is_some(),
            buyer: signatory(&closing.buyer_signatory),
            consignee: delivery.consignee.clone(),
            consignee_address: delivery.consignee_address.clone(),
            delivery_address: delivery.address.clone(),
            attorney_number: delivery.attorney_number.clone(),
            attorney_date: typed(delivery.attorney_date),
            attorney_person: delivery.attorney_person.clone(),
            note: closing.note.clone(),
            template: if closing.template.is_empty() {
                SERVING.to_owned()
            } else {
                closing.template.clone()
            },
            lines: lines
                .iter()
                .map(|line| TypedClosingLine {
                    keep: typed(line.keep),
                    rate: line
                        .keep
                        .and_then(|_| rate_of(line))
                        .map(|id| id.to_string())
                        .unwrap_or_default(),
                    ..TypedClosingLine::of(line.invoice_line, line.measure, closing.currency)
                })
                .collect(),
            ..Self::new(closing.kind, closing.invoice)
        }
    }

    /// Reads every field; `currency` is the invoice's. What the lines come to is [`super::Basis::compute`].
    ///
    /// # Errors
    /// All problems at once, each beside its field; one of a line is `lines.3.quantity`.
    pub fn validated(&self, currency: Currency) -> Result<ValidClosing, FieldErrors> {
        let mut read = Reader::default();
        let date = read.date("date", &self.date);
        let period_from = read.optional_date("period_from", &self.period_from);
        let period_until = read.optional_date("period_until", &self.period_until);
        match (period_from, period_until) {
            (Some(from), Some(until)) if until < from => {
                read.problem("period_until", Problem::EarlierThan { date: from });
            }
            (Some(_), None) if self.period_until.trim().is_empty() => read.problem("period_until", Problem::Required),
            (None, Some(_)) if self.period_from.trim().is_empty() => read.problem("period_from", Problem::Required),
            _ => {}
        }
        let seller_signatory = self.change_seller.then(|| self.seller.read_as(&mut read, "seller"));
        let buyer_signatory = self.change_buyer.then(|| self.buyer.read_as(&mut read, "buyer"));
        let delivery = Delivery {
            consignee: read.optional_line("consignee", &self.consignee, NAME),
            consignee_address: read.optional_line("consignee_address", &self.consignee_address, ADDRESS),
            address: read.optional_line("delivery_address", &self.delivery_address, ADDRESS),
            attorney_number: read.optional_line("attorney_number", &self.attorney_number, 50),
            attorney_date: read.optional_date("attorney_date", &self.attorney_date),
            attorney_person: read.optional_line("attorney_person", &self.attorney_person, NAME),
        };
        let typed = self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty());
        let lines = typed
            .filter_map(|(place, line)| line.read(&mut read, place, currency))
            .collect();
        let value = ValidClosing {
            date: date.unwrap_or_default(),
            period_from,
            period_until,
            place: read.optional_line("place", &self.place, 200),
            seller_signatory,
            buyer_signatory,
            delivery,
            note: read.optional_lines("note", &self.note, NOTE),
            template: match self.template.trim() {
                SERVING => String::new(),
                _ => read.optional_line("template", &self.template, KEY),
            },
            lines,
        };
        read.finish(Some(value))
    }

    /// Field → typed value, without what no person types.
    #[must_use]
    pub fn flattened(&self) -> BTreeMap<String, String> {
        let head = [
            ("date", &self.date),
            ("period_from", &self.period_from),
            ("period_until", &self.period_until),
            ("place", &self.place),
            ("consignee", &self.consignee),
            ("consignee_address", &self.consignee_address),
            ("delivery_address", &self.delivery_address),
            ("attorney_number", &self.attorney_number),
            ("attorney_date", &self.attorney_date),
            ("attorney_person", &self.attorney_person),
            ("note", &self.note),
            ("template", &self.template),
        ];
        let head = head.into_iter().map(|(name, value)| (name.to_owned(), value.clone()));
        let ticks = [
            ("change_seller", self.change_seller),
            ("change_buyer", self.change_buyer),
        ];
        let ticks = ticks.into_iter().map(|(name, on)| (name.to_owned(), on.to_string()));
        let sides = [("seller", &self.seller), ("buyer", &self.buyer)];
        let sides = sides.into_iter().flat_map(|(side, signatory)| {
            let fields = signatory.fields().map(|(name, value)| {
                let part = name.strip_prefix("signatory").unwrap_or(name);
                (format!("{side}{part}"), value.to_owned())
            });
            fields.into_iter()
        });
        let lines = self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty());
        let lines = lines.flat_map(|(place, line)| {
            let fields = line.fields();
            fields.map(|(name, value)| (format!("lines.{place}.{name}"), value.to_owned()))
        });
        head.chain(ticks).chain(sides).chain(lines).collect()
    }
}

impl TypedClosingLine {
    fn read(&self, read: &mut Reader, place: usize, currency: Currency) -> Option<ValidLine> {
        let field = |name: &str| format!("lines.{place}.{name}");
        let line = read.choice(&field("line"), &self.line);
        let measure = if self.amount.trim().is_empty() {
            read.number(&field("quantity"), &self.quantity).map(Measure::Quantity)
        } else {
            if !self.quantity.trim().is_empty() {
                read.problem(field("amount"), Problem::UnknownChoice);
            }
            read.amount(&field("amount"), &self.amount, currency)
                .map(Measure::Amount)
        };
        let keep = read.optional_choice(&field("keep"), &self.keep);
        let rate = read.optional_choice(&field("rate"), &self.rate);
        Some(ValidLine {
            place,
            line: line?,
            measure: measure?,
            keep,
            rate,
        })
    }
}
