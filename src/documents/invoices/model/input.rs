//! What the editor sends: everything as it was typed.

use serde::{Deserialize, Serialize};

use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Fixed6, Percent, Price, Quantity};
use crate::kernel::ids::{
    BankAccountId, CatalogItemId, ClientId, ContractId, ExpenseId, InvoiceId, OrganizationId, RequestKey, UserId,
    VatRateId,
};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::PriceMode;
use crate::kernel::totals::Discount;
use crate::kernel::validate::Reader;

use super::LineKind;
use super::note::LONGEST_NOTE;

/// Lines a document can have.
pub const MAX_LINES: usize = 500;

/// A draft as it was typed. Sums are not part of it: the server computes them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveInvoice {
    /// The draft that is changed; `None` makes a new one.
    pub id: Option<InvoiceId>,
    /// The version the editor was opened with.
    pub version: i64,
    /// The key of a new draft: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub organization: String,
    pub account: String,
    pub client: String,
    /// The id of a contract; may be empty.
    pub contract: String,
    /// The id of a member of the staff; empty: nobody.
    pub manager: String,
    pub issue_date: String,
    pub due_date: String,
    pub currency: String,
    pub price_mode: String,
    /// Empty or `none`, `percent`, `amount`.
    pub discount_kind: String,
    pub discount: String,
    pub note: String,
    pub terms: String,
    /// What payers write into their order; empty: a sentence with number, date and VAT.
    pub purpose: String,
    pub internal_note: String,
    pub lines: Vec<TypedLine>,
}

/// What a Russian payment order has room for, the narrower of the two countries' (Bank of Russia, 762-П, annex 1: field 24).
const LONGEST_PURPOSE: usize = 210;

/// A line as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedLine {
    /// The id of the item of the catalogue it was taken from; empty for what was typed.
    pub item: String,
    /// The id of the expense it charges; empty for none.
    pub expense: String,
    pub kind: String,
    pub name: String,
    pub description: String,
    pub quantity: String,
    pub unit: String,
    pub price: String,
    pub discount: String,
    /// The id of a VAT rate of the own company; not needed in a document without VAT.
    pub vat: String,
}

impl TypedLine {
    /// Whether nothing was typed into the line. Unit, kind and VAT don't count: they are filled in for the next line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let typed = [
            &self.name,
            &self.description,
            &self.quantity,
            &self.price,
            &self.discount,
        ];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

/// A draft whose every field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidInvoice {
    pub organization: OrganizationId,
    pub account: BankAccountId,
    pub client: ClientId,
    pub contract: Option<ContractId>,
    pub manager: Option<UserId>,
    pub issue_date: Date,
    pub due_date: Date,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub discount: Discount,
    pub note: String,
    pub terms: String,
    pub purpose: String,
    pub internal_note: String,
    pub lines: Vec<ValidLine>,
}

/// A line whose every field was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidLine {
    /// Its place in the form, empty lines counted: how its fields are named.
    pub place: usize,
    pub item: Option<CatalogItemId>,
    pub expense: Option<ExpenseId>,
    pub kind: LineKind,
    pub name: String,
    pub description: String,
    pub quantity: Quantity,
    pub unit: String,
    pub price: Price,
    pub discount: Percent,
    pub vat: Option<VatRateId>,
}

impl ValidLine {
    /// The form's name of one of the line's fields.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        format!("lines.{}.{name}", self.place)
    }
}

