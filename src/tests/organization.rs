//! Own companies: numbering under load, presets, accounts, rates, series.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::date;

use super::{TestEnv, on_both_engines};
use crate::company::organization::forms::{NewOrganization, SaveOrganization};
use crate::company::organization::model::{DocumentKind, SeriesPeriod};
use crate::company::organization::parts::{AddRate, EndRate, SaveAccount, SaveSeries};
use crate::company::organization::{actions, numbering, store};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{OrganizationId, UserId};
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{NumberForm, TaxIdKind};
use crate::kernel::tax::VatRounding;
use crate::platform::ctx::Ctx;

/// A company in Russia with one account, as it is typed.
pub fn russian_company() -> NewOrganization {
    NewOrganization {
        name: "Вектор".into(),
        legal_name: "ООО «Вектор»".into(),
        country: "ru".into(),
        tax_id_kind: "ru_inn".into(),
        tax_id: "7707083893".into(),
        currency: "RUB".into(),
        price_mode: "gross".into(),
        time_zone: "Europe/Moscow".into(),
        lang: "ru".into(),
        bank: "ПАО Сбербанк".into(),
        account: "40702810938000060473".into(),
        bic: "044525225".into(),
        correspondent: "30101810400000000225".into(),
        ..NewOrganization::default()
    }
}

