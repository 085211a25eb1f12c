//! The list of requests. The tab of a client's card is the same list with the client given.

use leptos::prelude::*;

use super::narrow::Narrow;
use super::words;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::viewer::Viewer;
use crate::support::tickets::api::{count_tickets, list_tickets};
use crate::support::tickets::model::{TicketCount, TicketFilter, TicketPriority, TicketRow, TicketSort, TicketView};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, link, span};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::may;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

list_filter!(TicketFilter);

const PATH: &str = "/support";

fn may_create() -> bool {
    may(Right::CreateTickets)
}

/// Where a request is written down, for a client or for nobody yet.
fn new_href(client: Option<ClientId>) -> String {
    client.map_or_else(
        || "/support/new".to_owned(),
        |client| format!("/support/new?client={client}"),
    )
}

/// `/support`.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let new = may_create()
        .then(|| view! { <a class="btn btn-primary" href=new_href(None) data-key="n">{tr!(tickets.new)}</a> });
    view! {
        <Permitted right=Right::ViewTickets>
            <PageHead title=tr!(tickets.title)>{new}</PageHead>
            <TicketList />
        </Permitted>
    }
    .into_any()
}

/// Requests as the address narrows them; those of one client on his card.
#[component]
pub fn TicketList(#[prop(optional)] client: Option<ClientId>) -> impl IntoView {
    let filter = use_url_filter::<TicketFilter>();
    let asked = move || {
        let filter = filter.get();
        TicketFilter {
            client: client.or(filter.client),
            ..filter
        }
    };
    let path = client.map_or_else(|| PATH.to_owned(), |id| format!("/clients/{id}/support"));
    let rows = Data::new(asked, list_tickets);
    let sums = Data::new(move || counted(asked()), count_tickets);
    let me = expect_context::<Viewer>().user;
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get(), me))
    };
    let table = {
        let path = path.clone();
        move |page| {
            let filter = filter.get_untracked();
            let narrowed = filter.clone().first() != TicketFilter::default();
            view! {
                <DataTable
                    caption=tr!(tickets.title)
                    path=path.clone()
                    filter=filter
                    columns=ticket_columns(client.is_none())
                    export=(PATH, untrack(asked).first())
                    page=page
                    row_href=|row: &TicketRow| format!("{PATH}/{}", row.id)
                    row_class=row_class
                    empty=move || empty(narrowed, client)
                />
            }
        }
    };
    let add = (client.is_some() && may_create())
        .then(|| view! { <a class="btn" href=new_href(client) data-key="n">{tr!(tickets.new)}</a> });
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Tickets filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=path.clone() filter=filter placeholder=tr!(tickets.search) chips=chips>
                {add}
            </FilterBar>
            <Narrow path filter />
            {saved}
        </div>
        <Load resource=rows children=table />
        <Load resource=sums aside=true fallback=|| view! { <div class="totals-bar"></div> } children=totals_bar />
    }
    .into_any()
}

impl TicketFilter {
    /// The same list from its first page.
    fn first(self) -> Self {
        Self { after: None, ..self }
    }
}

/// What decides the counts: neither the state nor the order nor the page.
fn counted(filter: TicketFilter) -> TicketFilter {
    let TicketFilter { state, sort, desc, .. } = TicketFilter::default();
    TicketFilter {
        state,
        sort,
        desc,
        ..filter.first()
    }
}

