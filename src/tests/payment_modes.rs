//! The directory of payment modes, and own modes in payments, expenses and the report.

use super::expenses::typed;
use super::invoices::problem;
use super::payments::{Books, books};
use super::{TestEnv, on_both_engines};
use crate::company::payment_modes::actions;
use crate::company::payment_modes::model::{
    ModeEntry, MovePaymentMode, NamedMode, PaymentMode, RetirePaymentMode, SavePaymentMode,
};
use crate::error::{AppError, AppResult};
use crate::finance::expenses::actions as expenses;
use crate::finance::expenses::forms::SaveExpense;
use crate::finance::expenses::model::ExpenseFilter;
use crate::finance::payments::actions as payments;
use crate::finance::payments::model::{Opening, PaymentFilter, RecordPayment};
use crate::finance::reports::actions::received;
use crate::finance::reports::model::{Group, Grouping, ReceivedFilter};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{PaymentId, PaymentModeId, UserId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;

fn form(ctx: &Ctx, name: &str) -> SavePaymentMode {
    SavePaymentMode {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SavePaymentMode::default()
    }
}

async fn own(ctx: &Ctx, name: &str) -> PaymentMode {
    actions::save(ctx, form(ctx, name)).await.unwrap().into()
}

async fn entry(ctx: &Ctx, mode: PaymentMode) -> ModeEntry {
    let all = actions::all(ctx).await.unwrap();
    all.into_iter().find(|one| one.named.mode == mode).unwrap()
}

async fn rename(ctx: &Ctx, mode: PaymentMode, name: &str) -> AppResult<PaymentModeId> {
    let version = entry(ctx, mode).await.version;
    actions::save(ctx, SavePaymentMode::of(mode.id(), version, name)).await
}

async fn retire(ctx: &Ctx, mode: PaymentMode, retired: bool) -> AppResult<()> {
    actions::retire(ctx, RetirePaymentMode { id: mode.id(), retired }).await
}

fn beside_name<T>(problem: Problem) -> AppResult<T> {
    Err(AppError::field("name", problem))
}

#[tokio::test]
async fn modes_have_an_order_names_and_a_beginning() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let order = async || {
            let all = actions::all(ctx).await.unwrap();
            all.into_iter().map(|one| one.named.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(order().await, ["bank_transfer", "cash", "card", "other"]);
        let new = form(ctx, "Електронний гаманець");
        let wallet: PaymentMode = actions::save(ctx, new.clone()).await.unwrap().into();
        assert_eq!(actions::save(ctx, new).await.unwrap(), wallet.id(), "sent twice");
        let up = MovePaymentMode {
            id: wallet.id(),
            down: false,
        };
        actions::shift(ctx, up).await.unwrap();
        assert_eq!(order().await[3..], ["Електронний гаманець", "other"]);

        // What readers of any language call one is taken, as long as nobody has given it another name.
        for taken in ["готівка", "Наличные", "CASH", "ЕЛЕКТРОННИЙ гаманець"] {
            let again = actions::save(ctx, form(ctx, taken)).await;
            assert_eq!(again, beside_name(Problem::AlreadyTaken), "{taken}");
        }
        rename(ctx, PaymentMode::Cash, "Каса").await.unwrap();
        let cash = own(ctx, "Готівка").await;
        let back = rename(ctx, PaymentMode::Cash, " ").await;
        assert_eq!(back, beside_name(Problem::AlreadyTaken));
        actions::delete(ctx, cash.id()).await.unwrap();
        rename(ctx, PaymentMode::Cash, "").await.unwrap();
        assert_eq!(entry(ctx, PaymentMode::Cash).await.named.name, "");
        let (_, told) = problem(rename(ctx, wallet, "").await);
        assert_eq!(told, Problem::Required);
        let stale = SavePaymentMode::of(wallet.id(), 99, "Гаманець");
        assert!(matches!(actions::save(ctx, stale).await, Err(AppError::Conflict(_))));

        // What new ones begin with is offered, and there is always one.
        assert!(entry(ctx, PaymentMode::BankTransfer).await.default);
        let first = retire(ctx, PaymentMode::BankTransfer, true).await;
        assert_eq!(first, beside_name(Problem::NewBeginWithIt));
        retire(ctx, wallet, true).await.unwrap();
        let retired = actions::make_default(ctx, wallet.id()).await;
        assert_eq!(retired, beside_name(Problem::Retired));
        retire(ctx, wallet, false).await.unwrap();
        actions::make_default(ctx, wallet.id()).await.unwrap();
        assert!(entry(ctx, wallet).await.default && !entry(ctx, PaymentMode::BankTransfer).await.default);
        assert_eq!(
            actions::delete(ctx, wallet.id()).await,
            beside_name(Problem::NewBeginWithIt)
        );
        retire(ctx, PaymentMode::BankTransfer, true).await.unwrap();
        let books = books(ctx).await;
        let opening = Opening {
            client: Some(books.client),
            ..Opening::default()
        };
        let new = payments::open(ctx, opening).await.unwrap();
        assert_eq!(new.form.mode, wallet.to_string());
        assert!(new.modes.iter().all(|one| one.mode != PaymentMode::BankTransfer));
        assert_eq!(new.modes.len(), 4);
        assert_eq!(
            actions::delete(ctx, PaymentMode::Other.id()).await,
            Err(AppError::Forbidden)
        );
        let events = activity::actions::of_owner(ctx, &Owner::payment_mode(wallet.id()), 10)
            .await
            .unwrap();
        assert_eq!(events.last().unwrap().verb, Verb::Created);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn only_who_manages_the_company_changes_modes() {
    on_both_engines(async |env: TestEnv| {
        let user: UserId = env.ctx.new_id();
        let manager = env.as_staff(user, Role::Manager, Scope::All);
        assert_eq!(actions::choices(&manager).await.unwrap().len(), 4);
        assert_eq!(actions::all(&manager).await, Err(AppError::Forbidden));
        let cash = PaymentMode::Cash;
        let save = actions::save(&manager, form(&manager, "Бартер")).await;
        assert_eq!(save, Err(AppError::Forbidden));
        assert_eq!(retire(&manager, cash, true).await, Err(AppError::Forbidden));
        let default = actions::make_default(&manager, cash.id()).await;
        assert_eq!(default, Err(AppError::Forbidden));
        assert_eq!(actions::choices(&env.as_stranger()).await, Err(AppError::NotSignedIn));
        let nowhere: PaymentModeId = env.ctx.new_id();
        assert_eq!(actions::delete(&env.ctx, nowhere).await, Err(AppError::NotFound));
    })
    .await;
}

async fn pay(ctx: &Ctx, books: &Books, mode: PaymentMode, amount: &str) -> PaymentId {
    let form = RecordPayment {
        mode: mode.to_string(),
        ..books.advance(ctx, amount)
    };
    payments::record(ctx, form).await.unwrap()
}

#[tokio::test]
async fn an_own_mode_is_found_in_lists_in_the_report_and_on_the_paper() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let wallet = own(ctx, "Електронний гаманець").await;
        let named = NamedMode {
            mode: wallet,
            name: "Електронний гаманець".into(),
        };
        let id = pay(ctx, &books, wallet, "70").await;
        pay(ctx, &books, PaymentMode::Cash, "30").await;
        let expense = SaveExpense {
            mode: wallet.to_string(),
            ..typed(ctx, &books, "Комісія", "12")
        };
        let expense = expenses::save(ctx, expense).await.unwrap();

        let filter = PaymentFilter {
            mode: Some(wallet),
            ..PaymentFilter::default()
        };
        let page = payments::list(ctx, &filter).await.unwrap();
        assert_eq!((page.rows.len(), &page.rows[0].mode), (1, &named));
        let totals = payments::totals(ctx, &filter).await.unwrap();
        assert_eq!(totals[0].received.amount.minor(), 7000);
        let spent = ExpenseFilter {
            mode: Some(wallet),
            ..ExpenseFilter::default()
        };
        let spent = expenses::list(ctx, spent).await.unwrap();
        assert_eq!((spent.rows.len(), &spent.rows[0].mode), (1, &named));
        let report = ReceivedFilter {
            group: Some(Grouping::Mode),
            ..ReceivedFilter::default()
        };
        let report = received(ctx, &report).await.unwrap();
        let groups: Vec<_> = report.currencies[0].groups.iter().map(|row| &row.group).collect();
        let [
            Group::Mode { place: 1, mode: first },
            Group::Mode { place: 4, mode: second },
        ] = groups[..]
        else {
            panic!("{groups:?}");
        };
        assert_eq!((first.mode, second), (PaymentMode::Cash, &named));

        // The paper says its name; that of one that comes along is in the client's language.
        assert_eq!(payments::paper(ctx, id).await.unwrap().mode, "Електронний гаманець");
        let cash = pay(ctx, &books, PaymentMode::Cash, "1").await;
        assert_eq!(payments::paper(ctx, cash).await.unwrap().mode, "Готівка");
        rename(ctx, PaymentMode::Cash, "Каса").await.unwrap();
        assert_eq!(payments::paper(ctx, cash).await.unwrap().mode, "Каса");

        // Whoever has it keeps it, and it is not deleted.
        assert_eq!(actions::delete(ctx, wallet.id()).await, beside_name(Problem::InUse));
        retire(ctx, wallet, true).await.unwrap();
        let page = payments::show(ctx, id).await.unwrap();
        assert_eq!((&page.mode, page.modes.contains(&named)), (&named, true));
        let offered = async |id| expenses::form(ctx, id, None).await.unwrap().modes.len();
        assert_eq!((offered(None).await, offered(Some(expense)).await), (4, 5));
        let sheet = expenses::show(ctx, expense).await.unwrap();
        let changed = SaveExpense {
            mode: "card".into(),
            ..SaveExpense::of(&sheet.expense)
        };
        expenses::save(ctx, changed).await.unwrap();
        let after = expenses::show(ctx, expense).await.unwrap();
        let change = &after.events[0].changes[0];
        assert_eq!(
            (change.field.as_str(), change.old.as_str(), change.new.as_str()),
            ("mode", "Електронний гаманець", "card")
        );

        // One that is not there.
        let nowhere = PaymentMode::Own(ctx.new_id());
        let form = RecordPayment {
            mode: nowhere.to_string(),
            ..books.advance(ctx, "5")
        };
        let (field, told) = problem(payments::record(ctx, form).await);
        assert_eq!((field.as_str(), told), ("mode", Problem::UnknownChoice));
        let form = SaveExpense {
            mode: nowhere.to_string(),
            ..typed(ctx, &books, "Комісія", "1")
        };
        let (field, told) = problem(expenses::save(ctx, form).await);
        assert_eq!((field.as_str(), told), ("mode", Problem::UnknownChoice));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
