//! The expenses of the small demo: for clients and of the company itself, some to be put on an invoice, one that is on a draft.

use super::company::Company;
use super::run::on_day;
use crate::documents::invoices;
use crate::documents::invoices::model::BillExpense;
use crate::error::AppResult;
use crate::finance::expenses::actions;
use crate::finance::expenses::forms::{SaveExpense, SaveExpenseCategory};
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;

/// The directory.
const CATEGORIES: [&str; 5] = ["Відрядження", "Матеріали", "Доставка", "Зв’язок та інтернет", "Оренда"];

/// What becomes of an expense.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bill {
    /// The company bears it itself.
    Never,
    /// Its client pays, and is not charged yet.
    Open,
    /// Its client pays, and a draft says so.
    Draft,
}

/// An expense as the table below gives it.
struct DemoExpense {
    days_ago: i64,
    /// Index of its category.
    category: usize,
    name: &'static str,
    amount: &'static str,
    vat: &'static str,
    supplier: &'static str,
    reference: &'static str,
    mode: &'static str,
    /// Index of the client.
    client: Option<usize>,
    bill: Bill,
}

const EXPENSES: [DemoExpense; 8] = [
    DemoExpense {
        days_ago: 41,
        category: 4,
        name: "Оренда офісу",
        amount: "24000",
        vat: "20",
        supplier: "ТОВ «Простір»",
        reference: "ОР-10",
        mode: "bank_transfer",
        client: None,
        bill: Bill::Never,
    },
    DemoExpense {
        days_ago: 33,
        category: 3,
        name: "Інтернет в офісі",
        amount: "720",
        vat: "20",
        supplier: "ТОВ «Мережа»",
        reference: "",
        mode: "card",
        client: None,
        bill: Bill::Never,
    },
    DemoExpense {
        days_ago: 26,
        category: 0,
        name: "Квитки до Львова",
        amount: "1840",
        vat: "20",
        supplier: "Укрзалізниця",
        reference: "7745120",
        mode: "card",
        client: Some(0),
        bill: Bill::Draft,
    },
    DemoExpense {
        days_ago: 25,
        category: 0,
        name: "Готель, дві ночі",
        amount: "4200",
        vat: "20",
        supplier: "Готель «Ратуша»",
        reference: "2214",
        mode: "card",
        client: Some(0),
        bill: Bill::Open,
    },
    DemoExpense {
        days_ago: 17,
        category: 2,
        name: "Доставка зразків",
        amount: "385.50",
        vat: "20",
        supplier: "Нова пошта",
        reference: "20450300001122",
        mode: "cash",
        client: Some(1),
        bill: Bill::Open,
    },
    DemoExpense {
        days_ago: 12,
        category: 1,
        name: "Папір і картриджі",
        amount: "2960",
        vat: "",
        supplier: "ФОП Гай О. П.",
        reference: "118",
        mode: "bank_transfer",
        client: None,
        bill: Bill::Never,
    },
    DemoExpense {
        days_ago: 6,
        category: 1,
        name: "Кабель для монтажу",
        amount: "1125",
        vat: "20",
        supplier: "ТОВ «Кабель»",
        reference: "К-907",
        mode: "cash",
        client: Some(1),
        bill: Bill::Never,
    },
    DemoExpense {
        days_ago: 2,
        category: 0,
        name: "Таксі до клієнта",
        amount: "340",
        vat: "",
        supplier: "",
        reference: "",
        mode: "card",
        client: Some(2),
        bill: Bill::Open,
    },
];

/// Fills the directory and enters the expenses.
pub async fn create(ctx: &Ctx, company: &Company, clients: &[ClientId], first_day: i64) -> AppResult<()> {
    let mut categories = Vec::new();
    for name in CATEGORIES {
        let ctx = on_day(ctx, first_day, 4);
        let form = SaveExpenseCategory {
            request: Some(ctx.new_id()),
            name: name.to_owned(),
            ..SaveExpenseCategory::default()
        };
        categories.push(actions::save_category(&ctx, form).await?);
    }
    for (step, expense) in EXPENSES.iter().enumerate() {
        let ctx = on_day(ctx, expense.days_ago, step);
        let client = expense.client.and_then(|at| clients.get(at));
        let form = SaveExpense {
            request: Some(ctx.new_id()),
            organization: company.id.to_string(),
            client: client.map(ToString::to_string).unwrap_or_default(),
            category: categories
                .get(expense.category)
                .map(ToString::to_string)
                .unwrap_or_default(),
            name: expense.name.into(),
            date: ctx.clock.today(company.time_zone).to_string(),
            amount: expense.amount.into(),
            currency: "UAH".into(),
            vat: expense.vat.into(),
            supplier: expense.supplier.into(),
            reference: expense.reference.into(),
            mode: expense.mode.into(),
            billable: client.is_some() && expense.bill != Bill::Never,
            ..SaveExpense::default()
        };
        let id = actions::save(&ctx, form).await?;
        if expense.bill == Bill::Draft {
            let bill = BillExpense {
                request: ctx.new_id(),
                expense: id,
                invoice: String::new(),
            };
            invoices::actions::bill_expense(&ctx, bill).await?;
        }
    }
    Ok(())
}