const fn row_class(row: &TicketRow) -> &'static str {
    if row.unread { "row-unread" } else { "" }
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn ticket_columns(with_client: bool) -> Vec<Column<TicketRow>> {
    let mut columns = vec![
        Column::new(tr!(tickets.number), |row: &TicketRow| row.number)
            .value(|row: &TicketRow| row.number.to_string())
            .newest_first()
            .sorted_by(TicketSort::Number.as_str()),
        Column::new(tr!(tickets.subject), subject_cell).value(|row: &TicketRow| row.subject.clone()),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(tickets.client), |row: &TicketRow| {
                span(
                    "name-lines",
                    link(format!("/clients/{}", row.client), row.client_name.clone()),
                )
            })
            .keyed("client")
            .value(|row: &TicketRow| row.client_name.clone()),
        );
    }
    columns.extend([
        Column::new(tr!(tickets.contact), |row: &TicketRow| row.contact.clone()).keyed("contact"),
        Column::new(tr!(tickets.status), |row: &TicketRow| {
            badge_cell(words::status_tone(row.status), words::status_text(row.status))
        })
        .value(|row: &TicketRow| words::status_text(row.status)),
        Column::new(tr!(tickets.priority), priority_cell)
            .keyed("priority")
            .value(|row: &TicketRow| words::priority_text(row.priority)),
        Column::new(tr!(tickets.department), |row: &TicketRow| row.department.clone()).keyed("department"),
        Column::new(tr!(tickets.executor), |row: &TicketRow| row.executor.clone()).keyed("executor"),
        Column::new(tr!(tickets.messages), |row: &TicketRow| row.messages)
            .keyed("messages")
            .value(|row: &TicketRow| row.messages.to_string())
            .numeric(),
        Column::new(tr!(tickets.written), |row: &TicketRow| short_time(lang(), row.written))
            .value(|row: &TicketRow| row.written.to_string())
            .newest_first()
            .sorted_by(TicketSort::Written.as_str()),
    ]);
    columns
}

/// What it is about, and whether there is something new in it.
fn subject_cell(row: &TicketRow) -> impl Piece + use<> {
    let unread = row
        .unread
        .then(|| (" ", badge_cell(Tone::Info, tr!(tickets.unread_mark))));
    (row.subject.clone(), unread)
}

fn priority_cell(row: &TicketRow) -> impl Piece + use<> {
    let text = words::priority_text(row.priority);
    let unusual = (row.priority == TicketPriority::High).then(|| badge_cell(Tone::Bad, text));
    let usual = (row.priority != TicketPriority::High).then_some(text);
    (unusual, usual)
}

fn empty(narrowed: bool, client: Option<ClientId>) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(tickets.none_found) text=tr!(tickets.none_found_text) /> }.into_any()
    } else {
        let new =
            may_create().then(|| view! { <a class="btn btn-primary" href=new_href(client)>{tr!(tickets.new)}</a> });
        view! { <EmptyState title=tr!(tickets.none) text=tr!(tickets.none_text)>{new}</EmptyState> }.into_any()
    }
}

/// How many there are of each state, and how many the reader has not read.
fn totals_bar(counts: Vec<TicketCount>) -> AnyView {
    let unread: i64 = counts.iter().map(|count| count.unread).sum();
    let mut parts: Vec<_> = counts
        .into_iter()
        .map(|count| view! { <span>{words::status_text(count.status)} ": " <b>{count.tickets}</b></span> }.into_any())
        .collect();
    if unread > 0 {
        parts.push(view! { <span>{tr!(tickets.unread)} ": " <b>{unread}</b></span> }.into_any());
    }
    view! { <div class="totals-bar">{parts}</div> }.into_any()
}

/// The states, then what the reader has to do with himself.
fn chips(path: &str, filter: &TicketFilter, me: Option<UserId>) -> Vec<Chip> {
    let chip = |label: &str, active: bool, to: TicketFilter| Chip {
        label: label.to_owned(),
        href: href(path, &to.first()),
        active,
    };
    let state = |view: &TicketView| {
        let to = TicketFilter {
            state: *view,
            ..filter.clone()
        };
        chip(words::view_text(*view), filter.state == *view, to)
    };
    let mut chips: Vec<Chip> = TicketView::ALL.iter().map(state).collect();
    if let Some(me) = me {
        let mine = filter.executor == Some(me);
        let to = TicketFilter {
            executor: (!mine).then_some(me),
            ..filter.clone()
        };
        chips.push(chip(tr!(tickets.mine), mine, to));
    }
    let to = TicketFilter {
        unread: !filter.unread,
        ..filter.clone()
    };
    chips.push(chip(tr!(tickets.unread), filter.unread, to));
    chips
}
