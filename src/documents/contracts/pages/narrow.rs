//! What narrows a list of contracts beside chips, own company and period: type, signature, days until the last one. A plain form in a fold.

use leptos::prelude::*;

use crate::documents::contracts::api::offered_contract_types;
use crate::documents::contracts::model::{ContractFilter, ContractType, Signature};
use crate::documents::signatures::words::signature_text;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<ContractFilter>) -> impl IntoView {
    let types = Data::new(|| (), |()| offered_contract_types());
    let narrowed = move || filter.with(|f| f.kind.is_some() || f.signature.is_some() || f.expiring.is_some());
    let kept = move || {
        let rest = ContractFilter {
            kind: None,
            signature: None,
            expiring: None,
            ..filter.get().at_first()
        };
        let kept = fields(&rest).into_iter();
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let days = move || filter.with(|filter| filter.expiring.map(|days| days.to_string()).unwrap_or_default());
    let current = move || narrowed().then_some("true");
    view! {
        <details class="menu-of">
            <summary class="chip" aria-current=current>{tr!(contracts.narrow)}</summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=path aria-label=tr!(contracts.narrow)>
                    {kept}
                    <Load resource=types aside=true fallback=|| () let:types>{kinds(types, filter)}</Load>
                    {signatures(filter)}
                    <div class="field">
                        <label class="field-label" for="narrow-expiring">{tr!(contracts.expiring_days)}</label>
                        <input id="narrow-expiring" class="input" type="number" name="expiring" min="0" max="3660" value=days prop:value=days />
                    </div>
                    <div class="form-actions">
                        <button class="btn btn-primary" type="submit">{tr!(ui.show)}</button>
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

fn kinds(types: Vec<ContractType>, filter: Memo<ContractFilter>) -> Option<AnyView> {
    if types.is_empty() {
        return None;
    }
    let options = types.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let chosen = Memo::new(move |_| filter.with(|filter| filter.kind.map(|id| id.to_string()).unwrap_or_default()));
    Some(choice("kind", tr!(contracts.kind), options, chosen))
}

fn signatures(filter: Memo<ContractFilter>) -> AnyView {
    let options = Signature::ALL
        .iter()
        .map(|state| (state.to_string(), signature_text(*state).to_owned()))
        .collect();
    let chosen =
        Memo::new(move |_| filter.with(|filter| filter.signature.map(|state| state.to_string()).unwrap_or_default()));
    choice("signature", tr!(signatures.signature), options, chosen)
}

fn choice(name: &'static str, label: &'static str, options: Vec<(String, String)>, chosen: Memo<String>) -> AnyView {
    let id = format!("narrow-{name}");
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let here = value.clone();
            let selected = move || chosen.with(|chosen| *chosen == here);
            let also = selected.clone();
            view! { <option value=value selected=selected prop:selected=also>{text}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select id=id class="select" name=name>
                <option value="">{tr!(contracts.all)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
