//! The list of contracts. The tab of a client's card is the same list with the client given, and a drawer for a new one.

use leptos::prelude::*;

use super::narrow::Narrow;
use super::new::NewContract;
use super::words::{chip_text, stage_text, state_cell};
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::documents::contracts::api::{list_contracts, sum_contracts};
use crate::documents::contracts::model::{
    ContractFilter, ContractRow, ContractSort, ContractState, ContractTotalsRow, OpenContract, SOON, Stage,
};
use crate::documents::signatures::words::signature_text;
use crate::kernel::actor::Right;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::ClientId;
use crate::kernel::money::Money;
use crate::kernel::paging::Cursor;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::drawer::Drawer;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{link, span};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::may;
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::{Column, DataTable};
use crate::ui::totals::totals;

impl UrlFilter for ContractFilter {}

impl ListFilter for ContractFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self {
            q: text,
            ..self.at_first()
        }
    }

    fn order(&self) -> (&'static str, bool) {
        let (sort, descending) = self.sorting();
        (sort.as_str(), descending)
    }

    fn ordered(self, column: &'static str, descending: bool) -> Self {
        Self {
            sort: column.parse().ok(),
            desc: descending,
            ..self.at_first()
        }
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self {
            after: cursor,
            ..self.at_first()
        }
    }
}

impl ContractFilter {
    /// The first page, with nothing open and nothing marked.
    pub(super) fn at_first(self) -> Self {
        Self {
            after: None,
            new: false,
            added: None,
            ..self
        }
    }
}

period_filter!(ContractFilter);

company_filter!(ContractFilter);

/// `/contracts`
#[component]
pub fn ContractsPage() -> impl IntoView {
    view! {
        <Permitted right=Right::ViewContracts>
            <PageHead title=tr!(contracts.title)>{new_button()}</PageHead>
            <ContractList />
        </Permitted>
    }
    .into_any()
}

fn may_create() -> bool {
    may(Right::CreateContracts)
}

/// Where a new contract is made, away from a client's card.
const NEW: &str = "/contracts/new";

/// The way to a new contract, for those who may make one.
fn new_button() -> Option<AnyView> {
    may_create().then(|| view! { <a class="btn btn-primary" href=NEW data-key="n">{tr!(contracts.new)}</a> }.into_any())
}

/// Contracts as the address narrows them; those of one client on his card.
#[component]
pub fn ContractList(#[prop(optional)] client: Option<ClientId>) -> impl IntoView {
    let filter = use_url_filter::<ContractFilter>();
    let asked = move || {
        let filter = filter.get();
        ContractFilter {
            client: client.or(filter.client),
            new: false,
            ..filter
        }
    };
    let path = client.map_or_else(|| "/contracts".to_owned(), |id| format!("/clients/{id}/contracts"));
    let rows = Data::new(asked, list_contracts);
    let sums = Data::new(move || summed(asked()), sum_contracts);
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get()))
    };
    let may_add = may_create();
    let table = {
        let path = path.clone();
        move |page| {
            let filter = filter.get_untracked().at_first();
            let whole = filter.is_whole();
            let in_drawer = ContractFilter {
                new: true,
                ..filter.clone()
            };
            let new_href = may_add.then(|| client.map_or_else(|| NEW.to_owned(), |_| href(&path, &in_drawer)));
            view! {
                <DataTable
                    caption=tr!(contracts.title)
                    path=path.clone()
                    filter=filter
                    columns=contract_columns(client.is_none())
                    export=("/contracts", untrack(asked).at_first())
                    page=page
                    row_href=|row: &ContractRow| format!("/contracts/{}", row.id)
                    row_class=row_class
                    empty=move || empty(whole, client.is_some(), new_href)
                />
            }
        }
    };
    let add = {
        let path = path.clone();
        (client.is_some() && may_add).then(|| {
            let open = move || {
                let filter = filter.get().at_first();
                href(&path, &ContractFilter { new: true, ..filter })
            };
            view! { <a class="btn" href=open data-key="n">{tr!(contracts.new)}</a> }
        })
    };
    let drawer = client
        .filter(|_| may_add)
        .map(|client| view! { <AddDrawer client filter path=path.clone() /> });
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Contracts filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=path.clone() filter=filter placeholder=tr!(contracts.search) chips=chips>
                {add}
            </FilterBar>
            {saved}
            <Narrow path=path.clone() filter />
            <CompanyAndPeriod path filter />
        </div>
        <Load resource=rows children=table />
        <Load resource=sums aside=true fallback=|| () children=totals_bar />
        {drawer}
    }
    .into_any()
}

/// A new contract beside the client's list.
#[component]
fn AddDrawer(client: ClientId, filter: Memo<ContractFilter>, path: String) -> impl IntoView {
    let open = Signal::derive(move || filter.with(|filter| filter.new));
    let round = Memo::new(move |_| filter.with(|filter| filter.added));
    let close_href = href(&path, &filter.get_untracked().at_first());
    let from = OpenContract {
        client: Some(client),
        ..OpenContract::default()
    };
    view! {
        <Drawer title=tr!(contracts.new) open close_href>
            <For each=move || [round.get()] key=|round| *round let:_round>
                <NewContract from=from in_card=true />
            </For>
        </Drawer>
    }
    .into_any()
}

