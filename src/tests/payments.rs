//! Payments: what is accepted and what it settles, races, lists.

use super::{TestEnv, on_both_engines};
use crate::company::organization;
use crate::company::organization::forms::{NewOrganization, SaveOrganization};
use crate::company::organization::parts::SaveAccount;
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, Invoice, SaveInvoice, Settlement, TypedLine};
use crate::error::AppError;
use crate::finance::payments::model::{PaymentFilter, PaymentMode, PaymentSort, RecordPayment};
use crate::finance::payments::{actions, store};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId, PaymentId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;

/// An own company with an account in hryvnias and one in euros, and a client.
pub struct Books {
    pub organization: OrganizationId,
    pub uah: BankAccountId,
    pub eur: BankAccountId,
    pub client: ClientId,
}

pub async fn books(ctx: &Ctx) -> Books {
    let new = NewOrganization {
        request: Some(ctx.new_id()),
        name: "ТОВ «Обрій»".into(),
        country: "ua".into(),
        currency: "UAH".into(),
        price_mode: "without_vat".into(),
        vat_ground: "не платник ПДВ".into(),
        time_zone: "Europe/Kyiv".into(),
        lang: "uk".into(),
        bank: "Банк".into(),
        account: "UA703223130000026007204118053".into(),
        ..NewOrganization::default()
    };
    let organization = organization::actions::create(ctx, new).await.unwrap();
    let eur = SaveAccount {
        request: Some(ctx.new_id()),
        organization: Some(organization),
        number: "UA213223130000026003204118974".into(),
        bank: "Банк".into(),
        currency: "EUR".into(),
        ..SaveAccount::default()
    };
    let eur = organization::actions::save_account(ctx, eur).await.unwrap();
    let uah = organization::store::default_account(&mut ctx.read(), organization, Currency::Uah)
        .await
        .unwrap();
    Books {
        organization,
        uah: uah.unwrap().id,
        eur,
        client: client(ctx, "ТОВ «Ромашка»").await,
    }
}

pub async fn client(ctx: &Ctx, name: &str) -> ClientId {
    let form = SaveClient {
        name: name.into(),
        ..SaveClient::blank(ctx.new_id(), Currency::Uah, Lang::Uk)
    };
    clients::actions::save(ctx, form).await.unwrap()
}

impl Books {
    /// A draft over one line of a price.
    pub fn form(&self, ctx: &Ctx, price: &str) -> SaveInvoice {
        SaveInvoice {
            request: Some(ctx.new_id()),
            organization: self.organization.to_string(),
            account: self.uah.to_string(),
            client: self.client.to_string(),
            issue_date: "2026-11-20".into(),
            due_date: "2026-11-27".into(),
            currency: "UAH".into(),
            price_mode: "without_vat".into(),
            lines: vec![TypedLine {
                kind: "service".into(),
                name: "Послуга".into(),
                quantity: "1".into(),
                unit: "послуга".into(),
                price: price.into(),
                ..TypedLine::default()
            }],
            ..SaveInvoice::default()
        }
    }

    pub async fn draft(&self, ctx: &Ctx, price: &str) -> InvoiceId {
        invoices::actions::save_draft(ctx, self.form(ctx, price)).await.unwrap()
    }

    pub async fn issued(&self, ctx: &Ctx, price: &str) -> InvoiceId {
        invoices::actions::issue_now(ctx, self.form(ctx, price))
            .await
            .unwrap()
            .id
    }

    /// A payment of today by bank transfer.
    pub fn payment(&self, ctx: &Ctx, invoice: InvoiceId, amount: &str) -> RecordPayment {
        RecordPayment {
            request: ctx.new_id(),
            invoice,
            date: "2026-11-24".into(),
            amount: amount.into(),
            mode: "bank_transfer".into(),
            account: self.uah.to_string(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
        }
    }
}

async fn stored(ctx: &Ctx, id: InvoiceId) -> Invoice {
    invoices::store::by_id(&mut ctx.read(), id, Scope::All)
        .await
        .unwrap()
        .unwrap()
}

async fn clean(env: &TestEnv) {
    assert_eq!(check(&env.ctx).await.unwrap(), []);
}

const fn uah(minor: i64) -> Money {
    Money::new(Amount::from_minor(minor), Currency::Uah)
}

#[tokio::test]
async fn parts_make_it_partly_paid_and_the_last_part_paid() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        assert_eq!(stored(ctx, id).await.settlement, Settlement::Unpaid);
        for (amount, paid, settlement) in [
            ("33.34", 3334, Settlement::PartiallyPaid),
            ("66,65", 9999, Settlement::PartiallyPaid),
            ("0.01", 10000, Settlement::Paid),
        ] {
            actions::record(ctx, books.payment(ctx, id, amount)).await.unwrap();
            let invoice = stored(ctx, id).await;
            assert_eq!((invoice.paid.minor(), invoice.settlement), (paid, settlement));
        }
        let panel = actions::of_invoice(ctx, id).await.unwrap();
        let numbers: Vec<_> = panel.allocations.iter().map(|a| a.number.as_str()).collect();
        assert_eq!(numbers, ["00001", "00002", "00003"]);
        assert!(!panel.facts.is_payable());
        assert_eq!(panel.facts.balance, uah(0));

