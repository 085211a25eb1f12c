//! The directory of types.

use leptos::prelude::*;

use crate::documents::contracts::api::{
    DeleteContractType, MoveContractType, RetireContractType, SaveContractType, list_contract_types,
};
use crate::documents::contracts::model::{self, ContractType};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList, EntryStep};
use crate::tr;
use crate::ui::form::TextField;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

/// `/settings/contract-types`
#[component]
pub fn ContractTypesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Types /></Permitted> }.into_any()
}

#[component]
fn Types() -> impl IntoView {
    let types = Data::new(|| (), |()| list_contract_types());
    let again = Callback::new(move |()| types.refetch());
    view! {
        <PageHead title=tr!(contracts.types) />
        <p class="page-sub">{tr!(contracts.types_hint)}</p>
        <Load resource=types let:types>
            <EntryList
                entries=folds(types, again)
                none=(tr!(contracts.types_none), tr!(contracts.types_none_text))
                new_title=tr!(contracts.type_new)
            >
                {form(model::SaveContractType::default(), again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(types: Vec<ContractType>, again: Callback<()>) -> Vec<EntryFold> {
    let last = types.len().saturating_sub(1);
    let fold = |(n, one): (usize, ContractType)| {
        let up = (n > 0).then(|| moves(&one, false, again));
        let down = (n < last).then(|| moves(&one, true, again));
        let retired = one
            .retired
            .then(|| view! { " " <span class="muted">{tr!(contracts.type_retired)}</span> });
        let content = view! {
            {form(model::SaveContractType::of(one.id, one.version, &one.name), again)}
            <div class="steps-bar">{up} {down} {retire(&one, again)} {delete(&one, again)}</div>
        };
        EntryFold {
            content: content.into_any(),
            summary: view! { <span>{one.name}</span> {retired} }.into_any(),
        }
    };
    types.into_iter().enumerate().map(fold).collect()
}

fn form(stored: model::SaveContractType, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveContractType>::new();
    let id = stored.id.map(|id| id.to_string());
    view! {
        <EntryForm action id version=stored.version toast=tr!(contracts.type_saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(contracts.type_name) value=stored.name required=true max=100 />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn moves(one: &ContractType, down: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<MoveContractType>::new();
    let label = if down {
        tr!(contracts.type_down)
    } else {
        tr!(contracts.type_up)
    };
    view! { <EntryStep action id=one.id.to_string() label with=("down", down) again /> }.into_any()
}

fn retire(one: &ContractType, again: Callback<()>) -> AnyView {
    let action = ServerAction::<RetireContractType>::new();
    let label = if one.retired {
        tr!(contracts.type_restore)
    } else {
        tr!(contracts.type_retire)
    };
    let with = ("retired", !one.retired);
    view! { <EntryStep action id=one.id.to_string() label with toast=tr!(contracts.type_retired_toast) again /> }
        .into_any()
}

fn delete(one: &ContractType, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DeleteContractType>::new();
    let label = tr!(contracts.type_delete);
    view! { <EntryStep action id=one.id.to_string() label argument="" toast=tr!(contracts.type_deleted) again /> }
        .into_any()
}
