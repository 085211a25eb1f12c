//! The tax ids of a client's form, by the country that gives them.

use leptos::prelude::*;

use crate::company::organization::pages::words as company;
use crate::crm::clients::model::ClientTraits;
use crate::kernel::requisites::TaxIdKind;
use crate::tr;
use crate::ui::form::TextField;

/// Fields for every kind, in a fold per country. Those of the client's country and those that are filled in stand open.
#[component]
pub(super) fn TaxIdFields(typed: RwSignal<ClientTraits>, currency: String) -> impl IntoView {
    use TaxIdKind::{EuVat, Other, RuInn, RuKpp, RuOgrn, RuOgrnip, UaEdrpou, UaIpn, UaPassport, UaRnokpp};
    let home = match currency.as_str() {
        "RUB" => RuInn,
        "UAH" => UaEdrpou,
        _ => EuVat,
    };
    let fold = |title: &'static str, kinds: &[TaxIdKind]| {
        let open = kinds.contains(&home)
            || typed.with_untracked(|typed| kinds.iter().any(|kind| !typed.tax_ids.value(*kind).is_empty()));
        let fields: Vec<_> = kinds.iter().map(|kind| view! { <Number kind=*kind typed /> }).collect();
        let beside = kinds.contains(&Other).then(|| other_fields(typed));
        view! {
            <details class="side-card" open=open>
                <summary>{title}</summary>
                <div class="form-grid">{fields} {beside}</div>
            </details>
        }
        .into_any()
    };
    view! {
        {fold(tr!(clients.numbers_ru), &[RuInn, RuKpp, RuOgrn, RuOgrnip])}
        {fold(tr!(clients.numbers_ua), &[UaEdrpou, UaRnokpp, UaIpn, UaPassport])}
        {fold(tr!(clients.numbers_eu), &[EuVat])}
        {fold(tr!(clients.numbers_other), &[Other])}
    }
    .into_any()
}

#[component]
fn Number(kind: TaxIdKind, typed: RwSignal<ClientTraits>) -> impl IntoView {
    let value = typed.with_untracked(|typed| typed.tax_ids.value(kind).to_owned());
    let warning =
        Signal::derive(move || typed.with(|typed| company::tax_id_warning(kind.as_str(), typed.tax_ids.value(kind))));
    let on_input = Callback::new(move |(value,): (String,)| typed.update(|typed| typed.tax_ids.set(kind, value)));
    view! { <TextField name=format!("tax_ids.{kind}") label=company::tax_id_kind(kind) value warning on_input /> }
        .into_any()
}

/// What a number of no known kind is called, and where.
fn other_fields(typed: RwSignal<ClientTraits>) -> AnyView {
    let (label, country) = typed.with_untracked(|typed| {
        let ids = &typed.tax_ids;
        (ids.other_label.clone(), ids.other_country.clone())
    });
    view! {
        <TextField name="tax_ids.other_label" label=tr!(clients.other_label) value=label hint=tr!(clients.other_label_hint) />
        <TextField name="tax_ids.other_country" label=tr!(clients.other_country) value=country />
    }
    .into_any()
}
