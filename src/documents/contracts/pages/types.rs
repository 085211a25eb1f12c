//! The directory of types.

use leptos::prelude::*;

use crate::documents::contracts::api::{
    DeleteContractType, MoveContractType, RetireContractType, SaveContractType, list_contract_types,
};
use crate::documents::contracts::model::{self, ContractType, TYPE_NAME};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryList, name_form, named_entry, ordered};
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
                {name_form::<SaveContractType, _, _>(model::SaveContractType::default(), TYPE_NAME, again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(types: Vec<ContractType>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: ContractType| {
        let stored = model::SaveContractType::of(one.id, one.version, &one.name);
        named_entry::<SaveContractType, RetireContractType, DeleteContractType, _, _>(
            stored,
            one.retired,
            TYPE_NAME,
            again,
        )
    };
    ordered::<MoveContractType, _>(types.into_iter().map(entry).collect(), again)
}
