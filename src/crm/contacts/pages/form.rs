//! The form of a contact, new or stored.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::words;
use crate::company::organization::pages::words as company;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::crm::contacts::api::{SaveContact, open_contact_form};
use crate::crm::contacts::forms;
use crate::crm::contacts::model::{ContactForm, MailedAs, MailedKind};
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::form::{
    CarryOver, Checkbox, FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextField,
    VersionField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;
use crate::ui::picker::{Create, Picker, PickerChoice};

/// `/contacts/new`, of a client with `?client=<id>`.
#[component]
pub fn NewContactPage() -> impl IntoView {
    let query = use_query_map();
    let client = query.with_untracked(|query| query.get("client").and_then(|id| id.parse::<ClientId>().ok()));
    view! {
        <PageHead title=tr!(contacts.new) />
        <NewContact client />
    }
    .into_any()
}

/// The form of a new contact. In a drawer it can be sent with the next one in mind.
#[component]
pub(super) fn NewContact(#[prop(into)] client: Option<ClientId>, #[prop(optional)] in_drawer: bool) -> impl IntoView {
    let form = Data::new(move || client, open_contact_form);
    view! {
        <Load resource=form let:form>
            <NewContactForm form in_drawer />
        </Load>
    }
    .into_any()
}

#[component]
fn NewContactForm(form: ContactForm, in_drawer: bool) -> impl IntoView {
    let save = ServerAction::<SaveContact>::new();
    let ContactForm { input, client, clients } = form;
    let back = client.as_ref().map_or_else(
        || "/contacts".to_owned(),
        |client| format!("/clients/{}/contacts", client.id),
    );
    let next = in_drawer.then_some(());
    view! {
        <Form action=save toast=tr!(contacts.saved)>
            <RequestKeyField />
            <CarryOver told=true />
            {client_field(client, clients)}
            {fields(input, in_drawer)}
            <FormActions>
                <Submit label=tr!(ui.save) />
                {next.map(|()| view! { <Submit label=tr!(contacts.save_and_next) name="next" value="true" next=true second=true /> })}
                <a class="btn" href=back>
                    {tr!(ui.cancel)}
                </a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// The client is decided, or chosen first.
fn client_field(client: Option<ClientChoice>, clients: Vec<ClientChoice>) -> AnyView {
    if let Some(client) = client {
        return view! {
            <Hidden name="client" value=client.id.to_string() />
            <p class="muted">{tr!(contacts.client)} ": " {client.name}</p>
        }
        .into_any();
    }
    let search = |text: String| async move { Ok(choices(find_clients(text, None).await?)) };
    view! {
        <div class="form-grid">
            <Picker
                name="client"
                label=tr!(contacts.client)
                search
                options=choices(clients)
                required=true
                autofocus=true
                create=Some(Create::Page("/clients/new".to_owned()))
                class="span-2"
            />
        </div>
    }
    .into_any()
}

fn choices(clients: Vec<ClientChoice>) -> Vec<PickerChoice> {
    let choice = |client: ClientChoice| PickerChoice::new(client.id, client.name, client.tax_id);
    clients.into_iter().map(choice).collect()
}

/// The form of a stored contact.
#[component]
pub(super) fn EditContact(input: forms::SaveContact) -> impl IntoView {
    let save = ServerAction::<SaveContact>::new();
    let id = input.id.map(|id| id.to_string()).unwrap_or_default();
    let back = format!("/clients/{}/contacts", input.client);
    view! {
        <Form action=save toast=tr!(contacts.saved)>
            <Hidden name="id" value=id />
            <VersionField version=input.version />
            <CarryOver told=true />
            {fields(input, false)}
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

fn fields(input: forms::SaveContact, focused: bool) -> AnyView {
    let autofocus = focused || input.id.is_some() || !input.client.is_empty();
    // The primary one stays it until another one takes over.
    let may_become = input.id.is_none() || !input.primary;
    let primary = may_become
        .then(|| view! { <Checkbox name="primary" label=tr!(contacts.make_primary) checked=input.primary /> });
    view! {
        <div class="form-grid">
            <TextField name="first_name" label=tr!(contacts.first_name) value=input.first_name required=true autofocus />
            <TextField name="last_name" label=tr!(contacts.last_name) value=input.last_name />
            <TextField name="position" label=tr!(contacts.position) value=input.position />
            <SelectField name="lang" label=tr!(contacts.lang) options=company::lang_choices() value=input.lang required=true />
            <TextField name="email" label=tr!(contacts.email) value=input.email kind=FieldKind::Email />
            <TextField name="phone" label=tr!(contacts.phone) value=input.phone kind=FieldKind::Tel />
            {mail_field(MailedKind::Invoice, input.mail.invoice)}
            {mail_field(MailedKind::Contract, input.mail.contract)}
            {mail_field(MailedKind::Act, input.mail.act)}
            {mail_field(MailedKind::DeliveryNote, input.mail.delivery_note)}
            {mail_field(MailedKind::PaymentConfirmation, input.mail.payment_confirmation)}
            {mail_field(MailedKind::Statement, input.mail.statement)}
        </div>
        {primary}
    }
    .into_any()
}

/// In which line of the letter the contact stands; empty: he is not written to.
fn mail_field(kind: MailedKind, value: String) -> AnyView {
    let lines = MailedAs::ALL
        .iter()
        .map(|line| (line.to_string(), words::mailed_as(*line).to_owned()))
        .collect();
    let label = format!("{}: {}", tr!(contacts.mail), words::mailed_kind(kind));
    view! { <SelectField name=format!("mail.{kind}") label options=lines value empty=tr!(ui.no) /> }.into_any()
}
