//! What narrows the list beside its chips: executor, department, priority.

use leptos::prelude::*;

use super::words;
use crate::support::tickets::api::narrow_tickets;
use crate::support::tickets::model::{NarrowChoices, TicketFilter};
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<TicketFilter>) -> impl IntoView {
    let choices = Data::new(|| (), |()| narrow_tickets());
    let narrowed =
        Signal::derive(move || filter.with(|f| f.executor.is_some() || f.department.is_some() || f.priority.is_some()));
    let kept = Signal::derive(move || {
        fields(&TicketFilter {
            executor: None,
            department: None,
            priority: None,
            after: None,
            ..filter.get()
        })
    });
    let priority = Memo::new(move |_| filter.with(|f| f.priority.map(|one| one.to_string()).unwrap_or_default()));
    view! {
        <NarrowForm path label=tr!(tickets.narrow) narrowed kept>
            <Load resource=choices aside=true fallback=|| () let:choices>
                <Directories choices filter />
            </Load>
            {narrow_choice("priority", tr!(tickets.priority), tr!(tickets.any), words::priorities(), priority)}
        </NarrowForm>
    }
    .into_any()
}

#[component]
fn Directories(choices: NarrowChoices, filter: Memo<TicketFilter>) -> impl IntoView {
    let executor = Memo::new(move |_| filter.with(|f| f.executor.map(|id| id.to_string()).unwrap_or_default()));
    let department = Memo::new(move |_| filter.with(|f| f.department.map(|id| id.to_string()).unwrap_or_default()));
    view! {
        {narrow_choice("executor", tr!(tickets.executor), tr!(tickets.any), words::named(choices.staff), executor)}
        {narrow_choice("department", tr!(tickets.department), tr!(tickets.any), words::named(choices.departments), department)}
    }
    .into_any()
}
