//! The files of a client: those of his card and the attachments of his papers, each with where it comes from. A file opens in a drawer.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::steps::{may_edit, opening, saving, steps};
use crate::desk::files::api::{list_client_files, show_file, show_file_limits};
use crate::desk::files::model::{ClientFileRow, FileFilter, FileSort};
use crate::kernel::date::short_time;
use crate::kernel::ids::{ClientId, FileId, Id};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Cursor;
use crate::records::files::model::{Limits, Shown, upload_address};
use crate::records::files::pages::{AddFiles, words};
use crate::records::files::rights::seen;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone, badge_cell};
use crate::ui::drawer::Drawer;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, link};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::EmptyState;
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::{Column, DataTable};

impl UrlFilter for FileFilter {}

impl ListFilter for FileFilter {
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
        (self.sort.as_str(), self.desc)
    }

    fn ordered(self, column: &'static str, descending: bool) -> Self {
        Self {
            sort: column.parse().unwrap_or_default(),
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

impl FileFilter {
    /// The first page, with no file open.
    fn at_first(self) -> Self {
        Self {
            after: None,
            file: None,
            ..self
        }
    }

    /// The same page with no file open.
    fn closed(self) -> Self {
        Self { file: None, ..self }
    }
}

/// `/clients/<id>/files`. `changed` is called when the card around the list counts something else.
#[component]
pub fn ClientFiles(client: ClientId, changed: Callback<()>) -> impl IntoView {
    let path = format!("/clients/{client}/files");
    let filter = use_url_filter::<FileFilter>();
    let asked = Memo::new(move |_| FileFilter {
        client: Some(client),
        ..filter.get().closed()
    });
    let rows = Data::new(move || asked.get(), list_client_files);
    let again = Callback::new(move |()| rows.refetch());
    let chips = {
        let (path, kinds) = (path.clone(), kinds());
        Signal::derive(move || chips(&path, &kinds, &filter.get()))
    };
    let table = {
        let path = path.clone();
        move |page| {
            // The address keeps the page of the list while a file is open.
            let shown = filter.get_untracked().closed();
            let narrowed = !shown.q.is_empty() || shown.origin.is_some() || shown.deleted;
            let (at, here) = (path.clone(), shown.clone());
            view! {
                <DataTable
                    caption=tr!(files.title)
                    path=path.clone()
                    filter=shown
                    columns=file_columns()
                    export=("/files", asked.get_untracked().at_first())
                    page=page
                    row_href=move |row: &ClientFileRow| href(&at, &FileFilter { file: Some(row.file.id), ..here.clone() })
                    row_class=row_class
                    empty=move || empty(narrowed)
                />
            }
        }
    };
    let add = may_edit(OwnerKind::Client).then(|| {
        let limits = Data::new(
            move || client,
            |client| show_file_limits(OwnerKind::Client, client.uuid()),
        );
        // What failed stays there to be sent again; the card around it is built anew only when nothing did.
        let stored = Callback::new(move |(all,): (bool,)| if all { changed.run(()) } else { again.run(()) });
        let address = upload_address(OwnerKind::Client, client.uuid());
        let field = move |limits: Limits| view! { <AddFiles address=address.clone() limits stored /> }.into_any();
        view! { <Load resource=limits aside=true children=field /> }
    });
    let deleted = move || {
        let text = || view! { <p class="muted">{tr!(files.deleted_note)}</p> };
        filter.with(|filter| filter.deleted).then(text)
    };
    view! {
        {add}
        <div class="list-head">
            <FilterBar path=path.clone() filter placeholder=tr!(files.search) chips />
        </div>
        {deleted}
        <Load resource=rows children=table />
        <FileDrawer filter path again />
    }
    .into_any()
}

/// The kinds of objects whose files the viewer sees.
fn kinds() -> Vec<OwnerKind> {
    seen(may)
}

const fn row_class(row: &ClientFileRow) -> &'static str {
    if row.file.deleted { "row-muted" } else { "" }
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn file_columns() -> Vec<Column<ClientFileRow>> {
    vec![
        Column::new(tr!(files.name), name_cell)
            .value(|row: &ClientFileRow| row.file.name.clone())
            .sorted_by(FileSort::Name.as_str()),
        Column::new(tr!(files.origin), origin_cell).keyed("origin"),
        Column::new(tr!(files.kind), |row: &ClientFileRow| row.file.kind.label()).keyed("type"),
        Column::new(tr!(files.size), |row: &ClientFileRow| words::size(row.file.size))
            .value(|row: &ClientFileRow| Decimal::from(row.file.size))
            .numeric()
            .sorted_by(FileSort::Size.as_str()),
        Column::new(tr!(files.added_at), |row: &ClientFileRow| {
            short_time(lang(), row.file.added_at)
        })
        .value(|row: &ClientFileRow| row.file.added_at.date())
        .newest_first()
        .sorted_by(FileSort::Added.as_str()),
        Column::new(tr!(files.added_by), |row: &ClientFileRow| row.file.added_by.clone()).keyed("added_by"),
    ]
}

fn name_cell(row: &ClientFileRow) -> impl Piece + use<> {
    let seen = row.file.visible.then(|| (" ", badge_cell(Tone::Info, tr!(files.seen))));
    let handed = row
        .file
        .from_client
        .then(|| (" ", badge_cell(Tone::Good, tr!(files.from_client))));
    (row.file.name.clone(), handed, seen)
}

/// Leads to the paper; the card is here.
fn origin_cell(row: &ClientFileRow) -> impl Piece + use<> {
    let text = words::origin(row.file.owner_kind, &row.number);
    match origin_page(row) {
        Some(page) => (Some(link(page, text)), None),
        None => (None, Some(text)),
    }
}

fn origin_page(row: &ClientFileRow) -> Option<String> {
    match row.file.owner_kind {
        OwnerKind::Invoice => Some(format!("/invoices/{}", row.file.owner)),
        OwnerKind::Expense => Some(format!("/expenses/{}", row.file.owner)),
        OwnerKind::Ticket => Some(format!("/support/{}", row.file.owner)),
        _ => None,
    }
}

fn chips(path: &str, kinds: &[OwnerKind], filter: &FileFilter) -> Vec<Chip> {
    let among = |origin: Option<OwnerKind>, deleted: bool| FileFilter {
        origin,
        deleted,
        ..filter.clone().at_first()
    };
    let chip = |label: &str, to: FileFilter| Chip {
        label: label.to_owned(),
        active: to.origin == filter.origin && to.deleted == filter.deleted,
        href: href(path, &to),
    };
    let mut chips = vec![chip(tr!(files.all), among(None, false))];
    // A lead's files are his client's once it has become one.
    let of_kinds = kinds
        .iter()
        .filter(|kind| !words::origins(**kind).is_empty())
        .map(|kind| chip(words::origins(*kind), among(Some(*kind), false)));
    chips.extend(of_kinds);
    chips.push(chip(tr!(files.deleted), among(None, true)));
    chips
}

fn empty(narrowed: bool) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(files.none_found) text=tr!(files.none_found_text) /> }.into_any()
    } else {
        view! { <EmptyState title=tr!(files.none_of_client) text=tr!(files.none_of_client_text) /> }.into_any()
    }
}

