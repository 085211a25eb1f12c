//! The directory of types.

use leptos::prelude::*;

use crate::documents::contracts::api::{
    DeleteContractType, MoveContractType, RetireContractType, SaveContractType, list_contract_types,
};
use crate::documents::contracts::model::{self, ContractType};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList};
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit, TextField};
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
            {form(model::SaveContractType::of(&one), again)}
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
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (key, label) = if down {
        (format!("{}-down", one.id), tr!(contracts.type_down))
    } else {
        (format!("{}-up", one.id), tr!(contracts.type_up))
    };
    let id = one.id.to_string();
    view! {
        <Form action done form_key=key>
            <Hidden name="id" value=id />
            <Hidden name="down" value=down.to_string() />
            <Submit label second=true />
        </Form>
    }
    .into_any()
}

fn retire(one: &ContractType, again: Callback<()>) -> AnyView {
    let action = ServerAction::<RetireContractType>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (id, retired) = (one.id.to_string(), (!one.retired).to_string());
    let label = if one.retired {
        tr!(contracts.type_restore)
    } else {
        tr!(contracts.type_retire)
    };
    view! {
        <Form action done form_key=id.clone() toast=tr!(contracts.type_retired_toast)>
            <Hidden name="id" value=id />
            <Hidden name="retired" value=retired />
            <Submit label second=true />
        </Form>
    }
    .into_any()
}

fn delete(one: &ContractType, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DeleteContractType>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = one.id.to_string();
    view! {
        <Form action done argument="" form_key=id.clone() toast=tr!(contracts.type_deleted)>
            <Hidden name="id" value=id />
            <Submit label=tr!(contracts.type_delete) second=true />
        </Form>
    }
    .into_any()
}