pub async fn create(ctx: &Ctx, new: NewOrganization) -> OrganizationId {
    let mut tx = ctx.write().await.unwrap();
    let id = actions::create_in(&mut tx, ctx, new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn take(ctx: &Ctx, organization: OrganizationId, day: Date) -> String {
    let mut tx = ctx.write().await.unwrap();
    let taken = numbering::take(&mut tx, organization, DocumentKind::Invoice, day)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    taken.number
}

async fn set_series(ctx: &Ctx, organization: OrganizationId, pattern: &str, period: SeriesPeriod, start: i64) {
    let input = series_input(ctx, organization, pattern, period, start).await;
    actions::save_series(ctx, input).await.unwrap();
}

async fn series_input(
    ctx: &Ctx,
    organization: OrganizationId,
    pattern: &str,
    period: SeriesPeriod,
    start: i64,
) -> SaveSeries {
    let series = store::series(&mut ctx.read(), organization, DocumentKind::Invoice)
        .await
        .unwrap()
        .unwrap();
    SaveSeries {
        organization: Some(organization),
        id: Some(series.id),
        version: series.version,
        pattern: pattern.into(),
        period: period.to_string(),
        start: start.to_string(),
        after_invoice: false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_parallel_takes_of_which_half_fail_leave_no_gap() {
    on_both_engines(async |env: TestEnv| {
        let organization = create(&env.ctx, russian_company()).await;
        let day = date(2026, 11, 24);
        let tasks = (0..100).map(|i| {
            let ctx = env.ctx.clone();
            tokio::spawn(async move {
                let mut tx = ctx.write().await.unwrap();
                let taken = numbering::take(&mut tx, organization, DocumentKind::Invoice, day)
                    .await
                    .unwrap();
                if i % 2 == 0 {
                    tx.commit().await.unwrap();
                    Some(taken)
                } else {
                    None
                }
            })
        });
        let mut kept = Vec::new();
        for task in futures::future::join_all(tasks).await {
            kept.extend(task.unwrap());
        }
        kept.sort_by_key(|taken| taken.n);
        assert_eq!(
            kept.iter().map(|t| t.n).collect::<Vec<_>>(),
            (1..=50).collect::<Vec<_>>()
        );
        assert!(kept.iter().all(|t| t.period == "2026"));
        assert_eq!(kept.last().unwrap().number, "00050");
        let mut conn = env.ctx.read();
        let next = numbering::preview(&mut conn, organization, DocumentKind::Invoice, day).await;
        assert_eq!(next.unwrap().number, "00051");
        let payments = numbering::preview(&mut conn, organization, DocumentKind::Payment, day).await;
        assert_eq!(payments.unwrap().number, "00001");
    })
    .await;
}

#[tokio::test]
async fn the_period_follows_the_documents_date() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let organization = create(ctx, russian_company()).await;
        assert_eq!(take(ctx, organization, date(2026, 12, 31)).await, "00001");
        assert_eq!(take(ctx, organization, date(2027, 1, 1)).await, "00001");
        assert_eq!(take(ctx, organization, date(2026, 12, 31)).await, "00002");
        assert_eq!(take(ctx, organization, date(2027, 1, 1)).await, "00002");

        set_series(ctx, organization, "{YYYY}/{MM}-{N:3}", SeriesPeriod::Month, 1).await;
        assert_eq!(take(ctx, organization, date(2026, 11, 30)).await, "2026/11-001");
        assert_eq!(take(ctx, organization, date(2026, 12, 1)).await, "2026/12-001");
        assert_eq!(take(ctx, organization, date(2026, 11, 1)).await, "2026/11-002");

        set_series(ctx, organization, "N{N}", SeriesPeriod::Never, 1).await;
        assert_eq!(take(ctx, organization, date(2026, 11, 30)).await, "N1");
        assert_eq!(take(ctx, organization, date(2030, 1, 1)).await, "N2");

        // The same spelling in another period would give the same numbers again.
        set_series(ctx, organization, "A{N}", SeriesPeriod::Never, 1).await;
        assert_eq!(take(ctx, organization, date(2026, 11, 30)).await, "A3");
        let given = |field| Err(AppError::field(field, Problem::NumbersGiven { last: 3 }));
        let back = series_input(ctx, organization, "A{N}", SeriesPeriod::Year, 1).await;
        assert_eq!(
            actions::save_series(ctx, back).await,
            given("period"),
            "2026 goes on after 2"
        );
        ctx.clock.advance(std::time::Duration::from_hours(24 * 100));
        let fresh = |start| series_input(ctx, organization, "A{N}", SeriesPeriod::Year, start);
        // 2027 has numbers 1 and 2 as well; nothing was given in 2028.
        assert_eq!(actions::save_series(ctx, fresh(1).await).await, given("period"));
        ctx.clock.advance(std::time::Duration::from_hours(24 * 365));
        assert_eq!(actions::save_series(ctx, fresh(3).await).await, given("start"));
        actions::save_series(ctx, fresh(4).await).await.unwrap();
        assert_eq!(take(ctx, organization, date(2028, 2, 1)).await, "A4");
    })
    .await;
}

#[tokio::test]
async fn a_start_number_holds_for_the_year_it_was_set_in() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let organization = create(ctx, russian_company()).await;
        set_series(ctx, organization, "{N:5}", SeriesPeriod::Year, 126).await;
        let mut conn = ctx.read();
        let next = numbering::preview(&mut conn, organization, DocumentKind::Invoice, date(2026, 11, 24)).await;
        assert_eq!(next.unwrap().number, "00126");
        assert_eq!(take(ctx, organization, date(2026, 11, 24)).await, "00126");
        assert_eq!(take(ctx, organization, date(2026, 11, 24)).await, "00127");
        assert_eq!(take(ctx, organization, date(2027, 1, 1)).await, "00001");

        let moved = series_input(ctx, organization, "{N:5}", SeriesPeriod::Year, 200).await;
        assert_eq!(
            actions::save_series(ctx, moved).await,
            Err(AppError::field("start", Problem::WrongState))
        );
        // Another spelling of the numbers is free.
        set_series(ctx, organization, "А-{N:4}", SeriesPeriod::Year, 126).await;
        assert_eq!(take(ctx, organization, date(2026, 11, 24)).await, "А-0128");
    })
    .await;
}

#[tokio::test]
async fn a_stale_series_is_a_conflict() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let organization = create(ctx, russian_company()).await;
        let stale = series_input(ctx, organization, "B{N}", SeriesPeriod::Year, 1).await;
        set_series(ctx, organization, "A{N}", SeriesPeriod::Year, 1).await;
        let Err(AppError::Conflict(conflict)) = actions::save_series(ctx, stale).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(conflict.current.get("pattern").map(String::as_str), Some("A{N}"));
        assert_eq!(conflict.by, "Akta");
    })
    .await;
}

