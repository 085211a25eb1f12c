//! The list of clients.

use leptos::prelude::*;

use super::many::{Many, ManyBar};
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::crm::clients::api::{list_client_groups, list_clients};
use crate::crm::clients::model::{Balance, ClientFilter, ClientGroup, ClientRow, ClientSort};
use crate::kernel::actor::Right;
use crate::kernel::format;
use crate::kernel::money::{Amount, Money};
use crate::kernel::sheet::Value;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, div};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::money_cell;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{ListFilter, href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

const PATH: &str = "/clients";

list_filter!(ClientFilter, spelled ClientSort);

/// `/clients`
#[component]
pub fn ClientsPage() -> impl IntoView {
    let filter = use_url_filter::<ClientFilter>();
    let clients = Data::new(move || filter.get(), list_clients);
    let may_create = may(Right::CreateClients);
    let new = may_create.then(|| {
        view! {
            <a class="btn btn-primary" href="/clients/new" data-key="n">
                {tr!(clients.new)}
            </a>
        }
    });
    let groups = Data::new(|| (), |()| list_client_groups());
    let many = Many::of_viewer(Callback::new(move |()| clients.refetch()));
    let archived = Memo::new(move |_| filter.with(|filter| filter.archived));
    view! {
        <PageHead title=tr!(clients.title)>{new}</PageHead>
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(clients.search) chips=Signal::derive(move || chips(&filter.get())) />
            <SavedFilters list=ListPath::Clients filter />
        </div>
        <Load resource=groups fallback=|| () aside=true let:groups>
            <GroupChips groups filter />
        </Load>
        <Load resource=clients let:page>
            <DataTable
                caption=tr!(clients.title)
                path=PATH
                filter=filter.get_untracked()
                columns=client_columns()
                export=(PATH, filter.get_untracked())
                picks=many.map(|many| many.picks)
                page
                row_href=|row: &ClientRow| format!("{PATH}/{}", row.id)
                row_class=row_class
                empty=move || empty(&filter.get_untracked(), may_create)
            />
        </Load>
        {many.map(|many| view! { <ManyBar many archived /> })}
    }
    .into_any()
}

/// A chip per group, as a second line of filters.
#[component]
fn GroupChips(groups: Vec<ClientGroup>, filter: Memo<ClientFilter>) -> impl IntoView {
    if groups.is_empty() {
        return ().into_any();
    }
    let chips = move || {
        let filter = filter.get();
        let chip = |group: &ClientGroup| {
            let id = group.id.to_string();
            let active = filter.group == id;
            let other = ClientFilter {
                group: if active { String::new() } else { id },
                after: String::new(),
                ..filter.clone()
            };
            let current = active.then_some("true");
            view! { <a class="chip" href=href(PATH, &other) aria-current=current>{group.name.clone()}</a> }
        };
        groups.iter().map(chip).collect_view()
    };
    view! { <div class="chips toolbar" role="group" aria-label=tr!(clients.groups)>{chips}</div> }.into_any()
}

fn row_class(row: &ClientRow) -> &'static str {
    if row.archived { "row-muted" } else { "" }
}

