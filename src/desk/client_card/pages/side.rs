//! The column beside the tabs: how to reach the client, what to do first, what happened last.

use leptos::prelude::*;

use crate::crm::clients::model::Client;
use crate::crm::clients::pages::words;
use crate::crm::contacts::pages::words as contacts;
use crate::desk::client_card::model::ClientCard;
use crate::documents::invoices::pages::words as invoices;
use crate::finance::payments::pages::words as payments;
use crate::kernel::actor::Right;
use crate::kernel::owner::OwnerKind;
use crate::kernel::viewer::Viewer;
use crate::records::activity::model::EventRow;
use crate::records::activity::pages::Timeline;
use crate::tr;

#[component]
pub(super) fn SideColumn(card: ClientCard) -> impl IntoView {
    let steps = steps(&card);
    let events = card.events.clone().into_iter().map(in_words).collect();
    view! {
        <aside class="side-column" aria-label=tr!(client_card.about)>
            {steps}
            <section class="side-card">
                <h2>{tr!(clients.contact_data)}</h2>
                {contact(&card.client)}
            </section>
            <section class="side-card">
                <h2>{tr!(client_card.last_events)}</h2>
                <Timeline events />
            </section>
        </aside>
    }
    .into_any()
}

/// Each event in the words of the room it comes from.
fn in_words(event: EventRow) -> EventRow {
    match event.kind {
        OwnerKind::Contact => event.in_words(contacts::change),
        OwnerKind::Invoice => event.in_words(invoices::change),
        OwnerKind::Payment => event.in_words(payments::change),
        _ => event.in_words(words::change),
    }
}

fn contact(client: &Client) -> AnyView {
    if client.phone.is_empty() && client.email.is_empty() {
        return view! { <p class="muted">{tr!(client_card.no_contact)}</p> }.into_any();
    }
    let dialled: String = client
        .phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let phone = (!client.phone.is_empty()).then(|| {
        view! {
            <div>
                <dt>{tr!(clients.phone)}</dt>
                <dd><a href=format!("tel:{dialled}")>{client.phone.clone()}</a></dd>
            </div>
        }
    });
    let email = (!client.email.is_empty()).then(|| {
        view! {
            <div>
                <dt>{tr!(clients.email)}</dt>
                <dd><a href=format!("mailto:{}", client.email)>{client.email.clone()}</a></dd>
            </div>
        }
    });
    view! { <dl class="facts">{phone} {email}</dl> }.into_any()
}

/// What a new card still lacks; each step disappears when it is done, and all of them for who can't take them.
fn steps(card: &ClientCard) -> Option<AnyView> {
    let viewer = expect_context::<Viewer>();
    let client = &card.client;
    let edit = format!("/clients/{}/edit", client.id);
    let may_edit = viewer.may(Right::EditClients);
    let mut steps = Vec::new();
    if may_edit && (client.tax_id.is_none() || client.address.is_empty()) {
        steps.push((tr!(client_card.step_requisites), edit.clone()));
    }
    if may_edit && client.phone.is_empty() && client.email.is_empty() {
        steps.push((tr!(client_card.step_contact), edit));
    }
    if viewer.may(Right::EditInvoices) && card.invoices == Some(0) && !client.archived {
        steps.push((
            tr!(client_card.step_invoice),
            format!("/invoices/new?client={}", client.id),
        ));
    }
    if steps.is_empty() || client.archived {
        return None;
    }
    let links: Vec<_> = steps
        .into_iter()
        .map(|(label, href)| view! { <li><a class="btn btn-sm" href=href>{label}</a></li> })
        .collect();
    Some(
        view! {
            <section class="side-card">
                <h2>{tr!(client_card.first_steps)}</h2>
                <ul class="event-list">{links}</ul>
            </section>
        }
        .into_any(),
    )
}
