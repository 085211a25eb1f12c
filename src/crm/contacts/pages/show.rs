//! A contact: his form, or his data as text for who may not change it; what can be done; what happened.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::form::EditContact;
use super::words;
use crate::crm::contacts::api::{
    DeactivateContact, DeleteContact, MakeContactPrimary, ReactivateContact, show_contact,
};
use crate::crm::contacts::forms::SaveContact;
use crate::crm::contacts::model::{Contact, ContactSheet};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::ContactId;
use crate::records::activity::pages::History;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::{Facts, PageHead};
use crate::ui::regarding::Regarding;

/// What other wings put below a contact; it is told when it has changed something.
pub type Beside = fn(ContactId, Callback<()>) -> AnyView;

/// `/contacts/<id>`.
#[component]
pub fn ContactPage(beside: Beside) -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let sheet = Data::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        show_contact(id).await
    });
    let again = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            <Regarding rights=sheet.rights>
                <Sheet sheet beside again />
            </Regarding>
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: ContactSheet, beside: Beside, again: Callback<()>) -> impl IntoView {
    let ContactSheet {
        contact,
        client_name,
        events,
        rights: _,
    } = sheet;
    let may_edit = may(Right::EditClients);
    let badges = badges(&contact);
    let steps = may_edit.then(|| steps(&contact, again));
    let content = if may_edit {
        view! { <EditContact input=SaveContact::of(&contact) /> }.into_any()
    } else {
        view! { <Facts rows=facts(&contact) /> }.into_any()
    };
    let below = beside(contact.id, again);
    view! {
        <PageHead title=contact.name() beside=move || badges>
            {steps}
        </PageHead>
        <p class="page-sub">
            <a href=format!("/clients/{}/contacts", contact.client)>{client_name}</a>
        </p>
        {content}
        {below}
        <History events words=words::change />
    }
    .into_any()
}

fn badges(contact: &Contact) -> AnyView {
    let primary = contact.primary.then(|| view! { <Badge text=tr!(contacts.primary) /> });
    let inactive = (!contact.active).then(|| view! { <Badge text=tr!(contacts.inactive) /> });
    view! {
        {primary}
        {inactive}
    }
    .into_any()
}

fn facts(contact: &Contact) -> Vec<(String, String)> {
    vec![
        (tr!(contacts.name).into(), contact.name()),
        (tr!(contacts.position).into(), contact.position.clone()),
        (tr!(contacts.email).into(), contact.email.clone()),
        (tr!(contacts.phone).into(), contact.phone.clone()),
        (tr!(contacts.lang).into(), contact.lang.own_name().into()),
        (tr!(contacts.mail).into(), words::mailed(&contact.mail)),
    ]
}

/// What can be done with the contact now.
fn steps(contact: &Contact, again: Callback<()>) -> AnyView {
    let id = contact.id.to_string();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let primary = (contact.active && !contact.primary).then(|| {
        let (action, id) = (ServerAction::<MakeContactPrimary>::new(), id.clone());
        view! {
            <Form action done argument="" toast=tr!(contacts.primary_done)>
                <Hidden name="id" value=id />
                <Submit label=tr!(contacts.make_primary) second=true />
            </Form>
        }
    });
    let use_of = if contact.active {
        let (action, id) = (ServerAction::<DeactivateContact>::new(), id.clone());
        view! {
            <Form action done argument="" toast=tr!(contacts.deactivated_done)>
                <Hidden name="id" value=id />
                <Submit label=tr!(contacts.deactivate) second=true />
            </Form>
        }
        .into_any()
    } else {
        let (action, id) = (ServerAction::<ReactivateContact>::new(), id.clone());
        view! {
            <Form action done argument="" toast=tr!(contacts.reactivated_done)>
                <Hidden name="id" value=id />
                <Submit label=tr!(contacts.reactivate) second=true />
            </Form>
        }
        .into_any()
    };
    let action = ServerAction::<DeleteContact>::new();
    view! {
        {primary}
        {use_of}
        <details class="menu-of">
            <summary class="btn">{tr!(contacts.delete)}</summary>
            <div class="pop-menu">
                <Form action argument="" toast=tr!(contacts.deleted_done)>
                    <Hidden name="id" value=id />
                    <Submit label=tr!(contacts.delete_for_good) danger=true />
                </Form>
            </div>
        </details>
    }
    .into_any()
}
