//! An expense is put on an invoice once, and can be again when that charges it no longer.

use super::{
    AppError, Books, Ctx, ExpenseId, Problem, SaveExpense, TestEnv, Verb, actions, books, check, client, expense_of,
    manager, on_both_engines, stored, typed,
};
use crate::documents::invoices;
use crate::documents::invoices::model::{BillExpense, Cancellation, Correction, IssueDraft, SaveInvoice, TypedLine};
use crate::error::AppResult;
use crate::finance::expenses::model::ExpenseFilter;
use crate::kernel::actor::{Actor, Right, Rights};
use crate::kernel::ids::InvoiceId;
use crate::platform::db::Sql;
use crate::records::activity;
use crate::records::activity::model::EventRow;

async fn bill(ctx: &Ctx, expense: ExpenseId, invoice: Option<InvoiceId>) -> AppResult<InvoiceId> {
    let input = BillExpense {
        request: ctx.new_id(),
        expense,
        invoice: invoice.map(|id| id.to_string()).unwrap_or_default(),
    };
    invoices::actions::bill_expense(ctx, input).await
}

/// The form of a stored draft, as the editor opens with it.
async fn opened(ctx: &Ctx, id: InvoiceId) -> SaveInvoice {
    invoices::actions::editor(ctx, Some(id), None, None).await.unwrap().form
}

async fn issued(ctx: &Ctx, id: InvoiceId) {
    let input = IssueDraft {
        id,
        version: opened(ctx, id).await.version,
        request: ctx.new_id(),
    };
    invoices::actions::issue(ctx, input).await.unwrap();
}

/// What is offered in an editor of the books' client.
async fn offered(ctx: &Ctx, books: &Books, invoice: Option<InvoiceId>) -> usize {
    let offered = invoices::actions::expenses_to_bill(ctx, books.client, invoice).await;
    offered.unwrap().len()
}

/// The invoice an expense is on.
async fn on(ctx: &Ctx, id: ExpenseId) -> Option<InvoiceId> {
    stored(ctx, id).await.bill.and_then(|bill| bill.invoice)
}

fn already() -> AppError {
    AppError::field("expense", Problem::AlreadyBilled)
}

