//! Who has signed: facts that the staff records, in any order.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::documents::contracts::api::SaveSignatures;
use crate::documents::contracts::model::{self, Contract};
use crate::documents::contracts::pages::words::signature_text;
use crate::kernel::actor::Right;
use crate::kernel::date::{Date, short_date};
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField, VersionField, came_back};
use crate::ui::page::Facts;

/// The facts, and the form that records them.
#[component]
pub(super) fn SignaturesCard(contract: Contract, changed: Callback<()>) -> impl IntoView {
    let facts = &contract.signatures;
    let date = |date: Option<Date>| date.map(|date| short_date(lang(), date)).unwrap_or_default();
    let rows = vec![
        (tr!(contracts.by_us).to_owned(), date(facts.by_us)),
        (tr!(contracts.by_client).to_owned(), date(facts.by_client)),
        (
            tr!(contracts.refused_on).to_owned(),
            date(facts.refused.as_ref().map(|(on, _)| *on)),
        ),
        (tr!(contracts.original).to_owned(), date(facts.original)),
    ];
    let state = signature_text(facts.state());
    let may_edit = expect_context::<Viewer>().may(Right::EditContracts);
    let form = may_edit.then(|| view! { <SignaturesForm contract=contract.clone() changed /> });
    view! {
        <section class="side-card" data-part="signatures">
            <h2>{tr!(contracts.signature)}</h2>
            <p>{state}</p>
            <Facts rows />
            {form}
        </section>
    }
    .into_any()
}

#[component]
fn SignaturesForm(contract: Contract, changed: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveSignatures>::new();
    let stored = model::SaveSignatures::of(contract.id, contract.version, &contract.signatures);
    let done = Callback::new(move |_: (i64,)| changed.run(()));
    view! {
        <details open=came_back(SaveSignatures::PATH, "")>
            <summary class="btn btn-sm">{tr!(contracts.record_signatures)}</summary>
            <Form action=save done toast=tr!(contracts.signatures_saved)>
                <Hidden name="id" value=contract.id.to_string() />
                <VersionField version=stored.version />
                <TextField name="by_us" label=tr!(contracts.by_us) kind=FieldKind::Date value=stored.by_us />
                <TextField name="by_client" label=tr!(contracts.by_client) kind=FieldKind::Date value=stored.by_client />
                <TextField name="refused_on" label=tr!(contracts.refused_on) kind=FieldKind::Date value=stored.refused_on />
                <TextField name="refusal" label=tr!(contracts.refusal) value=stored.refusal max=500 />
                <TextField name="original" label=tr!(contracts.original) kind=FieldKind::Date value=stored.original />
                <FormActions>
                    <Submit label=tr!(ui.save) second=true />
                </FormActions>
            </Form>
        </details>
    }
    .into_any()
}
