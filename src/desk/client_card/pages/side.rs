//! The column beside the tabs: what to do first, whom to call, where to pay, who signs, what happened last, a note.

use leptos::prelude::*;

use super::note::Note;
use crate::company::organization::pages::history as company;
use crate::crm::clients::model::{Client, ClientAccount};
use crate::crm::clients::pages::words;
use crate::crm::contacts::model::Contact;
use crate::crm::contacts::pages::{mail_link, phone_link, words as contacts};
use crate::crm::leads::pages::words as leads;
use crate::desk::client_card::model::ClientCard;
use crate::documents::closing::words as closing;
use crate::documents::contracts::pages::words as contracts;
use crate::documents::invoices::pages::words as invoices;
use crate::documents::sending::pages::ClientReminders;
use crate::finance::expenses::pages::words as expenses;
use crate::finance::payments::pages::words as payments;
use crate::kernel::actor::Right;
use crate::kernel::ids::LeadId;
use crate::kernel::owner::OwnerKind;
use crate::kernel::signatory::Signatory;
use crate::kernel::viewer::Viewer;
use crate::records::activity::model::EventRow;
use crate::records::activity::pages::Timeline;
use crate::support::tickets::pages::words as tickets;
use crate::tr;
use crate::ui::html::Html;
use crate::ui::long_number::with_long_numbers;

#[component]
pub(super) fn SideColumn(card: ClientCard) -> impl IntoView {
    let steps = steps(&card);
    let ClientCard {
        profile,
        primary,
        leads,
        events,
        ..
    } = card;
    let client = profile.client;
    let events = events.into_iter().map(in_words).collect();
    let account = profile.accounts.first().map(account);
    let signatory = signatory(&client.signatory);
    view! {
        <aside class="side-column" aria-label=tr!(client_card.about)>
            {steps}
            <section class="side-card">
                <h2>{tr!(clients.contact_data)}</h2>
                {reach(&client, primary)}
                {came_from(leads)}
            </section>
            {account}
            {signatory}
            <ClientReminders client=client.id />
            <section class="side-card">
                <h2>{tr!(client_card.last_events)}</h2>
                <Timeline events />
            </section>
            <section class="side-card">
                <Note client />
            </section>
        </aside>
    }
    .into_any()
}

/// Each event in the words of the room it comes from, with what it is about.
fn in_words(event: EventRow) -> EventRow {
    let (noun, event) = match event.kind {
        OwnerKind::Contact => (tr!(contacts.contact), event.in_words(contacts::change)),
        OwnerKind::Lead => (tr!(leads.lead), event.in_words(leads::change)),
        OwnerKind::Invoice => (tr!(client_card.invoice), event.in_words(invoices::change)),
        OwnerKind::Contract => (tr!(contracts.contract), event.in_words(contracts::change)),
        OwnerKind::Payment => (tr!(client_card.payment), event.in_words(payments::change)),
        OwnerKind::Expense => (tr!(expenses.expense), event.in_words(expenses::change)),
        OwnerKind::Ticket => (tr!(tickets.ticket), event.in_words(tickets::change)),
        OwnerKind::Act => (tr!(closing.act), event.in_words(closing::change)),
        OwnerKind::DeliveryNote => (tr!(closing.delivery_note), event.in_words(closing::change)),
        OwnerKind::Organization => ("", event.in_words(company::change)),
        _ => ("", event.in_words(words::change)),
    };
    EventRow {
        subject: format!("{noun} {}", event.subject).trim().to_owned(),
        ..event
    }
}

/// The leads that have become the client.
fn came_from(leads: Vec<(LeadId, String)>) -> Vec<AnyView> {
    let link = |(id, name)| {
        view! { <p class="muted">{tr!(leads.came_from)} " " <a href=format!("/leads/{id}")>{name}</a></p> }.into_any()
    };
    leads.into_iter().map(link).collect()
}

/// The primary contact, then the client's own phone and e-mail.
fn reach(client: &Client, primary: Option<Contact>) -> AnyView {
    if primary.is_none() && client.phone.is_empty() && client.email.is_empty() {
        return view! { <p class="muted">{tr!(client_card.no_contact)}</p> }.into_any();
    }
    let person = primary.map(|contact| {
        let position =
            (!contact.position.is_empty()).then(|| view! { <span class="muted">" " {contact.position.clone()}</span> });
        view! {
            <p>
                <a href=format!("/contacts/{}", contact.id)>{contact.name()}</a>
                {position}
            </p>
            {channels(&contact.phone, &contact.email)}
        }
    });
    view! {
        {person}
        {channels(&client.phone, &client.email)}
    }
    .into_any()
}

fn channels(phone: &str, email: &str) -> Option<AnyView> {
    let row = |label: &'static str, link: Option<Html>| {
        link.map(|link| view! { <div><dt>{label}</dt><dd inner_html=link.into_string()></dd></div> })
    };
    let (phone, email) = (
        row(tr!(clients.phone), phone_link(phone).map(Html::of)),
        row(tr!(clients.email), mail_link(email).map(Html::of)),
    );
    (phone.is_some() || email.is_some()).then(|| view! { <dl class="facts">{phone} {email}</dl> }.into_any())
}

/// The account that papers name: the first default.
fn account(account: &ClientAccount) -> AnyView {
    let details = &account.details;
    view! {
        <section class="side-card">
            <h2>{tr!(clients.account)}</h2>
            <p class="break-words">{with_long_numbers(&details.number)} " " <span class="currency">{details.currency.code()}</span></p>
            <p class="muted">{details.bank.clone()}</p>
        </section>
    }
    .into_any()
}

fn signatory(signatory: &Signatory) -> Option<AnyView> {
    if signatory.name.is_empty() {
        return None;
    }
    let basis = (!signatory.basis.is_empty())
        .then(|| view! { <p class="muted">{tr!(clients.signatory_basis)} ": " {signatory.basis.clone()}</p> });
    Some(
        view! {
            <section class="side-card">
                <h2>{tr!(clients.signatory)}</h2>
                <p>{signatory.name.clone()} " " <span class="muted">{signatory.position.clone()}</span></p>
                {basis}
            </section>
        }
        .into_any(),
    )
}

/// What a new card still lacks; each step disappears when it is done, and all of them for who can't take them.
fn steps(card: &ClientCard) -> Option<AnyView> {
    let viewer = expect_context::<Viewer>();
    let client = &card.profile.client;
    if client.archived {
        return None;
    }
    let base = format!("/clients/{}", client.id);
    let may_edit = viewer.may(Right::EditClients);
    let mut steps = Vec::new();
    if may_edit && (client.tax_id.is_none() || client.address.is_empty()) {
        steps.push((tr!(client_card.step_requisites), format!("{base}/edit")));
    }
    if may_edit && card.contacts == 0 {
        steps.push((tr!(client_card.step_contact), format!("{base}/contacts?new=true")));
    }
    if viewer.may(Right::CreateInvoices) && card.invoices == Some(0) {
        steps.push((
            tr!(client_card.step_invoice),
            format!("/invoices/new?client={}", client.id),
        ));
    }
    if steps.is_empty() {
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
