//! The contract the invoice goes back to: one of the client's with the chosen own company.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::head::{framed, select};
use super::state::Editing;
use crate::documents::contracts::api::contract_choices;
use crate::documents::contracts::model::ContractChoice;
use crate::documents::contracts::pages::words::choice_text;
use crate::kernel::ids::ClientId;
use crate::tr;

/// The choice, once there is something to choose or something wrong with it.
pub(super) fn contract(editing: Editing) -> AnyView {
    let shown = Memo::new(move |_| {
        let chosen = editing.head.with(|head| !head.contract.is_empty());
        chosen || !fitting(editing).is_empty() || editing.problem("contract").is_some()
    });
    let options = move || {
        let mut options = vec![(String::new(), tr!(contracts.without).to_owned())];
        options.extend(
            fitting(editing)
                .iter()
                .map(|choice| (choice.id.to_string(), choice_text(choice))),
        );
        options
    };
    (move || {
        shown.get().then(|| {
            let chosen = move || editing.head.with(|head| head.contract.clone());
            let change = move |id| editing.change(|head| head.contract = id);
            let control = select(editing, "contract", options, chosen, change);
            view! { <div class="span-2">{framed(editing, "contract", tr!(contracts.contract), control)}</div> }
        })
    })
    .into_any()
}

/// Those of the chosen own company.
fn fitting(editing: Editing) -> Vec<ContractChoice> {
    let company = editing.head.with(|head| head.organization.clone());
    let mut choices = editing.aside().contracts.get();
    choices.retain(|choice| choice.organization.to_string() == company);
    choices
}

/// Another own company has other contracts.
pub(super) fn forget_contract(editing: Editing) {
    let fits = untrack(|| {
        let chosen = editing.head.with(|head| head.contract.clone());
        fitting(editing).iter().any(|choice| choice.id.to_string() == chosen)
    });
    if !fits {
        editing.change(|head| head.contract.clear());
    }
}

/// The contracts of another client.
pub(super) fn load_contracts(editing: Editing, client: ClientId) {
    spawn_local(async move {
        // Without an answer, or without the right to see them, there is nothing to choose.
        let choices = contract_choices(client).await.unwrap_or_default();
        let now = editing
            .head
            .try_with_untracked(|head| head.client == client.to_string());
        if now == Some(true) {
            editing.aside().contracts.set(choices);
        }
    });
}
