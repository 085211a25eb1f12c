//! The list of the catalogue.

use leptos::prelude::*;

use super::words;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::catalog::api::list_items;
use crate::company::catalog::model::{ItemFilter, ItemRow, ItemSort};
use crate::kernel::actor::Right;
use crate::kernel::line_kind::LineKind;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::Piece;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

const PATH: &str = "/catalogue";

list_filter!(ItemFilter, spelled ItemSort);

/// `/catalogue`
#[component]
pub fn CataloguePage() -> impl IntoView {
    let filter = use_url_filter::<ItemFilter>();
    let items = Data::new(move || filter.get(), list_items);
    let may_create = may(Right::CreateCatalogue);
    let new = may_create.then(|| {
        view! {
            <a class="btn btn-primary" href="/catalogue/new" data-key="n">
                {tr!(catalog.new)}
            </a>
        }
    });
    view! {
        <PageHead title=tr!(catalog.title)>{new}</PageHead>
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(catalog.search) chips=Signal::derive(move || chips(&filter.get())) />
            <SavedFilters list=ListPath::Catalogue filter />
        </div>
        <Load resource=items let:page>
            <DataTable
                caption=tr!(catalog.title)
                path=PATH
                filter=filter.get_untracked()
                columns=item_columns()
                export=(PATH, filter.get_untracked())
                page
                row_href=|row: &ItemRow| format!("{PATH}/{}", row.item.id)
                row_class=row_class
                empty=move || empty(&filter.get_untracked(), may_create)
            />
        </Load>
    }
    .into_any()
}

fn row_class(row: &ItemRow) -> &'static str {
    if row.item.archived { "row-muted" } else { "" }
}

fn chips(filter: &ItemFilter) -> Vec<Chip> {
    let first = ItemFilter {
        after: String::new(),
        ..filter.clone()
    };
    let chip = |label: &str, filter: ItemFilter, active: bool| Chip {
        label: label.to_owned(),
        href: href(PATH, &filter),
        active,
    };
    let among = |archived: bool| ItemFilter {
        archived,
        ..first.clone()
    };
    let mut chips = vec![
        chip(tr!(catalog.active), among(false), !filter.archived),
        chip(tr!(catalog.archived), among(true), filter.archived),
    ];
    for kind in LineKind::ALL {
        let active = filter.kind == kind.as_str();
        let kind_code = if active { String::new() } else { kind.to_string() };
        let only = ItemFilter {
            kind: kind_code,
            ..first.clone()
        };
        chips.push(chip(words::kind_text(*kind), only, active));
    }
    chips
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn item_columns() -> Vec<Column<ItemRow>> {
    vec![
        Column::new(tr!(catalog.name), name_cell)
            .value(|row: &ItemRow| row.item.name.clone())
            .sorted_by(ItemSort::Name.as_str()),
        Column::new(tr!(catalog.code), |row: &ItemRow| row.item.code.clone()).sorted_by(ItemSort::Code.as_str()),
        Column::new(tr!(catalog.kind), |row: &ItemRow| words::kind_text(row.item.kind)).keyed("kind"),
        Column::new(tr!(catalog.unit), |row: &ItemRow| row.item.unit.clone()).keyed("unit"),
        Column::new(tr!(catalog.price), |row: &ItemRow| words::price(&row.item))
            .value(|row: &ItemRow| row.item.price.to_decimal())
            .numeric()
            .sorted_by(ItemSort::Price.as_str()),
        Column::exported(tr!(catalog.currency), |row: &ItemRow| row.item.currency.code()),
        Column::new(tr!(catalog.vat), |row: &ItemRow| words::rate_text(row.item.vat)).keyed("vat"),
    ]
}

fn name_cell(row: &ItemRow) -> impl Piece + use<> {
    let archived = row
        .item
        .archived
        .then(|| (" ", badge_cell(Tone::Neutral, tr!(catalog.archived))));
    (row.item.name.clone(), archived)
}

fn empty(filter: &ItemFilter, may_create: bool) -> AnyView {
    if *filter == ItemFilter::default() {
        let new = may_create.then(|| view! { <a class="btn btn-primary" href="/catalogue/new">{tr!(catalog.new)}</a> });
        return view! { <EmptyState title=tr!(catalog.none) text=tr!(catalog.none_text)>{new}</EmptyState> }.into_any();
    }
    view! {
        <EmptyState title=tr!(catalog.none_found) text=tr!(catalog.none_found_text)>
            <a class="btn" href=PATH>{tr!(catalog.show_all)}</a>
        </EmptyState>
    }
    .into_any()
}
