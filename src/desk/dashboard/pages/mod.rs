//! The first page.
//!
//! | file | what it shows |
//! |---|---|
//! | here | figures, months, events |
//! | `events` | what happened last |
//! | `steps` | what to do first, while there is no invoice |

mod events;
mod steps;

use leptos::prelude::*;

use self::events::happenings;
use self::steps::FirstSteps;
use super::api::show_dashboard;
use super::model::Dashboard;
use crate::crm::clients::model::ClientFilter;
use crate::documents::invoices::model::{InvoiceFilter, InvoiceState};
use crate::finance::payments::model::{PaymentFilter, PaymentKind};
use crate::finance::reports::model::{Months, Sums};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, month_and_year, short_month};
use crate::kernel::money::{Amount, Money};
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::bars::{Bar, Bars};
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{PageHead, Section};
use crate::ui::query::href;

/// `/`
#[component]
pub fn DashboardPage() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let dashboard = Data::new(|| (), |()| show_dashboard());
    view! {
        <PageHead title=tr!(desk.home) />
        <Load resource=dashboard let:dashboard>{page(dashboard, &viewer)}</Load>
    }
    .into_any()
}

fn page(dashboard: Dashboard, viewer: &Viewer) -> AnyView {
    let Dashboard {
        balances,
        months,
        asking,
        events,
        begun,
    } = dashboard;
    if !begun && viewer.may(Right::ViewInvoices) {
        return view! { <FirstSteps viewer=viewer.clone() /> }.into_any();
    }
    let owed = balances.map(|balances| {
        let of = |amount: fn(&crate::crm::clients::model::Balance) -> Amount| -> Vec<Money> {
            let sums = balances
                .iter()
                .map(|balance| Money::new(amount(balance), balance.currency));
            sums.filter(|sum| !sum.amount.is_zero()).collect()
        };
        [
            figure(
                tr!(desk.owed),
                "",
                of(|balance| balance.owed),
                invoices_in(InvoiceState::Unpaid),
            ),
            figure(
                tr!(desk.overdue),
                "is-bad",
                of(|balance| balance.overdue),
                invoices_in(InvoiceState::Overdue),
            ),
        ]
    });
    let today = viewer.today;
    let received = months.as_ref().map(|currencies| {
        let this = |kind: PaymentKind| {
            let of_kind = move |months: &Months| {
                let (_, sums) = months.months.last()?;
                let sum = match kind {
                    PaymentKind::Incoming => sums.received,
                    PaymentKind::Refund => sums.refunded,
                };
                (!sum.is_zero()).then(|| Money::new(sum, months.currency))
            };
            let mut sums: Vec<Money> = currencies.iter().filter_map(of_kind).collect();
            // In the order of the figures beside them; the charts begin with the currency that is used most.
            sums.sort_by_key(|sum| sum.currency.code());
            let to = move |currency| href("/payments", &payments_of(today, kind, currency));
            (sums, to)
        };
        let (received, to_received) = this(PaymentKind::Incoming);
        let (refunded, to_refunded) = this(PaymentKind::Refund);
        let refunded = (!refunded.is_empty()).then(|| figure(tr!(desk.refunded), "", refunded, to_refunded));
        (figure(tr!(desk.received), "", received, to_received), refunded)
    });
    let charts: Vec<_> = months.unwrap_or_default().into_iter().map(chart).collect();
    let charts = (!charts.is_empty()).then(|| {
        view! { <Section title=tr!(desk.received_by_month)><div class="home-charts">{charts}</div></Section> }
    });
    let events =
        (!events.is_empty()).then(|| view! { <Section title=tr!(desk.newest_events)>{happenings(events)}</Section> });
    view! {
        <div class="home-sums">{owed} {received} {waiting(asking)}</div>
        <div class="home-parts">{charts} {events}</div>
    }
    .into_any()
}

/// The clients whose other requisites wait for a decision; nothing where none does.
fn waiting(count: i64) -> Option<AnyView> {
    let filter = ClientFilter {
        asks: true,
        ..ClientFilter::default()
    };
    (count > 0).then(|| {
        view! {
            <section class="home-sum" aria-label=tr!(clients.asks)>
                <span class="muted" aria-hidden="true">{tr!(clients.asks)}</span>
                <a class="sum-link" href=href("/clients", &filter)><strong class="num">{count.to_string()}</strong></a>
            </section>
        }
        .into_any()
    })
}

/// The list of invoices in a state, in a currency.
fn invoices_in(state: InvoiceState) -> impl Fn(Option<Currency>) -> String {
    move |currency| {
        let filter = InvoiceFilter {
            state: Some(state),
            currency,
            ..InvoiceFilter::default()
        };
        href("/invoices", &filter)
    }
}

/// What came in during a month, or what was given back, in a currency.
fn payments_of(month: Date, kind: PaymentKind, currency: Option<Currency>) -> PaymentFilter {
    PaymentFilter {
        kind: Some(kind),
        from: Some(month.first_of_month()),
        until: Some(month.last_of_month()),
        currency,
        ..PaymentFilter::default()
    }
}

/// Sums, each a link to what it counts. Nothing is a figure too.
fn figure(
    label: &'static str,
    class: &'static str,
    sums: Vec<Money>,
    to: impl Fn(Option<Currency>) -> String,
) -> AnyView {
    let links: Vec<_> = if sums.is_empty() {
        vec![view! { <a class="sum-link" href=to(None)><strong class="num">"0"</strong></a> }.into_any()]
    } else {
        let link = |sum: Money| {
            let class = format!("sum-link {class}");
            view! { <a class=class href=to(Some(sum.currency))><strong><MoneyText money=sum /></strong></a> }.into_any()
        };
        sums.into_iter().map(link).collect()
    };
    view! {
        <section class="home-sum" aria-label=label>
            <span class="muted" aria-hidden="true">{label}</span>
            {links}
        </section>
    }
    .into_any()
}

/// The months of a currency.
fn chart(months: Months) -> AnyView {
    let currency = months.currency;
    let bar = |(month, sums): (Date, Sums)| Bar {
        label: short_month(lang(), month),
        name: month_and_year(lang(), month),
        money: Money::new(sums.received, currency),
        href: href("/payments", &payments_of(month, PaymentKind::Incoming, Some(currency))),
    };
    let bars = months.months.into_iter().map(bar).collect();
    view! { <Bars label=format!("{}, {}", tr!(desk.received_by_month), currency.code()) bars /> }.into_any()
}
