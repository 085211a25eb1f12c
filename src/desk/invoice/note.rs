//! The internal note beside the paper. That of a draft is typed in its editor.

use leptos::prelude::*;

use crate::documents::invoices::api::SaveNote;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::form::{Form, Hidden, NoteField};
use crate::ui::may;

/// The note with its field, or as text for who may not change it.
#[component]
pub(super) fn InternalNote(invoice: Invoice) -> impl IntoView {
    let may_edit = may(Right::EditInvoices);
    if invoice.stage() == Stage::Draft || !may_edit {
        return (!invoice.internal_note.is_empty())
            .then(|| {
                view! {
                    <section class="side-card">
                        <h2>{tr!(invoices.internal_note)}</h2>
                        <p class="preserve-lines">{invoice.internal_note}</p>
                    </section>
                }
            })
            .into_any();
    }
    let save = ServerAction::<SaveNote>::new();
    let version = RwSignal::new(invoice.version);
    let done = Callback::new(move |(saved,): (i64,)| version.set(saved));
    view! {
        <section class="side-card">
            <Form action=save done toast=tr!(invoices.note_saved)>
                <Hidden name="id" value=invoice.id.to_string() />
                <NoteField name="internal_note" label=tr!(invoices.internal_note) text=invoice.internal_note version />
            </Form>
        </section>
    }
    .into_any()
}
