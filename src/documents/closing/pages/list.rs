//! The list of acts, or of delivery notes: all of them, or those of one client on his card.

use leptos::prelude::*;

use super::badges::{signature_cell, stage_cell};
use super::beside::ClosingBeside;
use super::many::Closings;
use super::{may_create, new_path, new_text};
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::documents::closing::api::{list_closings, sum_closings};
use crate::documents::closing::model::{
    ClosingFilter, ClosingKind, ClosingRow, ClosingSort, ClosingState, ClosingTotalsRow,
};
use crate::documents::closing::words::{chip_text, kinds_text, stage_text};
use crate::documents::papers::pages::{Changed, Many, ManyBar, NotDonePapers};
use crate::documents::signatures::words::signature_text;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::ClientId;
use crate::kernel::lifecycle::Stage;
use crate::kernel::money::Money;
use crate::kernel::paging::Cursor;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{link, span};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::preview::RowPreview;
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::{Column, DataTable};
use crate::ui::totals::totals;

impl UrlFilter for ClosingFilter {}

impl ListFilter for ClosingFilter {
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
        let (sort, descending) = self.sorting();
        (sort.as_str(), descending)
    }

    fn ordered(self, column: &'static str, descending: bool) -> Self {
        Self {
            sort: column.parse().ok(),
            desc: descending,
            after: None,
            ..self
        }
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }

    fn shown_as(self, other: &Self) -> Self {
        Self {
            split: other.split,
            ..self
        }
    }
}

period_filter!(ClosingFilter);

company_filter!(ClosingFilter);

/// `/acts`, `/delivery-notes`
#[component]
pub fn ClosingsPage(kind: ClosingKind) -> impl IntoView {
    let batch = may_create(kind)
        .then(|| view! { <a class="btn" href=format!("{}/batch", kind.path())>{tr!(closing.batch)}</a> });
    view! {
        <Permitted right=kind.view()>
            <PageHead title=kinds_text(kind)>{batch} {new_button(kind, new_path(kind), "btn btn-primary")}</PageHead>
            <ClosingList kind />
        </Permitted>
    }
    .into_any()
}

/// The way to a new paper, for those who may make one.
fn new_button(kind: ClosingKind, path: String, class: &'static str) -> Option<AnyView> {
    may_create(kind).then(|| view! { <a class=class href=path data-key="n">{new_text(kind)}</a> }.into_any())
}

/// Papers as the address narrows them; those of one client on his card, where `changed` asks for the whole card anew.
#[component]
pub fn ClosingList(
    kind: ClosingKind,
    #[prop(optional)] client: Option<ClientId>,
    #[prop(optional, into)] changed: Option<Callback<()>>,
) -> impl IntoView {
    let filter = use_url_filter::<ClosingFilter>();
    let asked = move || {
        let filter = filter.get();
        ClosingFilter {
            client: client.or(filter.client),
            ..filter
        }
    };
    let path = client.map_or_else(|| kind.path().to_owned(), |id| format!("/clients/{id}{}", kind.path()));
    let rows = Data::new(asked, move |filter| list_closings(kind, filter));
    let sums = Data::new(move || summed(asked()), move |filter| sum_closings(kind, filter));
    let many = Many::of_viewer(
        Closings(kind),
        Changed {
            list: Callback::new(move |()| {
                rows.refetch();
                sums.refetch();
            }),
            around: changed,
        },
    );
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get()))
    };
    // A card has no room beside its tabs.
    let preview = client.is_none().then(RowPreview::new);
    let split = Memo::new(move |_| preview.filter(|_| filter.with(|filter| filter.split)));
    let beside = client.is_none().then(|| {
        let to = move || {
            let filter = filter.get();
            let split = !filter.split;
            href(kind.path(), &ClosingFilter { split, ..filter })
        };
        let current = move || filter.with(|filter| filter.split).then_some("true");
        view! { <a class="chip only-wide only-alive" href=to aria-current=current>{tr!(ui.beside)}</a> }
    });
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=list_path(kind) filter /> });
    // Of a card the next invoice is the main thing. The button stands beside the search there, and not once more where there is nothing yet.
    let in_card = client.and_then(|id| new_button(kind, format!("{}?client={id}", new_path(kind)), "btn"));
    let first = move || match client {
        Some(_) => None,
        None => new_button(kind, new_path(kind), "btn btn-primary"),
    };
    let bar_path = path.clone();
    view! {
        <div class="list-head">
            <FilterBar path=bar_path.clone() filter placeholder=tr!(closing.search) chips>
                {in_card}
            </FilterBar>
            {saved}
            <CompanyAndPeriod path=bar_path filter />
            {beside}
        </div>
        {many.map(|many| view! { <NotDonePapers many /> })}
        <div class:split-view=move || split.get().is_some()>
        <div>
        <Load resource=rows let:page>
            <DataTable
                caption=kinds_text(kind)
                path=path.clone()
                filter=filter.get_untracked()
                columns=closing_columns(client.is_none())
                export=(kind.path(), untrack(asked))
                picks=many.map(|many| many.picks)
                preview=split.get_untracked()
                page
                row_href=move |row: &ClosingRow| format!("{}/{}", kind.path(), row.id)
                row_class=row_class
                empty=move || empty(kind, &filter.get_untracked(), first())
            />
        </Load>
        {many.map(|many| view! { <ManyBar many /> })}
        </div>
        {move || split.get().map(|preview| view! { <ClosingBeside kind preview /> })}
        </div>
        <Load resource=sums aside=true fallback=|| () let:rows>{totals_bar(rows, filter.with_untracked(|filter| filter.state))}</Load>
    }
    .into_any()
}

