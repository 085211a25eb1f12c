//! What the forms of expenses send, and how it is checked.

use serde::{Deserialize, Serialize};

use super::model::{Expense, vat_within};
use crate::company::payment_modes::model::PaymentMode;
use crate::finance::payments::model::positive;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{ClientId, ExpenseCategoryId, ExpenseId, OrganizationId, RequestKey};
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, typed};
use crate::records::directory::model::{MoveEntry, RetireEntry, SaveEntry};

/// Most characters of an expense's name, of its supplier and of a category.
const LINE: usize = 200;
/// Most characters of a category's name.
pub const CATEGORY_NAME: usize = 100;

/// An expense, new or changed. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveExpense {
    /// Of a new expense: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new expense.
    pub id: Option<ExpenseId>,
    pub version: i64,
    /// Id of an own company.
    pub organization: String,
    /// Id; empty for what is the company's own.
    pub client: String,
    /// Id; may be empty.
    pub category: String,
    pub name: String,
    pub date: String,
    pub amount: String,
    pub currency: String,
    /// In percent; empty: without VAT.
    pub vat: String,
    pub supplier: String,
    pub reference: String,
    /// A [`PaymentMode`].
    pub mode: String,
    pub note: String,
    pub billable: bool,
    /// Another one is to be entered after this one.
    pub next: bool,
    /// The form stands in the drawer of a client's card.
    pub in_card: bool,
}

/// A checked [`SaveExpense`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidExpense {
    pub organization: OrganizationId,
    pub client: Option<ClientId>,
    pub category: Option<ExpenseCategoryId>,
    pub name: String,
    pub date: Date,
    pub amount: Amount,
    pub currency: Currency,
    pub vat_percent: Percent,
    pub vat: Amount,
    pub supplier: String,
    pub reference: String,
    pub mode: PaymentMode,
    pub note: String,
    pub billable: bool,
}

impl SaveExpense {
    /// A stored expense as the form spells it.
    #[must_use]
    pub fn of(expense: &Expense) -> Self {
        Self {
            request: None,
            id: Some(expense.id),
            version: expense.version,
            organization: expense.organization.to_string(),
            client: typed(expense.client),
            category: typed(expense.category),
            name: expense.name.clone(),
            date: expense.date.to_string(),
            amount: expense.amount.plain(expense.currency),
            currency: expense.currency.to_string(),
            vat: typed(Some(expense.vat_percent).filter(|percent| !percent.is_zero())),
            supplier: expense.supplier.clone(),
            reference: expense.reference.clone(),
            mode: expense.mode.to_string(),
            note: expense.note.clone(),
            billable: expense.billable,
            next: false,
            in_card: false,
        }
    }

    /// The fields a person sees but for those whose value names another row, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 9] {
        [
            ("name", &self.name),
            ("date", &self.date),
            ("amount", &self.amount),
            ("currency", &self.currency),
            ("vat", &self.vat),
            ("supplier", &self.supplier),
            ("reference", &self.reference),
            ("note", &self.note),
            ("billable", if self.billable { "true" } else { "" }),
        ]
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidExpense, FieldErrors> {
        let mut form = Reader::default();
        let organization = form.choice("organization", &self.organization);
        let client = form.optional_choice("client", &self.client);
        let category = form.optional_choice("category", &self.category);
        let name = form.line("name", &self.name, LINE);
        let date = form.date("date", &self.date);
        let currency = form.choice::<Currency>("currency", &self.currency);
        let amount = positive(&mut form, "amount", &self.amount, currency.unwrap_or(Currency::Eur));
        let vat_percent = self.read_vat(&mut form);
        let supplier = form.optional_line("supplier", &self.supplier, LINE);
        let reference = form.optional_line("reference", &self.reference, 100);
        let mode = form.choice("mode", &self.mode);
        let note = form.optional_lines("note", &self.note, 2000);
        if self.billable && self.client.trim().is_empty() {
            form.problem("client", Problem::Required);
        }
        let spent = amount
            .zip(currency)
            .map(|(amount, currency)| Money::new(amount, currency));
        let vat = spent.and_then(|spent| form.noted("amount", vat_within(spent, vat_percent)));
        let whole = organization.zip(date).zip(spent).zip(vat).zip(mode);
        form.finish(whole.map(|((((organization, date), spent), vat), mode)| ValidExpense {
            organization,
            client,
            category,
            name,
            date,
            amount: spent.amount,
            currency: spent.currency,
            vat_percent,
            vat,
            supplier,
            reference,
            mode,
            note,
            billable: self.billable,
        }))
    }

