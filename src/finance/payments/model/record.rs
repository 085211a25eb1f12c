//! What the form of a payment sends, as typed, and how it is checked as far as nothing has to be looked up.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::company::payment_modes::model::PaymentMode;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, parse_date};
use crate::kernel::expression::evaluate;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId, PaymentId, RequestKey};
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::Reader;

/// Invoices that one form allocates to.
pub const MAX_PARTS: usize = 200;

/// A part of a payment for one invoice, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedPart {
    pub invoice: String,
    /// In the payment's currency; empty or zero: nothing.
    pub amount: String,
    /// What it closes of an invoice in another currency, in that one.
    pub closes: String,
}

impl TypedPart {
    #[must_use]
    pub fn of(invoice: InvoiceId, amount: impl Into<String>) -> Self {
        Self {
            invoice: invoice.to_string(),
            amount: amount.into(),
            closes: String::new(),
        }
    }
}

/// Whether a field of a part says that nothing is meant for the invoice: it is empty, or a zero.
#[must_use]
pub fn is_nothing(typed: &str) -> bool {
    typed.trim().is_empty() || evaluate(typed).is_ok_and(crate::kernel::fixed::Fixed6::is_zero)
}

/// A payment as typed.
#[expect(clippy::struct_excessive_bools, reason = "each of them is a box of the form")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayment {
    pub request: RequestKey,
    pub client: ClientId,
    /// The invoice the form was opened from, which is settled first; may be empty.
    #[serde(default)]
    pub invoice: String,
    /// The own company's account, which decides company and currency.
    #[serde(default)]
    pub account: String,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub transaction_id: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub note: String,
    /// The client is not told of it.
    #[serde(default)]
    pub silent: bool,
    #[serde(default)]
    pub parts: Vec<TypedPart>,
    /// Where no part was typed, the sum is spread over the open invoices in its currency: that of `invoice` first, then the oldest
    /// due date. Without scripts nobody else does it.
    #[serde(default)]
    pub spread: bool,
    /// Another payment is to be entered after this one.
    #[serde(default)]
    pub next: bool,
    /// The form stands in the drawer of a client's card.
    #[serde(default)]
    pub in_card: bool,
}

/// A part whose sum could be read; what it closes is read once the invoice's currency is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place in the form.
    pub at: usize,
    pub invoice: InvoiceId,
    pub amount: Amount,
    pub closes: String,
}

/// A payment that can be decided upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidPayment {
    pub organization: OrganizationId,
    pub account: BankAccountId,
    pub client: ClientId,
    pub date: Date,
    /// More than zero, in `currency`.
    pub amount: Amount,
    /// That of the account.
    pub currency: Currency,
    pub mode: PaymentMode,
    pub transaction_id: String,
    pub purpose: String,
    pub note: String,
    pub notify: bool,
    pub parts: Vec<Part>,
    /// The invoice the payment was meant for.
    pub first: Option<InvoiceId>,
    /// See [`RecordPayment::spread`].
    pub spread: bool,
}

impl RecordPayment {
    /// Reads the form; the account was looked up: its own company and its currency. `None` for an account that is not there.
    ///
    /// # Errors
    /// All fields that can't be accepted whatever the invoices' states are.
    pub fn validated(
        &self,
        account: Option<(BankAccountId, OrganizationId, Currency)>,
    ) -> Result<ValidPayment, FieldErrors> {
        let mut form = Reader::default();
        if account.is_none() && form.choice::<BankAccountId>("account", &self.account).is_some() {
            form.problem("account", Problem::UnknownChoice);
        }
        // Sums are read even so: all that is wrong is told at once.
        let currency = account.map_or(Currency::Uah, |(_, _, currency)| currency);
        let date = form.date("date", &self.date);
        let amount = positive(&mut form, "amount", &self.amount, currency);
        let mode = form.choice("mode", &self.mode);
        let first = form.optional_choice("invoice", &self.invoice);
        let transaction_id = form.optional_line("transaction_id", &self.transaction_id, 100);
        let purpose = form.optional_line("purpose", &self.purpose, 500);
        let note = form.optional_lines("note", &self.note, 2000);
        let untouched = self.parts.iter().all(|part| {
            let part = [&part.amount, &part.closes];
            part.iter().all(|typed| typed.trim().is_empty())
        });
        let parts = read_parts(&mut form, &self.parts, currency);
        // Nothing is meant for those: they need not be looked at.
        let parts = parts.into_iter().filter(|part| !part.amount.is_zero()).collect();
        let value = match (account, date, amount, mode) {
            (Some((account, organization, currency)), Some(date), Some(amount), Some(mode)) => Some(ValidPayment {
                organization,
                account,
                client: self.client,
                date,
                amount,
                currency,
                mode,
                transaction_id,
                purpose,
                note,
                notify: !self.silent,
                parts,
                first,
                spread: self.spread && untouched,
            }),
            _ => None,
        };
        form.finish(value)
    }
}

impl RecordPayment {
    /// Where it goes on after the payment: to the client's card, to the invoice, or to the next one with the same account and date.
    #[must_use]
    pub fn way_on(&self, payment: PaymentId) -> String {
        let account = self.account.trim().parse::<BankAccountId>();
        let account = account.map(|id| format!("&account={id}")).unwrap_or_default();
        let date = parse_date(&self.date);
        let date = date.map(|date| format!("&date={date}")).unwrap_or_default();
        let invoice = self.invoice.trim().parse::<InvoiceId>();
        match (self.in_card, self.next, invoice) {
            (true, true, _) => format!(
                "/clients/{}/payments?new=true&added={payment}{account}{date}",
                self.client
            ),
            (true, false, _) => format!("/clients/{}/payments?added={payment}", self.client),
            (false, true, _) => format!("/payments/new?added={payment}{account}{date}"),
            (false, false, Ok(invoice)) => format!("/invoices/{invoice}"),
            (false, false, Err(_)) => format!("/payments/{payment}"),
        }
    }
}

