//! The tabs of a card.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::OpenCard;
use crate::company::organization::pages::words as company;
use crate::crm::clients::model::Client;
use crate::crm::clients::pages::words;
use crate::crm::contacts::pages::ContactList;
use crate::desk::client_card::model::ClientCard;
use crate::documents::invoices::pages::InvoiceList;
use crate::finance::payments::pages::PaymentList;
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::load::Load;
use crate::ui::page::{Facts, Section};

/// `/clients/<id>`: the card's data as text.
#[component]
pub fn ProfileTab() -> impl IntoView {
    let open = expect_context::<OpenCard>();
    view! {
        <Load resource=open.card aside=true let:card>
            <Profile card />
        </Load>
    }
    .into_any()
}

#[component]
fn Profile(card: ClientCard) -> impl IntoView {
    let Client {
        kind,
        name,
        legal_name,
        tax_id,
        address,
        phone,
        email,
        currency,
        lang,
        payment_days,
        notes,
        ..
    } = card.client;
    let tax_label = tax_id
        .as_ref()
        .map_or(tr!(clients.tax_id), |id| company::tax_id_kind(id.kind));
    let requisites: Vec<(String, String)> = vec![
        (tr!(clients.name).into(), name),
        (tr!(clients.legal_name).into(), legal_name),
        (tr!(clients.kind).into(), words::kind_text(kind).into()),
        (tax_label.into(), tax_id.map(|id| id.value).unwrap_or_default()),
        (tr!(clients.address).into(), address),
        (tr!(clients.phone).into(), phone),
        (tr!(clients.email).into(), email),
    ];
    let terms: Vec<(String, String)> = vec![
        (tr!(clients.currency).into(), currency.to_string()),
        (tr!(clients.lang).into(), lang.own_name().into()),
        (
            tr!(clients.payment_days).into(),
            format!("{payment_days} {}", tr!(clients.days)),
        ),
        (tr!(clients.manager).into(), card.manager),
    ];
    let notes = (!notes.is_empty()).then(|| {
        view! {
            <Section title=tr!(clients.notes)>
                <p class="whitespace-pre-line">{notes}</p>
            </Section>
        }
    });
    view! {
        <Section title=tr!(clients.requisites)>
            <Facts rows=requisites />
        </Section>
        <Section title=tr!(clients.terms)>
            <Facts rows=terms />
        </Section>
        {notes}
    }
    .into_any()
}

/// The client of the address; a card that can't be opened shows no tab at all.
fn client_of_address() -> Memo<Option<ClientId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// `/clients/<id>/invoices`.
#[component]
pub fn InvoicesTab() -> impl IntoView {
    let client = client_of_address();
    move || client.get().map(|client| view! { <InvoiceList client /> })
}

/// `/clients/<id>/payments`.
#[component]
pub fn PaymentsTab() -> impl IntoView {
    let client = client_of_address();
    move || client.get().map(|client| view! { <PaymentList client /> })
}

/// `/clients/<id>/contacts`.
#[component]
pub fn ContactsTab() -> impl IntoView {
    let client = client_of_address();
    move || client.get().map(|client| view! { <ContactList client /> })
}