#[tokio::test]
async fn a_company_starts_with_what_its_country_needs() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        assert_eq!(actions::time_zone(ctx).await.unwrap(), "UTC");
        let id = create(ctx, russian_company()).await;
        let mut conn = ctx.read();
        let company = store::by_id(&mut conn, id).await.unwrap().unwrap();
        assert_eq!(company.vat_rounding, VatRounding::Line);
        assert_eq!(company.tax_ids.main().unwrap().value, "7707083893");
        let accounts = store::accounts(&mut conn, id).await.unwrap();
        assert_eq!(accounts.len(), 1);
        assert!(accounts[0].is_default && accounts[0].number == "40702810938000060473");
        let default = store::default_account(&mut conn, id, Currency::Rub).await.unwrap();
        assert_eq!(default.as_ref(), accounts.first());
        assert_eq!(
            store::default_account(&mut conn, id, Currency::Usd).await.unwrap(),
            None
        );

        let choices = actions::choices(ctx).await.unwrap();
        let names =
            |day: Date| -> Vec<String> { choices[0].rates_on(day).iter().map(|rate| rate.name.clone()).collect() };
        assert_eq!(
            names(date(2025, 12, 31)),
            ["НДС 20 %", "НДС 10 %", "НДС 7 %", "НДС 5 %", "НДС 0 %", "Без НДС"]
        );
        assert_eq!(names(date(2026, 1, 1))[0], "НДС 22 %");
        let next = numbering::preview(&mut conn, id, DocumentKind::Invoice, date(2025, 12, 31)).await;
        assert_eq!(next.unwrap().number, "00001");
        assert_eq!(actions::time_zone(ctx).await.unwrap(), "Europe/Moscow");
    })
    .await;
}

#[tokio::test]
async fn today_is_the_day_where_the_company_is() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        assert_eq!(actions::today(ctx).await.unwrap(), date(2026, 11, 24));
        let far = NewOrganization {
            time_zone: "Pacific/Auckland".into(),
            ..russian_company()
        };
        create(ctx, far).await;
        assert_eq!(actions::today(ctx).await.unwrap(), date(2026, 11, 25));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_zone_or_tax_id_creates_nothing() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for (new, field, problem) in [
            (
                NewOrganization {
                    time_zone: "Mars/Olympus".into(),
                    ..russian_company()
                },
                "time_zone",
                Problem::UnknownChoice,
            ),
            (
                NewOrganization {
                    tax_id: "123".into(),
                    ..russian_company()
                },
                "tax_id",
                Problem::WrongFormat {
                    expected: NumberForm::TaxId(TaxIdKind::RuInn),
                },
            ),
            (
                NewOrganization {
                    account: "4070".into(),
                    ..russian_company()
                },
                "account",
                Problem::WrongFormat {
                    expected: NumberForm::RuAccount,
                },
            ),
        ] {
            let mut tx = ctx.write().await.unwrap();
            let refused = actions::create_in(&mut tx, ctx, new).await;
            assert_eq!(refused, Err(AppError::field(field, problem)));
        }
        // A wrong control digit is only a warning.
        let warned = NewOrganization {
            tax_id: "7707083894".into(),
            ..russian_company()
        };
        create(ctx, warned).await;
        assert_eq!(store::all(&mut ctx.read()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_company() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let new = NewOrganization {
            request: Some(ctx.new_id()),
            ..russian_company()
        };
        let first = actions::create(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::create(ctx, new).await.unwrap(), first);
        assert_eq!(store::all(&mut ctx.read()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_stale_save_of_a_company_is_a_conflict_with_both_versions() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let stored = store::by_id(&mut ctx.read(), id).await.unwrap().unwrap();
        let mut first = SaveOrganization::of(&stored);
        first.phone = "+7 495 000-00-00".into();
        let mut second = SaveOrganization::of(&stored);
        second.phone = "+7 495 111-11-11".into();
        first.lock_date = "30.09.2026".into();
        actions::save(ctx, first).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, second.clone()).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(
            conflict.current.get("phone").map(String::as_str),
            Some("+7 495 000-00-00")
        );
        assert_eq!(
            conflict.current.get("lock_date").map(String::as_str),
            Some("2026-09-30")
        );
        second.version = conflict.version;
        actions::save(ctx, second).await.unwrap();
        let after = store::by_id(&mut ctx.read(), id).await.unwrap().unwrap();
        assert_eq!((after.phone.as_str(), after.version), ("+7 495 111-11-11", 3));
    })
    .await;
}

