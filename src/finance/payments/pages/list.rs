//! The list of payments. The tab of a client's card is the same list with the client given.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::narrow::Narrow;
use super::new::NewPayment;
use super::{basis_text, kind_text, may_record};
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::company::payment_modes::pages::words::mode_text;
use crate::finance::payments::api::{list_payments, total_payments};
use crate::finance::payments::model::{CurrencyTotal, Opening, PaymentBasis, PaymentFilter, PaymentKind, PaymentRow};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, short_date};
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::ids::ClientId;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::drawer::Drawer;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, link, span};
use crate::ui::load::{Data, Load};
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::query::{href, list_filter, parse, use_url_filter};
use crate::ui::table::{Column, DataTable};
use crate::ui::totals::totals;

list_filter!(PaymentFilter, with a drawer);

period_filter!(PaymentFilter);

company_filter!(PaymentFilter);

/// `/payments`.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    view! {
        <PageHead title=tr!(payments.title)>
            <a class="btn" href="/invoices?state=unpaid">{tr!(payments.unpaid_invoices)}</a>
            {may_record().then(|| view! { <a class="btn btn-primary" href="/payments/new" data-key="n">{tr!(payments.new)}</a> })}
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
            new: false,
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
            let filter = filter.get_untracked().at_first();
            let narrowed = summed(filter.clone()) != PaymentFilter::default();
            let columns = payment_columns(client.is_none(), filter.goes_by_entry());
            view! {
                <DataTable
                    caption=tr!(payments.title)
                    path=path.clone()
                    filter=filter
                    columns
                    export=("/payments", untrack(asked).at_first())
                    page=page
                    row_href=|row: &PaymentRow| format!("/payments/{}", row.id)
                    row_class=row_class
                    empty=move || empty(narrowed)
                />
            }
        }
    };
    let add = {
        let path = path.clone();
        (client.is_some() && may_record()).then(|| {
            view! {
                <a class="btn" href=move || open_href(&path, filter.get()) data-key="n">
                    {tr!(payments.new)}
                </a>
            }
        })
    };
    let drawer = client
        .filter(|_| may_record())
        .map(|client| view! { <AddDrawer client filter path=path.clone() /> });
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Payments filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=path.clone() filter=filter placeholder=tr!(payments.search) chips=chips>
                {add}
            </FilterBar>
            <Narrow path=path.clone() filter />
            {saved}
            <CompanyAndPeriod path filter />
        </div>
        <Load resource=rows children=table />
        <Load resource=sums aside=true fallback=|| () children=totals_bar />
        {drawer}
    }
    .into_any()
}

/// The list with the drawer open.
fn open_href(path: &str, filter: PaymentFilter) -> String {
    let open = PaymentFilter {
        new: true,
        ..filter.at_first()
    };
    href(path, &open)
}

/// What comes along from the payment before: its account and its date.
fn from_before(client: ClientId, search: &str) -> Opening {
    let said: Opening = parse(search);
    Opening {
        client: Some(client),
        account: said.account,
        date: said.date,
        ..Opening::default()
    }
}

/// A new payment beside the client's list. After each one the form is a new one.
#[component]
fn AddDrawer(client: ClientId, filter: Memo<PaymentFilter>, path: String) -> impl IntoView {
    let open = Signal::derive(move || filter.with(|filter| filter.new));
    let round = Memo::new(move |_| filter.with(|filter| filter.added));
    let search = use_location().search;
    let close_href = href(&path, &filter.get_untracked().at_first());
    view! {
        <Drawer title=tr!(payments.new) open close_href>
            <For each=move || [round.get()] key=|round| *round let:_round>
                <NewPayment from=search.with_untracked(|search| from_before(client, search)) in_card=true />
            </For>
        </Drawer>
    }
    .into_any()
}

