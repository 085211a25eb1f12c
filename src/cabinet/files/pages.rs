//! Files as their client sees them: the list of all, with the field that hands files over; the attachments of a paper.

use leptos::prelude::*;

use super::api::{list_cabinet_files, show_cabinet_file_limits};
use super::model::{CabinetFile, CabinetFileFilter, UPLOAD};
use crate::kernel::date::short_time;
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::viewer::Viewer;
use crate::records::files::model::{Limits, Shown};
use crate::records::files::pages::{AddFiles, words};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::filter_bar::FilterBar;
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::Pager;

/// The address of the list.
const PATH: &str = "/cabinet/files";

impl UrlFilter for CabinetFileFilter {}

/// The newest come first, and nobody wants it otherwise.
impl ListFilter for CabinetFileFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self { q: text, after: None }
    }

    fn order(&self) -> (&'static str, bool) {
        ("added", true)
    }

    fn ordered(self, _column: &'static str, _descending: bool) -> Self {
        self
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }
}

/// `/cabinet/files`
#[component]
pub fn FilesPage() -> impl IntoView {
    let filter = use_url_filter::<CabinetFileFilter>();
    let files = Data::new(move || filter.get(), list_cabinet_files);
    let rows = move |page: Page<CabinetFile>| {
        let shown = filter.get_untracked();
        let to = |cursor| href(PATH, &shown.clone().at(Some(cursor)));
        let (previous, next) = (page.previous.map(to), page.next.map(to));
        if page.rows.is_empty() {
            return empty(!shown.q.is_empty());
        }
        view! {
            {file_list(&page.rows)}
            <Pager previous next />
        }
        .into_any()
    };
    // Who looks as the contact hands nothing over.
    let cabinet = use_context::<Viewer>().and_then(|viewer| viewer.cabinet);
    let add = cabinet.is_some_and(|cabinet| cabinet.shown_to.is_none()).then(|| {
        let limits = Data::new(|| (), |()| show_cabinet_file_limits());
        let stored = Callback::new(move |(_,): (bool,)| files.refetch());
        let field = move |limits: Limits| view! { <AddFiles address=UPLOAD.to_owned() limits stored /> }.into_any();
        view! {
            <p class="muted">{tr!(cabinet_papers.hand_over)}</p>
            <Load resource=limits aside=true children=field />
        }
    });
    view! {
        <PageHead title=tr!(files.title) />
        {add}
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(files.search) />
        </div>
        <Load resource=files children=rows />
    }
    .into_any()
}

fn empty(narrowed: bool) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(files.none_found) text=tr!(cabinet_papers.none_found_text) /> }.into_any()
    } else {
        view! { <EmptyState title=tr!(files.none_of_client) text=tr!(cabinet_papers.no_files_text) /> }.into_any()
    }
}

/// The attachments of a paper; nothing where there are none.
#[must_use]
pub fn attachments(files: &[CabinetFile]) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="side-card" id="files" aria-label=tr!(files.title)>
            <h2>{tr!(files.title)}</h2>
            {file_list(files)}
        </section>
    }
    .into_any()
}

fn file_list(files: &[CabinetFile]) -> AnyView {
    let rows: Vec<_> = files.iter().map(row).collect();
    view! { <ul class="client-papers">{rows}</ul> }.into_any()
}

fn row(file: &CabinetFile) -> AnyView {
    let name = if file.shown() == Shown::Nothing {
        view! { <a class="client-paper-name" href=file.address() rel="external" download="">{file.name.clone()}</a> }
            .into_any()
    } else {
        let address = file.inline_address();
        view! { <a class="client-paper-name" href=address rel="external" target="_blank">{file.name.clone()}</a> }
            .into_any()
    };
    let handed = file
        .from_client
        .then(|| view! { <Badge tone=Tone::Good text=tr!(cabinet_papers.from_you) /> });
    // What lies on the card needs no word of it.
    let origin = match file.origin {
        OwnerKind::Client | OwnerKind::Expense => String::new(),
        kind => format!("{} · ", words::origin(kind, &file.number)),
    };
    let about = format!(
        "{origin}{} · {} · {}",
        file.kind.label(),
        words::size(file.size),
        short_time(lang(), file.added_at)
    );
    let saving = format!("{}: {}", tr!(files.download), file.name);
    view! {
        <li class="client-paper">
            <span>{name} " " {handed}</span>
            <a class="btn client-paper-sum" href=file.address() rel="external" download="" aria-label=saving>{tr!(files.download)}</a>
            <span class="client-paper-about">{about}</span>
        </li>
    }
    .into_any()
}
