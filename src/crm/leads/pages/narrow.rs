//! What list and board share: the way from one to the other, and what narrows both beside the search.

use leptos::prelude::*;

use crate::crm::leads::api::offered_lead_choices;
use crate::crm::leads::model::{LeadChoice, LeadChoices, LeadFilter};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::{fields, href};

/// The same leads as a table or as a board.
#[component]
pub(super) fn Ways(filter: Memo<LeadFilter>, board: bool) -> impl IntoView {
    let way = move |path: &'static str, label: &'static str, here: bool| {
        let current = here.then_some("page");
        let to = move || {
            let filter = filter.get();
            href(path, &LeadFilter { after: None, ..filter })
        };
        view! { <a class="chip" href=to aria-current=current>{label}</a> }
    };
    view! {
        <nav class="chips lead-ways" aria-label=tr!(leads.ways)>
            {way(super::list::PATH, tr!(leads.as_table), !board)}
            {way(super::board::PATH, tr!(leads.as_board), board)}
        </nav>
    }
    .into_any()
}

/// Status, source, and one's own.
#[component]
pub(super) fn Narrow(path: &'static str, filter: Memo<LeadFilter>) -> impl IntoView {
    let choices = Data::new(|| (), |()| offered_lead_choices());
    let narrowed =
        Signal::derive(move || filter.with(|f| f.status.is_some() || f.source.is_some() || f.assigned.is_some()));
    let kept = Signal::derive(move || {
        fields(&LeadFilter {
            status: None,
            source: None,
            assigned: None,
            after: None,
            ..filter.get()
        })
    });
    let me = expect_context::<Viewer>().user;
    let mine = me.map(|me| {
        let ticked = move || filter.with(|filter| filter.assigned == Some(me));
        view! {
            <label class="check-line">
                <input type="checkbox" class="checkbox" name="assigned" value=me.to_string() checked=ticked prop:checked=ticked />
                <span>{tr!(leads.mine)}</span>
            </label>
        }
    });
    view! {
        <NarrowForm path label=tr!(leads.narrow) narrowed kept>
            <Load resource=choices aside=true fallback=|| () let:choices>
                <Directories choices filter />
            </Load>
            {mine}
        </NarrowForm>
    }
    .into_any()
}

#[component]
fn Directories(choices: LeadChoices, filter: Memo<LeadFilter>) -> impl IntoView {
    let status = Memo::new(move |_| filter.with(|filter| filter.status.map(|id| id.to_string()).unwrap_or_default()));
    let source = Memo::new(move |_| filter.with(|filter| filter.source.map(|id| id.to_string()).unwrap_or_default()));
    let options = |choices: Vec<LeadChoice>| {
        let option = |one: LeadChoice| (one.id.to_string(), one.name);
        choices.into_iter().map(option).collect()
    };
    view! {
        {narrow_choice("status", tr!(leads.status), tr!(leads.all), options(choices.statuses), status)}
        {narrow_choice("source", tr!(leads.source), tr!(leads.all), options(choices.sources), source)}
    }
    .into_any()
}