    fn read_vat(&self, form: &mut Reader) -> Percent {
        if self.vat.trim().is_empty() {
            return Percent::ZERO;
        }
        let percent = form.number("vat", &self.vat).unwrap_or_default();
        if (Percent::ZERO..=Percent::HUNDRED).contains(&percent) {
            percent
        } else {
            form.problem("vat", Problem::NotAPercentage);
            Percent::ZERO
        }
    }

    /// Where it goes on after saving: to the client's card, to the expense, or to the next one.
    #[must_use]
    pub fn way_on(&self, expense: ExpenseId) -> String {
        let client = self.client.trim().parse::<ClientId>();
        match (self.in_card, self.next, client) {
            (true, true, Ok(client)) => format!("/clients/{client}/expenses?new=true&added={expense}"),
            (true, false, Ok(client)) => format!("/clients/{client}/expenses?added={expense}"),
            (_, true, _) => format!("/expenses/new?added={expense}"),
            _ => format!("/expenses/{expense}"),
        }
    }
}

/// A category, new or renamed.
pub type SaveExpenseCategory = SaveEntry<ExpenseCategoryId>;
/// A category changes its place.
pub type MoveExpenseCategory = MoveEntry<ExpenseCategoryId>;
/// A category is offered no longer, or again.
pub type RetireExpenseCategory = RetireEntry<ExpenseCategoryId>;

#[cfg(test)]
mod tests {
    use super::{Problem, SaveExpense};
    use crate::kernel::ids::{ClientId, ExpenseId};

    fn form() -> SaveExpense {
        SaveExpense {
            organization: uuid::Uuid::nil().to_string(),
            name: "Квитки".into(),
            date: "2026-11-24".into(),
            amount: "1 200,00".into(),
            currency: "UAH".into(),
            vat: "20".into(),
            mode: "card".into(),
            ..SaveExpense::default()
        }
    }

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let good = form().validated().unwrap();
        assert_eq!((good.amount.minor(), good.vat.minor()), (120_000, 20_000));
        let wrong = SaveExpense {
            organization: "x".into(),
            category: "y".into(),
            name: " ".into(),
            date: "31.02.2026".into(),
            amount: "0".into(),
            vat: "120".into(),
            mode: "barter".into(),
            billable: true,
            ..form()
        };
        let errors = wrong.validated().unwrap_err();
        for (field, problem) in [
            ("organization", Problem::UnknownChoice),
            ("category", Problem::UnknownChoice),
            ("name", Problem::Required),
            ("date", Problem::NotADate),
            ("amount", Problem::MustBePositive),
            ("vat", Problem::NotAPercentage),
            ("mode", Problem::UnknownChoice),
            ("client", Problem::Required),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
    }

    #[test]
    fn a_drawer_leads_back_to_its_card() {
        let id = ExpenseId::from(uuid::Uuid::nil());
        let client = ClientId::from(uuid::Uuid::nil());
        let way = |in_card, next| {
            let form = SaveExpense {
                client: client.to_string(),
                in_card,
                next,
                ..form()
            };
            form.way_on(id)
        };
        assert_eq!(way(true, false), format!("/clients/{client}/expenses?added={id}"));
        assert!(way(true, true).contains("new=true"));
        assert_eq!(way(false, false), format!("/expenses/{id}"));
        assert!(way(false, true).starts_with("/expenses/new?"));
    }
}
