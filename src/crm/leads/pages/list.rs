//! The list of leads.

use leptos::prelude::*;

use super::narrow::{Narrow, Ways};
use super::words;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::crm::contacts::pages::{mail_link, phone_link};
use crate::crm::leads::api::list_leads;
use crate::crm::leads::model::{LeadFilter, LeadRow, LeadSort, LeadStage};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, span};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::may;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

pub(super) const PATH: &str = "/leads";

list_filter!(LeadFilter);

/// `/leads`
#[component]
pub fn LeadsPage() -> impl IntoView {
    view! { <Permitted right=Right::ViewLeads><Leads /></Permitted> }.into_any()
}

#[component]
fn Leads() -> impl IntoView {
    let filter = use_url_filter::<LeadFilter>();
    let leads = Data::new(move || filter.get(), list_leads);
    let may_create = may(Right::CreateLeads);
    view! {
        <PageHead title=tr!(leads.title)>{new_button()}</PageHead>
        <Ways filter board=false />
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(leads.search) chips=Signal::derive(move || chips(&filter.get())) />
            <Narrow path=PATH filter />
            <SavedFilters list=ListPath::Leads filter />
        </div>
        <Load resource=leads let:page>
            <DataTable
                caption=tr!(leads.title)
                path=PATH
                filter=filter.get_untracked()
                columns=lead_columns()
                export=(PATH, filter.get_untracked())
                page
                row_href=|row: &LeadRow| format!("{PATH}/{}", row.id)
                row_class=row_class
                empty=move || empty(&filter.get_untracked(), may_create)
            />
        </Load>
    }
    .into_any()
}

/// Leads to the form of a new lead, for who may make one.
pub(super) fn new_button() -> Option<AnyView> {
    let may_create = may(Right::CreateLeads);
    may_create
        .then(|| view! { <a class="btn btn-primary" href="/leads/new" data-key="n">{tr!(leads.new)}</a> }.into_any())
}

fn row_class(row: &LeadRow) -> &'static str {
    match row.stage {
        LeadStage::Lost | LeadStage::Junk => "row-muted",
        LeadStage::Open | LeadStage::Customer => "",
    }
}

fn chips(filter: &LeadFilter) -> Vec<Chip> {
    let chip = |stage: &LeadStage| Chip {
        label: words::stage_text(*stage).to_owned(),
        href: href(
            PATH,
            &LeadFilter {
                stage: *stage,
                after: None,
                ..filter.clone()
            },
        ),
        active: filter.stage == *stage,
    };
    LeadStage::ALL.iter().map(chip).collect()
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn lead_columns() -> Vec<Column<LeadRow>> {
    vec![
        Column::new(tr!(leads.name), name_cell)
            .value(|row: &LeadRow| row.name.clone())
            .sorted_by(LeadSort::Name.as_str()),
        Column::exported(tr!(leads.company), |row: &LeadRow| row.company.clone()),
        Column::new(tr!(leads.status), words::state_cell)
            .value(words::state_words)
            .keyed("status"),
        Column::new(tr!(leads.source), |row: &LeadRow| row.source.clone()).keyed("source"),
        Column::new(tr!(leads.value), |row: &LeadRow| words::value_cell(row.value))
            .value(|row: &LeadRow| row.value.amount.to_decimal(row.value.currency))
            .numeric()
            .sorted_by(LeadSort::Value.as_str()),
        Column::exported(tr!(leads.currency), |row: &LeadRow| row.value.currency.code()),
        Column::new(tr!(leads.assigned), |row: &LeadRow| row.assigned.clone()).keyed("assigned"),
        Column::new(tr!(leads.contacted), |row: &LeadRow| {
            row.contacted.map(|on| short_date(lang(), on))
        })
        .value(|row: &LeadRow| row.contacted.map(|on| on.to_string()).unwrap_or_default())
        .sorted_by(LeadSort::Contacted.as_str()),
        Column::new(tr!(leads.phone), |row: &LeadRow| phone_link(&row.phone)).keyed("phone"),
        Column::new(tr!(leads.email), |row: &LeadRow| mail_link(&row.email)).keyed("email"),
        Column::exported(tr!(leads.tags), |row: &LeadRow| row.tags.clone()),
    ]
}

fn name_cell(row: &LeadRow) -> impl Piece + use<> {
    let company = (!row.company.is_empty()).then(|| (" ", span("muted", row.company.clone())));
    (row.name.clone(), company)
}

fn empty(filter: &LeadFilter, may_create: bool) -> AnyView {
    if *filter == LeadFilter::default() {
        let new = may_create.then(|| view! { <a class="btn btn-primary" href="/leads/new">{tr!(leads.new)}</a> });
        return view! { <EmptyState title=tr!(leads.none) text=tr!(leads.none_text)>{new}</EmptyState> }.into_any();
    }
    view! {
        <EmptyState title=tr!(leads.none_found) text=tr!(leads.none_found_text)>
            <a class="btn" href=PATH>{tr!(leads.show_all)}</a>
        </EmptyState>
    }
    .into_any()
}