/// Marked when it was just recorded, struck out when it counts nowhere.
#[must_use]
pub const fn row_class(row: &PaymentRow) -> &'static str {
    match (row.added, row.reversed) {
        (true, _) => "row-new",
        (_, true) => "row-struck",
        _ => "",
    }
}

/// What decides the sums: neither the order nor the page.
fn summed(filter: PaymentFilter) -> PaymentFilter {
    let PaymentFilter { sort, desc, .. } = PaymentFilter::default();
    PaymentFilter {
        sort,
        desc,
        ..filter.at_first()
    }
}

/// The columns of the list, for its page and its export. Those that begin put away are remembered as asked for, by keys of their own: under
/// its plain one a browser may still have a column that somebody has put away when it stood there at first, and that now would show it. The day
/// of the entry stands there where the list goes by it.
#[must_use]
pub fn payment_columns(with_client: bool, by_entry: bool) -> Vec<Column<PaymentRow>> {
    let mut columns = vec![
        Column::new(tr!(payments.number), number_cell)
            .keyed("number")
            .value(|row: &PaymentRow| row.number.clone()),
        Column::new(tr!(payments.date), |row: &PaymentRow| short_date(lang(), row.date))
            .value(|row: &PaymentRow| row.date)
            .sorted_by("date"),
        Column::new(tr!(payments.invoice), invoice_link).keyed("invoice"),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(payments.client), |row: &PaymentRow| {
                span(
                    "name-lines",
                    link(format!("/clients/{}", row.client), row.client_name.clone()),
                )
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(payments.account), |row: &PaymentRow| {
            let account = span("muted", (" · ", short_account(&row.account_number)));
            (row.organization_name.clone(), account)
        })
        .keyed_away("account_asked")
        .value(|row: &PaymentRow| format!("{} · {}", row.organization_name, row.account_number)),
        Column::new(tr!(payments.mode), |row: &PaymentRow| mode_text(&row.mode)).keyed("mode"),
        Column::new(tr!(payments.transaction_id), |row: &PaymentRow| {
            row.transaction_id.clone()
        })
        .keyed("transaction_id"),
        Column::new(tr!(payments.amount), |row: &PaymentRow| money_cell(row.signed()))
            // What is struck out on the page counts nowhere, so a file's sums leave it out as well.
            .value(|row: &PaymentRow| (!row.reversed).then(|| row.signed()))
            .numeric()
            .sorted_by("amount"),
        Column::exported(tr!(payments.currency), |row: &PaymentRow| row.currency.code()),
        Column::exported(tr!(payments.kind), |row: &PaymentRow| kind_text(row.kind)),
        Column::exported(tr!(payments.state), |row: &PaymentRow| {
            if row.reversed { tr!(payments.reversed) } else { "" }
        }),
        Column::exported(tr!(payments.reversed_amount), |row: &PaymentRow| {
            row.reversed.then(|| row.signed())
        }),
        Column::new(tr!(payments.rate), |row: &PaymentRow| {
            row.rate().map(|rate| format::number(lang(), rate))
        })
        .keyed("rate")
        .value(|row: &PaymentRow| row.rate().map(Fixed6::to_decimal))
        .numeric()
        .shown_if(with_client),
        Column::new(tr!(payments.settled), |row: &PaymentRow| row.settled.map(money_cell))
            .keyed("settled")
            .value(|row: &PaymentRow| row.settled)
            .numeric()
            .shown_if(with_client),
        Column::exported(tr!(payments.settled_currency), |row: &PaymentRow| {
            row.settled.map(|money| money.currency.code()).unwrap_or_default()
        }),
        Column::new(tr!(payments.advance), |row: &PaymentRow| {
            row.advance.is_positive().then(|| money_cell(row.money(row.advance)))
        })
        .keyed("advance")
        .value(|row: &PaymentRow| row.money(row.advance))
        .numeric(),
        Column::new(tr!(payments.entered_on), |row: &PaymentRow| {
            short_date(lang(), row.entered_on)
        })
        .keyed_away("entered_asked")
        .sorted_by("entered")
        .needed_if(by_entry)
        .value(|row: &PaymentRow| row.entered_on),
    ]);
    columns
}

