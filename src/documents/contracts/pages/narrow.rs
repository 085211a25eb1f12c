//! What narrows a list of contracts beside chips, own company and period: type, signature, days until the last one.

use leptos::prelude::*;

use crate::documents::contracts::api::offered_contract_types;
use crate::documents::contracts::model::{ContractFilter, ContractType, Signature};
use crate::documents::signatures::words::signature_text;
use crate::tr;
use crate::ui::form::choices;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<ContractFilter>) -> impl IntoView {
    let types = Data::new(|| (), |()| offered_contract_types());
    let narrowed =
        Signal::derive(move || filter.with(|f| f.kind.is_some() || f.signature.is_some() || f.expiring.is_some()));
    let kept = Signal::derive(move || {
        fields(&ContractFilter {
            kind: None,
            signature: None,
            expiring: None,
            ..filter.get().at_first()
        })
    });
    let days = move || filter.with(|filter| filter.expiring.map(|days| days.to_string()).unwrap_or_default());
    view! {
        <NarrowForm path label=tr!(contracts.narrow) narrowed kept>
            <Load resource=types aside=true fallback=|| () let:types>{kinds(types, filter)}</Load>
            {signatures(filter)}
            <div class="field">
                <label class="field-label" for="narrow-expiring">{tr!(contracts.expiring_days)}</label>
                <input id="narrow-expiring" class="input" type="number" name="expiring" min="0" max="3660" value=days prop:value=days />
            </div>
        </NarrowForm>
    }
    .into_any()
}

fn kinds(types: Vec<ContractType>, filter: Memo<ContractFilter>) -> Option<AnyView> {
    let options = types.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let chosen = Memo::new(move |_| filter.with(|filter| filter.kind.map(|id| id.to_string()).unwrap_or_default()));
    narrow_choice("kind", tr!(contracts.kind), tr!(contracts.all), options, chosen)
}

fn signatures(filter: Memo<ContractFilter>) -> Option<AnyView> {
    let options = choices(Signature::ALL, signature_text);
    let chosen =
        Memo::new(move |_| filter.with(|filter| filter.signature.map(|state| state.to_string()).unwrap_or_default()));
    narrow_choice(
        "signature",
        tr!(signatures.signature),
        tr!(contracts.all),
        options,
        chosen,
    )
}