#[tokio::test]
async fn one_account_is_the_default_of_its_currency() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let new = |number: &str, currency: &str, is_default: bool| SaveAccount {
            request: Some(ctx.new_id()),
            organization: Some(id),
            bank: "ПАО Сбербанк".into(),
            number: number.into(),
            bic: "044525225".into(),
            currency: currency.into(),
            is_default,
            ..SaveAccount::default()
        };
        let dollars = actions::save_account(ctx, new("40702840900000000001", "USD", false))
            .await
            .unwrap();
        let second = actions::save_account(ctx, new("40702810500000000002", "RUB", true))
            .await
            .unwrap();
        let twice = actions::save_account(ctx, new("40702810500000000002", "RUB", false)).await;
        assert_eq!(twice, Err(AppError::field("number", Problem::AlreadyTaken)));
        let default = |currency: Currency| async move {
            let account = store::default_account(&mut ctx.read(), id, currency).await;
            account.unwrap().map(|account| (account.id, account.is_default))
        };
        assert_eq!(default(Currency::Usd).await, Some((dollars, true)));
        assert_eq!(default(Currency::Rub).await, Some((second, true)));
        // The only default can't be taken away without another one taking its place.
        let stored = store::account(&mut ctx.read(), id, second).await.unwrap().unwrap();
        let off = SaveAccount {
            id: Some(second),
            version: stored.version,
            ..new("40702810500000000002", "RUB", false)
        };
        let in_dollars = SaveAccount {
            number: "40702840900000000002".into(),
            currency: "USD".into(),
            ..off.clone()
        };
        assert_eq!(
            actions::save_account(ctx, in_dollars).await,
            Err(AppError::field("currency", Problem::Fixed))
        );
        actions::save_account(ctx, off.clone()).await.unwrap();
        assert_eq!(default(Currency::Rub).await, Some((second, true)));
        assert!(matches!(
            actions::save_account(ctx, off).await,
            Err(AppError::Conflict(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_rate_is_added_and_ended() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let new = AddRate {
            request: Some(ctx.new_id()),
            organization: Some(id),
            name: "НДС 25 %".into(),
            category: "standard".into(),
            percent: "25".into(),
            valid_from: "2027-01-01".into(),
            ..AddRate::default()
        };
        let added = actions::add_rate(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::add_rate(ctx, new).await.unwrap(), added);
        let end = |day: &str| EndRate {
            organization: Some(id),
            id: Some(added),
            valid_until: day.into(),
        };
        assert!(actions::end_rate(ctx, end("2026-12-31")).await.is_err());
        actions::end_rate(ctx, end("2027-12-31")).await.unwrap();
        let rates = store::vat_rates(&mut ctx.read(), id).await.unwrap();
        assert_eq!(rates.iter().filter(|rate| rate.name == "НДС 25 %").count(), 1);
        let rate = rates.last().unwrap();
        assert!(rate.is_valid_on(date(2027, 12, 31)) && !rate.is_valid_on(date(2028, 1, 1)));
        assert!(!rate.is_valid_on(date(2026, 12, 31)));
        // A rate of another company is not found.
        let other = create(ctx, russian_company()).await;
        let foreign = EndRate {
            organization: Some(other),
            ..end("2027-06-30")
        };
        assert_eq!(actions::end_rate(ctx, foreign).await, Err(AppError::NotFound));
    })
    .await;
}

static PEOPLE: AtomicU64 = AtomicU64::new(1);

#[tokio::test]
async fn only_who_manages_the_company_changes_it() {
    on_both_engines(async |env: TestEnv| {
        let id = create(&env.ctx, russian_company()).await;
        let stored = store::by_id(&mut env.ctx.read(), id).await.unwrap().unwrap();
        for role in [Role::Manager, Role::Accountant, Role::ReadOnly] {
            let user = UserId::from(uuid::Uuid::from_u128(u128::from(
                PEOPLE.fetch_add(1, Ordering::Relaxed),
            )));
            let ctx = env.as_staff(user, role, Scope::All);
            assert_eq!(
                actions::save(&ctx, SaveOrganization::of(&stored)).await,
                Err(AppError::Forbidden)
            );
            assert_eq!(actions::settings(&ctx, id).await.err(), Some(AppError::Forbidden));
            assert_eq!(actions::choices(&ctx).await.unwrap().len(), 1);
        }
        let stranger = env.as_stranger();
        assert_eq!(actions::choices(&stranger).await.err(), Some(AppError::NotSignedIn));
        assert_eq!(
            actions::save(&stranger, SaveOrganization::of(&stored)).await,
            Err(AppError::NotSignedIn)
        );
    })
    .await;
}