impl SaveInvoice {
    /// Reads every field. Empty lines are left out; a draft may have none at all.
    ///
    /// # Errors
    /// All problems at once, each beside its field; one of a line is `lines.3.quantity`.
    pub fn validated(&self) -> Result<ValidInvoice, FieldErrors> {
        let mut read = Reader::default();
        let currency: Option<Currency> = read.choice("currency", &self.currency);
        let issue_date = read.date("issue_date", &self.issue_date);
        let due_date = read.date("due_date", &self.due_date);
        if let (Some(issued), Some(due)) = (issue_date, due_date)
            && due < issued
        {
            read.problem("due_date", Problem::EarlierThan { date: issued });
        }
        let price_mode = read.choice("price_mode", &self.price_mode);
        let lines = self.read_lines(&mut read, price_mode);
        let value = ValidInvoice {
            organization: read.choice("organization", &self.organization).unwrap_or_else(nobody),
            account: read.choice("account", &self.account).unwrap_or_else(nobody),
            client: read.choice("client", &self.client).unwrap_or_else(nobody),
            contract: read.optional_choice("contract", &self.contract),
            manager: read.optional_choice("manager", &self.manager),
            issue_date: issue_date.unwrap_or_default(),
            due_date: due_date.unwrap_or_default(),
            currency: currency.unwrap_or(Currency::Eur),
            price_mode: price_mode.unwrap_or(PriceMode::Net),
            discount: self.read_discount(&mut read, currency),
            note: read.optional_lines("note", &self.note, LONGEST_NOTE),
            terms: read.optional_lines("terms", &self.terms, LONGEST_NOTE),
            purpose: read.optional_line("purpose", &self.purpose, LONGEST_PURPOSE),
            internal_note: read.optional_lines("internal_note", &self.internal_note, LONGEST_NOTE),
            lines,
        };
        read.finish(Some(value))
    }

    /// [`SaveInvoice::validated`], for an invoice that is to be issued: it needs a line, which a draft doesn't.
    ///
    /// # Errors
    /// All problems at once.
    pub fn ready_to_issue(&self) -> Result<ValidInvoice, FieldErrors> {
        let read = self.validated();
        if self.lines.iter().all(TypedLine::is_empty) {
            let mut errors = read.err().unwrap_or_default();
            errors.add("lines", Problem::NoLines);
            return Err(errors);
        }
        read
    }

    fn read_discount(&self, read: &mut Reader, currency: Option<Currency>) -> Discount {
        match self.discount_kind.as_str() {
            "" | "none" => Discount::None,
            "percent" => read
                .number("discount", &self.discount)
                .map_or(Discount::None, Discount::Percent),
            "amount" => currency
                .and_then(|currency| read.amount("discount", &self.discount, currency))
                .map_or(Discount::None, Discount::Amount),
            _ => {
                read.problem("discount_kind", Problem::UnknownChoice);
                Discount::None
            }
        }
    }

    fn read_lines(&self, read: &mut Reader, mode: Option<PriceMode>) -> Vec<ValidLine> {
        let typed = self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty());
        let lines: Vec<ValidLine> = typed
            .take(MAX_LINES + 1)
            .map(|(place, line)| line.read(read, place, mode))
            .collect();
        if lines.len() > MAX_LINES {
            read.problem("lines", Problem::TooManyLines { max: MAX_LINES });
        }
        lines
    }
}

impl TypedLine {
    fn read(&self, read: &mut Reader, place: usize, mode: Option<PriceMode>) -> ValidLine {
        let field = |name: &str| format!("lines.{place}.{name}");
        let vat = if mode == Some(PriceMode::WithoutVat) && self.vat.trim().is_empty() {
            None
        } else {
            read.choice(&field("vat"), &self.vat)
        };
        ValidLine {
            place,
            item: read.optional_choice(&field("name"), &self.item),
            expense: read.optional_choice(&field("name"), &self.expense),
            kind: read.optional_choice(&field("kind"), &self.kind).unwrap_or_default(),
            name: read.line(&field("name"), &self.name, 500),
            description: read.optional_lines(&field("description"), &self.description, 4000),
            quantity: read.number(&field("quantity"), &self.quantity).unwrap_or_default(),
            unit: read.optional_line(&field("unit"), &self.unit, 20),
            price: read.number(&field("price"), &self.price).unwrap_or_default(),
            discount: if self.discount.trim().is_empty() {
                Fixed6::ZERO
            } else {
                read.number(&field("discount"), &self.discount).unwrap_or_default()
            },
            vat,
        }
    }
}

/// Stands for an id that could not be read; the problem beside it keeps the form from being used.
fn nobody<T: From<uuid::Uuid>>() -> T {
    T::from(uuid::Uuid::nil())
}
