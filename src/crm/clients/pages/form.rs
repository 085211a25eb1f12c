//! The form of a client, new or stored.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words;
use crate::company::organization::pages::words as company;
use crate::crm::clients::api::{SaveClient, open_client_form, similar_clients};
use crate::crm::clients::model::{ClientChoice, ClientForm, ClientKind};
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::kernel::requisites::check;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextArea, TextField, VersionField,
};
use crate::ui::load::Load;
use crate::ui::page::{PageHead, Section};

/// `/clients/new`
#[component]
pub fn NewClientPage() -> impl IntoView {
    let form = Resource::new(|| (), |()| open_client_form(None));
    view! {
        <PageHead title=tr!(clients.new) />
        <Load resource=form let:form>
            <ClientFields form back="/clients" />
        </Load>
    }
    .into_any()
}

/// `/clients/<id>/edit`
#[component]
pub fn EditClientPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let form = Resource::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        open_client_form(Some(id)).await
    });
    view! {
        <Load resource=form let:form>
            <PageHead title=form.input.name.clone() />
            <ClientFields back=format!("/clients/{}", id()) form />
        </Load>
    }
    .into_any()
}

#[component]
fn ClientFields(
    form: ClientForm,
    /// Where *Cancel* leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SaveClient>::new();
    let ClientForm { input, managers } = form;
    let (kind, tax_id) = (
        RwSignal::new(input.tax_id_kind.clone()),
        RwSignal::new(input.tax_id.clone()),
    );
    let warning = Signal::derive(move || kind.with(|kind| tax_id.with(|id| company::tax_id_warning(kind, id))));
    let on_kind = Callback::new(move |(value,): (String,)| kind.set(value));
    let on_id = Callback::new(move |(value,): (String,)| tax_id.set(value));
    let kinds = ClientKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words::kind_text(*kind).to_owned()))
        .collect();
    let managers: Vec<_> = managers.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let but = input.id;
    view! {
        <Form action=save toast=tr!(clients.saved)>
            {which(input.id, input.version)}
            <Section title=tr!(clients.requisites)>
                <div class="form-grid">
                    <TextField name="name" label=tr!(clients.name) value=input.name required=true autofocus=true />
                    <SelectField name="kind" label=tr!(clients.kind) options=kinds value=input.kind required=true />
                    <TextField name="legal_name" label=tr!(clients.legal_name) value=input.legal_name hint=tr!(clients.legal_name_hint) class="span-all" />
                    <SelectField name="tax_id_kind" label=tr!(clients.tax_id_kind) options=company::tax_id_choices() value=input.tax_id_kind on_change=on_kind />
                    <TextField name="tax_id" label=tr!(clients.tax_id) value=input.tax_id warning on_input=on_id />
                    <TextArea name="address" label=tr!(clients.address) value=input.address rows=2 class="span-all" />
                </div>
                <Similar kind tax_id but />
            </Section>
            <Section title=tr!(clients.contact_data)>
                <div class="form-grid">
                    <TextField name="phone" label=tr!(clients.phone) value=input.phone kind=FieldKind::Tel />
                    <TextField name="email" label=tr!(clients.email) value=input.email kind=FieldKind::Email />
                </div>
            </Section>
            <Section title=tr!(clients.terms)>
                <div class="form-grid">
                    <SelectField name="currency" label=tr!(clients.currency) options=company::currency_choices() value=input.currency required=true />
                    <SelectField name="lang" label=tr!(clients.lang) options=company::lang_choices() value=input.lang required=true />
                    <TextField name="payment_days" label=tr!(clients.payment_days) value=input.payment_days kind=FieldKind::Digits unit=tr!(clients.days) hint=tr!(clients.payment_days_hint) />
                    {manager_field(managers, input.manager)}
                    <TextArea name="notes" label=tr!(clients.notes) value=input.notes class="span-all" />
                </div>
            </Section>
            <FormActions>
                <Submit label=tr!(ui.save) />
                <a class="btn" href=back>
                    {tr!(ui.cancel)}
                </a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// What tells a new client from a stored one. Fields find their form only when they are made inside of it.
fn which(id: Option<ClientId>, version: i64) -> AnyView {
    match id {
        Some(id) => view! {
            <Hidden name="id" value=id.to_string() />
            <VersionField version />
        }
        .into_any(),
        None => view! { <RequestKeyField /> }.into_any(),
    }
}

/// Whom the client is given to; left out for who sees only his own.
fn manager_field(managers: Vec<(String, String)>, value: String) -> Option<AnyView> {
    (!managers.is_empty())
        .then(|| view! { <SelectField name="manager" label=tr!(clients.manager) options=managers value /> }.into_any())
}

/// Clients that carry the typed tax id already: links, and no hindrance to saving.
#[component]
fn Similar(kind: RwSignal<String>, tax_id: RwSignal<String>, but: Option<ClientId>) -> impl IntoView {
    let whole = Memo::new(move |_| {
        let kind = kind.with(|kind| kind.parse().ok())?;
        tax_id.with(|id| check(kind, id)).ok().map(|checked| checked.normalized)
    });
    let found = Resource::new(
        move || whole.get(),
        move |whole| async move {
            match whole {
                Some(tax_id) => similar_clients(tax_id, but).await,
                None => Ok(Vec::new()),
            }
        },
    );
    view! {
        <Load resource=found fallback=|| () aside=true let:found>
            <SameTaxId found />
        </Load>
    }
    .into_any()
}

/// The amber note that names clients with the same tax id.
#[component]
pub fn SameTaxId(found: Vec<ClientChoice>) -> impl IntoView {
    let links: Vec<_> = found
        .into_iter()
        .map(|client| view! { " " <a href=format!("/clients/{}", client.id)>{client.name}</a> })
        .collect();
    (!links.is_empty())
        .then(|| view! { <p class="field-warning" role="status">{tr!(clients.same_tax_id)} {links}</p> })
        .into_any()
}
