//! The report of received payments: its groups, what narrows it, and that each sum is that of the list it leads to.

use jiff::civil::date;

use super::story::story;
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::crm::clients;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::error::AppError;
use crate::finance::payments::actions as payments;
use crate::finance::payments::model::{PaymentBasis, PaymentFilter, RecordPayment, RefundPayment, ReversePayment};
use crate::finance::reports::actions::{last_months, lines, received};
use crate::finance::reports::model::{Group, Grouping, Received, ReceivedFilter, ReceivedIn, Sums};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::date::Period;
use crate::kernel::ids::{ClientId, PaymentId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::period::NamedPeriod;
use crate::platform::clock::Clock;
use crate::platform::ctx::Ctx;
use crate::tests::payments::{Books, books, client};
use crate::tests::{TestEnv, on_both_engines};

const fn sums(payments: i64, received: i64, refunds: i64, refunded: i64) -> Sums {
    Sums {
        payments,
        received: Amount::from_minor(received),
        refunds,
        refunded: Amount::from_minor(refunded),
    }
}

fn everything() -> ReceivedFilter {
    ReceivedFilter {
        period: NamedPeriod::All,
        ..ReceivedFilter::default()
    }
}

async fn pay(ctx: &Ctx, books: &Books, day: &str, mode: &str, amount: &str) -> PaymentId {
    let form = RecordPayment {
        date: day.into(),
        mode: mode.into(),
        ..books.advance(ctx, amount)
    };
    payments::record(ctx, form).await.unwrap()
}

async fn version(ctx: &Ctx, id: PaymentId) -> i64 {
    payments::show(ctx, id).await.unwrap().payment.version
}

async fn give_back(ctx: &Ctx, id: PaymentId, day: &str, amount: &str) {
    let form = RefundPayment {
        request: ctx.new_id(),
        id,
        version: version(ctx, id).await,
        date: day.into(),
        amount: amount.into(),
        mode: "cash".into(),
        transaction_id: String::new(),
        purpose: String::new(),
        note: String::new(),
        silent: false,
    };
    payments::refund(ctx, form).await.unwrap();
}

fn one(report: &Received) -> &ReceivedIn {
    assert_eq!(report.currencies.len(), 1, "{report:?}");
    &report.currencies[0]
}

/// The group of a mode that is brought along, at its place in the directory.
fn of_mode(place: usize, mode: PaymentMode) -> Group {
    let name = String::new();
    Group::Mode {
        place,
        mode: NamedMode { mode, name },
    }
}

fn groups(report: &Received) -> Vec<(Group, Sums)> {
    let rows = one(report).groups.iter();
    rows.map(|row| (row.group.clone(), row.sums)).collect()
}

#[tokio::test]
async fn payments_are_added_up_by_day_month_mode_and_client() {
    on_both_engines(async |env| {
        let (ctx, mut books) = (&env.ctx, books(&env.ctx).await);
        let romashka = books.client;
        let first = pay(ctx, &books, "2026-10-31", "cash", "100").await;
        pay(ctx, &books, "2026-11-01", "card", "20.50").await;
        books.client = client(ctx, "ФОП Йолкін Семен").await;
        pay(ctx, &books, "2026-11-01", "cash", "300").await;
        give_back(ctx, first, "2026-11-02", "30").await;
        // Entered by mistake: it counts nowhere.
        let mistake = pay(ctx, &books, "2026-11-01", "cash", "999").await;
        let reversal = ReversePayment {
            id: mistake,
            version: version(ctx, mistake).await,
            reason: "помилка".into(),
        };
        payments::reverse(ctx, reversal).await.unwrap();

        let november = received(ctx, &ReceivedFilter::default()).await.unwrap();
        assert_eq!(november.grouping, Grouping::Day, "the days of a month");
        assert_eq!(
            groups(&november),
            [
                (Group::Day(date(2026, 11, 1)), sums(2, 32_050, 0, 0)),
                (Group::Day(date(2026, 11, 2)), sums(0, 0, 1, 3_000)),
            ]
        );
        assert_eq!(one(&november).sums, sums(2, 32_050, 1, 3_000));
        assert_eq!(one(&november).sums.net().unwrap().minor(), 29_050);
        assert_eq!(one(&november).months, [], "one month is no chart");

        let year = ReceivedFilter {
            period: NamedPeriod::Year,
            ..ReceivedFilter::default()
        };
        let by_month = received(ctx, &year).await.unwrap();
        assert_eq!(by_month.grouping, Grouping::Month, "the months of a year");
        let months = [
            (Group::Month(date(2026, 10, 1)), sums(1, 10_000, 0, 0)),
            (Group::Month(date(2026, 11, 1)), sums(2, 32_050, 1, 3_000)),
        ];
        assert_eq!(groups(&by_month), months);
        assert_eq!(one(&by_month).months.len(), 2);
        let grouped = |group| ReceivedFilter {
            group: Some(group),
            ..year.clone()
        };
        let by_mode = received(ctx, &grouped(Grouping::Mode)).await.unwrap();
        assert_eq!(
            groups(&by_mode),
            [
                (of_mode(1, PaymentMode::Cash), sums(2, 40_000, 1, 3_000)),
                (of_mode(2, PaymentMode::Card), sums(1, 2_050, 0, 0)),
            ]
        );
        let by_client = received(ctx, &grouped(Grouping::Client)).await.unwrap();
        let named = |id: ClientId, name: &str| Group::Client { id, name: name.into() };
        assert_eq!(
            groups(&by_client),
            [
                (named(books.client, "ФОП Йолкін Семен"), sums(1, 30_000, 0, 0)),
                (named(romashka, "ТОВ «Ромашка»"), sums(2, 12_050, 1, 3_000)),
            ],
            "who paid most comes first"
        );
        assert_eq!(one(&by_client).rest, None);
        assert_eq!(lines(ctx, &grouped(Grouping::Client)).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_period_is_by_the_day_of_the_payment_or_of_the_entry_where_the_company_is() {
    use NamedPeriod::{LastMonth, ThisMonth};
    use PaymentBasis::{Date, Entered};
    on_both_engines(async |env| {
        let books = books(&env.ctx).await;
        // Half past ten in the evening in UTC: in Kyiv it is the first of December already.
        let late = Ctx {
            clock: Clock::fixed("2026-11-30T22:30:00Z".parse().unwrap()),
            ..env.ctx.clone()
        };
        pay(&late, &books, "2026-11-28", "cash", "70").await;
        let of = async |basis: PaymentBasis, period: NamedPeriod| {
            let filter = ReceivedFilter {
                period,
                basis,
                ..ReceivedFilter::default()
            };
            let report = received(&late, &filter).await.unwrap();
            report
                .currencies
                .first()
                .map(|received| received.groups[0].group.clone())
        };
        assert_eq!(of(Date, ThisMonth).await, None);
        assert_eq!(of(Date, LastMonth).await, Some(Group::Day(date(2026, 11, 28))));
        assert_eq!(of(Entered, ThisMonth).await, Some(Group::Day(date(2026, 12, 1))));
        assert_eq!(of(Entered, LastMonth).await, None);
        // The list of payments counts by the same days.
        let december = PaymentFilter {
            basis: Entered,
            from: Some(date(2026, 12, 1)),
            until: Some(date(2026, 12, 1)),
            ..PaymentFilter::default()
        };
        assert_eq!(payments::list(&late, &december).await.unwrap().rows.len(), 1);
        let by_date = PaymentFilter {
            basis: Date,
            ..december
        };
        assert_eq!(payments::list(&late, &by_date).await.unwrap().rows.len(), 0);
    })
    .await;
}

/// What the list of payments sums up to in a currency.
async fn in_the_list(ctx: &Ctx, filter: &PaymentFilter, currency: Currency) -> Sums {
    let totals = payments::totals(ctx, filter).await.unwrap();
    let of_currency = totals.iter().filter(|total| total.received.currency == currency);
    let rows: Vec<_> = of_currency.collect();
    assert!(rows.len() <= 1);
    rows.first().map_or(sums(0, 0, 0, 0), |total| Sums {
        payments: total.payments,
        received: total.received.amount,
        refunds: total.refunds,
        refunded: total.refunded.amount,
    })
}

/// The same narrowing as a group's link, put together here a second time.
fn narrowed(all: &PaymentFilter, days: Period, group: &Group) -> PaymentFilter {
    let all = all.clone();
    match group {
        Group::Day(day) => PaymentFilter {
            from: Some(*day),
            until: Some(*day),
            ..all
        },
        Group::Month(month) => PaymentFilter {
            from: days.from.max(Some(*month)),
            until: Some(days.until.unwrap_or(month.last_of_month()).min(month.last_of_month())),
            ..all
        },
        Group::Mode { mode, .. } => PaymentFilter {
            mode: Some(mode.mode),
            ..all
        },
        Group::Client { id, .. } => PaymentFilter {
            client: Some(*id),
            ..all
        },
    }
}

/// A manager who sees only his own clients, and whose client is this one.
pub(super) async fn manager_of(env: &TestEnv, client: ClientId) -> (UserId, Ctx) {
    let ctx = &env.ctx;
    let user = NewUser {
        request: ctx.new_id(),
        name: "Менеджер".into(),
        email: "m@example.com".into(),
        role: "manager".into(),
        own_only: true,
        lang: "uk".into(),
        invite: false,
        password: "correct horse battery".into(),
    };
    let user = accounts::actions::create_user(ctx, user).await.unwrap();
    let card = clients::actions::profile(ctx, client).await.unwrap();
    let mut form = SaveClient::of(&card);
    form.managers.insert(tick(user), true);
    clients::actions::save(ctx, form).await.unwrap();
    (user, env.as_staff(user, Role::Manager, Scope::OwnedBy(user)))
}

#[tokio::test]
async fn every_sum_is_that_of_the_list_it_leads_to() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let story = story(ctx, 11, 120).await;
        story.is_rich();
        let (user, own) = manager_of(&env, story.clients[0]).await;
        let filters = [
            everything(),
            ReceivedFilter {
                basis: PaymentBasis::Entered,
                ..everything()
            },
            ReceivedFilter {
                mode: Some(PaymentMode::BankTransfer),
                currency: Some(Currency::Uah),
                organization: Some(story.books.organization),
                ..everything()
            },
            ReceivedFilter {
                manager: Some(user),
                ..everything()
            },
            ReceivedFilter {
                client: Some(story.clients[2]),
                ..everything()
            },
            ReceivedFilter {
                from: Some(date(2026, 9, 15)),
                until: Some(date(2026, 10, 15)),
                ..everything()
            },
        ];
        let mut compared = 0;
        for reader in [ctx, &own] {
            for filter in &filters {
                for group in Grouping::ALL {
                    let filter = ReceivedFilter {
                        group: Some(*group),
                        ..filter.clone()
                    };
                    let report = received(reader, &filter).await.unwrap();
                    for received in &report.currencies {
                        let all = PaymentFilter {
                            currency: Some(received.currency),
                            ..filter.payments(report.days)
                        };
                        assert_eq!(in_the_list(reader, &all, received.currency).await, received.sums);
                        let mut together = Sums::default();
                        for row in &received.groups {
                            let listed = narrowed(&all, report.days, &row.group);
                            assert_eq!(
                                in_the_list(reader, &listed, received.currency).await,
                                row.sums,
                                "{:?} of {filter:?}",
                                row.group
                            );
                            together = together.with(&row.sums).unwrap();
                            compared += 1;
                        }
                        assert_eq!(together, received.sums, "the groups are all of it");
                    }
                }
            }
        }
        assert!(compared > 150, "{compared}");
        // A manager sees the payments of his own clients, whichever manager is asked for.
        let mine = received(&own, &everything()).await.unwrap();
        let asked = ReceivedFilter {
            manager: Some(user),
            ..everything()
        };
        assert_eq!(mine, received(ctx, &asked).await.unwrap());
        assert_ne!(mine, received(ctx, &everything()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn months_without_receipts_have_their_place() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        pay(ctx, &books, "2025-11-30", "cash", "5").await;
        let first = pay(ctx, &books, "2026-02-01", "cash", "10").await;
        pay(ctx, &books, "2026-11-24", "cash", "20").await;
        give_back(ctx, first, "2026-11-23", "1").await;
        let (_, own) = manager_of(&env, books.client).await;
        for reader in [ctx, &own] {
            let months = last_months(reader, 12).await.unwrap();
            let [uah] = months.as_slice() else { panic!("{months:?}") };
            assert_eq!((uah.currency, uah.months.len()), (Currency::Uah, 12));
            assert_eq!(
                uah.months[0].0,
                date(2025, 12, 1),
                "November of last year is the thirteenth"
            );
            assert_eq!(uah.months[2], (date(2026, 2, 1), sums(1, 1_000, 0, 0)));
            assert_eq!(uah.months[3].1, Sums::default());
            assert_eq!(uah.months[11], (date(2026, 11, 1), sums(1, 2_000, 1, 100)));
        }
        let report = received(ctx, &everything()).await.unwrap();
        assert_eq!(one(&report).months.len(), 13, "from the first month to the last");
    })
    .await;
}

#[tokio::test]
async fn a_report_needs_the_right_to_view_payments() {
    on_both_engines(async |env| {
        let filter = ReceivedFilter::default();
        assert_eq!(received(&env.as_stranger(), &filter).await, Err(AppError::NotSignedIn));
        let reader = env.as_staff(env.ctx.new_id(), Role::ReadOnly, Scope::All);
        assert_eq!(received(&reader, &filter).await.unwrap().currencies, []);
        assert_eq!(last_months(&reader, 12).await.unwrap(), []);
    })
    .await;
}
