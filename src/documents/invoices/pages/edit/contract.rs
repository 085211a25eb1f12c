//! The contract the invoice goes back to: one of the client's with the chosen own company.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{framed, select};
use super::state::Editing;
use crate::documents::contracts::api::contract_choices;
use crate::documents::contracts::model::ContractChoice;
use crate::documents::contracts::pages::words::choice_text;
use crate::documents::invoices::model::SaveInvoice;
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
        // One that the reader does not see, or that is not offered any more: it stays until another one is chosen.
        let chosen = editing.head.with(|head| head.contract.clone());
        if options.iter().all(|(value, _)| *value != chosen) {
            options.push((chosen, tr!(contracts.kept).to_owned()));
        }
        options
    };
    (move || {
        shown.get().then(|| {
            let chosen = move || editing.head.with(|head| head.contract.clone());
            let change = move |id| editing.change(|head| head.contract = id);
            let control = select(editing, "contract", options, chosen, change);
            let later = move || {
                chosen_is_later(editing).then(|| view! { <div class="field-warning">{tr!(contracts.later)}</div> })
            };
            let control = view! { {control} {later} }.into_any();
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

/// Whether the chosen one is dated later than the invoice: it may be meant so, and is said beside it.
pub(super) fn chosen_is_later(editing: Editing) -> bool {
    let chosen = editing.head.with(|head| head.contract.clone());
    let contracts = editing.aside().contracts;
    editing.issue_date().is_some_and(|date| {
        contracts.with(|all| {
            let mut chosen = all.iter().filter(|choice| choice.id.to_string() == chosen);
            chosen.any(|choice| choice.is_later(date))
        })
    })
}

/// The contract of a stored invoice, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredContract {
    client: String,
    organization: String,
    contract: String,
}

impl StoredContract {
    /// As the form of a stored invoice has it; a new one has none.
    pub fn of(form: &SaveInvoice) -> Option<Self> {
        form.id.map(|_| Self {
            client: form.client.clone(),
            organization: form.organization.clone(),
            contract: form.contract.clone(),
        })
    }

    /// What stands there once client or own company are others: the stored contract, where they are the stored ones again, since a reader who
    /// does not see it could not choose it; else none.
    fn after(&self, head: &SaveInvoice) -> &str {
        if self.client == head.client && self.organization == head.organization {
            &self.contract
        } else {
            ""
        }
    }
}

fn contract_after(editing: Editing, head: &SaveInvoice) -> String {
    editing.aside().stored.with_value(|stored| {
        let contract = stored.as_ref().map(|stored| stored.after(head));
        contract.unwrap_or_default().to_owned()
    })
}

/// Another own company has other contracts.
pub(super) fn forget_contract(editing: Editing) {
    let fits = untrack(|| {
        let chosen = editing.head.with(|head| head.contract.clone());
        fitting(editing).iter().any(|choice| choice.id.to_string() == chosen)
    });
    if !fits {
        editing.change(|head| head.contract = contract_after(editing, head));
    }
}

/// Another client has other contracts.
pub(super) fn change_client(editing: Editing, client: &str) {
    editing.change(|head| {
        client.clone_into(&mut head.client);
        head.contract = contract_after(editing, head);
    });
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

#[cfg(test)]
mod tests {
    use super::StoredContract;
    use crate::documents::invoices::model::SaveInvoice;
    use crate::kernel::ids::InvoiceId;

    #[test]
    fn a_stored_contract_comes_back_with_its_client_and_own_company() {
        let form = SaveInvoice {
            id: Some(InvoiceId::from(uuid::Uuid::from_u128(1))),
            client: "Ромашка".into(),
            organization: "Обрій".into(),
            contract: "7".into(),
            ..SaveInvoice::default()
        };
        let stored = StoredContract::of(&form).unwrap();
        for (client, organization, contract) in [
            ("", "Обрій", ""),
            ("Їжак", "Обрій", ""),
            ("Ромашка", "Друга", ""),
            ("Ромашка", "Обрій", "7"),
        ] {
            let head = SaveInvoice {
                client: client.into(),
                organization: organization.into(),
                contract: String::new(),
                ..form.clone()
            };
            assert_eq!(stored.after(&head), contract, "{client}, {organization}");
        }
        assert_eq!(StoredContract::of(&SaveInvoice { id: None, ..form }), None);
    }
}
