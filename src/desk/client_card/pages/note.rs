//! The note on a card: saved when one leaves the field; by its button where no scripts run.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;

use crate::crm::clients::api::SaveClientNotes;
use crate::crm::clients::model::Client;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormState, Hidden, Submit, TextArea};

/// The note with its field, or as text for who may not change it.
#[component]
pub(super) fn Note(client: Client) -> impl IntoView {
    if !expect_context::<Viewer>().may(Right::EditClients) {
        let text = if client.notes.is_empty() {
            tr!(client_card.no_note).to_owned()
        } else {
            client.notes
        };
        return view! {
            <h2>{tr!(clients.notes)}</h2>
            <p class="preserve-lines">{text}</p>
        }
        .into_any();
    }
    let save = ServerAction::<SaveClientNotes>::new();
    let version = RwSignal::new(client.version);
    let done = Callback::new(move |(saved,): (i64,)| version.set(saved));
    view! {
        <Form action=save done toast=tr!(client_card.note_saved)>
            <Hidden name="id" value=client.id.to_string() />
            <Field notes=client.notes version />
        </Form>
    }
    .into_any()
}

#[component]
fn Field(notes: String, version: RwSignal<i64>) -> impl IntoView {
    let form = expect_context::<FormState>();
    // The card around the field stays as it is after a save, and so the field keeps its own version; after a conflict it is the
    // stored one.
    let current = Signal::derive(move || {
        let version = form.conflict().map_or(version.get(), |conflict| conflict.version);
        version.to_string()
    });
    let leave = move |event: FocusEvent| {
        if !form.dirty_now() {
            return;
        }
        let area = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(form) = area.and_then(|area| area.form()) {
            // A form that can't be sent now keeps what is typed.
            let _ = form.request_submit();
        }
    };
    view! {
        <Hidden name="version" value=current />
        <div on:focusout=leave>
            <TextArea name="notes" label=tr!(clients.notes) value=notes rows=4 />
        </div>
        <div class="only-plain">
            <Submit label=tr!(ui.save) second=true />
        </div>
    }
    .into_any()
}