/// Its number, and what it is unless money that came in.
fn number_cell(row: &PaymentRow) -> impl Piece + use<> {
    let refund = (row.kind == PaymentKind::Refund).then(|| (" ", badge_cell(Tone::Info, tr!(payments.refund))));
    let reversed = row
        .reversed
        .then(|| (" ", badge_cell(Tone::Bad, tr!(payments.reversed))));
    (row.number.clone(), refund, reversed)
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

/// A line for each currency.
fn totals_bar(rows: Vec<CurrencyTotal>) -> Option<AnyView> {
    totals(rows, |total| {
        let refunded = (total.refunds > 0).then(|| {
            view! { <span>{tr!(payments.refunded)} " " <MoneyText money=total.refunded /></span> }
        });
        view! {
            <span>{tr!(payments.count, count = total.payments)} " " <b><MoneyText money=total.received /></b></span>
            {refunded}
        }
        .into_any()
    })
}

/// What is rare, this month and the last one.
fn chips(path: &str, filter: &PaymentFilter, today: Option<Date>) -> Vec<Chip> {
    let this = today.map(|today| (tr!(payments.this_month), today));
    let last = today.and_then(|today| Some((tr!(payments.last_month), today.first_of_month().yesterday().ok()?)));
    let months = [this, last].into_iter().flatten().map(|(label, day)| {
        let (from, until) = (Some(day.first_of_month()), Some(day.last_of_month()));
        let active = (filter.from, filter.until) == (from, until);
        let other = PaymentFilter {
            from: from.filter(|_| !active),
            until: until.filter(|_| !active),
            ..filter.clone().at_first()
        };
        Chip {
            label: label.to_owned(),
            href: href(path, &other),
            active,
        }
    });
    let other = |label: &str, active: bool, changed: PaymentFilter| Chip {
        label: label.to_owned(),
        href: href(path, &changed.at_first()),
        active,
    };
    let refunds = filter.kind == Some(PaymentKind::Refund);
    let rare = [
        other(
            tr!(payments.with_advance),
            filter.advance,
            PaymentFilter {
                advance: !filter.advance,
                ..filter.clone()
            },
        ),
        other(
            tr!(payments.refunds),
            refunds,
            PaymentFilter {
                kind: (!refunds).then_some(PaymentKind::Refund),
                ..filter.clone()
            },
        ),
        other(
            tr!(payments.reversed_ones),
            filter.reversed,
            PaymentFilter {
                reversed: !filter.reversed,
                ..filter.clone()
            },
        ),
    ];
    let chips = rare.into_iter().chain(months);
    chips.chain(narrowings(path, filter)).collect()
}

/// What a report has narrowed the list to: each is a press away from being taken back.
fn narrowings(path: &str, filter: &PaymentFilter) -> Vec<Chip> {
    let without = |label: &str, narrowed: bool, other: PaymentFilter| {
        narrowed.then(|| Chip {
            label: label.to_owned(),
            href: href(path, &other.at_first()),
            active: true,
        })
    };
    let all = || filter.clone();
    let entered = filter.basis == PaymentBasis::Entered;
    let currency = filter.currency.map_or("", Currency::code);
    [
        without(
            basis_text(filter.basis),
            entered,
            PaymentFilter {
                basis: PaymentBasis::Date,
                ..all()
            },
        ),
        without(
            currency,
            filter.currency.is_some(),
            PaymentFilter {
                currency: None,
                ..all()
            },
        ),
        without(
            tr!(payments.of_client),
            filter.client.is_some(),
            PaymentFilter { client: None, ..all() },
        ),
        without(
            tr!(payments.of_manager),
            filter.manager.is_some(),
            PaymentFilter { manager: None, ..all() },
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
