//! What was typed and not saved, kept in this browser: offered when the page is opened again.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::contract::load_contracts;
use super::expenses::load_expenses;
use super::state::Editing;
use crate::documents::invoices::model::{InvoiceEditor, SaveInvoice};
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::kept::Keeper;

/// Everything a person types in the editor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    form: SaveInvoice,
    reason: String,
    /// The chosen client, since his id tells people nothing.
    client: String,
}

impl Typed {
    pub fn now(editing: Editing) -> Self {
        let form = editing.form();
        Self {
            client: editing
                .clients
                .with_value(|names| names.get(&form.client).cloned())
                .unwrap_or_default(),
            reason: editing.reason.get(),
            form,
        }
    }
}

/// Where the texts of this editor are kept.
pub fn keeper_of(editor: &InvoiceEditor) -> Keeper {
    let name = match (&editor.form.id, &editor.correcting) {
        (None, _) => "invoice/new".to_owned(),
        (Some(id), None) => format!("invoice/{id}"),
        (Some(id), Some(_)) => format!("invoice/{id}/correction"),
    };
    Keeper::new(&name, editor.form.version)
}

/// Offers what was found.
#[component]
pub fn KeptPanel(editing: Editing, keeper: Keeper) -> impl IntoView {
    let found = RwSignal::new(None::<Typed>);
    Effect::new(move || found.set(keeper.found::<Typed>()));
    let restore = move |typed: Typed| {
        let (request, before) = editing.head.with_untracked(|head| (head.request, head.client.clone()));
        let client = typed.form.client.clone();
        editing.clients.update_value(|names| {
            names.insert(typed.form.client.clone(), typed.client.clone());
        });
        editing.load(SaveInvoice { request, ..typed.form });
        editing.reason.set(typed.reason);
        editing.dirty.set(true);
        editing.restored.update(|times| *times += 1);
        // What there is to choose is another client's.
        if client != before
            && let Ok(client) = client.parse::<ClientId>()
        {
            load_contracts(editing, client);
            load_expenses(editing, client);
        }
        found.set(None);
    };
    let forget = move |_| {
        keeper.forget();
        found.set(None);
    };
    move || {
        found.get().map(|typed| {
            view! {
                <div class="alert alert-info" role="status" id="invoice-kept">
                    <span>{tr!(invoices.kept_text)}</span>
                    <button type="button" class="btn btn-sm btn-primary" on:click=move |_| restore(typed.clone())>
                        {tr!(invoices.kept_restore)}
                    </button>
                    <button type="button" class="btn btn-sm" on:click=forget>{tr!(invoices.kept_forget)}</button>
                </div>
            }
            .into_any()
        })
    }
}
