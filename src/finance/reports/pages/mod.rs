//! The page of received payments.
//!
//! | file | what it shows |
//! |---|---|
//! | here | the report: of each currency its sums, its months, its groups; below them the payments themselves |
//! | `choices` | the form that narrows it |
//! | `groups` | the table of groups, and where each of them leads |
//! | `file` | the columns of the report as a file |

mod choices;
mod file;
mod groups;

pub use file::received_columns;

use leptos::prelude::*;

use self::choices::ReceivedChoices;
use self::groups::{groups_table, in_currency, leads_to};
use super::api::report_received;
use super::model::{Group, Received, ReceivedFilter, ReceivedIn};
use crate::finance::payments::api::list_payments;
use crate::finance::payments::model::PaymentRow;
use crate::finance::payments::pages::{payment_columns, row_class};
use crate::finance::statements::pages::days_text;
use crate::kernel::date::{Date, month_and_year, short_month};
use crate::kernel::format;
use crate::kernel::money::Amount;
use crate::kernel::paging::Cursor;
use crate::kernel::period::NamedPeriod;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::bars::{Bar, Bars};
use crate::ui::filter_bar::Chips;
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::period::{NamedPeriodFilter, PeriodFilter, period_chips};
use crate::ui::print::PrintButton;
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::DataTable;

const PATH: &str = "/reports/received";

impl UrlFilter for ReceivedFilter {}

/// The list below the sums: nothing is searched in it.
impl ListFilter for ReceivedFilter {
    fn search(&self) -> &'static str {
        ""
    }

    fn searched(self, _text: String) -> Self {
        Self { after: None, ..self }
    }

    fn order(&self) -> (&'static str, bool) {
        let (sort, descending) = self.sorting();
        (sort.as_str(), descending)
    }

    fn ordered(self, column: &'static str, descending: bool) -> Self {
        Self {
            sort: column.parse().ok(),
            desc: descending,
            after: None,
            ..self
        }
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }
}

impl PeriodFilter for ReceivedFilter {
    fn over(self, from: Option<Date>, until: Option<Date>) -> Self {
        Self {
            from,
            until,
            after: None,
            ..self
        }
    }
}

impl NamedPeriodFilter for ReceivedFilter {
    fn named(&self) -> Option<NamedPeriod> {
        self.is_named().then_some(self.period)
    }

    fn over_named(self, period: NamedPeriod) -> Self {
        Self {
            period,
            from: None,
            until: None,
            after: None,
            ..self
        }
    }
}

/// `/reports/received`
#[component]
pub fn ReceivedPage() -> impl IntoView {
    let today = expect_context::<Viewer>().today;
    let filter = use_url_filter::<ReceivedFilter>();
    let report = Data::new(move || summed(filter.get()), report_received);
    let asked = move || {
        let filter = filter.get();
        filter.payments(filter.days(today))
    };
    let payments = Data::new(asked, list_payments);
    let chips = Signal::derive(move || period_chips(PATH, &filter.get()));
    view! {
        <PageHead title=tr!(reports.received)>
            <PrintButton />
        </PageHead>
        <div class="list-head">
            <Chips label=tr!(ui.period) chips />
            <ReceivedChoices filter />
        </div>
        <Load resource=report let:report>{report_view(report, &filter.get_untracked())}</Load>
        <Section
            title=tr!(reports.payments)
            actions={move || {
                let to = move || href("/payments", &asked());
                view! { <a class="btn btn-sm no-print" href=to>{tr!(reports.to_list)}</a> }
            }}
        >
            <Load resource=payments let:page>
                <DataTable
                    caption=tr!(reports.payments)
                    path=PATH
                    filter=filter.get_untracked()
                    columns=payment_columns(true, untrack(asked).goes_by_entry())
                    page
                    row_href=|row: &PaymentRow| format!("/payments/{}", row.id)
                    row_class=row_class
                    empty=|| view! { <p class="muted">{tr!(reports.no_payments)}</p> }
                />
            </Load>
        </Section>
    }
    .into_any()
}

/// What decides the sums: neither the order nor the page of the list.
fn summed(filter: ReceivedFilter) -> ReceivedFilter {
    ReceivedFilter {
        sort: None,
        desc: false,
        after: None,
        ..filter
    }
}

fn report_view(report: Received, filter: &ReceivedFilter) -> AnyView {
    let heading = view! { <p class="report-days">{days_text(report.days)}</p> };
    if report.currencies.is_empty() {
        return view! { {heading} <EmptyState title=tr!(reports.nothing) text=tr!(reports.nothing_text) /> }.into_any();
    }
    let sections: Vec<_> = report
        .currencies
        .iter()
        .map(|received| currency_view(received, &report, filter))
        .collect();
    view! {
        {heading}
        {sections}
        {files(filter)}
    }
    .into_any()
}

/// Everything of one currency.
fn currency_view(received: &ReceivedIn, report: &Received, filter: &ReceivedFilter) -> AnyView {
    let code = received.currency.code();
    let all = href("/payments", &in_currency(filter, report.days, received.currency));
    let bars = received
        .months
        .iter()
        .map(|(month, sums)| Bar {
            label: short_month(lang(), *month),
            name: month_and_year(lang(), *month),
            money: received.money(sums.net().unwrap_or_default()),
            href: leads_to(filter, report.days, received.currency, &Group::Month(*month)),
        })
        .collect();
    let money = |amount: Amount| format::amount(lang(), amount, received.currency);
    let sums = received.sums;
    let refunded = (sums.refunds > 0).then(|| {
        view! {
            <div>
                <dt>{tr!(reports.refunded_count, count = sums.refunds)}</dt>
                <dd class="num">"−" {money(sums.refunded)}</dd>
            </div>
        }
    });
    view! {
        <section class="report-currency" aria-label=code>
            <div class="section-head">
                <h2>{code}</h2>
            </div>
            <dl class="report-sums">
                <div>
                    <dt>{tr!(reports.received_count, count = sums.payments)}</dt>
                    <dd class="num">{money(sums.received)}</dd>
                </div>
                {refunded}
                <div class="is-total">
                    <dt>{tr!(reports.net)}</dt>
                    <dd class="num"><a href=all>{money(sums.net().unwrap_or_default())}</a></dd>
                </div>
            </dl>
            <Bars label=tr!(reports.by_month, currency = code) bars />
            {groups_table(received, report, filter)}
        </section>
    }
    .into_any()
}

/// The groups as a file, and the payments behind them as another.
fn files(filter: &ReceivedFilter) -> AnyView {
    let to = |extension: &str| href(&format!("{PATH}/export.{extension}"), &summed(filter.clone()));
    view! {
        <div class="table-foot">
            <p class="table-export">
                <span>{tr!(ui.export)}</span>
                <a href=to("xlsx") download="" rel="external">"XLSX"</a>
                <a href=to("csv") download="" rel="external">"CSV"</a>
            </p>
        </div>
    }
    .into_any()
}