        let page = actions::show(ctx, panel.allocations[1].payment).await.unwrap();
        assert_eq!(page.payment.amount.minor(), 6665);
        assert_eq!(page.allocations.len(), 1);
        assert_eq!(page.events.iter().map(|e| e.verb).collect::<Vec<_>>(), [Verb::Created]);
        let owner = Owner::invoice(id, books.client);
        let events = activity::actions::of_owner(ctx, &owner, 10).await.unwrap();
        assert_eq!(events.iter().filter(|e| e.verb == Verb::PaymentRecorded).count(), 3);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn fifty_payments_of_one_balance_are_one_payment() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let all = (0..50).map(|_| {
            let (ctx, input) = (ctx.clone(), books.payment(ctx, id, "100"));
            tokio::spawn(async move { actions::record(&ctx, input).await })
        });
        let mut accepted = 0;
        for one in futures::future::join_all(all).await {
            match one.unwrap() {
                Ok(_) => accepted += 1,
                Err(error) => {
                    let refused = AppError::field("amount", Problem::MoreThanBalance { balance: uah(0) });
                    assert_eq!(error, refused);
                }
            }
        }
        assert_eq!(accepted, 1);
        assert_eq!(stored(ctx, id).await.settlement, Settlement::Paid);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn payments_of_many_invoices_at_once_are_all_there() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let mut ids = Vec::new();
        for _ in 0..10 {
            ids.push(books.issued(ctx, "30").await);
        }
        // Three payments of each, so that invoices, the counter and the client's balance are all fought for.
        let all = ids.iter().cycle().take(30).map(|id| {
            let (ctx, input) = (ctx.clone(), books.payment(ctx, *id, "10"));
            tokio::spawn(async move { actions::record(&ctx, input).await })
        });
        for one in futures::future::join_all(all).await {
            one.unwrap().unwrap();
        }
        for id in ids {
            assert_eq!(stored(ctx, id).await.settlement, Settlement::Paid);
        }
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_payment() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let form = books.payment(ctx, id, "40");
        let first = actions::record(ctx, form.clone()).await.unwrap();
        let second = actions::record(ctx, form.clone()).await.unwrap();
        assert_eq!(first, second);
        let form = books.payment(ctx, id, "40");
        let twice = (0..2).map(|_| {
            let (ctx, form) = (ctx.clone(), form.clone());
            tokio::spawn(async move { actions::record(&ctx, form).await })
        });
        let made = futures::future::join_all(twice).await;
        let made: Vec<PaymentId> = made.into_iter().map(|one| one.unwrap().unwrap()).collect();
        assert!(made[0] == made[1] && made[0] != first);
        assert_eq!(stored(ctx, id).await.paid.minor(), 8000);
        clean(&env).await;
    })
    .await;
}

