//! On what the electronic signatures of an own company rest, among its settings.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::documents::signing::api::{EndAgreement, SaveAgreement, signing_agreement};
use crate::documents::signing::model::{AgreementKind, StoredAgreement};
use crate::documents::signing::words;
use crate::error::AppError;
use crate::kernel::ids::OrganizationId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField, choices};
use crate::ui::load::{Data, Load};
use crate::ui::page::Section;

/// Of the company that the address names.
#[component]
pub fn AgreementSettings() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<OrganizationId>().ok()));
    // Counts what was saved here; each time the stored values are read again.
    let saved = RwSignal::new(0_u32);
    let agreement = Data::new(
        move || (id(), saved.get()),
        |(id, _)| async move { signing_agreement(id.ok_or(AppError::NotFound)?).await },
    );
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    let organization = untrack(id).map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Section title=tr!(signing.agreement_title)>
            <p class="muted">{tr!(signing.agreement_text)}</p>
            <Load resource=agreement aside=true let:stored>
                {forms(&organization, stored, again)}
            </Load>
        </Section>
    }
    .into_any()
}

fn forms(organization: &str, stored: Option<StoredAgreement>, again: Callback<()>) -> AnyView {
    let state = stored.as_ref().map(|stored| {
        let agreement = words::agreement(lang(), &stored.agreement);
        let text = if stored.in_force {
            tr!(signing.agreement_on, agreement = agreement)
        } else {
            tr!(signing.agreement_off, agreement = agreement)
        };
        view! { <p>{text}</p> }
    });
    let ending = stored
        .as_ref()
        .filter(|stored| stored.in_force)
        .map(|stored| stored.version);
    let end = ending.map(|version| view! { <EndForm organization=organization.to_owned() version again /> });
    view! {
        {state}
        <SaveForm organization=organization.to_owned() stored again />
        {end}
    }
    .into_any()
}

#[component]
fn SaveForm(organization: String, stored: Option<StoredAgreement>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SaveAgreement>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    let is_on = stored.as_ref().is_some_and(|stored| stored.in_force);
    let label = if is_on { tr!(ui.save) } else { tr!(signing.switch_on) };
    let (kind, clause, number, date) = match stored {
        Some(StoredAgreement { agreement, .. }) => (
            agreement.kind.to_string(),
            agreement.clause,
            agreement.number,
            agreement.date.to_string(),
        ),
        None => (
            AgreementKind::Contract.to_string(),
            String::new(),
            String::new(),
            String::new(),
        ),
    };
    let kinds: Vec<_> = choices(AgreementKind::ALL, words::kind_text);
    view! {
        <Form action done toast=tr!(signing.agreement_saved)>
            <Hidden name="organization" value=organization />
            <VersionField version />
            <div class="form-grid">
                <SelectField name="kind" label=tr!(signing.agreement_kind) options=kinds value=kind required=true />
                <TextField name="clause" label=tr!(signing.agreement_clause) value=clause required=true max=300 hint=tr!(signing.clause_hint) />
                <TextField name="number" label=tr!(signing.agreement_number) value=number max=60 hint=tr!(signing.number_hint) />
                <TextField name="date" label=tr!(signing.agreement_date) value=date kind=FieldKind::Date required=true />
            </div>
            <FormActions>
                <Submit label second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn EndForm(organization: String, version: i64, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<EndAgreement>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action done toast=tr!(signing.agreement_ended)>
            <Hidden name="organization" value=organization />
            <VersionField version />
            <Submit label=tr!(signing.switch_off) second=true />
        </Form>
    }
    .into_any()
}
