//! Expenses: saving and deleting; the invoices that charge them; lists, sums and the directory.
#![allow(clippy::unwrap_used)]

mod billing;
mod lists;

use super::clients::manager;
use super::files::{PDF, attached};
use super::payments::{Books, books, client};
use super::{TestEnv, on_both_engines};
use crate::company::organization;
use crate::desk::files::actions as files;
use crate::error::AppError;
use crate::finance::expenses::actions;
use crate::finance::expenses::forms::{MoveExpenseCategory, RetireExpenseCategory, SaveExpense, SaveExpenseCategory};
use crate::finance::expenses::model::{Expense, ExpenseFilter};
use crate::kernel::ids::{ClientId, ExpenseCategoryId, ExpenseId, Id, RequestKey};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;

/// An expense for the client of the books, who pays for it, as it is typed.
pub fn typed(ctx: &Ctx, books: &Books, name: &str, amount: &str) -> SaveExpense {
    SaveExpense {
        request: Some(ctx.new_id::<RequestKey>()),
        organization: books.organization.to_string(),
        client: books.client.to_string(),
        name: name.into(),
        date: "2026-11-20".into(),
        amount: amount.into(),
        currency: "UAH".into(),
        vat: "20".into(),
        mode: "card".into(),
        billable: true,
        ..SaveExpense::default()
    }
}

pub async fn expense_of(ctx: &Ctx, books: &Books, name: &str, amount: &str) -> ExpenseId {
    actions::save(ctx, typed(ctx, books, name, amount)).await.unwrap()
}

async fn stored(ctx: &Ctx, id: ExpenseId) -> Expense {
    actions::show(ctx, id).await.unwrap().expense
}

async fn category(ctx: &Ctx, name: &str) -> ExpenseCategoryId {
    let form = SaveExpenseCategory {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SaveExpenseCategory::default()
    };
    actions::save_category(ctx, form).await.unwrap()
}

