//! What list and board share: the way from one to the other, and what narrows both beside the search.

use leptos::prelude::*;

use crate::crm::leads::api::offered_lead_choices;
use crate::crm::leads::model::{LeadChoice, LeadChoices, LeadFilter};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::load::{Data, Load};
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

/// Status, source, and one's own: a plain form in a fold.
#[component]
pub(super) fn Narrow(path: &'static str, filter: Memo<LeadFilter>) -> impl IntoView {
    let choices = Data::new(|| (), |()| offered_lead_choices());
    let narrowed = move || filter.with(|f| f.status.is_some() || f.source.is_some() || f.assigned.is_some());
    let kept = move || {
        let rest = LeadFilter {
            status: None,
            source: None,
            assigned: None,
            after: None,
            ..filter.get()
        };
        let kept = fields(&rest).into_iter();
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
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
    let current = move || narrowed().then_some("true");
    view! {
        <details class="menu-of">
            <summary class="chip" aria-current=current>{tr!(leads.narrow)}</summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=path aria-label=tr!(leads.narrow)>
                    {kept}
                    <Load resource=choices aside=true fallback=|| () let:choices>
                        <Directories choices filter />
                    </Load>
                    {mine}
                    <div class="form-actions">
                        <button class="btn btn-primary" type="submit">{tr!(ui.show)}</button>
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Directories(choices: LeadChoices, filter: Memo<LeadFilter>) -> impl IntoView {
    let status = Memo::new(move |_| filter.with(|filter| filter.status.map(|id| id.to_string()).unwrap_or_default()));
    let source = Memo::new(move |_| filter.with(|filter| filter.source.map(|id| id.to_string()).unwrap_or_default()));
    view! {
        {select("status", tr!(leads.status), choices.statuses, status)}
        {select("source", tr!(leads.source), choices.sources, source)}
    }
    .into_any()
}

fn select(name: &'static str, label: &'static str, choices: Vec<LeadChoice>, chosen: Memo<String>) -> Option<AnyView> {
    if choices.is_empty() {
        return None;
    }
    let id = format!("narrow-{name}");
    let options: Vec<_> = choices
        .into_iter()
        .map(|one| {
            let here = one.id.to_string();
            let value = here.clone();
            let selected = move || chosen.with(|chosen| *chosen == here);
            let also = selected.clone();
            view! { <option value=value selected=selected prop:selected=also>{one.name}</option> }
        })
        .collect();
    Some(
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <select id=id class="select" name=name>
                    <option value="">{tr!(leads.all)}</option>
                    {options}
                </select>
            </div>
        }
        .into_any(),
    )
}
