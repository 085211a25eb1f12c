//! The requests of the client, and those still open on the first page of the cabinet.

use leptos::prelude::*;

use super::{may_write, words};
use crate::cabinet::support::api::{list_open_tickets, list_own_tickets};
use crate::kernel::date::short_time;
use crate::kernel::paging::{Cursor, Page};
use crate::support::tickets::cabinet::{OpenTickets, OwnTicketFilter, OwnTicketRow};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::{UrlFilter, href, use_url_filter};
use crate::ui::table::Pager;

impl UrlFilter for OwnTicketFilter {}

const PATH: &str = "/cabinet/support";
const NEW: &str = "/cabinet/support/new";

fn new_button() -> Option<AnyView> {
    may_write().then(|| view! { <a class="btn btn-primary" href=NEW>{tr!(tickets.own_new)}</a> }.into_any())
}

/// `/cabinet/support`
#[component]
pub fn RequestsPage() -> impl IntoView {
    let filter = use_url_filter::<OwnTicketFilter>();
    let page = Data::new(move || filter.get(), list_own_tickets);
    view! {
        <PageHead title=tr!(tickets.own_title)>{new_button()}</PageHead>
        <Load resource=page let:page>{list(page)}</Load>
    }
    .into_any()
}

fn list(page: Page<OwnTicketRow>) -> AnyView {
    let Page { rows, previous, next } = page;
    if rows.is_empty() && previous.is_none() {
        return view! { <EmptyState title=tr!(tickets.own_none) text=tr!(tickets.own_none_text)>{new_button()}</EmptyState> }
            .into_any();
    }
    let to = |after: Cursor| href(PATH, &OwnTicketFilter { after: Some(after) });
    view! {
        {cards(rows)}
        <Pager previous=previous.map(to) next=next.map(to) />
    }
    .into_any()
}

fn cards(rows: Vec<OwnTicketRow>) -> AnyView {
    let rows: Vec<_> = rows.into_iter().map(card).collect();
    view! { <ul class="request-list">{rows}</ul> }.into_any()
}

fn card(row: OwnTicketRow) -> AnyView {
    let class = if row.unread { "is-unread" } else { "" };
    let unread = row
        .unread
        .then(|| view! { <Badge tone=Tone::Info text=tr!(tickets.unread_mark) /> });
    view! {
        <li class=class>
            <a href=format!("{PATH}/{}", row.id)>
                <span class="request-subject">{row.subject}</span>
                <span class="request-about muted">
                    {tr!(tickets.numbered, number = row.number)} " · " {short_time(lang(), row.written)}
                </span>
                <span class="request-marks">
                    <Badge tone=words::status_tone(row.status) text=words::status_text(row.status) />
                    {unread}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The requests that are still open, with the way to a new one.
#[component]
pub fn OpenRequests() -> impl IntoView {
    let open = Data::new(|| (), |()| list_open_tickets());
    view! {
        <Section title=tr!(tickets.own_title)>
            <Load resource=open aside=true let:open>{open_list(open)}</Load>
        </Section>
    }
    .into_any()
}

fn open_list(open: OpenTickets) -> AnyView {
    let OpenTickets { rows, count } = open;
    let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let list = if rows.is_empty() {
        view! { <p class="muted">{tr!(tickets.own_none_open)}</p> }.into_any()
    } else {
        cards(rows)
    };
    let all = (count > shown).then(|| view! { <a class="btn" href=PATH>{tr!(tickets.own_all, count = count)}</a> });
    view! {
        {list}
        <div class="form-actions">{new_button()} {all}</div>
    }
    .into_any()
}