/// What a form is refused for, by field.
async fn refused(ctx: &Ctx, form: SaveExpense) -> Vec<(String, Problem)> {
    match actions::save(ctx, form).await {
        Err(AppError::Invalid(errors)) => errors
            .iter()
            .map(|(field, problem)| (field.to_owned(), problem.clone()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_expense_is_created_changed_and_remembered() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let travel = category(ctx, "Відрядження").await;
        let new = SaveExpense {
            category: travel.to_string(),
            supplier: "Укрзалізниця".into(),
            reference: "7745".into(),
            note: "Туди й назад".into(),
            ..typed(ctx, &books, "Квитки", "1 200,00")
        };
        let id = actions::save(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::save(ctx, new).await.unwrap(), id, "sent twice");
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!(
            (sheet.expense.amount.minor(), sheet.expense.vat.minor()),
            (120_000, 20_000)
        );
        assert_eq!(
            (sheet.category.as_str(), sheet.client_name.as_str()),
            ("Відрядження", "ТОВ «Ромашка»")
        );
        assert!(sheet.expense.is_to_bill());

        let form = SaveExpense {
            vat: String::new(),
            amount: "1100".into(),
            ..SaveExpense::of(&sheet.expense)
        };
        actions::save(ctx, form.clone()).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(
            conflict.current.get("category.label").map(String::as_str),
            Some("Відрядження")
        );
        let after = actions::show(ctx, id).await.unwrap();
        assert!(after.expense.vat.is_zero());
        let fields: Vec<&str> = after.events[0]
            .changes
            .iter()
            .map(|change| change.field.as_str())
            .collect();
        assert_eq!(fields, ["amount", "vat"]);
        assert_eq!(after.events.last().unwrap().verb, Verb::Created);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let wrong = SaveExpense {
            organization: ctx.new_id::<ExpenseId>().to_string(),
            client: ctx.new_id::<ClientId>().to_string(),
            category: ctx.new_id::<ExpenseCategoryId>().to_string(),
            ..typed(ctx, &books, "Квитки", "10")
        };
        let fields: Vec<String> = refused(ctx, wrong).await.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["category", "client", "organization"]);
        let later = SaveExpense {
            date: "2036-11-20".into(),
            ..typed(ctx, &books, "Квитки", "10")
        };
        assert!(matches!(
            refused(ctx, later).await[..],
            [(_, Problem::LaterThan { .. })]
        ));

        // The books are closed.
        let id = expense_of(ctx, &books, "Квитки", "10").await;
        close_books(ctx, &books, "2026-11-21").await;
        let closed = refused(ctx, typed(ctx, &books, "Ще квитки", "10")).await;
        assert!(matches!(closed[..], [(_, Problem::Closed { .. })]), "{closed:?}");
        let moved = SaveExpense {
            date: "2026-11-23".into(),
            ..SaveExpense::of(&stored(ctx, id).await)
        };
        let moved = refused(ctx, moved).await;
        assert!(matches!(moved[..], [(_, Problem::Closed { .. })]), "{moved:?}");
        let Err(AppError::Invalid(errors)) = actions::delete(ctx, id).await else {
            panic!("an expense of closed books was deleted");
        };
        assert!(matches!(errors.get("date"), Some(Problem::Closed { .. })));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

async fn close_books(ctx: &Ctx, books: &Books, until: &str) {
    use crate::company::organization::forms::SaveOrganization;
    let settings = organization::actions::settings(ctx, books.organization).await.unwrap();
    let form = SaveOrganization {
        lock_date: until.into(),
        ..SaveOrganization::of(&settings.organization)
    };
    organization::actions::save(ctx, form).await.unwrap();
}

#[tokio::test]
async fn a_receipt_goes_with_its_expense() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let id = expense_of(ctx, &books, "Готель", "4200").await;
        let owner = (OwnerKind::Expense, id.uuid());
        let file = attached(ctx, owner, "Чек.pdf", PDF).await;
        let card = async |client: ClientId| {
            crate::records::files::actions::count_of_client(ctx, client)
                .await
                .unwrap()
        };
        assert_eq!(card(books.client).await, 1);
        assert_eq!(files::show(ctx, file).await.unwrap().number, "Готель");
        let row = actions::list(ctx, ExpenseFilter::default())
            .await
            .unwrap()
            .rows
            .remove(0);
        assert_eq!(row.files, 1);

        // For another client, then for nobody.
        let other = client(ctx, "ФОП Йолкін").await;
        let form = SaveExpense {
            client: other.to_string(),
            ..SaveExpense::of(&stored(ctx, id).await)
        };
        actions::save(ctx, form).await.unwrap();
        assert_eq!((card(books.client).await, card(other).await), (0, 1));
        let own = SaveExpense {
            client: String::new(),
            billable: false,
            ..SaveExpense::of(&stored(ctx, id).await)
        };
        actions::save(ctx, own).await.unwrap();
        assert_eq!(card(other).await, 0);
        assert_eq!(files::of_owner(ctx, owner.0, owner.1).await.unwrap().len(), 1);
        assert_eq!(check(ctx).await.unwrap(), []);

        actions::delete(ctx, id).await.unwrap();
        assert_eq!(actions::show(ctx, id).await, Err(AppError::NotFound));
        let gone = activity::actions::of_owner(ctx, &Owner::expense(id, None), 1)
            .await
            .unwrap();
        assert_eq!(gone[0].verb, Verb::Deleted);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_his_own_clients_sees_only_their_expenses() {
    on_both_engines(async |env: TestEnv| {
        let (_, as_first) = manager(&env, "first@example.com").await;
        let mut books = books(&env.ctx).await;
        let theirs = expense_of(&env.ctx, &books, "Чужа", "100").await;
        let file = attached(&env.ctx, (OwnerKind::Expense, theirs.uuid()), "Чек.pdf", PDF).await;
        let own = SaveExpense {
            client: String::new(),
            billable: false,
            ..typed(&env.ctx, &books, "Оренда", "5000")
        };
        let own = actions::save(&env.ctx, own).await.unwrap();
        books.client = client(&as_first, "ТОВ «Моя»").await;
        let mine = expense_of(&as_first, &books, "Моя", "30").await;

        let names = async |ctx: &Ctx, q: &str| {
            let filter = ExpenseFilter {
                q: q.into(),
                ..ExpenseFilter::default()
            };
            let totals = actions::totals(ctx, filter.clone()).await.unwrap();
            let rows = actions::list(ctx, filter).await.unwrap().rows;
            let counted: i64 = totals.iter().map(|total| total.expenses).sum();
            assert_eq!(counted, i64::try_from(rows.len()).unwrap());
            rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&as_first, "").await, ["Моя"]);
        assert_eq!(names(&as_first, "чужа").await, [""; 0]);
        assert_eq!(names(&env.ctx, "").await.len(), 3);
        for id in [theirs, own] {
            assert_eq!(actions::show(&as_first, id).await, Err(AppError::NotFound));
            assert_eq!(actions::delete(&as_first, id).await, Err(AppError::NotFound));
            let form = SaveExpense {
                client: books.client.to_string(),
                ..SaveExpense::of(&stored(&env.ctx, id).await)
            };
            assert_eq!(actions::save(&as_first, form).await, Err(AppError::NotFound));
        }
        assert_eq!(files::show(&as_first, file).await, Err(AppError::NotFound));
        assert_eq!(stored(&as_first, mine).await.name, "Моя");

        // What he would not see himself he can't write down; neither for another one's client.
        let nobodys = SaveExpense {
            client: String::new(),
            billable: false,
            ..typed(&as_first, &books, "Нічия", "1")
        };
        assert_eq!(
            refused(&as_first, nobodys).await,
            [("client".to_owned(), Problem::Required)]
        );
        let theirs = stored(&env.ctx, theirs).await.client.unwrap();
        let others = SaveExpense {
            client: theirs.to_string(),
            ..typed(&as_first, &books, "Чужому", "1")
        };
        assert_eq!(
            refused(&as_first, others).await,
            [("client".to_owned(), Problem::UnknownChoice)]
        );
        assert!(actions::form(&as_first, None, None).await.unwrap().needs_client);
        assert_eq!(
            actions::form(&as_first, None, Some(theirs)).await,
            Err(AppError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn categories_keep_their_order_and_what_is_in_use() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (travel, goods) = (category(ctx, "Відрядження").await, category(ctx, "Матеріали").await);
        let names = async || {
            let all = actions::all_categories(ctx).await.unwrap();
            all.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        actions::move_category(ctx, MoveExpenseCategory { id: goods, down: false })
            .await
            .unwrap();
        assert_eq!(names().await, ["Матеріали", "Відрядження"]);
        let twice = SaveExpenseCategory {
            request: Some(ctx.new_id()),
            name: " МАТЕРІАЛИ ".into(),
            ..SaveExpenseCategory::default()
        };
        let taken = Err(AppError::field("name", Problem::AlreadyTaken));
        assert_eq!(actions::save_category(ctx, twice).await, taken);

        let form = SaveExpense {
            category: travel.to_string(),
            ..typed(ctx, &books, "Квитки", "10")
        };
        let id = actions::save(ctx, form).await.unwrap();
        let used = actions::delete_category(ctx, travel).await;
        assert_eq!(used, Err(AppError::field("name", Problem::InUse)));
        actions::retire_category(
            ctx,
            RetireExpenseCategory {
                id: travel,
                retired: true,
            },
        )
        .await
        .unwrap();
        let offered = async |id| actions::form(ctx, id, None).await.unwrap().categories.len();
        assert_eq!(
            (offered(None).await, offered(Some(id)).await),
            (1, 2),
            "whoever has it keeps it"
        );
        actions::delete_category(ctx, goods).await.unwrap();
        assert_eq!(names().await, ["Відрядження"]);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
