//! The list of payments. The tab of a client's card is the same list with the client given.

use leptos::prelude::*;

use super::mode_text;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::finance::payments::api::{list_payments, total_payments};
use crate::finance::payments::model::{CurrencyTotal, PaymentFilter, PaymentMode, PaymentRow};
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::ClientId;
use crate::kernel::money::Money;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, link, span};
use crate::ui::load::{Data, Load};
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

list_filter!(PaymentFilter);

period_filter!(PaymentFilter);

company_filter!(PaymentFilter);

/// `/payments`.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    view! {
        <PageHead title=tr!(payments.title)>
            <a class="btn" href="/invoices?state=unpaid">{tr!(payments.unpaid_invoices)}</a>
        </PageHead>
        <PaymentList />
    }
    .into_any()
}

/// Payments as the address narrows them; those of one client on his card.
#[component]
pub fn PaymentList(#[prop(optional)] client: Option<ClientId>) -> impl IntoView {
    let filter = use_url_filter::<PaymentFilter>();
    let asked = move || {
        let filter = filter.get();
        PaymentFilter {
            client: client.or(filter.client),
            ..filter
        }
    };
    let path = client.map_or_else(|| "/payments".to_owned(), |id| format!("/clients/{id}/payments"));
    let rows = Data::new(asked, list_payments);
    let sums = Data::new(move || summed(asked()), total_payments);
    let today = use_context::<Viewer>().map(|viewer| viewer.today);
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get(), today))
    };
    let table = {
        let path = path.clone();
        move |page| {
            let filter = filter.get_untracked();
            let narrowed = summed(filter.clone()) != PaymentFilter::default();
            view! {
                <DataTable
                    caption=tr!(payments.title)
                    path=path.clone()
                    filter=filter
                    columns=payment_columns(client.is_none())
                    export=("/payments", untrack(asked))
                    page=page
                    row_href=|row: &PaymentRow| format!("/payments/{}", row.id)
                    empty=move || empty(narrowed)
                />
            }
        }
    };
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Payments filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=path.clone() filter=filter placeholder=tr!(payments.search) chips=chips />
            {saved}
            <CompanyAndPeriod path filter />
        </div>
        <Load resource=rows children=table />
        <Load resource=sums aside=true fallback=|| view! { <div class="totals-bar"></div> } children=totals_bar />
    }
    .into_any()
}

/// What decides the sums: neither the order nor the page.
fn summed(filter: PaymentFilter) -> PaymentFilter {
    let PaymentFilter { sort, desc, after, .. } = PaymentFilter::default();
    PaymentFilter {
        sort,
        desc,
        after,
        ..filter
    }
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn payment_columns(with_client: bool) -> Vec<Column<PaymentRow>> {
    let mut columns = vec![
        Column::new(tr!(payments.number), |row: &PaymentRow| row.number.clone()).keyed("number"),
        Column::new(tr!(payments.date), |row: &PaymentRow| short_date(lang(), row.date))
            .value(|row: &PaymentRow| row.date)
            .sorted_by("date"),
        Column::new(tr!(payments.invoice), invoice_link).keyed("invoice"),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(payments.client), |row: &PaymentRow| {
                link(format!("/clients/{}", row.client), row.client_name.clone())
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(payments.account), |row: &PaymentRow| {
            let account = span("muted", (" · ", short_account(&row.account_number)));
            (row.organization_name.clone(), account)
        })
        .keyed("account")
        .value(|row: &PaymentRow| format!("{} · {}", row.organization_name, row.account_number)),
        Column::new(tr!(payments.mode), |row: &PaymentRow| mode_text(row.mode)).keyed("mode"),
        Column::new(tr!(payments.transaction_id), |row: &PaymentRow| {
            row.transaction_id.clone()
        })
        .keyed("transaction_id"),
        Column::new(tr!(payments.amount), |row: &PaymentRow| {
            money_cell(Money::new(row.amount, row.currency))
        })
        .value(|row: &PaymentRow| Money::new(row.amount, row.currency))
        .numeric()
        .sorted_by("amount"),
        Column::exported(tr!(payments.currency), |row: &PaymentRow| row.currency.code()),
        Column::new(tr!(payments.entered_on), |row: &PaymentRow| {
            short_date(lang(), row.entered_on)
        })
        .keyed("entered_on")
        .value(|row: &PaymentRow| row.entered_on),
    ]);
    columns
}

/// The end of an account's number: what people know it by.
fn short_account(number: &str) -> String {
    let count = number.chars().count();
    if count <= 8 {
        number.to_owned()
    } else {
        let end: String = number.chars().skip(count - 4).collect();
        format!("…{end}")
    }
}

fn invoice_link(row: &PaymentRow) -> impl Piece + use<> {
    let first = row.invoice.zip(row.invoice_number.clone());
    let more = (row.invoices > 1).then(|| span("muted", (" +", row.invoices - 1)));
    first.map(|(invoice, number)| (link(format!("/invoices/{invoice}"), number), more))
}

fn empty(narrowed: bool) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(payments.none_found) text=tr!(payments.none_found_text) /> }.into_any()
    } else {
        view! {
            <EmptyState title=tr!(payments.none) text=tr!(payments.none_text)>
                <a class="btn" href="/invoices?state=unpaid">{tr!(payments.unpaid_invoices)}</a>
            </EmptyState>
        }
        .into_any()
    }
}

fn totals_bar(totals: Vec<CurrencyTotal>) -> AnyView {
    let sums: Vec<_> = totals
        .into_iter()
        .map(|total| {
            view! {
                <span>
                    {tr!(payments.count, count = total.payments)}
                    " "
                    <b><MoneyText money=total.sum /></b>
                </span>
            }
        })
        .collect();
    view! { <div class="totals-bar">{sums}</div> }.into_any()
}

/// The modes, this month and the last one.
fn chips(path: &str, filter: &PaymentFilter, today: Option<Date>) -> Vec<Chip> {
    let modes = PaymentMode::ALL.iter().map(|mode| {
        let active = filter.mode == Some(*mode);
        let other = PaymentFilter {
            mode: (!active).then_some(*mode),
            after: None,
            ..filter.clone()
        };
        Chip {
            label: mode_text(*mode).to_owned(),
            href: href(path, &other),
            active,
        }
    });
    let this = today.map(|today| (tr!(payments.this_month), today));
    let last = today.and_then(|today| Some((tr!(payments.last_month), today.first_of_month().yesterday().ok()?)));
    let months = [this, last].into_iter().flatten().map(|(label, day)| {
        let (from, until) = (Some(day.first_of_month()), Some(day.last_of_month()));
        let active = (filter.from, filter.until) == (from, until);
        let other = PaymentFilter {
            from: from.filter(|_| !active),
            until: until.filter(|_| !active),
            after: None,
            ..filter.clone()
        };
        Chip {
            label: label.to_owned(),
            href: href(path, &other),
            active,
        }
    });
    modes.chain(months).collect()
}
