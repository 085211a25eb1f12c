//! A note beside a document or a card: a form of one field, saved when one leaves it; by its button where no scripts run.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;

use super::fields::TextArea;
use super::unseen::Hidden;
use super::{FormState, Submit};
use crate::tr;

/// The field of a note with the version it is written into. What is around the form stays as it is after a save, and so `version` is
/// kept here: `done` of the form sets it.
///
/// ```ignore
/// let version = RwSignal::new(client.version);
/// let done = Callback::new(move |(saved,): (i64,)| version.set(saved));
/// view! { <Form action=save done><Hidden name="id" value=id /><NoteField name="notes" label text version /></Form> }
/// ```
#[component]
pub fn NoteField(
    name: &'static str,
    #[prop(into)] label: String,
    text: String,
    version: RwSignal<i64>,
) -> impl IntoView {
    let form = expect_context::<FormState>();
    // After a conflict it is the stored one.
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
            <TextArea name label value=text rows=4 />
        </div>
        <div class="only-plain">
            <Submit label=tr!(ui.save) second=true />
        </div>
    }
    .into_any()
}
