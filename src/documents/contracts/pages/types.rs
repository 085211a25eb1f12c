//! The directory of types.

use leptos::prelude::*;

use crate::documents::contracts::api::{
    DeleteContractType, MoveContractType, RetireContractType, SaveContractType, list_contract_types,
};
use crate::documents::contracts::model::{self, ContractType};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{
    EntryFold, EntryList, OrderedEntry, delete_step, entry_name, name_form, ordered, retire_step,
};
use crate::tr;
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
    let entry = |one: ContractType| {
        let id = one.id.to_string();
        let form = form(model::SaveContractType::of(one.id, one.version, &one.name), again);
        let retire = retire_step::<RetireContractType, _>(id.clone(), one.retired, again);
        let delete = delete_step::<DeleteContractType, _>(id.clone(), again);
        OrderedEntry {
            id,
            summary: entry_name(one.name, one.retired),
            form,
            steps: view! { {retire} {delete} }.into_any(),
        }
    };
    ordered::<MoveContractType, _>(types.into_iter().map(entry).collect(), again)
}

fn form(stored: model::SaveContractType, again: Callback<()>) -> AnyView {
    name_form::<SaveContractType, _, _>(stored, 100, again)
}