fn chips(filter: &ClientFilter) -> Vec<Chip> {
    let first = ClientFilter {
        after: String::new(),
        ..filter.clone()
    };
    let newest = filter.order() == (ClientSort::Created.as_str(), true);
    let chip = |label: &str, filter: ClientFilter, active: bool| Chip {
        label: label.to_owned(),
        href: href(PATH, &filter),
        active,
    };
    let among = |archived: bool| ClientFilter {
        archived,
        ..first.clone()
    };
    let column = if newest { ClientSort::Name } else { ClientSort::Created };
    vec![
        chip(tr!(clients.active), among(false), !filter.archived),
        chip(tr!(clients.archived), among(true), filter.archived),
        chip(
            tr!(clients.to_check),
            ClientFilter {
                to_check: !filter.to_check,
                ..first.clone()
            },
            filter.to_check,
        ),
        chip(
            tr!(clients.asks),
            ClientFilter {
                asks: !filter.asks,
                ..first.clone()
            },
            filter.asks,
        ),
        chip(
            tr!(clients.newest),
            first.clone().ordered(column.as_str(), !newest),
            newest,
        ),
    ]
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn client_columns() -> Vec<Column<ClientRow>> {
    vec![
        Column::new(tr!(clients.client), name_cell)
            .value(|row: &ClientRow| row.name.clone())
            .sorted_by(ClientSort::Name.as_str()),
        Column::new(tr!(clients.tax_id), |row: &ClientRow| {
            row.tax_id.as_ref().map(|id| id.value.clone())
        })
        .keyed("tax_id"),
        Column::new(tr!(clients.managers), |row: &ClientRow| row.managers.clone()).keyed("managers"),
        Column::new(tr!(clients.owed), |row: &ClientRow| {
            sums(&row.balances, |balance| balance.owed, "")
        })
        .keyed("owed")
        .value(|row: &ClientRow| listed(&row.balances, |balance| balance.owed))
        .numeric(),
        Column::new(tr!(clients.overdue), |row: &ClientRow| {
            sums(&row.balances, |balance| balance.overdue, "is-bad")
        })
        .keyed("overdue")
        .value(|row: &ClientRow| listed(&row.balances, |balance| balance.overdue))
        .numeric(),
        Column::exported(tr!(clients.currency), |row: &ClientRow| currencies(&row.balances)),
        Column::exported(tr!(clients.phone), |row: &ClientRow| row.phone.clone()),
        Column::exported(tr!(clients.email), |row: &ClientRow| row.email.clone()),
    ]
}

fn name_cell(row: &ClientRow) -> impl Piece + use<> {
    let archived = row
        .archived
        .then(|| (" ", badge_cell(Tone::Neutral, tr!(clients.in_archive))));
    let to_check = row
        .to_check
        .then(|| (" ", badge_cell(Tone::Warn, tr!(clients.to_check))));
    (row.name.clone(), archived, to_check)
}

/// The sums that are not zero, one under the other.
fn sums(balances: &[Balance], of: fn(&Balance) -> Amount, class: &'static str) -> impl Piece + use<> {
    let lines: Vec<_> = not_zero(balances, of)
        .map(|money| div(class, money_cell(money)))
        .collect();
    lines
}

/// The same sums in an export: a number that can be added up, its currency in a column of its own. Who owes in several currencies has them
/// named one after the other.
fn listed(balances: &[Balance], of: fn(&Balance) -> Amount) -> Value {
    let sums: Vec<Money> = not_zero(balances, of).collect();
    match sums.as_slice() {
        [only] => (*only).into(),
        several => {
            let sums: Vec<String> = several.iter().map(|money| format::money(lang(), *money)).collect();
            sums.join("; ").into()
        }
    }
}

/// The currencies of what a client owes.
fn currencies(balances: &[Balance]) -> String {
    let codes: Vec<&str> = not_zero(balances, |balance| balance.owed)
        .map(|money| money.currency.code())
        .collect();
    codes.join("; ")
}

fn not_zero(balances: &[Balance], of: fn(&Balance) -> Amount) -> impl Iterator<Item = Money> {
    let sums = balances.iter().map(move |balance| Money {
        amount: of(balance),
        currency: balance.currency,
    });
    sums.filter(|money| !money.amount.is_zero())
}

fn empty(filter: &ClientFilter, may_create: bool) -> AnyView {
    if *filter == ClientFilter::default() {
        let new = may_create.then(|| view! { <a class="btn btn-primary" href="/clients/new">{tr!(clients.new)}</a> });
        return view! { <EmptyState title=tr!(clients.none) text=tr!(clients.none_text)>{new}</EmptyState> }.into_any();
    }
    view! {
        <EmptyState title=tr!(clients.none_found) text=tr!(clients.none_found_text)>
            <a class="btn" href=PATH>{tr!(clients.show_all)}</a>
        </EmptyState>
    }
    .into_any()
}
