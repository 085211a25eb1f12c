//! Papers as a list: of one kind under its own address, of all kinds on the first page.

use leptos::prelude::*;

use super::kinds_seen;
use super::words::{kinds_text, numbered, queue_text, state_badge};
use crate::cabinet::papers::api::list_cabinet_papers;
use crate::cabinet::papers::model::{CabinetPaper, PaperFilter, PaperQueue, PaperRow};
use crate::kernel::date::{Date, short_date};
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::Pager;

impl UrlFilter for PaperFilter {}

/// The newest come first, and nobody wants it otherwise.
impl ListFilter for PaperFilter {
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
        ("date", true)
    }

    fn ordered(self, _column: &'static str, _descending: bool) -> Self {
        self
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }
}

/// `/cabinet/invoices` and the like.
#[component]
pub fn PapersPage(kind: CabinetPaper) -> impl IntoView {
    view! {
        <PageHead title=kinds_text(kind) />
        <PaperList path=kind.path() kind=Some(kind) />
    }
    .into_any()
}

/// The papers of a kind, or of all kinds that the reader may see.
#[component]
pub fn PaperList(
    /// The address of the page it stands on.
    path: &'static str,
    kind: Option<CabinetPaper>,
) -> impl IntoView {
    let filter = use_url_filter::<PaperFilter>();
    let asked = Memo::new(move |_| {
        let filter = filter.get();
        PaperFilter {
            kind: kind.or(filter.kind),
            ..filter
        }
    });
    let papers = Data::new(move || asked.get(), list_cabinet_papers);
    let seen = kinds_seen();
    let chips = Signal::derive(move || chips(path, kind, &seen, &filter.get()));
    let rows = move |page: Page<PaperRow>| {
        let shown = filter.get_untracked();
        let narrowed = shown.is_narrowed();
        let to = |cursor| href(path, &shown.clone().at(Some(cursor)));
        let (previous, next) = (page.previous.map(to), page.next.map(to));
        if page.rows.is_empty() {
            return empty(narrowed);
        }
        view! {
            {paper_rows(&page.rows)}
            <Pager previous next />
        }
        .into_any()
    };
    view! {
        <div class="list-head">
            <FilterBar path filter placeholder=tr!(cabinet_papers.search) chips />
        </div>
        <Load resource=papers children=rows />
    }
    .into_any()
}

fn chips(path: &str, fixed: Option<CabinetPaper>, seen: &[CabinetPaper], filter: &PaperFilter) -> Vec<Chip> {
    let chip = |label: &str, kind: Option<CabinetPaper>, queue: Option<PaperQueue>| {
        let to = PaperFilter {
            kind,
            queue,
            after: None,
            ..filter.clone()
        };
        Chip {
            label: label.to_owned(),
            active: to.kind == filter.kind && to.queue == filter.queue,
            href: href(path, &to),
        }
    };
    let of = fixed.map_or_else(|| seen.to_vec(), |kind| vec![kind]);
    let queues: Vec<PaperQueue> = PaperQueue::ALL
        .iter()
        .copied()
        .filter(|queue| of.iter().any(|kind| queue.takes(*kind)))
        .collect();
    let mut chips = vec![chip(tr!(cabinet_papers.chip_all), None, None)];
    chips.extend(
        queues
            .into_iter()
            .map(|queue| chip(queue_text(queue), None, Some(queue))),
    );
    // One kind needs no choice among kinds.
    if of.len() > 1 {
        chips.extend(of.into_iter().map(|kind| chip(kinds_text(kind), Some(kind), None)));
    }
    chips
}

/// Each paper by its name, date, sum and state; the whole row leads to it.
#[must_use]
pub fn paper_rows(rows: &[PaperRow]) -> AnyView {
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    let rows: Vec<_> = rows.iter().map(|row| paper_row(row, today)).collect();
    view! { <ul class="client-papers">{rows}</ul> }.into_any()
}

fn paper_row(row: &PaperRow, today: Date) -> AnyView {
    let page = row.kind.page(row.id);
    let sum = row
        .money()
        .map(|money| view! { <span class="client-paper-sum"><MoneyText money /></span> });
    view! {
        <li class="client-paper">
            <a class="client-paper-name" href=page>{numbered(row.kind, &row.number)}</a>
            {sum}
            <span class="client-paper-about">
                <span>{short_date(lang(), row.date)}</span>
                {state_badge(row, today)}
            </span>
        </li>
    }
    .into_any()
}

fn empty(narrowed: bool) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(cabinet_papers.none_found) text=tr!(cabinet_papers.none_found_text) /> }
            .into_any()
    } else {
        view! { <EmptyState title=tr!(cabinet_papers.none) text=tr!(cabinet_papers.none_text) /> }.into_any()
    }
}