/// The file of the address beside the list.
#[component]
fn FileDrawer(filter: Memo<FileFilter>, path: String, again: Callback<()>) -> impl IntoView {
    let open = Signal::derive(move || filter.with(|filter| filter.file.is_some()));
    let file = Memo::new(move |_| filter.with(|filter| filter.file));
    let close_href = href(&path, &filter.get_untracked().closed());
    view! {
        <Drawer title=tr!(files.file) open close_href>
            <For each=move || file.get() key=|id| *id let:id>
                <OneFile id again />
            </For>
        </Drawer>
    }
    .into_any()
}

#[component]
fn OneFile(id: FileId, again: Callback<()>) -> impl IntoView {
    let row = Data::new(move || id, show_file);
    let changed = Callback::new(move |()| {
        row.refetch();
        again.run(());
    });
    view! { <Load resource=row aside=true let:row>{sheet(row, changed)}</Load> }.into_any()
}

fn sheet(row: ClientFileRow, changed: Callback<()>) -> AnyView {
    let file = row.file.clone();
    let picture = (file.shown() == Shown::Picture && !file.deleted).then(|| {
        view! { <img class="file-picture" src=file.inline_address() alt=file.name.clone() /> }
    });
    let origin = words::origin(file.owner_kind, &row.number);
    let origin = match origin_page(&row) {
        Some(page) => view! { <a href=page>{origin}</a> }.into_any(),
        None => view! { {origin} }.into_any(),
    };
    let handed = file
        .from_client
        .then(|| view! { <p><Badge tone=Tone::Good text=tr!(files.from_client) /></p> });
    let seen = file
        .visible
        .then(|| view! { <p><Badge tone=Tone::Info text=tr!(files.seen) /></p> });
    let open = (file.shown() != Shown::Nothing && !file.deleted)
        .then(|| opening(&file, "btn btn-primary", tr!(files.open).to_owned()));
    let save = (!file.deleted).then(|| saving(&file, "btn"));
    let added = format!("{} · {}", short_time(lang(), file.added_at), file.added_by);
    view! {
        <h3 class="file-title">{file.name.clone()}</h3>
        {handed}
        {seen}
        {picture}
        <dl class="facts">
            <div><dt>{tr!(files.origin)}</dt><dd>{origin}</dd></div>
            <div><dt>{tr!(files.kind)}</dt><dd>{file.kind.label()}</dd></div>
            <div><dt>{tr!(files.size)}</dt><dd>{words::size(file.size)}</dd></div>
            <div><dt>{tr!(files.added_at)}</dt><dd>{added}</dd></div>
        </dl>
        <div class="file-steps">{open} {save} {steps(&file, "btn", changed)}</div>
    }
    .into_any()
}
