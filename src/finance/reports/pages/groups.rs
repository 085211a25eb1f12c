//! The groups of a currency, each leading to the payments it counts.

use leptos::prelude::*;

use crate::company::payment_modes::pages::words::mode_text;
use crate::finance::payments::model::PaymentFilter;
use crate::finance::reports::model::{Group, GroupSums, Grouping, Received, ReceivedFilter, ReceivedIn, Sums};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Period, month_and_year, short_date};
use crate::kernel::format;
use crate::kernel::money::Amount;
use crate::text::lang;
use crate::tr;
use crate::ui::html::{Html, Piece, link};
use crate::ui::query::href;

/// About what a row takes.
const ROW_BYTES: usize = 420;

/// The payments of one currency that the report counts.
pub(super) fn in_currency(filter: &ReceivedFilter, days: Period, currency: Currency) -> PaymentFilter {
    PaymentFilter {
        currency: Some(currency),
        after: None,
        ..filter.payments(days)
    }
}

/// The list of the payments that a group counts.
pub(super) fn leads_to(filter: &ReceivedFilter, days: Period, currency: Currency, group: &Group) -> String {
    let all = in_currency(filter, days, currency);
    let narrowed = match group {
        Group::Day(day) => PaymentFilter {
            from: Some(*day),
            until: Some(*day),
            ..all
        },
        // A month that the report has in part only counts in that part.
        Group::Month(month) => PaymentFilter {
            from: Some(days.from.map_or(*month, |from| from.max(*month))),
            until: Some(
                days.until
                    .map_or(month.last_of_month(), |until| until.min(month.last_of_month())),
            ),
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
    };
    href("/payments", &narrowed)
}

/// What a group is called.
pub(super) fn group_text(group: &Group) -> String {
    match group {
        Group::Day(day) => short_date(lang(), *day),
        Group::Month(month) => month_and_year(lang(), *month),
        Group::Mode { mode, .. } => mode_text(mode),
        Group::Client { name, .. } => name.clone(),
    }
}

pub(super) fn groups_table(received: &ReceivedIn, report: &Received, filter: &ReceivedFilter) -> AnyView {
    let mut rows = Html::with_capacity((received.groups.len() + 1) * ROW_BYTES);
    for GroupSums { group, sums } in &received.groups {
        let to = leads_to(filter, report.days, received.currency, group);
        rows.element("tr", &[], |html| {
            html.element("td", &[], |html| link(to, group_text(group)).write(html));
            sums_cells(html, sums, received.currency);
        });
    }
    if let Some(rest) = &received.rest {
        rows.element("tr", &[("class", "row-muted")], |html| {
            html.element("td", &[], |html| html.text(tr!(reports.rest)));
            sums_cells(html, rest, received.currency);
        });
    }
    let mut total = Html::default();
    total.element("tr", &[], |html| {
        html.element("th", &[("scope", "row")], |html| html.text(tr!(reports.total)));
        sums_cells(html, &received.sums, received.currency);
    });
    view! {
        <div class="table-wrap">
            <table class="data-table report-table">
                <caption class="visually-hidden">{tr!(reports.groups_of, currency = received.currency.code())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{grouping_text(report.grouping)}</th>
                        <th scope="col" class="num">{tr!(reports.count)}</th>
                        <th scope="col" class="num">{tr!(reports.came_in)}</th>
                        <th scope="col" class="num">{tr!(reports.given_back)}</th>
                        <th scope="col" class="num">{tr!(reports.net)}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
                <tfoot inner_html=total.into_string()></tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The name of a division.
pub(super) fn grouping_text(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Day => tr!(reports.day),
        Grouping::Month => tr!(reports.month),
        Grouping::Mode => tr!(reports.mode),
        Grouping::Client => tr!(reports.client),
    }
}

fn sums_cells(html: &mut Html, sums: &Sums, currency: Currency) {
    let money = |amount: Amount| format::amount(lang(), amount, currency);
    let refunded = if sums.refunds > 0 {
        format!("−{}", money(sums.refunded))
    } else {
        String::new()
    };
    let count = sums.payments.saturating_add(sums.refunds).to_string();
    let net = money(sums.net().unwrap_or_default());
    for (label, text) in [
        (tr!(reports.count), count),
        (tr!(reports.came_in), money(sums.received)),
        (tr!(reports.given_back), refunded),
        (tr!(reports.net), net),
    ] {
        html.element("td", &[("class", "num"), ("data-label", label)], |html| {
            html.text(&text);
        });
    }
}