/// Changes the form and expects one problem beside one field; nothing is written.
async fn refused(env: &TestEnv, form: RecordPayment, field: &str, problem: Problem) {
    let before = actions::totals(&env.ctx, &PaymentFilter::default()).await.unwrap();
    let error = actions::record(&env.ctx, form).await.unwrap_err();
    assert_eq!(error, AppError::field(field, problem));
    let after = actions::totals(&env.ctx, &PaymentFilter::default()).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_cannot_be_a_payment_is_refused_beside_its_field() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let of = |amount: &str| books.payment(ctx, id, amount);
        let balance = uah(10000);
        refused(&env, of("100.01"), "amount", Problem::MoreThanBalance { balance }).await;
        refused(&env, of("0"), "amount", Problem::MustBePositive).await;
        refused(&env, of("-1"), "amount", Problem::MustBePositive).await;
        refused(&env, of("1.005"), "amount", Problem::TooManyPlaces { max: 2 }).await;
        refused(&env, of("1e308"), "amount", Problem::NotANumber).await;
        let with = |change: fn(&mut RecordPayment)| {
            let mut form = of("1");
            change(&mut form);
            form
        };
        refused(&env, with(|f| f.date = "31.02.2026".into()), "date", Problem::NotADate).await;
        refused(&env, with(|f| f.date = "01.01.9999".into()), "date", Problem::NotADate).await;
        let tomorrow = jiff::civil::date(2026, 11, 25);
        refused(
            &env,
            with(|f| f.date = "2026-11-26".into()),
            "date",
            Problem::LaterThan { date: tomorrow },
        )
        .await;
        refused(&env, with(|f| f.mode = "barter".into()), "mode", Problem::UnknownChoice).await;
        refused(&env, with(|f| f.account = String::new()), "account", Problem::Required).await;
        let mut form = of("1");
        form.account = books.eur.to_string();
        refused(&env, form, "account", Problem::OtherCurrency).await;
        let mut form = of("1");
        form.account = id.to_string();
        refused(&env, form, "account", Problem::UnknownChoice).await;

        let draft = books.draft(ctx, "5").await;
        refused(&env, books.payment(ctx, draft, "1"), "invoice", Problem::WrongState).await;
        let cancelled = books.issued(ctx, "5").await;
        let cancellation = Cancellation {
            id: cancelled,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(ctx, cancellation).await.unwrap();
        refused(&env, books.payment(ctx, cancelled, "1"), "invoice", Problem::WrongState).await;

        let mut tomorrows = of("1");
        tomorrows.date = "25.11.2026".into();
        actions::record(ctx, tomorrows).await.unwrap();
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_paid_into_closed_books() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let company = organization::store::by_id(&mut ctx.read(), books.organization)
            .await
            .unwrap()
            .unwrap();
        let lock = jiff::civil::date(2026, 11, 22);
        let save = SaveOrganization {
            lock_date: lock.to_string(),
            ..SaveOrganization::of(&company)
        };
        organization::actions::save(ctx, save).await.unwrap();
        let mut form = books.payment(ctx, id, "10");
        form.date = "2026-11-22".into();
        refused(&env, form.clone(), "date", Problem::Closed { date: lock }).await;
        form.date = "2026-11-23".into();
        actions::record(ctx, form).await.unwrap();
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn rights_and_scope_decide_who_records_and_sees() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        let payment = actions::record(ctx, books.payment(ctx, id, "10")).await.unwrap();
        let somebody: UserId = ctx.new_id();
        let reader = env.as_staff(somebody, Role::ReadOnly, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let form = || books.payment(ctx, id, "1");
        assert_eq!(actions::record(&reader, form()).await, Err(AppError::Forbidden));
        assert_eq!(
            actions::record(&env.as_stranger(), form()).await,
            Err(AppError::NotSignedIn)
        );
        assert_eq!(actions::record(&other, form()).await, Err(AppError::NotFound));
        assert_eq!(actions::open(&reader, id).await, Err(AppError::Forbidden));
        assert_eq!(actions::open(&other, id).await, Err(AppError::NotFound));
        assert_eq!(actions::of_invoice(&other, id).await, Err(AppError::NotFound));
        assert_eq!(actions::show(&other, payment).await, Err(AppError::NotFound));
        assert!(actions::show(&reader, payment).await.is_ok());
        let nothing = actions::list(&other, &PaymentFilter::default()).await.unwrap();
        assert!(nothing.rows.is_empty());
        assert!(
            actions::totals(&other, &PaymentFilter::default())
                .await
                .unwrap()
                .is_empty()
        );
        let missing: PaymentId = ctx.new_id();
        assert_eq!(actions::show(&reader, missing).await, Err(AppError::NotFound));
        let contact = env.ctx.acting_as(
            crate::kernel::actor::Actor::Contact {
                contact: ctx.new_id(),
                client: books.client,
                rights: crate::kernel::actor::Rights::all(),
                shown_to: None,
            },
            "Contact",
        );
        assert_eq!(
            actions::list(&contact, &PaymentFilter::default()).await,
            Err(AppError::Forbidden)
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_sorted_and_turned() {
    on_both_engines(async |env| {
        let (ctx, mut books) = (&env.ctx, books(&env.ctx).await);
        let first = books.issued(ctx, "10000").await;
        let romashka = books.client;
        books.client = client(ctx, "ФОП Йолкін Семен").await;
        let second = books.issued(ctx, "10000").await;
        for n in 1..=60 {
            let mut form = books.payment(ctx, if n % 3 == 0 { second } else { first }, &format!("{n}.50"));
            form.date = format!("2026-11-{:02}", 1 + n % 24);
            form.mode = if n % 2 == 0 { "cash" } else { "card" }.into();
            form.transaction_id = format!("TX-{n:03}");
            actions::record(ctx, form).await.unwrap();
        }
        let filter = PaymentFilter::default();
        let page = actions::list(ctx, &filter).await.unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(page.rows.is_sorted_by_key(|row| std::cmp::Reverse((row.date, row.id))));
        let rest = PaymentFilter {
            after: page.next.clone(),
            ..filter.clone()
        };
        let rest = actions::list(ctx, &rest).await.unwrap();
        assert_eq!(rest.rows.len(), 10);
        let back = PaymentFilter {
            after: rest.previous.clone(),
            ..filter.clone()
        };
        assert_eq!(actions::list(ctx, &back).await.unwrap().rows, page.rows);

        let by_amount = PaymentFilter {
            sort: PaymentSort::Amount,
            desc: false,
            after: page.next.clone(),
            ..filter.clone()
        };
        let by_amount = actions::list(ctx, &by_amount).await.unwrap();
        assert!(
            by_amount.rows.is_sorted_by_key(|row| row.amount),
            "a cursor of another order is forgotten"
        );

        let count = async |filter: PaymentFilter| {
            let totals = actions::totals(ctx, &filter).await.unwrap();
            let rows = actions::list(ctx, &filter).await.unwrap().rows;
            assert_eq!(
                totals.iter().map(|t| t.payments).sum::<i64>(),
                i64::try_from(rows.len()).unwrap()
            );
            let sum = rows.iter().map(|row| row.amount.minor()).sum::<i64>();
            assert_eq!(totals.iter().map(|t| t.sum.amount.minor()).sum::<i64>(), sum);
            rows.len()
        };
        let of = |change: fn(&mut PaymentFilter)| {
            let mut filter = PaymentFilter::default();
            change(&mut filter);
            filter
        };
        assert_eq!(
            count(PaymentFilter {
                client: Some(romashka),
                ..filter.clone()
            })
            .await,
            40
        );
        assert_eq!(
            count(PaymentFilter {
                invoice: Some(second),
                ..filter.clone()
            })
            .await,
            20
        );
        assert_eq!(count(of(|f| f.mode = Some(PaymentMode::Cash))).await, 30);
        assert_eq!(count(of(|f| f.q = "tx-017".into())).await, 1);
        assert_eq!(count(of(|f| f.q = "елкин".into())).await, 0, "й is no е");
        assert_eq!(count(of(|f| f.q = "йолкин".into())).await, 20);
        assert_eq!(count(of(|f| f.q = "17,50".into())).await, 1);
        assert_eq!(count(of(|f| f.q = "100%".into())).await, 0);
        assert_eq!(count(of(|f| f.q = "'; DROP TABLE payments; --".into())).await, 0);
        let day = jiff::civil::date(2026, 11, 5);
        assert_eq!(
            count(PaymentFilter {
                from: Some(day),
                until: Some(day),
                ..filter.clone()
            })
            .await,
            3
        );

        let row = &page.rows[0];
        assert_eq!(row.entered_on, jiff::civil::date(2026, 11, 24));
        assert!(row.invoice.is_some() && row.invoice_number.is_some() && row.invoices == 1);
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_list_is_read_from_an_index() {
    on_both_engines(async |env| {
        for (filter, index) in [
            (PaymentFilter::default(), "payments_by_date"),
            (
                PaymentFilter {
                    sort: PaymentSort::Amount,
                    ..PaymentFilter::default()
                },
                "payments_by_amount",
            ),
            (
                PaymentFilter {
                    client: Some(env.ctx.new_id()),
                    ..PaymentFilter::default()
                },
                "payments_by_client",
            ),
        ] {
            let plan = store::list_statement(&filter, Scope::All)
                .plan(&env.ctx.db)
                .await
                .unwrap();
            assert!(plan.contains(index), "{index} in {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
            }
        }
        let totals = store::totals_statement(&PaymentFilter::default(), Scope::All);
        let plan = totals.plan(&env.ctx.db).await.unwrap();
        assert!(plan.contains("payments_by_currency"), "{plan}");
    })
    .await;
}