#[tokio::test]
async fn an_expense_is_put_on_an_invoice_once_and_both_lead_to_each_other() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let id = expense_of(ctx, &books, "Квитки", "1200").await;
        assert_eq!(offered(ctx, &books, None).await, 1);
        let input = BillExpense {
            request: ctx.new_id(),
            expense: id,
            invoice: String::new(),
        };
        let draft = invoices::actions::bill_expense(ctx, input.clone()).await.unwrap();
        assert_eq!(
            invoices::actions::bill_expense(ctx, input).await.unwrap(),
            draft,
            "sent twice"
        );
        assert_eq!(bill(ctx, id, None).await, Err(already()));
        assert_eq!(bill(ctx, id, Some(draft)).await, Err(already()));

        let form = opened(ctx, draft).await;
        assert_eq!(
            (form.lines.len(), form.lines[0].price.as_str()),
            (1, "1200"),
            "without VAT the whole sum"
        );
        assert_eq!(form.lines[0].expense, id.to_string());
        assert_eq!(on(ctx, id).await, Some(draft));
        let sheet = invoices::actions::sheet(ctx, draft, None).await.unwrap();
        assert_eq!(sheet.expenses, [(id, "Квитки".to_owned())]);
        assert_eq!(
            (
                offered(ctx, &books, None).await,
                offered(ctx, &books, Some(draft)).await
            ),
            (0, 1)
        );
        let events = actions::show(ctx, id).await.unwrap().events;
        assert_eq!(events[0].verb, Verb::Billed);

        // What the invoice charges is fixed; the rest is not, and it is not deleted.
        let expense = stored(ctx, id).await;
        let changed = SaveExpense {
            amount: "1300".into(),
            billable: false,
            name: "Інше".into(),
            ..SaveExpense::of(&expense)
        };
        let fields: Vec<_> = super::refused(ctx, changed)
            .await
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["amount", "billable"]);
        let renamed = SaveExpense {
            name: "Квитки до Львова".into(),
            ..SaveExpense::of(&expense)
        };
        actions::save(ctx, renamed).await.unwrap();
        assert_eq!(
            actions::delete(ctx, id).await,
            Err(AppError::field("id", Problem::AlreadyBilled))
        );
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn of_many_at_once_one_invoice_charges_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let id = expense_of(ctx, &books, "Квитки", "1200").await;
        let first = books.draft(ctx, "10").await;
        let tasks = (0..8).map(|n| {
            let ctx = ctx.clone();
            tokio::spawn(async move { bill(&ctx, id, (n % 2 == 0).then_some(first)).await })
        });
        let mut made = 0;
        for task in futures::future::join_all(tasks).await {
            match task.unwrap() {
                Ok(_) => made += 1,
                Err(error) => assert_eq!(error, already()),
            }
        }
        assert_eq!(made, 1);

        // Editors that save at the same time with the same expense in a line.
        let other = expense_of(ctx, &books, "Готель", "100").await;
        let tasks = (0..6).map(|_| {
            let (ctx, mut form) = (ctx.clone(), books.form(ctx, "10"));
            form.lines[0].expense = other.to_string();
            tokio::spawn(async move { invoices::actions::save_draft(&ctx, form).await })
        });
        let mut made = 0;
        for task in futures::future::join_all(tasks).await {
            match task.unwrap() {
                Ok(_) => made += 1,
                Err(error) => assert_eq!(error, AppError::field("lines", Problem::AlreadyBilled)),
            }
        }
        assert_eq!(made, 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn it_can_be_billed_again_once_nothing_charges_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let id = expense_of(ctx, &books, "Квитки", "1200").await;

        // Its line is taken out of the draft, and put back.
        let draft = books.draft(ctx, "10").await;
        bill(ctx, id, Some(draft)).await.unwrap();
        let mut form = opened(ctx, draft).await;
        let line = form.lines.pop().unwrap();
        let saved = invoices::actions::save_draft(ctx, form.clone()).await.unwrap();
        assert_eq!(on(ctx, id).await, None);
        form.version = saved.version;
        form.lines.push(line);
        invoices::actions::save_draft(ctx, form).await.unwrap();
        assert_eq!(on(ctx, id).await, Some(draft));

        // The draft is deleted.
        invoices::actions::delete_draft(ctx, draft).await.unwrap();
        assert_eq!(on(ctx, id).await, None);

        // The issued invoice is cancelled; its copy charges nothing of it.
        let invoice = bill(ctx, id, None).await.unwrap();
        issued(ctx, invoice).await;
        let copy = invoices::model::CopyOf {
            id: invoice,
            request: ctx.new_id(),
        };
        let copy = invoices::actions::copy(ctx, copy).await.unwrap();
        assert_eq!(opened(ctx, copy).await.lines[0].expense, "");
        let usual = invoices::actions::editor(ctx, None, Some(books.client), None)
            .await
            .unwrap()
            .usual;
        assert!(
            usual
                .last_lines
                .iter()
                .chain(&usual.recent)
                .all(|line| line.expense.is_empty())
        );
        let number = stored(ctx, id).await.bill.unwrap().number;
        assert!(!number.is_empty());
        let cancellation = Cancellation {
            id: invoice,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(ctx, cancellation).await.unwrap();
        assert_eq!(on(ctx, id).await, None);
        let told = actions::show(ctx, id).await.unwrap().events;
        assert_eq!(
            (told[0].verb, told[0].changes[0].old.as_str()),
            (Verb::Unbilled, number.as_str())
        );

        // A correction takes it off too.
        let invoice = bill(ctx, id, None).await.unwrap();
        issued(ctx, invoice).await;
        let mut form = invoices::actions::correction(ctx, invoice).await.unwrap().form;
        form.lines[0].expense = String::new();
        let correction = Correction {
            form,
            reason: "без квитків".into(),
        };
        invoices::actions::correct(ctx, correction).await.unwrap();
        assert_eq!(on(ctx, id).await, None);
        actions::delete(ctx, id).await.unwrap();
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn only_an_invoice_of_its_own_parties_and_currency_charges_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let mut books = books(ctx).await;
        let id = expense_of(ctx, &books, "Квитки", "1200").await;
        let mut euros = books.form(ctx, "10");
        euros.account = books.eur.to_string();
        euros.currency = "EUR".into();
        let euros = invoices::actions::save_draft(ctx, euros).await.unwrap().id;
        let beside = |problem| AppError::field("invoice", problem);
        assert_eq!(bill(ctx, id, Some(euros)).await, Err(beside(Problem::OtherCurrency)));
        let issued = books.issued(ctx, "10").await;
        assert_eq!(bill(ctx, id, Some(issued)).await, Err(beside(Problem::AlreadyIssued)));
        let romashka = books.client;
        books.client = client(ctx, "ФОП Йолкін").await;
        let others = books.draft(ctx, "10").await;
        assert_eq!(bill(ctx, id, Some(others)).await, Err(beside(Problem::OtherParties)));
        assert_eq!(bill(ctx, id, Some(ctx.new_id())).await, Err(AppError::NotFound));

        // The editor sends ids too, and is told the same beside its lines.
        let charging = |ctx: &Ctx, form: SaveInvoice| {
            let ctx = ctx.clone();
            async move {
                let line = TypedLine {
                    expense: id.to_string(),
                    ..form.lines[0].clone()
                };
                let form = SaveInvoice {
                    lines: vec![line],
                    ..form
                };
                invoices::actions::save_draft(&ctx, form).await.map(|saved| saved.id)
            }
        };
        let lines = |problem| Err(AppError::field("lines", problem));
        assert_eq!(charging(ctx, books.form(ctx, "10")).await, lines(Problem::OtherParties));
        books.client = romashka;
        let mut euros = books.form(ctx, "10");
        euros.account = books.eur.to_string();
        euros.currency = "EUR".into();
        assert_eq!(charging(ctx, euros).await, lines(Problem::OtherCurrency));
        let mut twice = books.form(ctx, "10");
        twice.lines[0].expense = id.to_string();
        twice.lines.push(twice.lines[0].clone());
        let twice = invoices::actions::save_draft(ctx, twice).await;
        assert_eq!(twice.map(|saved| saved.id), lines(Problem::AlreadyBilled));

        let unpaid = SaveExpense {
            billable: false,
            ..SaveExpense::of(&stored(ctx, id).await)
        };
        actions::save(ctx, unpaid).await.unwrap();
        assert_eq!(charging(ctx, books.form(ctx, "10")).await, lines(Problem::NotBillable));
        assert_eq!(
            bill(ctx, id, None).await,
            Err(AppError::field("expense", Problem::NotBillable))
        );
        assert_eq!(offered(ctx, &books, None).await, 0);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_new_draft_is_in_the_currency_of_the_expense() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let euros = SaveExpense {
            currency: "EUR".into(),
            ..typed(ctx, &books, "Hotel", "120")
        };
        let euros = actions::save(ctx, euros).await.unwrap();
        let draft = bill(ctx, euros, None).await.unwrap();
        let form = opened(ctx, draft).await;
        assert_eq!((form.currency.as_str(), form.account), ("EUR", books.eur.to_string()));
        let dollars = SaveExpense {
            currency: "USD".into(),
            ..typed(ctx, &books, "Taxi", "20")
        };
        let dollars = actions::save(ctx, dollars).await.unwrap();
        let refused = bill(ctx, dollars, None).await;
        assert_eq!(refused, Err(AppError::field("invoice", Problem::CompanyIncomplete)));
        // Drafts that could take it.
        let sheet = actions::show(ctx, dollars).await.unwrap();
        assert!(sheet.drafts.is_empty());
        let more = expense_of(ctx, &books, "Квитки", "10").await;
        books.draft(ctx, "10").await;
        assert_eq!(actions::show(ctx, more).await.unwrap().drafts.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_view_invoices_hears_that_there_is_one_and_not_which() {
    on_both_engines(async |env: TestEnv| {
        let books = books(&env.ctx).await;
        let id = expense_of(&env.ctx, &books, "Квитки", "1200").await;
        // Once charged and let go of, then charged again.
        let first = bill(&env.ctx, id, None).await.unwrap();
        issued(&env.ctx, first).await;
        let cancellation = Cancellation {
            id: first,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(&env.ctx, cancellation).await.unwrap();
        let second = bill(&env.ctx, id, None).await.unwrap();
        issued(&env.ctx, second).await;
        let rights: Rights = [Right::ViewClients, Right::ViewExpenses].into_iter().collect();
        let reader = env.ctx.acting_as(
            Actor::Staff {
                user: env.ctx.new_id(),
                rights,
            },
            "Reader",
        );
        for (ctx, told) in [(&env.ctx, true), (&reader, false)] {
            let sheet = actions::show(ctx, id).await.unwrap();
            assert!(sheet.expense.bill.is_some());
            let row = actions::list(ctx, ExpenseFilter::default())
                .await
                .unwrap()
                .rows
                .remove(0);
            let card = activity::actions::of_client(ctx, books.client, 50).await.unwrap();
            let let_go = |event: &&EventRow| event.verb == Verb::Unbilled;
            for bill in [sheet.expense.bill, row.bill].map(Option::unwrap) {
                assert_eq!(
                    (bill.invoice.is_some(), !bill.number.is_empty()),
                    (told, told),
                    "{bill:?}"
                );
            }
            for events in [&sheet.events, &card] {
                let event = events.iter().find(let_go).unwrap();
                assert_eq!(event.changes.len(), usize::from(told), "{event:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_expense_is_put_on_nothing() {
    on_both_engines(async |env: TestEnv| {
        let (_, as_first) = manager(&env, "first@example.com").await;
        let mut books = books(&env.ctx).await;
        let theirs = expense_of(&env.ctx, &books, "Чужа", "100").await;
        assert_eq!(bill(&as_first, theirs, None).await, Err(AppError::NotFound));
        let offered = invoices::actions::expenses_to_bill(&as_first, books.client, None).await;
        assert_eq!(offered, Err(AppError::NotFound));
        books.client = client(&as_first, "ТОВ «Моя»").await;
        let mut form = books.form(&as_first, "10");
        form.lines[0].expense = theirs.to_string();
        let saved = invoices::actions::save_draft(&as_first, form).await;
        assert_eq!(saved, Err(AppError::field("lines", Problem::UnknownChoice)));
        let mine = expense_of(&as_first, &books, "Моя", "100").await;
        bill(&as_first, mine, None).await.unwrap();
        assert_eq!(check(&env.ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_true_is_found() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (first, second) = (
            expense_of(ctx, &books, "Перша", "100").await,
            expense_of(ctx, &books, "Друга", "100").await,
        );
        for id in [first, second] {
            bill(ctx, id, None).await.unwrap();
        }
        let broken = async |sql: &str| {
            Sql::raw(sql.into()).outside_transaction(&ctx.db).await.unwrap();
            let breaches = check(ctx).await.unwrap();
            let found: Vec<_> = breaches.iter().map(|breach| breach.invariant).collect();
            found
        };
        assert_eq!(
            broken("UPDATE expenses SET vat = vat + 1 WHERE name = 'Перша'").await,
            ["I13"]
        );
        assert_eq!(
            broken("UPDATE expenses SET vat = vat - 1, currency = 'EUR' WHERE name = 'Перша'").await,
            ["I13"]
        );
        assert_eq!(
            broken("UPDATE expenses SET currency = 'UAH' WHERE name = 'Перша'").await,
            [""; 0]
        );
        let twice = "DROP INDEX invoice_lines_of_expense";
        Sql::raw(twice.into()).outside_transaction(&ctx.db).await.unwrap();
        let twice = "UPDATE invoice_lines SET expense_id = (SELECT id FROM expenses WHERE name = 'Перша')";
        assert_eq!(broken(twice).await, ["I13"]);
    })
    .await;
}
