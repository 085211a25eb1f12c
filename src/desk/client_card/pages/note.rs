//! The note on a card.

use leptos::prelude::*;

use crate::crm::clients::api::SaveClientNotes;
use crate::crm::clients::model::Client;
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::form::{Form, Hidden, NoteField};
use crate::ui::may;

/// The note with its field, or as text for who may not change it.
#[component]
pub(super) fn Note(client: Client) -> impl IntoView {
    if !may(Right::EditClients) {
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
            <NoteField name="notes" label=tr!(clients.notes) text=client.notes version />
        </Form>
    }
    .into_any()
}
