//! Whom the invoice is for: one of the clients, or one who is made in place; and what follows from the choice.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::contract::{change_client, load_contracts};
use super::expenses::load_expenses;
use super::grid::{focus, focus_element};
use super::state::{Editing, head_id};
use super::usual::take_over;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::crm::clients::pages::NewClientDrawer;
use crate::documents::invoices::api::open_editor;
use crate::kernel::actor::Right;
use crate::kernel::owner::OwnerKind;
use crate::tr;
use crate::ui::may;
use crate::ui::picker::{Create, Picker, PickerChoice};

/// The client is chosen, unless an issued invoice names him already.
pub(super) fn client(editing: Editing) -> AnyView {
    if editing.is_correction() {
        let name = chosen_client(editing).map(|choice| choice.label).unwrap_or_default();
        return view! {
            <div class="field" id="field-client" tabindex="-1">
                <span class="field-label">{tr!(invoices.client)}</span>
                <p>{name}</p>
            </div>
        }
        .into_any();
    }
    (move || {
        editing.restored.track();
        untrack(|| picker(editing))
    })
    .into_any()
}

fn chosen_client(editing: Editing) -> Option<PickerChoice> {
    let id = editing.head.with_untracked(|head| head.client.clone());
    let name = editing.clients.with_value(|names| names.get(&id).cloned())?;
    Some(PickerChoice::new(id, name, String::new()))
}

fn picker(editing: Editing) -> AnyView {
    let search = |text: String| async move {
        let found = find_clients(text, Some(OwnerKind::Invoice)).await?;
        Ok(found
            .into_iter()
            .map(|c| PickerChoice::new(c.id, c.name, c.tax_id))
            .collect())
    };
    let on_pick = Callback::new(move |(choice,): (PickerChoice,)| pick_client(editing, choice));
    // Whoever may make clients makes one in place.
    let may_create = may(Right::CreateClients);
    let create = may_create.then(|| {
        let begin = move |(typed,): (String,)| editing.aside().new_client.set(Some(typed));
        Create::Here(Callback::new(begin))
    });
    match chosen_client(editing) {
        Some(chosen) => {
            let options = vec![chosen.clone()];
            view! {
                <Picker
                    name="client"
                    label=tr!(invoices.client)
                    search
                    options
                    chosen
                    required=true
                    alone=true
                    create
                    on_pick
                />
            }
            .into_any()
        }
        None => view! {
            <Picker
                name="client"
                label=tr!(invoices.client)
                search
                options=Vec::new()
                required=true
                autofocus=true
                alone=true
                create
                on_pick
            />
        }
        .into_any(),
    }
}

/// The drawer in which a client is made who is not there yet; then he is picked.
#[component]
pub fn NewClient(editing: Editing) -> impl IntoView {
    let made = move |(client,): (ClientChoice,)| {
        let choice = PickerChoice::new(client.id, client.name, client.tax_id);
        pick_client(editing, choice);
        // The field shows whom the form names; with lines typed already the focus comes back to it.
        editing.restored.update(|times| *times += 1);
        if !untrack(|| editing.is_blank()) {
            focus_element(head_id("client"));
        }
    };
    view! { <NewClientDrawer name=editing.aside().new_client made=Callback::new(made) /> }.into_any()
}

/// A new invoice takes what is usual for the client; a draft that was saved keeps its own. The same client, picked once more, changes nothing
/// of what was chosen.
fn pick_client(editing: Editing, choice: PickerChoice) {
    if editing.head.with_untracked(|head| head.client == choice.value) {
        return;
    }
    editing.clients.update_value(|names| {
        names.insert(choice.value.clone(), choice.label.clone());
    });
    change_client(editing, &choice.value);
    editing.aside().contracts.set(Vec::new());
    editing.aside().expenses.set(Vec::new());
    editing.aside().term.set(None);
    editing.untouch();
    let is_new = editing.head.with_untracked(|head| head.id.is_none());
    let Ok(client) = choice.value.parse() else { return };
    if !is_new {
        load_contracts(editing, client);
        load_expenses(editing, client);
        return;
    }
    if let Some(first) = editing.lines.with_untracked(|lines| lines.first().copied())
        && untrack(|| editing.is_blank())
    {
        focus(first.key, "name");
    }
    spawn_local(async move {
        // Without an answer what stands there stays, and can be typed over.
        let Ok(usual) = open_editor(None, Some(client), None).await else {
            return;
        };
        let now = editing.head.try_with_untracked(|head| head.client == choice.value);
        if now == Some(true) {
            let form = usual.form;
            editing.aside().contracts.set(usual.contracts);
            editing.aside().expenses.set(usual.expenses);
            editing.aside().term.set(usual.client.map(|client| client.term));
            editing.usual.set((usual.usual, Some(form.clone())));
            take_over(editing, form);
        }
    });
}
