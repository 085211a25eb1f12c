//! A lead becomes a client: first those who may be the same, then the form of a new one.

use leptos::prelude::*;

use crate::company::organization::pages::words as company;
use crate::crm::clients::model::SimilarClient;
use crate::crm::clients::pages::{Similar, beginning, billing_address, channels, identity, reasons};
use crate::crm::leads::api::{ConnectLead, ConvertLead, open_conversion};
use crate::crm::leads::conversion::{self, TypedPerson};
use crate::crm::leads::model::Conversion;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::LeadId;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextArea, TextField, VersionField,
};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};
use crate::ui::query::id_of_address;

/// `/leads/<id>/convert`
#[component]
pub fn ConvertLeadPage() -> impl IntoView {
    view! { <Permitted right=Right::EditLeads><Convert /></Permitted> }.into_any()
}

#[component]
fn Convert() -> impl IntoView {
    let id = id_of_address::<LeadId>();
    let conversion = Data::new(
        move || id.get(),
        |id| async move { open_conversion(id.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Load resource=conversion let:conversion>
            <Page conversion />
        </Load>
    }
    .into_any()
}

#[component]
fn Page(conversion: Conversion) -> impl IntoView {
    let Conversion {
        name,
        input,
        similar,
        files,
    } = conversion;
    let back = input.lead.map(|id| format!("/leads/{id}")).unwrap_or_default();
    let viewer = expect_context::<Viewer>();
    let may_create = viewer.may(Right::CreateClients);
    let found: Vec<_> = similar
        .into_iter()
        .map(|client| view! { <Same client input=input.clone() may=viewer.may(Right::EditClients) /> })
        .collect();
    let none_found = found.is_empty();
    let found = (!none_found).then(|| {
        view! {
            <Section title=tr!(leads.maybe_same)>
                {may_create.then(|| view! { <p class="field-warning" role="status">{tr!(leads.maybe_same_text)}</p> })}
                <ul class="lead-same">{found}</ul>
            </Section>
        }
    });
    let new = if may_create {
        view! { <New input back /> }.into_any()
    } else {
        nobody(none_found, back)
    };
    let along = (files > 0).then(|| view! { " " {tr!(leads.files_along, count = files)} });
    view! {
        <PageHead title=tr!(leads.convert_title, name = name) />
        <p class="page-sub">{tr!(leads.convert_hint)} {along}</p>
        {found}
        {new}
    }
    .into_any()
}

/// For who may connect the lead with a client and make none.
fn nobody(none_found: bool, back: String) -> AnyView {
    let told = none_found.then(|| view! { <p class="alert" role="note">{tr!(leads.nobody_same)}</p> });
    view! {
        {told}
        <p><a class="btn" href=back>{tr!(ui.cancel)}</a></p>
    }
    .into_any()
}

/// A client who may be the lead, with the button that says so for who may write on his card.
#[component]
fn Same(client: SimilarClient, input: conversion::ConvertLead, may: bool) -> impl IntoView {
    let action = ServerAction::<ConnectLead>::new();
    let why = reasons(&client);
    let lead = input.lead.map(|id| id.to_string()).unwrap_or_default();
    let connect = (may && !client.archived).then(|| {
        view! {
            <Form action form_key=client.id.to_string() toast=tr!(leads.converted)>
                <RequestKeyField />
                <Hidden name="lead" value=lead />
                <VersionField version=input.version />
                <Hidden name="client" value=client.id.to_string() />
                <Submit label=tr!(leads.is_this_one) second=true />
            </Form>
        }
    });
    view! {
        <li>
            <span><a href=format!("/clients/{}", client.id)>{client.name}</a> " — " {why}</span>
            {connect}
        </li>
    }
    .into_any()
}

#[component]
fn New(input: conversion::ConvertLead, back: String) -> impl IntoView {
    let action = ServerAction::<ConvertLead>::new();
    view! {
        <Form action toast=tr!(leads.converted)>
            <Fields input />
            <FormActions>
                <Submit label=tr!(leads.make_client) />
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn Fields(input: conversion::ConvertLead) -> impl IntoView {
    // The client's own fields read what his own form would hold.
    let client = input.client(std::collections::BTreeMap::new());
    let typed = RwSignal::new(beginning(&client));
    let lead = input.lead.map(|id| id.to_string()).unwrap_or_default();
    let identity = identity(&client, typed);
    let reach = view! { {channels(&client, typed, false)} {billing_address(&client)} };
    let TypedPerson {
        first_name,
        last_name,
        position,
        email,
        phone,
    } = input.contact;
    view! {
        <RequestKeyField />
        <Hidden name="lead" value=lead />
        <VersionField version=input.version />
        <Section title=tr!(clients.requisites)>
            {identity}
            <Similar typed=typed but=None />
        </Section>
        <Section title=tr!(clients.contact_data)>
            <div class="form-grid">
                {reach}
                <SelectField name="currency" label=tr!(clients.currency) options=company::currency_choices() value=input.currency required=true />
                <SelectField name="lang" label=tr!(clients.lang) options=company::lang_choices() value=input.lang required=true />
            </div>
        </Section>
        <Section title=tr!(leads.primary_contact)>
            <div class="form-grid">
                <TextField name="contact.first_name" label=tr!(contacts.first_name) value=first_name />
                <TextField name="contact.last_name" label=tr!(contacts.last_name) value=last_name />
                <TextField name="contact.position" label=tr!(contacts.position) value=position />
                <TextField name="contact.email" label=tr!(contacts.email) value=email kind=FieldKind::Email />
                <TextField name="contact.phone" label=tr!(contacts.phone) value=phone kind=FieldKind::Tel />
            </div>
        </Section>
        <TextArea name="notes" label=tr!(leads.notes) value=input.notes />
    }
    .into_any()
}