/// What decides the sums: neither the order nor the page.
fn summed(filter: ContractFilter) -> ContractFilter {
    ContractFilter {
        sort: None,
        desc: false,
        ..filter.at_first()
    }
}

/// Marked when it was just made, grey when it is over.
const fn row_class(row: &ContractRow) -> &'static str {
    match (row.added, row.stage) {
        (true, _) => "row-new",
        (false, Stage::Terminated | Stage::Cancelled) => "row-muted",
        (false, Stage::Draft | Stage::Issued) => "",
    }
}

/// One choice at a time; pressing the active one takes it away.
fn chips(path: &str, filter: &ContractFilter) -> Vec<Chip> {
    let chip = |label: &str, active: bool, state: Option<ContractState>, expiring: Option<i64>| {
        let narrowed = ContractFilter {
            state: state.filter(|_| !active),
            expiring: expiring.filter(|_| !active),
            sort: None,
            desc: false,
            ..filter.clone().at_first()
        };
        Chip {
            label: label.to_owned(),
            href: href(path, &narrowed),
            active,
        }
    };
    let of = |state: ContractState| chip(chip_text(state), filter.state == Some(state), Some(state), None);
    let soon = chip(
        tr!(contracts.chip_expiring),
        filter.expiring == Some(SOON),
        None,
        Some(SOON),
    );
    vec![
        of(ContractState::Draft),
        of(ContractState::Issued),
        soon,
        of(ContractState::Expired),
        of(ContractState::Terminated),
        of(ContractState::Cancelled),
    ]
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn contract_columns(with_client: bool) -> Vec<Column<ContractRow>> {
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    let date = |date: Date| short_date(lang(), date);
    let mut columns = vec![
        Column::new(tr!(contracts.number), |row: &ContractRow| {
            let annex = row.is_annex.then(|| (" ", span("muted", tr!(contracts.parent_short))));
            (
                span("nowrap", tr!(contracts.numbered, number = row.number.clone())),
                annex,
            )
        })
        .value(|row: &ContractRow| row.number.clone())
        .sorted_by(ContractSort::Number.as_str()),
        Column::new(tr!(contracts.date), move |row: &ContractRow| date(row.date))
            .value(|row: &ContractRow| row.date)
            .sorted_by(ContractSort::Date.as_str()),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(contracts.client), |row: &ContractRow| {
                link(format!("/clients/{}", row.client), row.client_name.clone())
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(contracts.subject), |row: &ContractRow| {
            span("name-lines", row.subject.clone())
        })
        .keyed("subject"),
        Column::new(tr!(contracts.kind), |row: &ContractRow| row.type_name.clone())
            .keyed("kind")
            .roomy()
            .shown_if(with_client),
        Column::new(tr!(contracts.organization), |row: &ContractRow| {
            row.organization_name.clone()
        })
        .keyed("organization")
        .roomy()
        .shown_if(with_client),
        Column::exported(tr!(contracts.start), |row: &ContractRow| row.start),
        Column::new(tr!(contracts.end), move |row: &ContractRow| {
            let class = if row.is_expired(today) { "is-bad" } else { "" };
            row.end.map(|end| span(class, date(end)))
        })
        .value(|row: &ContractRow| row.end)
        .sorted_by(ContractSort::End.as_str()),
        Column::new(tr!(contracts.value), |row: &ContractRow| row.money().map(money_cell))
            .value(ContractRow::money)
            .numeric()
            .sorted_by(ContractSort::Value.as_str()),
        Column::exported(tr!(contracts.currency), |row: &ContractRow| row.currency.code()),
        Column::new(tr!(contracts.state), move |row: &ContractRow| {
            state_cell(row.stage, row.is_expired(today), row.days_left(today), row.signature)
        })
        .keyed("state")
        .value(move |row: &ContractRow| {
            if row.is_expired(today) {
                tr!(contracts.state_expired)
            } else {
                stage_text(row.stage)
            }
        }),
        Column::exported(tr!(signatures.signature), |row: &ContractRow| {
            signature_text(row.signature)
        }),
    ]);
    columns
}

/// On a card the next invoice is the main thing.
fn empty(whole: bool, in_card: bool, new_href: Option<String>) -> AnyView {
    if whole {
        let new =
            new_href.map(|to| view! { <a class="btn" class:btn-primary=!in_card href=to>{tr!(contracts.new)}</a> });
        view! { <EmptyState title=tr!(contracts.none) text=tr!(contracts.none_text)>{new}</EmptyState> }.into_any()
    } else {
        view! { <EmptyState title=tr!(contracts.none_found) text=tr!(contracts.none_found_text) /> }.into_any()
    }
}

/// What a list comes to.
fn totals_bar(rows: Vec<ContractTotalsRow>) -> Option<AnyView> {
    totals(rows, |row| {
        let value = Money::new(row.value, row.currency);
        let value = row.value.is_positive().then(|| {
            view! { <span>{tr!(contracts.sum_value)} " " <b><MoneyText money=value /></b></span> }
        });
        view! {
            <span>{tr!(contracts.sum_count)} ": " <b>{row.contracts}</b></span>
            {value}
        }
        .into_any()
    })
}
