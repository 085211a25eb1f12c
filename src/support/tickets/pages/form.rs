//! The form of a request that the staff writes down for a client.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::words;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::error::AppResult;
use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::records::files::model::{FIELD, accepted};
use crate::support::tickets::api::open_ticket_form;
use crate::support::tickets::forms::{NewTicket, OPEN};
use crate::support::tickets::model::{TicketChoices, TicketForm};
use crate::tr;
use crate::ui::form::{
    FileField, FileForm, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextArea, TextField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;
use crate::ui::picker::{Create, Picker, PickerChoice};

/// `/support/new`, for a client with `?client=<id>`.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    let query = use_query_map();
    let client = query.with_untracked(|query| query.get("client").and_then(|id| id.parse::<ClientId>().ok()));
    let form = Data::new(move || client, open_ticket_form);
    let back = match client {
        Some(client) => format!("/clients/{client}/support"),
        None => "/support".to_owned(),
    };
    view! {
        <PageHead title=tr!(tickets.new) />
        <p class="page-sub">{tr!(tickets.new_hint)}</p>
        <Load resource=form let:form>
            <Fields form back=back.clone() />
        </Load>
    }
    .into_any()
}

#[component]
fn Fields(
    form: TicketForm,
    /// Where *Cancel* leads.
    back: String,
) -> impl IntoView {
    let TicketForm {
        input,
        client,
        clients,
        choices,
        megabytes,
    } = form;
    // Made inside of the form, like every field.
    let fields = move || fields(input, client, clients, choices);
    view! {
        <FileForm action=OPEN toast=tr!(tickets.opened_toast)>
            <RequestKeyField />
            {fields()}
            <FileField name=FIELD label=tr!(tickets.files) accept=accepted() multiple=true hint=tr!(tickets.files_hint, megabytes = megabytes) />
            <FormActions>
                <Submit label=tr!(tickets.open) />
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </FileForm>
    }
    .into_any()
}

fn fields(
    input: NewTicket,
    client: Option<ClientChoice>,
    clients: Vec<ClientChoice>,
    choices: TicketChoices,
) -> AnyView {
    let TicketChoices {
        departments,
        contacts,
        papers,
        ..
    } = choices;
    let department = (!departments.is_empty()).then(|| {
        let options = words::named(departments);
        view! { <SelectField name="department" label=tr!(tickets.department) options value=input.department.clone() empty=tr!(tickets.not_chosen) /> }
    });
    let contact = (!contacts.is_empty()).then(|| {
        let options = words::named(contacts);
        view! { <SelectField name="contact" label=tr!(tickets.contact) options value=input.contact.clone() empty=tr!(tickets.not_chosen) hint=tr!(tickets.contact_hint) /> }
    });
    let paper = (!papers.is_empty()).then(|| {
        let options = words::papers(&papers);
        view! { <SelectField name="paper" label=tr!(tickets.paper) options value=input.paper.clone() empty=tr!(tickets.not_chosen) /> }
    });
    view! {
        <div class="form-grid">
            {client_field(client, clients)}
            {contact}
            <TextField name="subject" label=tr!(tickets.subject) value=input.subject required=true max=200 class="span-all" />
            <SelectField name="priority" label=tr!(tickets.priority) options=words::priorities() value=input.priority required=true />
            {department}
            {paper}
            <TextArea name="body" label=tr!(tickets.message) value=input.body required=true max=10000 rows=6 class="span-all" />
        </div>
    }
    .into_any()
}

/// The client of the address is decided; else one is looked for.
fn client_field(client: Option<ClientChoice>, clients: Vec<ClientChoice>) -> AnyView {
    if let Some(client) = client {
        return view! {
            <p class="span-all">{tr!(tickets.client)} ": " <a href=format!("/clients/{}", client.id)>{client.name}</a></p>
            <Hidden name="client" value=client.id.to_string() />
        }
        .into_any();
    }
    let search =
        |text: String| async move { AppResult::Ok(choices(find_clients(text, Some(OwnerKind::Ticket)).await?)) };
    let create = Some(Create::Page("/clients/new".to_owned()));
    view! {
        <Picker name="client" label=tr!(tickets.client) search options=choices(clients) required=true create class="span-all" />
    }
    .into_any()
}

fn choices(clients: Vec<ClientChoice>) -> Vec<PickerChoice> {
    let choice = |client: ClientChoice| PickerChoice::new(client.id, client.name, client.tax_id);
    clients.into_iter().map(choice).collect()
}
