//! `/outbox`: everything that goes out, why it is where it is, and what can be done about it.

use leptos::prelude::*;

use super::{panel, words};
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::kernel::paging::Cursor;
use crate::records::mail::api::list_outbox;
use crate::records::mail::model::{self, OutboxFilter, OutboxRow, OutboxState};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::plain_table::{Head, plain_table};
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::recheck::Follow;
use crate::ui::table::Pager;

impl UrlFilter for OutboxFilter {}

impl ListFilter for OutboxFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self {
            q: text,
            after: None,
            ..self
        }
    }

    fn order(&self) -> (&'static str, bool) {
        ("id", true)
    }

    fn ordered(self, _column: &'static str, _descending: bool) -> Self {
        self
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }
}

const PATH: &str = "/outbox";

/// The page.
#[component]
pub fn OutboxPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageMail><Outbox /></Permitted> }.into_any()
}

#[component]
fn Outbox() -> impl IntoView {
    let filter = use_url_filter::<OutboxFilter>();
    let rows = Data::new(move || filter.get(), list_outbox);
    let again = Callback::new(move |()| rows.refetch());
    let follow = Follow::new(
        move || list_outbox(filter.get_untracked()),
        again,
        |found: &model::OutboxPage| found.page.rows.iter().any(OutboxRow::is_on_its_way),
    );
    let chips = Signal::derive(move || chips(&filter.get()));
    view! {
        <PageHead title=tr!(mail.outbox)>
            <a class="btn" href="/settings/mail">{tr!(mailbox.title)}</a>
        </PageHead>
        <p class="page-sub">{tr!(mail.outbox_hint)}</p>
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(mail.search) chips />
        </div>
        <Load resource=rows let:found>
            {
                follow.answered(&found);
                view! { <Rows found filter=filter.get_untracked() again /> }
            }
        </Load>
    }
    .into_any()
}

/// One state at a time; pressing the active one takes it away.
fn chips(filter: &OutboxFilter) -> Vec<Chip> {
    let chip = |state: &OutboxState| {
        let active = filter.state == Some(*state);
        let narrowed = OutboxFilter {
            state: (!active).then_some(*state),
            after: None,
            ..filter.clone()
        };
        Chip {
            label: words::state(*state).0.to_owned(),
            href: href(PATH, &narrowed),
            active,
        }
    };
    OutboxState::ALL.iter().map(chip).collect()
}

#[component]
fn Rows(found: model::OutboxPage, filter: OutboxFilter, again: Callback<()>) -> impl IntoView {
    let page = found.page;
    if page.rows.is_empty() && page.previous.is_none() {
        let narrowed = filter != OutboxFilter::default();
        let (title, text) = if narrowed {
            (tr!(mail.none_found), tr!(mail.none_found_text))
        } else {
            (tr!(mail.none), tr!(mail.none_text))
        };
        return view! { <EmptyState title text /> }.into_any();
    }
    let to = |cursor| href(PATH, &filter.clone().at(Some(cursor)));
    let (previous, next) = (page.previous.map(to), page.next.map(to));
    let heads = [
        Head::Text(tr!(mail.subject)),
        Head::Text(tr!(mail.recipient)),
        Head::Text(tr!(mail.state)),
        Head::Text(tr!(mail.why)),
        Head::Text(tr!(mail.written)),
        Head::Steps(tr!(mail.steps)),
    ];
    let rows = page.rows.into_iter().map(|row| table_row(row, again));
    view! {
        {plain_table(tr!(mail.outbox), heads, rows)}
        <Pager previous next />
    }
    .into_any()
}

fn table_row(row: OutboxRow, again: Callback<()>) -> [AnyView; 6] {
    let (state, tone) = words::state(row.state);
    let why: Vec<_> = words::why(&row)
        .into_iter()
        .map(|text| view! { <div class="mail-words">{text}</div> })
        .collect();
    let steps = panel::steps(&row, again);
    let name = (!row.name.is_empty()).then(|| view! { <div>{row.name.clone()}</div> });
    let client = row
        .client
        .map(|id| view! { <a href=format!("/clients/{id}")>{tr!(mail.client)}</a> " · " });
    [
        view! { <a class="row-link" href=format!("/outbox/{}", row.letter)>{row.subject}</a> }.into_any(),
        view! { {name} <div class="muted">{words::line(row.line)} ": " {row.address}</div> }.into_any(),
        view! { <Badge tone text=state /> }.into_any(),
        why.into_any(),
        view! { {client} {short_time(lang(), row.written_at)} <div class="muted">{row.author}</div> }.into_any(),
        steps.into_any(),
    ]
}