/// A sum above zero.
pub(in crate::finance) fn positive(form: &mut Reader, field: &str, typed: &str, currency: Currency) -> Option<Amount> {
    let amount = form.amount(field, typed, currency)?;
    if !amount.is_positive() {
        form.problem(field, Problem::MustBePositive);
    }
    Some(amount)
}

/// The parts that say something, or that take something away: each invoice once. A part without a sum is one of zero.
pub(super) fn read_parts(form: &mut Reader, typed: &[TypedPart], currency: Currency) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut seen = BTreeSet::new();
    if typed.len() > MAX_PARTS {
        form.problem("amount", Problem::Full { max: MAX_PARTS });
        return parts;
    }
    for (at, part) in typed.iter().enumerate() {
        let field = format!("parts.{at}.amount");
        let nothing = is_nothing(&part.amount);
        if nothing && !is_nothing(&part.closes) {
            form.problem(field, Problem::Required);
            continue;
        }
        let amount = if nothing {
            Some(Amount::ZERO)
        } else {
            positive(form, &field, &part.amount, currency)
        };
        let Some(invoice) = form.choice::<InvoiceId>(&field, &part.invoice) else {
            continue;
        };
        if !seen.insert(invoice) {
            form.problem(field, Problem::AlreadyTaken);
        } else if let Some(amount) = amount {
            let closes = if nothing { String::new() } else { part.closes.clone() };
            parts.push(Part {
                at,
                invoice,
                amount,
                closes,
            });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Currency, Problem, RecordPayment, TypedPart, is_nothing};
    use crate::error::AppError;

    fn form(amount: &str) -> RecordPayment {
        RecordPayment {
            request: Uuid::nil().into(),
            client: Uuid::nil().into(),
            invoice: String::new(),
            date: "24.11.2026".into(),
            amount: amount.into(),
            mode: "cash".into(),
            account: Uuid::nil().to_string(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
            parts: Vec::new(),
            spread: false,
            next: false,
            in_card: false,
        }
    }

    fn read(form: &RecordPayment) -> Result<super::ValidPayment, super::FieldErrors> {
        form.validated(Some((Uuid::nil().into(), Uuid::nil().into(), Currency::Uah)))
    }

    #[test]
    fn only_money_is_accepted_as_an_amount() {
        assert_eq!(read(&form("1 250,50")).unwrap().amount.minor(), 125_050);
        for (amount, problem) in [
            ("", Problem::Required),
            ("0", Problem::MustBePositive),
            ("-5", Problem::MustBePositive),
            ("1.005", Problem::TooManyPlaces { max: 2 }),
            ("1e308", Problem::NotANumber),
            ("99999999999999999999", Problem::OutOfRange),
            ("NaN", Problem::NotANumber),
        ] {
            let errors = read(&form(amount)).unwrap_err();
            assert_eq!(errors.get("amount"), Some(&problem), "{amount}");
        }
        let nowhere = form("1").validated(None).unwrap_err();
        assert_eq!(
            AppError::Invalid(nowhere),
            AppError::field("account", Problem::UnknownChoice)
        );
    }

    #[test]
    fn parts_are_read_each_beside_its_field() {
        let part = |n: u128, amount: &str, closes: &str| TypedPart {
            invoice: Uuid::from_u128(n).to_string(),
            amount: amount.into(),
            closes: closes.into(),
        };
        let with = |parts: Vec<TypedPart>| RecordPayment { parts, ..form("10") };
        let good = read(&with(vec![part(1, "3", ""), part(2, "", ""), part(3, "0,00", "")])).unwrap();
        assert_eq!(good.parts.len(), 1);
        for (parts, field, problem) in [
            (vec![part(1, "-3", "")], "parts.0.amount", Problem::MustBePositive),
            (
                vec![part(1, "1.005", "")],
                "parts.0.amount",
                Problem::TooManyPlaces { max: 2 },
            ),
            (vec![part(1, "", "5")], "parts.0.amount", Problem::Required),
            (
                vec![part(1, "1", ""), part(1, "2", "")],
                "parts.1.amount",
                Problem::AlreadyTaken,
            ),
            (
                vec![TypedPart {
                    invoice: "x".into(),
                    ..part(1, "1", "")
                }],
                "parts.0.amount",
                Problem::UnknownChoice,
            ),
            (vec![part(1, "1", ""); 201], "amount", Problem::Full { max: 200 }),
        ] {
            let errors = read(&with(parts)).unwrap_err();
            assert_eq!(errors.get(field), Some(&problem));
        }
    }

    #[test]
    fn a_sum_is_spread_only_where_no_part_was_touched() {
        let spread = |amount: &str| {
            let parts = vec![TypedPart::of(Uuid::nil().into(), amount)];
            let form = RecordPayment {
                parts,
                spread: true,
                ..form("10")
            };
            read(&form).unwrap().spread
        };
        assert!(spread("") && spread("  "));
        assert!(!spread("0") && !spread("3"));
        assert!(is_nothing("0.00") && is_nothing("") && !is_nothing("x") && !is_nothing("0.01"));
    }
}