const fn list_path(kind: ClosingKind) -> ListPath {
    match kind {
        ClosingKind::Act => ListPath::Acts,
        ClosingKind::DeliveryNote => ListPath::DeliveryNotes,
    }
}

/// What decides the sums: not the order, not the page.
fn summed(filter: ClosingFilter) -> ClosingFilter {
    ClosingFilter {
        sort: None,
        desc: false,
        after: None,
        split: false,
        ..filter
    }
}

const fn row_class(row: &ClosingRow) -> &'static str {
    match row.stage {
        Stage::Cancelled => "row-muted",
        Stage::Draft | Stage::Issued => "",
    }
}

/// One choice at a time; pressing the active one takes it away.
fn chips(path: &str, filter: &ClosingFilter) -> Vec<Chip> {
    let chip = |state: &ClosingState| {
        let active = filter.state == Some(*state);
        let narrowed = ClosingFilter {
            state: (!active).then_some(*state),
            sort: None,
            desc: false,
            after: None,
            ..filter.clone()
        };
        Chip {
            label: chip_text(*state).to_owned(),
            href: href(path, &narrowed),
            active,
        }
    };
    ClosingState::ALL.iter().map(chip).collect()
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn closing_columns(with_client: bool) -> Vec<Column<ClosingRow>> {
    let date = |date: Date| short_date(lang(), date);
    let mut columns = vec![
        Column::new(tr!(closing.number), |row: &ClosingRow| {
            let number = match &row.number {
                Some(number) => tr!(invoices.numbered, number = number.clone()),
                None => stage_text(row.stage).to_owned(),
            };
            span("nowrap", number)
        })
        .value(|row: &ClosingRow| row.number.clone())
        .sorted_by(ClosingSort::Number.as_str()),
        Column::new(tr!(closing.date), move |row: &ClosingRow| date(row.date))
            .value(|row: &ClosingRow| row.date)
            .sorted_by(ClosingSort::Date.as_str()),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(invoices.client), |row: &ClosingRow| {
                span("name-lines", row.client_name.clone())
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(closing.invoice), |row: &ClosingRow| {
            link(
                format!("/invoices/{}", row.invoice),
                tr!(invoices.numbered, number = row.invoice_number.clone()),
            )
        })
        .value(|row: &ClosingRow| row.invoice_number.clone())
        .keyed("invoice")
        .roomy(),
        Column::new(tr!(closing.total), |row: &ClosingRow| {
            money_cell(Money::new(row.total, row.currency))
        })
        .value(|row: &ClosingRow| Money::new(row.total, row.currency))
        .numeric()
        .sorted_by(ClosingSort::Total.as_str()),
        Column::exported(tr!(invoices.currency), |row: &ClosingRow| row.currency.code()),
        Column::new(tr!(closing.signature), signature_cell)
            .value(|row: &ClosingRow| (row.stage == Stage::Issued).then(|| signature_text(row.signature).to_owned()))
            .keyed("signature"),
        Column::new(tr!(closing.original), move |row: &ClosingRow| row.original.map(date))
            .value(|row: &ClosingRow| row.original)
            .keyed("original")
            .roomy(),
        Column::new(tr!(closing.state), stage_cell)
            .value(|row: &ClosingRow| stage_text(row.stage).to_owned())
            .keyed("state"),
    ]);
    columns
}

fn empty(kind: ClosingKind, filter: &ClosingFilter, new: Option<AnyView>) -> AnyView {
    let narrowed = ClosingFilter {
        client: None,
        sort: None,
        desc: false,
        after: None,
        split: false,
        ..filter.clone()
    };
    if narrowed == ClosingFilter::default() {
        let (title, text) = match kind {
            ClosingKind::Act => (tr!(closing.no_acts), tr!(closing.no_acts_text)),
            ClosingKind::DeliveryNote => (tr!(closing.no_notes), tr!(closing.no_notes_text)),
        };
        view! { <EmptyState title text>{new}</EmptyState> }.into_any()
    } else {
        view! { <EmptyState title=tr!(closing.none_found) text=tr!(invoices.none_found_text) /> }.into_any()
    }
}

/// What a list sums up to: the issued ones, unless it shows another state.
fn totals_bar(rows: Vec<ClosingTotalsRow>, state: Option<ClosingState>) -> Option<AnyView> {
    totals(rows, |row| {
        let count = if state.is_some() {
            tr!(closing.count, count = row.papers)
        } else {
            tr!(closing.count_issued, count = row.papers)
        };
        view! {
            <span>{count}</span>
            <span>{tr!(invoices.sum_total)} " " <b><MoneyText money=Money::new(row.total, row.currency) /></b></span>
        }
        .into_any()
    })
}
