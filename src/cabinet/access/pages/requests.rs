//! What a client asks to have changed on his card: as he sees it, and as the staff decides on it.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::words;
use crate::cabinet::access::requisites::{REASON_MAX, RequestRow, WantedRow};
use crate::cabinet::access::staff_api::{RefuseRequisites, TakeRequisites, waiting_requisites};
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::kernel::ids::ClientId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, Submit, TextField, came_back};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::Section;

/// A request as a few lines.
pub(super) fn request_text(request: &RequestRow) -> AnyView {
    let at = short_time(lang(), request.asked_at);
    let head = format!("{}, {at}", request.asked_by);
    let state = words::state(request.state);
    let rows: Vec<_> = request.wanted.iter().map(wanted_row).collect();
    let note = (!request.note.is_empty()).then(|| view! { <p class="preserve-lines">{request.note.clone()}</p> });
    let reason = (!request.reason.is_empty())
        .then(|| view! { <p>{tr!(access.refuse_reason)} ": " <strong>{request.reason.clone()}</strong></p> });
    view! {
        <div class="side-card" role="note">
            <p>{head} " · " {state}</p>
            <dl class="facts">{rows}</dl>
            {note}
            {reason}
        </div>
    }
    .into_any()
}

fn wanted_row(row: &WantedRow) -> AnyView {
    let now = (!row.now.is_empty()).then(|| view! { <del>{row.now.clone()}</del> " " });
    let wanted = if row.wanted.is_empty() {
        tr!(ui.stored_empty).to_owned()
    } else {
        row.wanted.clone()
    };
    view! {
        <div>
            <dt>{words::field(&row.field)}</dt>
            <dd>{now} <ins>{wanted}</ins></dd>
        </div>
    }
    .into_any()
}

/// The open request of a client, on his card; nothing where none waits.
#[component]
pub fn RequisitesNotice(
    client: ClientId,
    /// The card is another one now.
    changed: Callback<()>,
) -> impl IntoView {
    let waiting = Data::new(move || client, waiting_requisites);
    let decided = Callback::new(move |()| {
        waiting.refetch();
        changed.run(());
    });
    view! {
        <Load resource=waiting aside=true fallback=|| () let:request>
            {request.map(|request| notice(client, &request, decided))}
        </Load>
    }
    .into_any()
}

fn notice(client: ClientId, request: &RequestRow, decided: Callback<()>) -> AnyView {
    let done = Callback::new(move |_: ((),)| decided.run(()));
    let id = request.id.to_string();
    let steps = may(Right::EditClients).then(|| {
        let (take, refuse) = (
            ServerAction::<TakeRequisites>::new(),
            ServerAction::<RefuseRequisites>::new(),
        );
        let ids = move |id: String| {
            view! {
                <Hidden name="id" value=id />
                <Hidden name="client" value=client.to_string() />
            }
        };
        let other = id.clone();
        view! {
            <Form action=take done toast=tr!(access.taken)>
                {ids(id)}
                <FormActions><Submit label=tr!(access.take) /></FormActions>
            </Form>
            <details class="form-section" open=came_back(RefuseRequisites::PATH, "") data-part="refuse">
                <summary class="btn">{tr!(access.refuse)}</summary>
                <Form action=refuse done toast=tr!(access.refused)>
                    {ids(other)}
                    <TextField
                        name="reason"
                        label=tr!(access.refuse_reason)
                        hint=tr!(access.refuse_reason_hint)
                        required=true
                        max=u32::from(REASON_MAX)
                    />
                    <FormActions><Submit label=tr!(access.refuse_action) danger=true /></FormActions>
                </Form>
            </details>
        }
    });
    let text = request_text(request);
    view! {
        <Section title=tr!(access.request_title)>
            {text}
            {steps}
        </Section>
    }
    .into_any()
}
